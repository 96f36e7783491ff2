/* SPDX-License-Identifier: MIT */
/* stage_pipe.c: a pipe on stage: how full it is, the bytes in it (the next one to be read first),
 * and how many ends are open, because that is what decides between waiting and end-of-file. */
#include "glyphs.h"
#include "stage_bytes.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include <limits.h>

static int64_t in_flight(const struct world_obj *obj) {
    return obj->written > obj->taken ? obj->written - obj->taken : 0;
}

/* Full, though less was counted: a write sleeps half-way, and its part has no record yet. */
static bool half_way(const struct scene *scene, const struct world_obj *obj) {
    return in_flight(obj) < obj->capacity && obj_is_full(scene->world, obj);
}

static void fill_text(const struct scene *scene, const struct world_obj *obj, int width,
                      struct buf *out) {
    if (half_way(scene, obj)) {
        buf_putf(out, "full: %lld B", (long long)obj->capacity);
    } else if (obj->capacity > 0) {
        stage_fill_text((long long)in_flight(obj), (long long)obj->capacity, width, out);
    } else {
        buf_putf(out, "%lld B", (long long)in_flight(obj));
    }
}

/* A bar as text: at least one cell when there is anything, full only when it is. */
static void bar_text(const struct scene *scene, const struct world_obj *obj, int width,
                     struct buf *out) {
    int64_t whole = obj->capacity > 0 ? obj->capacity : 1;
    bool is_full = in_flight(obj) >= whole || half_way(scene, obj);
    int64_t full = is_full ? width : in_flight(obj) * width / whole;

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

    fill_text(scene, obj, sheet->width, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), buf_str(&text));
    buf_clear(&text);
    stage_bytes(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, text.len > 0 ? STYLE_BYTES : STYLE_DIM,
              text.len > 0           ? buf_str(&text)
              : half_way(scene, obj) ? "half-way write"
                                     : "empty");
    buf_clear(&text);
    bar_text(scene, obj, sheet->width, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_BYTES, buf_str(&text));
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "readers %u", world_holders(scene->world, obj->name, END_R));
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "writers %u", world_holders(scene->world, obj->name, END_W));
    buf_done(&text);
}

static void pipe_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    bar_text(scene, obj, 4, out);
    buf_puts(out, " ");
    fill_text(scene, obj, INT_MAX, out);
    buf_puts(out, " ");
    stage_bytes(scene, obj, out);
}

const struct stage_kind stage_pipe = {
    .rows = 5,
    .inside = pipe_inside,
    .line = pipe_line,
};
