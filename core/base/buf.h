/* SPDX-License-Identifier: MIT */
/*
 * buf.h: bytes that grow, always 0-terminated after the last one, so that buf.data is a string too
 * once anything (even "") was put.
 */
#ifndef BUF_H
#define BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL while nothing was ever put */
    size_t len; /* bytes, without the 0 */
    size_t cap;
};

/* A zeroed struct buf is an empty one. */
void buf_init(struct buf *buf);
void buf_done(struct buf *buf);
void buf_clear(struct buf *buf); /* empties, keeps the memory */
void buf_put(struct buf *buf, const void *bytes, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_putf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vputf(struct buf *buf, const char *format, va_list args);
/* Room for n bytes after the last one, to be written into by the caller; buf_filled then says how
 * many of them (0 to n) were. */
char *buf_room(struct buf *buf, size_t n);
void buf_filled(struct buf *buf, size_t n);
/* Takes the first n bytes out. */
void buf_drop(struct buf *buf, size_t n);
/* The string, now the caller's to mem_free; the buf is empty again. Never NULL. */
char *buf_take(struct buf *buf);
/* The string, or "" for a buf that nothing was put into. */
const char *buf_str(const struct buf *buf);

#endif
