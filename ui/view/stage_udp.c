/* SPDX-License-Identifier: MIT */
/* stage_udp.c: a datagram socket on stage, of UDP or Unix: the datagrams in it, each for itself,
 * and how many of UDP the kernel has dropped. No wire leads to it but its owner's: there is no
 * connection.
 */
#include "json_value.h"
#include "stage_kinds.h"
#include "tell.h"

enum { SHOWN = 3, DATA_SHOWN = 16 };

static long long drops(const struct scene *scene, const struct world_obj *obj) {
    return (long long)json_int_or(json_get(json_of(log_str(scene->log, obj->state)), "drops"), 0);
}

static void udp_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    buf_putf(out, "%lld waiting", (long long)obj_in_flight(obj));
    if (drops(scene, obj) > 0) {
        buf_putf(out, ", %lld lost", drops(scene, obj));
    }
}

/* The datagrams from the oldest on, each between its own quotes. */
static void datagrams(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count && i < SHOWN; i++) {
        const struct event *event = log_at(scene->log, obj->items[i].record);
        if (event != NULL) {
            buf_puts(out, i > 0 ? " " : "");
            tell_bytes(log_data(scene->log, event), event->data_len, DATA_SHOWN, out);
        }
    }
    if (obj->item_count > SHOWN) {
        buf_putf(out, " and %u more", obj->item_count - SHOWN);
    }
}

static void udp_inside(const struct scene *scene, const struct world_obj *obj,
                       struct sheet *sheet) {
    struct buf text = {0};
    bool changed = scene_is_new(scene, obj->touched);

    sheet_line(sheet);
    sheet_printf(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), "%lld waiting",
                 (long long)obj_in_flight(obj));
    datagrams(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, text.len > 0 ? STYLE_BYTES : STYLE_DIM,
              text.len > 0 ? buf_str(&text) : "empty");
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "got %lld", (long long)(obj->taken - obj->dropped));
    if (obj->type == OBJ_UDP) {
        sheet_put(sheet, STYLE_DIM, ", ");
        sheet_printf(sheet, drops(scene, obj) > 0 ? STYLE_CHANGED : STYLE_DIM, "lost %lld",
                     drops(scene, obj));
    }
    buf_done(&text);
}

const struct stage_kind stage_udp = {
    .rows = 3,
    .inside = udp_inside,
    .line = udp_line,
};

const struct stage_kind stage_unix_dgram = {
    .rows = 3,
    .inside = udp_inside,
    .line = udp_line,
};
