/* SPDX-License-Identifier: MIT */
/*
 * tell_socket.c: what makes a socket ready to be used, and what sets how a descriptor behaves.
 */
#include "tell_ends.h"
#include "tell_parts.h"
#include <string.h>

/* A sentence from the arguments of a call: what stands before those after the first one, and behind
 * them. The first one is the descriptor of the record. */
static bool tell_rest(const struct log *log, uint64_t n, const char *verb, const char *between,
                      const char *end, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *rest = strstr(tell_call(log, n), ", ");
    size_t len = rest == NULL ? 0 : strlen(rest);
    if (len < 4) {
        return tell_other(log, n, out);
    }
    tell_str(out, log, event->actor);
    buf_putf(out, "%s%d%s", verb, event->fd, between);
    tell_text(out, rest + 2, len - 3, false); /* without the parenthesis */
    buf_puts(out, end);
    return true;
}

/* "socket(AF_UNIX, SOCK_STREAM, 0)" */
bool tell_socket(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *call = tell_call(log, n), *open = strchr(call, '(');
    const char *end = strrchr(call, ',');
    if (open == NULL || end == NULL || end < open) {
        return tell_other(log, n, out);
    }
    tell_str(out, log, event->actor);
    buf_putf(out, " makes a socket, fd %lld: ", (long long)event->ret);
    tell_text(out, open + 1, (size_t)(end - open - 1), false);
    buf_putc(out, '.');
    return true;
}

/* "bind(3, \"door\")" */
bool tell_bind(const struct log *log, uint64_t n, struct buf *out) {
    return tell_rest(log, n, " gives the socket fd ", " the address ", ".", out);
}

/* "listen(3, 16)" */
bool tell_listen(const struct log *log, uint64_t n, struct buf *out) {
    return tell_rest(log, n, " listens with fd ", "; its backlog is ", ".", out);
}

/* "fcntl(3, F_SETFL, O_NONBLOCK)": the flags of the open file description are these now. */
bool tell_nonblock(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *call = tell_call(log, n);
    bool on = strstr(call, "F_SETFL, O_NONBLOCK") != NULL;
    if (!on && strstr(call, "F_SETFL, 0)") == NULL) {
        return tell_other(log, n, out);
    }
    tell_str(out, log, event->actor);
    buf_putf(out,
             on ? " sets O_NONBLOCK for fd %d: a call that would have to wait fails instead."
                : " clears O_NONBLOCK for fd %d: calls wait where they have to.",
             event->fd);
    return true;
}

/* "setsockopt(3, SOL_SOCKET, SO_SNDBUF, 8192)" */
bool tell_setsockopt(const struct log *log, uint64_t n, struct buf *out) {
    const char *call = tell_call(log, n), *bytes = strrchr(call, ' ');
    bool sends = strstr(call, "SO_SNDBUF") != NULL;
    size_t len = bytes == NULL ? 0 : strlen(bytes + 1);
    if (len < 2 || (!sends && strstr(call, "SO_RCVBUF") == NULL)) {
        return tell_other(log, n, out);
    }
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_putf(out, " asks for a %s buffer of ", sends ? "send" : "receive");
    tell_text(out, bytes + 1, len - 1, false);
    buf_putf(out, " bytes for fd %d.", event->fd);
    return true;
}
