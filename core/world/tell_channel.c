/* SPDX-License-Identifier: MIT */
/*
 * tell_channel.c: how the operations on a channel ended, those that failed too: it is no system
 * call that fails there.
 */
#include "tell_ends.h"
#include "tell_parts.h"

/* Whether the one whose operation ends with record n slept in it. */
static bool slept(const struct log *log, uint64_t n) {
    strid actor = log_at(log, n)->actor;
    for (uint64_t at = tell_enter_of(log, n); at > 0 && at < n; at++) {
        const struct event *event = log_at(log, at);
        if (event->kind == EVENT_OP_BLOCK && event->actor == actor) {
            return true;
        }
    }
    return false;
}

bool tell_channel(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    bool sends = event->op == OP_CHAN_SEND, late = sends && slept(log, n);
    tell_str(out, log, event->actor);
    if (event->op == OP_CHAN_CLOSE) {
        buf_puts(out, " closes ");
        tell_str(out, log, event->obj);
        buf_puts(out, event->ret > 0 ? ", and wakes who waits there." : ".");
        return true;
    }
    buf_puts(out, late ? " has sent " : sends ? " sends " : " receives ");
    if (event->data_len > 0) {
        tell_text(out, (const char *)log_data(log, event), event->data_len, false);
    } else {
        buf_puts(out, "nothing");
    }
    buf_puts(out, sends ? " into " : " from ");
    tell_str(out, log, event->obj);
    if (sends) {
        buf_puts(out, late ? ", and goes on." : ".");
    } else {
        buf_puts(out, event->ret != 0 ? "." : ": it is closed, and nothing is left in it.");
    }
    return true;
}

bool tell_channel_failed(const struct log *log, const struct event *event, const char *meaning,
                         struct buf *out) {
    if (event->op != OP_CHAN_SEND && event->op != OP_CHAN_RECV && event->op != OP_CHAN_CLOSE) {
        return false;
    }
    tell_str(out, log, event->actor);
    buf_puts(out, event->op == OP_CHAN_SEND   ? "'s send into "
                  : event->op == OP_CHAN_RECV ? "'s receive from "
                                              : "'s close of ");
    tell_str(out, log, event->obj);
    buf_puts(out, " fails with ");
    tell_str(out, log, event->text);
    buf_putf(out, "%s%s", *meaning == '\0' ? "." : ": ", meaning);
    buf_puts(out, *meaning == '\0' ? "" : ".");
    return true;
}
