/* SPDX-License-Identifier: MIT */
/*
 * tell_stream.c: how operations ended through which bytes and messages flow: pipes, sockets,
 * message queues.
 */
#include "json_value.h"
#include "tell.h"
#include "tell_ends.h"
#include "tell_parts.h"
#include <stdlib.h>
#include <string.h>

enum { DATA_SHOWN = 40 };

void tell_count(struct buf *out, int64_t count) {
    buf_putf(out, "%lld byte%s", (long long)count, count == 1 ? "" : "s");
}

void tell_data(struct buf *out, const struct log *log, const struct event *event) {
    if (event->data_len > 0) {
        buf_puts(out, ": ");
        tell_bytes(log_data(log, event), event->data_len, DATA_SHOWN, out);
        bool cut = event->ret > event->data_len && event->data_len <= DATA_SHOWN;
        buf_puts(out, cut ? "..." : "");
    }
    buf_putc(out, '.');
}

/* The number at the end of the first len characters; -1: there is none. */
static int64_t number_before(const char *text, size_t len) {
    size_t at = len;
    while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') {
        at--;
    }
    return at == len || len - at > 18 ? -1 : strtoll(text + at, NULL, 10);
}

/* How many bytes the write(2) or send(2) that record n ends had asked for; -1: not known. */
static int64_t asked(const struct log *log, uint64_t n) {
    uint64_t at = tell_enter_of(log, n);
    const char *call = at == 0 ? "" : log_str(log, log_at(log, at)->text);
    bool flags = log_at(log, n)->op == OP_SEND;
    const char *end = strrchr(call, flags ? ',' : ')');
    return end == NULL ? -1 : number_before(call, (size_t)(end - call));
}

/* "5 bytes", or "5 of 9 bytes" where not all of them went in. */
static void tell_put(const struct log *log, uint64_t n, struct buf *out) {
    int64_t put = log_at(log, n)->ret, want = asked(log, n);
    if (want > put) {
        buf_putf(out, "%lld of ", (long long)put);
    }
    tell_count(out, want > put ? want : put);
}

bool tell_read(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    if (event->ret == 0) {
        buf_puts(out, " reads end-of-file from ");
        tell_str(out, log, event->obj);
        buf_putc(out, '.');
        return true;
    }
    buf_puts(out, " reads ");
    tell_count(out, event->ret);
    buf_puts(out, " from ");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    return true;
}

/* recv(2) of 0 bytes: end-of-file, as read(2) tells it. */
bool tell_recv(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->ret == 0) {
        return tell_read(log, n, out);
    }
    tell_str(out, log, event->actor);
    buf_puts(out, " receives ");
    tell_count(out, event->ret);
    buf_puts(out, " from ");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    return true;
}

bool tell_send(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    tell_put(log, n, out);
    buf_puts(out, " into ");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    return true;
}

bool tell_write(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " writes ");
    tell_put(log, n, out);
    buf_puts(out, " into ");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    return true;
}

/* None ready: its time is up, or (time-out 0) it only looked. */
bool tell_poll(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    uint64_t at = tell_enter_of(log, n);
    const char *call = at == 0 ? "" : log_str(log, log_at(log, at)->text);
    tell_str(out, log, event->actor);
    if (event->ret == 0) {
        buf_puts(out, " finds nothing ready");
        buf_puts(out, strstr(call, "], 0)") != NULL ? "." : ", and its time is up.");
    } else {
        buf_putf(out, " finds %lld ready.", (long long)event->ret);
    }
    return true;
}

/* "main's send buffer of there is 16384": what getsockopt(2) says. */
bool tell_buffer(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    struct json state = json_of(log_str(log, event->state));
    bool send = json_get(state, "SO_SNDBUF").type == JSON_NUMBER;
    tell_str(out, log, event->actor);
    buf_putf(out, "'s %s buffer of ", send ? "send" : "receive");
    tell_str(out, log, event->obj);
    struct json bytes = json_get(state, send ? "SO_SNDBUF" : "SO_RCVBUF");
    buf_putf(out, " is %lld: bytes, and what the kernel needs around them.",
             (long long)json_int_or(bytes, 0));
    return true;
}

bool tell_connect(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " is connected");
    if (event->obj != 0) {
        buf_puts(out, " to ");
        tell_str(out, log, event->obj);
    }
    buf_puts(out, ": the kernel has made the connection, accepted or not.");
    return true;
}

bool tell_accept(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " accepts a connection at ");
    tell_str(out, log, event->obj);
    buf_putf(out, ": fd %lld.", (long long)event->ret);
    return true;
}

bool tell_sendto(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    tell_count(out, event->ret);
    buf_puts(out, event->obj != 0 ? " to " : " to a port");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    if ((event->has & EVENT_HAS_RANGE) == 0) {
        buf_puts(out, event->state != 0 ? " Its receive buffer is full: the kernel drops them."
                                        : " Nobody has that port: they are lost.");
    }
    return true;
}

enum { LOOKED_BACK = 100000 };

/* How long the datagram was that record n received; what it gave if that is not to be found. */
static int64_t sent_length(const struct log *log, uint64_t n) {
    const struct event *got = log_at(log, n);
    for (uint64_t back = 1; back < n && back < LOOKED_BACK; back++) {
        const struct event *event = log_at(log, n - back);
        if (event->kind == EVENT_OP_EXIT && event->op == OP_SENDTO && event->obj == got->obj &&
            event->off == got->off && (event->has & EVENT_HAS_RANGE) != 0) {
            return event->ret;
        }
    }
    return got->ret;
}

bool tell_recvfrom(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    int64_t cut = sent_length(log, n) - event->ret;
    tell_str(out, log, event->actor);
    buf_puts(out, " receives ");
    tell_count(out, event->ret);
    buf_puts(out, " at ");
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    if (cut > 0) {
        buf_puts(out, " The other ");
        tell_count(out, cut);
        buf_puts(out, cut == 1 ? " of this datagram is lost." : " of this datagram are lost.");
    }
    return true;
}

bool tell_shutdown(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " shuts down ");
    tell_str(out, log, event->obj);
    buf_puts(out, event->state != 0 ? ": nothing more will be written into it."
                                    : ": nothing more will be read from it.");
    return true;
}

/* "main sends 5 bytes with priority 3 to jobs: "hello"." */
static bool tell_message(const struct log *log, const struct event *event, const char *verb,
                         const char *way, struct buf *out) {
    struct json state = json_of(log_str(log, event->state));
    tell_str(out, log, event->actor);
    buf_puts(out, verb);
    tell_count(out, json_int_or(json_get(state, "len"), 0));
    buf_putf(out, " with priority %lld%s", (long long)json_int_or(json_get(state, "prio"), 0), way);
    tell_str(out, log, event->obj);
    tell_data(out, log, event);
    return true;
}

bool tell_mq_send(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    return tell_message(log, event, " sends ", " to ", out);
}

bool tell_mq_receive(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    return tell_message(log, event, " receives ", " from ", out);
}
