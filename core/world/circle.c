/* SPDX-License-Identifier: MIT */
/* circle.c: the circle of a deadlock as the JSON text that its record carries, and back. */
#include "json_scan.h"
#include "mem.h"
#include "waits.h"
#include <string.h>

static void put_name(struct buf *out, const char *key, const char *name) {
    buf_putf(out, "\"%s\":", key);
    if (*name == '\0') {
        buf_puts(out, "null");
    } else {
        json_put_string(out, name);
    }
}

static void put_fd(struct buf *out, const char *key, int32_t fd) {
    if (fd < 0) {
        buf_putf(out, "\"%s\":null", key);
    } else {
        buf_putf(out, "\"%s\":%d", key, fd);
    }
}

void circle_write(const struct log *log, const struct deadlock_link *circle, size_t count,
                  struct buf *out) {
    buf_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        const struct deadlock_link *link = &circle[i];
        buf_puts(out, i == 0 ? "{" : ",{");
        put_name(out, "actor", log_str(log, link->actor));
        buf_putc(out, ',');
        put_name(out, "op", op_name(link->op));
        buf_putc(out, ',');
        put_name(out, "obj", log_str(log, link->obj));
        buf_putc(out, ',');
        put_fd(out, "fd", link->fd);
        buf_putc(out, ',');
        put_name(out, "waits_for", log_str(log, link->waits_for));
        buf_putc(out, ',');
        put_fd(out, "through", link->through);
        buf_putc(out, '}');
    }
    buf_putc(out, ']');
}

/* A member as text, in a buffer that is used again and again. */
static const char *member_text(struct json_value object, const char *name, struct buf *text) {
    struct json_value value;
    buf_clear(text);
    if (json_member_of(object, name, &value)) {
        json_text(value, text);
    }
    return buf_str(text);
}

static int32_t member_fd(struct json_value object, const char *name) {
    struct json_value value;
    int64_t fd = -1;
    if (!json_member_of(object, name, &value) || !json_int(value, &fd) || fd < 0 ||
        fd > INT32_MAX) {
        return -1;
    }
    return (int32_t)fd;
}

size_t circle_read(const struct log *log, const char *json, struct deadlock_link **ret_circle) {
    struct json_value place = {json, strlen(json)}, object;
    struct deadlock_link *circle = NULL;
    struct buf text = {0};
    size_t count = 0, cap = 0;
    while (json_next(&place, &object)) {
        struct deadlock_link link = {.fd = member_fd(object, "fd"),
                                     .through = member_fd(object, "through")};
        link.actor = log_find(log, member_text(object, "actor", &text));
        link.op = op_by_name(member_text(object, "op", &text));
        link.obj = log_find(log, member_text(object, "obj", &text));
        link.waits_for = log_find(log, member_text(object, "waits_for", &text));
        if (link.actor != 0) {
            circle = mem_grow(circle, &cap, count + 1, sizeof *circle);
            circle[count++] = link;
        }
    }
    buf_done(&text);
    *ret_circle = circle;
    return count;
}
