/* SPDX-License-Identifier: MIT */
/*
 * line_input.c: see line_input.h. ppoll(2) lets signals in only while it sleeps, so that one that
 * comes between looking and sleeping is not lost.
 */
#include "line_input.h"
#include "fdio.h"
#include <errno.h>
#include <poll.h>
#include <string.h>

/* Takes the first line out of what was read; false if there is no whole one. */
static bool take(struct lines *lines, struct buf *ret_line) {
    const char *bytes = buf_str(&lines->bytes);
    const char *newline = memchr(bytes, '\n', lines->bytes.len);
    if (!newline && !(lines->ended && lines->bytes.len)) {
        return false;
    }
    size_t len = newline ? (size_t)(newline - bytes) : lines->bytes.len;
    size_t text = len > 0 && bytes[len - 1] == '\r' ? len - 1 : len;
    buf_put(ret_line, bytes, text);
    buf_drop(&lines->bytes, len + (newline ? 1 : 0));
    return true;
}

int lines_next(struct lines *lines, const sigset_t *mask, struct buf *ret_line) {
    buf_clear(ret_line);
    buf_puts(ret_line, "");
    while (!take(lines, ret_line)) {
        char bytes[4096];
        struct pollfd waiting = {.fd = lines->fd, .events = POLLIN};
        if (lines->ended) {
            return 0;
        }
        if (ppoll(&waiting, 1, NULL, mask) < 0) {
            return -errno;
        }
        ssize_t n = fd_read_some(lines->fd, bytes, sizeof bytes);
        if (n < 0) {
            return (int)n;
        }
        lines->ended = n == 0;
        buf_put(&lines->bytes, bytes, (size_t)n);
    }
    return 1;
}

void lines_done(struct lines *lines) {
    buf_done(&lines->bytes);
}
