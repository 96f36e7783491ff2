/* SPDX-License-Identifier: MIT */
/* stage_pipe.c: a pipe on stage: how full it is, the bytes in it (the next one to be read first),
 * and how many ends are open, because that is what decides between waiting and end-of-file. */
#include "glyphs.h"
#include "stage_kinds.h"
#include "tell.h"

enum { PIPE_BYTES_SHOWN = 256 };

static int64_t in_flight(const struct world_obj *obj) {
    return obj->written > obj->taken ? obj->written - obj->taken : 0;
}

static void fill_text(const struct world_obj *obj, struct buf *out) {
    if (obj->capacity > 0) {
        buf_putf(out, "%lld of %lld B", (long long)in_flight(obj), (long long)obj->capacity);
    } else {
        buf_putf(out, "%lld B", (long long)in_flight(obj));
    }
}

/* What is in the pipe, as far as the log kept it: records keep the first 64 bytes of a write, and
 * the first of its bytes may have been read already. */
static void bytes_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    struct buf bytes = {0};

    for (uint32_t i = 0; i < obj->item_count && bytes.len < PIPE_BYTES_SHOWN; i++) {
        const struct world_item *item = &obj->items[i];
        const struct event *event = log_at(scene->log, item->record);
        int64_t read_already = event != NULL ? item->off - event->off : 0;
        if (event == NULL || read_already < 0 || read_already >= event->data_len) {
            continue;
        }
        int64_t kept = event->data_len - read_already;
        buf_put(&bytes, log_data(scene->log, event) + read_already,
                (size_t)(kept < item->len ? kept : item->len));
    }
    if (bytes.len > 0) {
        tell_bytes((const unsigned char *)bytes.data, bytes.len, PIPE_BYTES_SHOWN, out);
    }
    buf_done(&bytes);
}

/* A bar as text: at least one cell when there is anything, full only when it is. */
static void bar_text(const struct world_obj *obj, int width, struct buf *out) {
    int64_t whole = obj->capacity > 0 ? obj->capacity : 1;
    int64_t full = in_flight(obj) >= whole ? width : in_flight(obj) * width / whole;

    if (full == 0 && in_flight(obj) > 0) {
        full = 1;
    }
    for (int i = 0; i < width; i++) {
        buf_puts(out, i < full ? GLYPH_STRETCH : GLYPH_WAITED);
    }
}

static void pipe_inside(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    struct buf text = {0};
    bool changed = scene_is_new(scene, obj->touched);

    fill_text(obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), buf_str(&text));
    buf_clear(&text);
    bytes_text(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, text.len > 0 ? STYLE_BYTES : STYLE_DIM,
              text.len > 0 ? buf_str(&text) : "empty");
    buf_clear(&text);
    bar_text(obj, sheet->width, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_BYTES, buf_str(&text));
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "readers %u", world_holders(scene->world, obj->name, END_R));
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "writers %u", world_holders(scene->world, obj->name, END_W));
    buf_done(&text);
}

static void pipe_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    bar_text(obj, 4, out);
    buf_puts(out, " ");
    fill_text(obj, out);
    buf_puts(out, " ");
    bytes_text(scene, obj, out);
}

const struct stage_kind stage_pipe = {
    .type = OBJ_PIPE,
    .rows = 5,
    .inside = pipe_inside,
    .line = pipe_line,
};
