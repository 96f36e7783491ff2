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

/* Records that are looked through for what was before: of a long run the rest is not told. */
enum { LOOKED_BACK = 100000 };

static bool carries(const struct log *log, const struct event *event, const struct event *same) {
    return event->data_len == same->data_len &&
           memcmp(log_data(log, event), log_data(log, same), same->data_len) == 0;
}

/* What a process did with signals before record n, which is about the object of its signals; 0: all
 * as by default. */
static strid state_before(const struct log *log, uint64_t n) {
    strid obj = log_at(log, n)->obj;
    uint64_t least = n > LOOKED_BACK ? n - LOOKED_BACK : 1;
    while (--n >= least) {
        const struct event *event = log_at(log, n);
        bool sets = event->kind == EVENT_OBJ_NEW ||
                    (event->kind == EVENT_OP_EXIT && event->text == 0 && event->state != 0);
        if (sets && event->obj == obj) {
            return event->state;
        }
    }
    return 0;
}

/* Whether a signal is kept for it: one that does nothing, or kills, never is pending. */
static bool is_kept(const struct log *log, strid state, const char *name) {
    return kind_signals_lists(log, state, "blocked", name) ||
           kind_signals_lists(log, state, "handled", name);
}

/* Whether what the kill of record n sends was sent before and kept, and no handler ran and nobody
 * took it since. */
static bool is_pending(const struct log *log, uint64_t n, const char *name) {
    const struct event *kill = log_at(log, n);
    uint64_t least = n > LOOKED_BACK ? n - LOOKED_BACK : 1;
    while (--n >= least) {
        const struct event *event = log_at(log, n);
        if (event->obj != kill->obj) {
            continue;
        }
        if (event->kind == EVENT_OBJ_NEW) {
            return false;
        }
        if (event->kind == EVENT_OP_EXIT && event->text == 0 && carries(log, event, kill)) {
            return event->op == OP_KILL && is_kept(log, state_before(log, n), name);
        }
    }
    return false;
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
    strid state = event->obj != 0 ? state_before(log, n) : 0;
    bool blocks = kind_signals_lists(log, state, "blocked", buf_str(&name));
    bool ignores = kind_signals_lists(log, state, "ignored", buf_str(&name));
    bool pending = event->obj != 0 && is_pending(log, n, buf_str(&name));
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    tell_text(out, buf_str(&name), name.len, false);
    buf_puts(out, " to ");
    tell_text(out, buf_str(&target), target.len, false);
    buf_puts(out, !blocks && ignores ? ", which ignores it."
                  : pending          ? ", where it is pending already: one is all that is kept."
                  : blocks           ? ", which blocks it: it stays pending."
                                     : ".");
    buf_done(&target);
    buf_done(&name);
    return true;
}
