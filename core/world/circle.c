/* SPDX-License-Identifier: MIT */
/* circle.c: the circle of a deadlock as the JSON text that its record carries, and back. */
#include "json_value.h"
#include "json_write.h"
#include "mem.h"
#include "waits.h"

static void put_name(struct buf *out, const char *key, const char *name) {
    json_put_key(out, key);
    json_put_text(out, *name == '\0' ? NULL : name);
}

static void put_fd(struct buf *out, const char *key, int32_t fd) {
    json_put_key(out, key);
    if (fd < 0) {
        json_put_null(out);
    } else {
        json_put_int(out, fd);
    }
}

void circle_write(const struct log *log, const struct deadlock_link *circle, size_t count,
                  struct buf *out) {
    json_put_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        const struct deadlock_link *link = &circle[i];
        json_put_comma(out);
        json_put_open(out, '{');
        put_name(out, "actor", log_str(log, link->actor));
        put_name(out, "op", op_name(link->op));
        put_name(out, "obj", log_str(log, link->obj));
        put_fd(out, "fd", link->fd);
        put_name(out, "waits_for", log_str(log, link->waits_for));
        put_fd(out, "through", link->through);
        json_put_close(out, '}');
    }
    json_put_close(out, ']');
}

/* A member as text, in a buffer that is used again and again. */
static const char *member(struct json object, const char *name, struct buf *text) {
    buf_clear(text);
    json_put_said(json_get(object, name), text);
    return buf_str(text);
}

static int32_t member_fd(struct json object, const char *name) {
    int64_t fd = json_int_or(json_get(object, name), -1);
    return fd < 0 || fd > INT32_MAX ? -1 : (int32_t)fd;
}

size_t circle_read(const struct log *log, const char *json, struct deadlock_link **ret_circle) {
    struct json_walk walk = json_walk(json_of(json));
    struct json key, object;
    struct deadlock_link *circle = NULL;
    struct buf text = {0};
    size_t count = 0, cap = 0;
    while (json_next(&walk, &key, &object)) {
        struct deadlock_link link = {.fd = member_fd(object, "fd"),
                                     .through = member_fd(object, "through")};
        link.actor = log_find(log, member(object, "actor", &text));
        link.op = op_by_name(member(object, "op", &text));
        link.obj = log_find(log, member(object, "obj", &text));
        link.waits_for = log_find(log, member(object, "waits_for", &text));
        if (link.actor != 0) {
            circle = mem_grow(circle, &cap, count + 1, sizeof *circle);
            circle[count++] = link;
        }
    }
    buf_done(&text);
    *ret_circle = circle;
    return count;
}
