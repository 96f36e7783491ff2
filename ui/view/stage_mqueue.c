/* SPDX-License-Identifier: MIT */
/* stage_mqueue.c: a message queue on stage: its messages, each with its priority, the next one to
 * be received first. */
#include "stage_kinds.h"
#include "tell.h"

enum { MESSAGES_SHOWN = 4, TEXT_SHOWN = 24 };

static void count_text(const struct world_obj *obj, struct buf *out) {
    buf_putf(out, "%lld", (long long)obj_in_flight(obj));
    if (obj->capacity >= 0) {
        buf_putf(out, " of %lld", (long long)obj->capacity);
    }
    buf_puts(out, " msgs");
}

/* "9 stop": a message as priority and text. */
static void message_text(const struct scene *scene, const struct world_item *item,
                         struct buf *out) {
    const struct event *event = log_at(scene->log, item->record);

    buf_putf(out, "%lld ", (long long)item->off);
    if (event != NULL) {
        tell_bytes(log_data(scene->log, event), event->data_len, TEXT_SHOWN, out);
    }
}

static void mqueue_inside(const struct scene *scene, const struct world_obj *obj,
                          struct sheet *sheet) {
    struct buf text = {0};

    count_text(obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | (scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0),
              buf_str(&text));
    for (uint32_t i = 0; i < obj->item_count && i < MESSAGES_SHOWN; i++) {
        buf_clear(&text);
        message_text(scene, &obj->items[i], &text);
        sheet_line(sheet);
        sheet_put(sheet, STYLE_BYTES, buf_str(&text));
    }
    if (obj->item_count > MESSAGES_SHOWN) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "and %u more", obj->item_count - MESSAGES_SHOWN);
    } else if (obj->item_count == 0) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, "empty");
    }
    if (world_obj_is_unlinked(scene->world, obj)) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_CHANGED,
                  world_mqueue_is_gone(scene->world, obj) ? "gone" : "name removed");
    }
    buf_done(&text);
}

static void mqueue_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    count_text(obj, out);
    if (world_obj_is_unlinked(scene->world, obj)) {
        buf_puts(out, world_mqueue_is_gone(scene->world, obj) ? ", gone" : ", name removed");
    }
    for (uint32_t i = 0; i < obj->item_count && i < MESSAGES_SHOWN; i++) {
        buf_puts(out, i == 0 ? ": " : ", ");
        message_text(scene, &obj->items[i], out);
    }
}

const struct stage_kind stage_mqueue = {
    .rows = 6,
    .inside = mqueue_inside,
    .line = mqueue_line,
};
