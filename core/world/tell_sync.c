/* SPDX-License-Identifier: MIT */
/*
 * tell_sync.c: how operations ended by which processes wait for one another: locks, semaphores,
 * events, barriers, condition variables, signals.
 */
#include "json_value.h"
#include "tell_ends.h"
#include "tell_parts.h"

/* An RLock's record says how often it is taken now. */
bool tell_lock(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    int64_t depth = json_int_or(json_get(json_of(log_str(log, event->state)), "depth"), 0);
    bool takes = event->op != OP_UNLOCK;
    tell_str(out, log, event->actor);
    buf_puts(out, takes ? " takes " : " releases ");
    tell_str(out, log, event->obj);
    if (takes ? depth > 1 : depth > 0) {
        buf_puts(out, takes ? " again" : " once");
        buf_putf(out, " and has it %lld time%s", (long long)depth, depth == 1 ? "" : "s");
    }
    buf_putc(out, '.');
    return true;
}

bool tell_semaphore(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, event->op == OP_RELEASE    ? " releases "
                  : event->op == OP_GETVALUE ? " looks at "
                                             : " acquires ");
    tell_str(out, log, event->obj);
    if (event->op == OP_GETVALUE) {
        buf_putf(out, ": its value is %lld", (long long)event->ret);
    }
    buf_putc(out, '.');
    return true;
}

bool tell_consistent(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " says that what ");
    tell_str(out, log, event->obj);
    buf_puts(out, " guards is consistent again.");
    return true;
}

bool tell_flag(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, event->op == OP_EVENT_WAIT    ? " goes on: "
                  : event->op == OP_EVENT_SET   ? " sets "
                  : event->op == OP_EVENT_CLEAR ? " clears "
                                                : " looks at ");
    tell_str(out, log, event->obj);
    if (event->op == OP_EVENT_SET) {
        buf_putf(out, ": %lld woken.", (long long)event->ret);
    } else if (event->op == OP_EVENT_IS_SET) {
        buf_puts(out, event->ret != 0 ? ": it is set." : ": it is not set.");
    } else {
        buf_puts(out, event->op == OP_EVENT_WAIT ? " is set." : ".");
    }
    return true;
}

bool tell_barrier(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " goes on: all are at ");
    tell_str(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

bool tell_signal(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    if (event->op == OP_HANDLER) {
        buf_puts(out, "'s handler runs: ");
        tell_text(out, (const char *)log_data(log, event), event->data_len, false);
        buf_puts(out, " has arrived.");
    } else {
        buf_puts(out, " takes ");
        tell_text(out, (const char *)log_data(log, event), event->data_len, false);
        buf_puts(out, ": it waits no more, and no handler runs.");
    }
    return true;
}

/* The steps that a condition variable is made of, and those on the semaphores of a queue. */
static const struct {
    const char *part, *done, *failed;
} parts[] = {
    {"enlist", " says that it is going to wait on ", NULL},
    {"sleep", " wakes up on ", NULL},
    {"ack", " says that it woke up on ", NULL},
    {"notify", " notifies ", ": nobody waits, and nothing is kept for later."},
    {"more", " notifies one more on ", ": nobody else waits."},
    {"wake", " wakes one on ", NULL},
    {"acked", " learns that one it notified is awake on ", NULL},
    {"take", " takes a place in ", NULL}, /* these five: of a queue */
    {"give", " gives back a place in ", NULL},
    {"add", " counts one task more in ", NULL},
    {"look", " looks how many tasks are not done yet in ", NULL},
    {"end", " counts one task done in ", ": no task is left."},
};

bool tell_part(const struct log *log, const struct event *event, struct buf *out) {
    struct json part = json_get(json_of(log_str(log, event->state)), "part");
    for (size_t i = 0; part.at != NULL && i < sizeof parts / sizeof *parts; i++) {
        if (json_is(part, parts[i].part) && (event->text == 0 || parts[i].failed != NULL)) {
            tell_str(out, log, event->actor);
            buf_puts(out, parts[i].done);
            tell_str(out, log, event->obj);
            if (event->op == OP_GETVALUE) {
                buf_putf(out, ": %lld", (long long)event->ret);
            }
            buf_puts(out, event->text == 0 ? "." : parts[i].failed);
            return true;
        }
    }
    return false;
}
