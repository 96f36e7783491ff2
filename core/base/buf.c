/* SPDX-License-Identifier: MIT */
/*
 * buf.c: bytes that grow. Kept so that data[len] is 0 whenever data is there at all.
 */
#include "buf.h"
#include "mem.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

void buf_init(struct buf *buf) {
    *buf = (struct buf){0};
}

void buf_done(struct buf *buf) {
    if (buf) {
        mem_free(buf->data);
        buf_init(buf);
    }
}

void buf_clear(struct buf *buf) {
    buf->len = 0;
    if (buf->data) {
        buf->data[0] = '\0';
    }
}

/* Room for n more bytes and the 0 after them; where they go. */
char *buf_room(struct buf *buf, size_t n) {
    if (buf->cap - buf->len <= n) {
        /* Doubled, so that n bytes put one by one are moved 2n times at most; not mem_grow, which
         * would zero what is about to be written. */
        size_t want = buf->len + n + 1;
        size_t twice = buf->cap * 2;
        buf->cap = want > twice ? want : twice;
        buf->cap = buf->cap < 16 ? 16 : buf->cap;
        buf->data = mem_resize(buf->data, buf->cap);
    }
    return buf->data + buf->len;
}

void buf_filled(struct buf *buf, size_t n) {
    assert(n < buf->cap - buf->len);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void buf_put(struct buf *buf, const void *bytes, size_t len) {
    char *at = buf_room(buf, len);
    if (len > 0) {
        memcpy(at, bytes, len);
    }
    at[len] = '\0';
    buf->len += len;
}

void buf_puts(struct buf *buf, const char *text) {
    buf_put(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c) {
    char *at = buf_room(buf, 1);
    at[0] = c;
    at[1] = '\0';
    buf->len++;
}

void buf_putf(struct buf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buf_vputf(buf, format, args);
    va_end(args);
}

void buf_vputf(struct buf *buf, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    assert(format);
    int len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0); /* only a wrong format or a wide character that has no bytes can do that */
    if (len >= 0) {
        char *at = buf_room(buf, (size_t)len);
        vsnprintf(at, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_drop(struct buf *buf, size_t n) {
    assert(n <= buf->len);
    if (n > 0) {
        memmove(buf->data, buf->data + n, buf->len - n + 1);
        buf->len -= n;
    }
}

char *buf_take(struct buf *buf) {
    buf_puts(buf, "");
    char *data = buf->data;
    buf_init(buf);
    return data;
}

const char *buf_str(const struct buf *buf) {
    return buf->data ? buf->data : "";
}
