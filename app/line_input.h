/* SPDX-License-Identifier: MIT */
/*
 * line_input.h: lines of standard input, one at a time, in a way that a signal can end.
 */
#ifndef LINE_INPUT_H
#define LINE_INPUT_H

#include "buf.h"
#include <signal.h>
#include <stdbool.h>

struct lines {
    int fd;
    struct buf bytes; /* read, not yet given */
    bool ended;
};

/* The next line, without its newline, into ret_line (what was in it is dropped). 1; 0 at the end of
 * the input; -errno; -EINTR if a signal came that `mask` lets through while we waited (NULL: the
 * mask of now). */
int lines_next(struct lines *lines, const sigset_t *mask, struct buf *ret_line);
void lines_done(struct lines *lines);

#endif
