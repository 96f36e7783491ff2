/* SPDX-License-Identifier: MIT */
/*
 * out.h: results on standard output. A write that fails (closed, full, nobody reads) is kept and
 * told once, at the end, with exit code 74: a result that nobody got is no success.
 */
#ifndef OUT_H
#define OUT_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>

struct out {
    int fd;
    bool ascii; /* the locale has no UTF-8: sentences are put into ASCII (JSON never is) */
    int error;  /* -errno of the first write that failed; 0: none */
    struct buf pending;
};

/* Standard output, in the locale of now. */
void out_init(struct out *out, int fd);
void out_done(struct out *out);
/* Bytes as they are: JSON. */
void out_bytes(struct out *out, const char *bytes, size_t len);
/* UTF-8 for people. Control characters but newline and tab are put as \x1b: what a lesson says and
 * prints must not command the terminal. */
void out_text(struct out *out, const char *text);
void out_textf(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Appends text as out_text does. */
void out_put_safe(struct buf *out, const char *text, bool ascii);
/* Writes what is pending; 0 or -errno. */
int out_flush(struct out *out);

/* Puts bytes into a file: a regular one is replaced as a whole or not at all; anything else
 * (/dev/null, a FIFO) is written to. 0 or -errno with *diag. */
int out_save(const char *path, const struct buf *bytes, struct diag *diag);

#endif
