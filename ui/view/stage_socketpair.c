/* SPDX-License-Identifier: MIT */
/* stage_socketpair.c: one lane of a pair of sockets, or of a connection of Unix sockets, on stage:
 * what is on its way in it, message by message where there are such, and whether anybody still
 * sends. */
#include "json_value.h"
#include "stage_bytes.h"
#include "stage_kinds.h"
#include "tell.h"

enum { MESSAGES_SHOWN = 8, MESSAGE_SHOWN = 32 };

static bool has_messages(const struct scene *scene, const struct world_obj *obj) {
    struct json attrs = json_of(log_str(scene->log, obj->attrs));
    return json_int_or(json_get(attrs, "messages"), 0) != 0;
}

/* Each message between quotes, the next one to be received first. */
static void messages_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count && i < MESSAGES_SHOWN; i++) {
        const struct event *event = log_at(scene->log, obj->items[i].record);
        if (event != NULL) {
            buf_puts(out, i > 0 ? " " : "");
            tell_bytes(log_data(scene->log, event), event->data_len, MESSAGE_SHOWN, out);
        }
    }
    if (obj->item_count > MESSAGES_SHOWN) {
        buf_putf(out, " and %u more", obj->item_count - MESSAGES_SHOWN);
    }
}

static void count_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    long long there = (long long)obj_in_flight(obj);
    if (has_messages(scene, obj)) {
        buf_putf(out, "%lld message%s", there, there == 1 ? "" : "s");
    } else {
        /* Of a send(2) that sleeps in the middle nobody knows yet how much is in. */
        bool full = obj_is_full(scene->world, obj);
        buf_puts(out, full ? "full" : "");
        if (there > 0 || !full) {
            buf_putf(out, full ? ": %lld B and more" : "%lld B", there);
        }
    }
}

static void what_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    if (has_messages(scene, obj)) {
        messages_text(scene, obj, out);
    } else {
        stage_bytes(scene, obj, out);
    }
}

/* Whether anybody has, or had, a descriptor that leads to this end. */
static bool was_held(const struct scene *scene, const struct world_obj *obj, enum fd_end end) {
    const struct world_fd *fd = NULL;

    while ((fd = world_obj_fds(scene->world, obj, fd)) != NULL) {
        if (fd_end_can(fd->end, end)) {
            return true;
        }
    }
    return false;
}

static const char *end_text(const struct scene *scene, const struct world_obj *obj) {
    bool sends = world_holders(scene->world, obj->name, END_W) > 0;
    bool receives = world_holders(scene->world, obj->name, END_R) > 0;

    if (world_obj_is_shut(scene->world, obj)) {
        return "shut down";
    }
    if (!was_held(scene, obj, END_R) || (receives && !was_held(scene, obj, END_W))) {
        return "not accepted";
    }
    if (sends && receives) {
        return "connected";
    }
    return receives ? "no sender" : sends ? "no receiver" : "closed";
}

static void pair_inside(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    struct buf text = {0};
    bool changed = scene_is_new(scene, obj->touched);

    count_text(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), buf_str(&text));
    buf_clear(&text);
    what_text(scene, obj, &text);
    sheet_line(sheet);
    const char *nothing = obj_is_full(scene->world, obj) ? "a part is in" : "empty";
    sheet_put(sheet, text.len > 0 ? STYLE_BYTES : STYLE_DIM,
              text.len > 0 ? buf_str(&text) : nothing);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, end_text(scene, obj));
    buf_done(&text);
}

static void pair_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    count_text(scene, obj, out);
    buf_puts(out, " ");
    what_text(scene, obj, out);
}

const struct stage_kind stage_socketpair = {
    .rows = 3,
    .inside = pair_inside,
    .line = pair_line,
};

const struct stage_kind stage_unix = {
    .rows = 3,
    .inside = pair_inside,
    .line = pair_line,
};
