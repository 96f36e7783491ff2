/* SPDX-License-Identifier: MIT */
/* stage_tcp.c: a connection on stage: each direction a box of its own, with the bytes that are on
 * their way in it; and the socket that listens, with the connections that wait to be accepted. */
#include "json_value.h"
#include "mem.h"
#include "stage_bytes.h"
#include "stage_kinds.h"
#include "stage_words.h"

static long long in_flight(const struct world_obj *obj) {
    return (long long)obj_in_flight(obj);
}

static bool is_shut(const struct scene *scene, const struct world_obj *obj) {
    return world_obj_is_shut(scene->world, obj) ||
           world_holders(scene->world, obj->name, END_W) == 0;
}

/* Who could still write, or that end-of-file is behind the bytes; the second where that is too
 * long.
 */
static const char *const *end_words(const struct scene *scene, const struct world_obj *obj) {
    static const char *const closed[] = {"both sides closed", "both closed", NULL};
    static const char *const end_of_file[] = {"then end-of-file", "end-of-file", NULL};
    static const char *const early[] = {"no reader yet", NULL};
    static const char *const connected[] = {"connected", NULL};
    bool nobody_reads = world_holders(scene->world, obj->name, END_R) == 0;

    if (is_shut(scene, obj)) {
        return nobody_reads && !world_obj_is_shut(scene->world, obj) ? closed : end_of_file;
    }
    return nobody_reads ? early : connected;
}

static void tcp_inside(const struct scene *scene, const struct world_obj *obj,
                       struct sheet *sheet) {
    struct buf text = {0};
    bool changed = scene_is_new(scene, obj->touched);

    sheet_line(sheet);
    sheet_printf(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), "%lld B", in_flight(obj));
    stage_bytes(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, text.len > 0 ? STYLE_BYTES : STYLE_DIM,
              text.len > 0 ? buf_str(&text) : "empty");
    stage_put_wording(sheet, STYLE_DIM, end_words(scene, obj));
    buf_done(&text);
}

static void tcp_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    buf_putf(out, "%lld B ", in_flight(obj));
    stage_bytes(scene, obj, out);
}

const struct stage_kind stage_tcp = {
    .rows = 3,
    .inside = tcp_inside,
    .line = tcp_line,
};

static void listener_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    bool closed = world_holders(scene->world, obj->name, END_R) == 0;
    if (closed) {
        buf_puts(out, "closed");
    } else {
        buf_putf(out, "%lld waiting", in_flight(obj));
    }
}

/* What became of the name that bind(2) gave to a Unix socket: a path stays when the socket is
 * closed, until unlink(2); one that begins with @ is no path, and goes with it (unix(7)). NULL: it
 * has a port. */
static const char *name_text(const struct scene *scene, const struct world_obj *obj) {
    struct json path = json_get(json_of(log_str(scene->log, obj->attrs)), "path");
    bool closed = world_holders(scene->world, obj->name, END_R) == 0;
    char *name = json_strdup(path);
    bool is_path = name != NULL && name[0] != '@';

    mem_free(name);
    return path.at == NULL                            ? NULL
           : world_obj_is_unlinked(scene->world, obj) ? "name removed"
           : is_path && closed                        ? "name stays"
           : closed                                   ? "name gone"
                                                      : "has a name";
}

static void listener_inside(const struct scene *scene, const struct world_obj *obj,
                            struct sheet *sheet) {
    struct buf text = {0};
    bool changed = scene_is_new(scene, obj->touched);

    listener_line(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | (changed ? ATTR_REVERSE : 0), buf_str(&text));
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "accepted %lld", (long long)obj->taken);
    sheet_line(sheet);
    for (uint32_t i = 0; i < obj->item_count; i++) {
        sheet_printf(sheet, STYLE_BYTES, "%s%s", i == 0 ? "from " : ", ",
                     log_str(scene->log, obj->items[i].actor));
    }
    const char *name = name_text(scene, obj);
    if (obj->item_count == 0 && name != NULL) {
        bool removed = world_obj_is_unlinked(scene->world, obj);
        sheet_put(sheet, removed ? STYLE_CHANGED : STYLE_DIM, name);
    }
    buf_done(&text);
}

const struct stage_kind stage_listener = {
    .rows = 3,
    .inside = listener_inside,
    .line = listener_line,
};
