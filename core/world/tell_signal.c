/* SPDX-License-Identifier: MIT */
/*
 * tell_signal.c: signal(7): what a process does with a signal, and how one comes to it.
 */
#include "json_value.h"
#include "kinds.h"
#include "tell_ends.h"
#include "tell_parts.h"
#include <string.h>

/* sigaction(2): "sigaction(SIGUSR1, handler, SA_RESTART)", SIG_IGN, SIG_DFL */
bool tell_sigaction(const struct log *log, uint64_t n, struct buf *out) {
    const char *call = tell_call(log, n);
    bool handler = strstr(call, ", handler") != NULL;
    struct buf name = {0};
    if (!tell_between(call, '(', ',', &name)) {
        buf_done(&name);
        return tell_other(log, n, out);
    }
    tell_str(out, log, log_at(log, n)->actor);
    buf_puts(out, handler                           ? " runs a handler from now on when "
                  : strstr(call, "SIG_IGN") != NULL ? " ignores "
                                                    : " does with ");
    tell_text(out, buf_str(&name), name.len, false);
    buf_puts(out, handler                           ? " comes"
                  : strstr(call, "SIG_IGN") != NULL ? " from now on"
                                                    : " what is the default");
    buf_puts(out, strstr(call, "SA_RESTART") != NULL
                      ? "; a call that it interrupts goes on after it (SA_RESTART)."
                      : ".");
    buf_done(&name);
    return true;
}

/* sigprocmask(2): "sigprocmask(SIG_BLOCK, {SIGUSR1, SIGUSR2})" */
bool tell_sigprocmask(const struct log *log, uint64_t n, struct buf *out) {
    const char *call = tell_call(log, n);
    struct buf names = {0};
    if (!tell_between(call, '{', '}', &names)) {
        buf_done(&names);
        return tell_other(log, n, out);
    }
    tell_str(out, log, log_at(log, n)->actor);
    buf_puts(out, " blocks ");
    tell_text(out, buf_str(&names), names.len, false);
    buf_puts(out,
             strstr(call, "SIG_UNBLOCK") != NULL ? " no more." : ": what comes stays pending.");
    buf_done(&names);
    return true;
}

/* What was so with a signal of a process before record n, from the object of its signals. */
struct before {
    strid state;  /* what the process did with signals; 0: all as by default */
    bool pending; /* it was sent, and no handler ran and nobody took it since */
};

static bool carries(const struct log *log, const struct event *event, const struct event *same) {
    return event->data_len == same->data_len &&
           memcmp(log_data(log, event), log_data(log, same), same->data_len) == 0;
}

static struct before before_of(const struct log *log, uint64_t n) {
    const struct event *kill = log_at(log, n);
    struct before before = {0};
    bool known = false;
    while (--n > 0 && (before.state == 0 || !known)) {
        const struct event *event = log_at(log, n);
        if (event->obj != kill->obj) {
            continue;
        }
        if (event->kind == EVENT_OBJ_NEW) {
            before.state = before.state != 0 ? before.state : event->state;
            break;
        }
        if (event->kind == EVENT_OP_EXIT && event->text == 0) {
            before.state = before.state != 0 ? before.state : event->state;
            before.pending =
                !known && event->op == OP_KILL && carries(log, event, kill) ? true : before.pending;
            known = known || carries(log, event, kill);
        }
    }
    return before;
}

/* kill(2): "kill(child, SIGUSR1)". A signal is pending or it is not: nobody counts (signal(7)). */
bool tell_kill(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *call = tell_call(log, n);
    struct buf target = {0}, name = {0};
    if (!tell_between(call, '(', ',', &target) || !tell_between(call, ' ', ')', &name)) {
        buf_done(&target);
        buf_done(&name);
        return tell_other(log, n, out);
    }
    struct before before = event->obj != 0 ? before_of(log, n) : (struct before){0};
    bool blocks = kind_signals_lists(log, before.state, "blocked", buf_str(&name));
    bool ignores = kind_signals_lists(log, before.state, "ignored", buf_str(&name));
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    tell_text(out, buf_str(&name), name.len, false);
    buf_puts(out, " to ");
    tell_text(out, buf_str(&target), target.len, false);
    buf_puts(out, !blocks && ignores ? ", which ignores it."
                  : before.pending   ? ", where it is pending already: one is all that is kept."
                  : blocks           ? ", which blocks it: it stays pending."
                                     : ".");
    buf_done(&target);
    buf_done(&name);
    return true;
}
