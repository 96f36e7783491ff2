/* SPDX-License-Identifier: MIT */
/*
 * tell_exec.c: dup2(2), execve(2), and what is seen of a program that runs without gates.
 */
#include "json_value.h"
#include "tell.h"
#include "tell_ends.h"
#include "tell_parts.h"

static const char *standard_name(int64_t fd) {
    static const char *const names[] = {"standard input", "standard output", "standard error"};
    return fd >= 0 && fd < 3 ? names[fd] : NULL;
}

bool tell_dup2(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *name = standard_name(event->ret);
    tell_str(out, log, event->actor);
    buf_putf(out, " makes fd %lld", (long long)event->ret);
    if (name != NULL) {
        buf_putf(out, ", %s,", name);
    }
    buf_puts(out, " lead to ");
    if (event->obj != 0) {
        tell_str(out, log, event->obj);
    } else {
        buf_puts(out, "the same");
    }
    buf_putf(out, ", as fd %d does.", event->fd);
    return true;
}

bool tell_exec(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    struct buf program = {0};
    json_put_said(json_get(json_of(log_str(log, event->state)), "program"), &program);
    tell_str(out, log, event->actor);
    buf_puts(out, " executes ");
    tell_text(out, buf_str(&program), program.len, false);
    buf_puts(out, ": its descriptors stay, and it is not gated from here on.");
    buf_done(&program);
    return true;
}

bool tell_unseen(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " is back from its ");
    tell_op(out, log, event);
    tell_place(out, log, event);
    buf_puts(out, "; with what, is not known: it is not gated.");
    return true;
}
