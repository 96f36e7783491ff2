/* SPDX-License-Identifier: MIT */
/*
 * diag.h: a fault told to people: where, what, and what to do next. core fills one in and returns
 * -errno; app and ui show it. "file:line: message" and then the line itself.
 */
#ifndef DIAG_H
#define DIAG_H

#include "buf.h"

struct diag {
    char *file;   /* or NULL */
    int line;     /* from 1; 0: none */
    char *text;   /* what, and what to do next; NULL: no fault */
    char *source; /* the line itself, or NULL */
};

void diag_init(struct diag *diag);
void diag_done(struct diag *diag);
/* Fills in a fault; the first one stays: a second diag_set on the same struct is ignored. diag may
 * be NULL. Returns code, so that `return diag_set(diag, -EINVAL, ...)` reads well. */
int diag_set(struct diag *diag, int code, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Adds the source line, cut out of text (a whole file of len bytes). */
void diag_quote(struct diag *diag, const char *text, size_t len);
/* "file:line: text\n  source\n", with what there is. */
void diag_write(const struct diag *diag, struct buf *out);

#endif
