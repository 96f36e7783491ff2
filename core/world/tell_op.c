/* SPDX-License-Identifier: MIT */
/*
 * tell_op.c: how an operation ended: one table, a function each; those of one family of
 * operations are in a file of their own (tell_ends.h).
 */
#include "json_value.h"
#include "tell.h"
#include "tell_ends.h"
#include "tell_parts.h"
#include <string.h>

/* The record's state says who it was and how it ended. */
static bool tell_wait(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    struct json state = json_of(log_str(log, event->state));
    struct buf text = {0};
    int64_t status;
    tell_str(out, log, event->actor);
    buf_puts(out, " has waited for ");
    json_put_said(json_get(state, "child"), &text);
    tell_text(out, text.len == 0 ? "a child" : buf_str(&text), text.len == 0 ? 7 : text.len, false);
    buf_clear(&text);
    json_put_said(json_get(state, "signal"), &text);
    if (text.len > 0) {
        buf_puts(out, ": killed by ");
        tell_text(out, buf_str(&text), text.len, false);
    } else if (json_int(json_get(state, "status"), &status)) {
        buf_putf(out, ": status %lld", (long long)status);
    }
    buf_putc(out, '.');
    buf_done(&text);
    return true;
}

/* unlink(2), mq_unlink(3). Nobody opens a socket by its name: connect(2) and sendto(2) find it by
 * that, and bind(2) is refused as long as the name is there, also that of a closed one (unix(7)).
 */
static bool tell_unlink(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    enum obj_type type = tell_type(log, n);
    bool socket = type == OBJ_LISTENER || type == OBJ_UNIX_DGRAM;
    tell_str(out, log, event->actor);
    buf_puts(out, " removes the name ");
    tell_str(out, log, event->obj);
    buf_puts(out, socket ? ": no socket is found by it any more, and bind(2) can give it to "
                           "another one. Sockets that are open go on."
                         : ": who has it open keeps it, nobody can open it any more.");
    return true;
}

static bool tell_sleep(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " has slept and goes on.");
    return true;
}

/* Other records of the same step tell it: actor.start, obj.new, fd.close, actor.exit, answer. */
static bool tell_silent(const struct log *log, uint64_t n, struct buf *out) {
    (void)log;
    (void)n;
    (void)out;
    return false;
}

uint64_t tell_enter_of(const struct log *log, uint64_t n) {
    strid actor = log_at(log, n)->actor;
    while (--n > 0) {
        const struct event *event = log_at(log, n);
        if (event->actor == actor && event->kind == EVENT_OP_ENTER) {
            return n;
        }
        if (event->actor == actor && event->kind == EVENT_OP_EXIT) {
            return 0;
        }
    }
    return 0;
}

const char *tell_call(const struct log *log, uint64_t n) {
    const struct event *event = log_at(log, n), *enter = log_at(log, tell_enter_of(log, n));
    return enter != NULL && enter->op == event->op ? log_str(log, enter->text) : "";
}

bool tell_between(const char *call, char from, char to, struct buf *out) {
    const char *open = strchr(call, from), *end = open == NULL ? NULL : strchr(open, to);
    if (end != NULL) {
        buf_put(out, open + 1, (size_t)(end - open - 1));
    }
    return end != NULL;
}

/* Any other operation by its call: "main's kill(child, SIGKILL) returns 0." */
bool tell_other(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n), *enter = log_at(log, tell_enter_of(log, n));
    tell_str(out, log, event->actor);
    buf_puts(out, "'s ");
    if (enter != NULL && enter->op == event->op && enter->text != 0) {
        tell_str(out, log, enter->text);
    } else {
        tell_op(out, log, event);
        tell_place(out, log, event);
    }
    if ((event->has & EVENT_HAS_RET) != 0) {
        buf_putf(out, " returns %lld.", (long long)event->ret);
    } else {
        buf_puts(out, " returns.");
    }
    return true;
}

static bool (*const ends[OP_COUNT])(const struct log *, uint64_t, struct buf *) = {
    [OP_READ] = tell_read,
    [OP_WRITE] = tell_write,
    [OP_WAIT] = tell_wait,
    [OP_SLEEP] = tell_sleep,
    [OP_FORK] = tell_silent,
    [OP_PIPE] = tell_silent,
    [OP_CONNECT] = tell_connect,
    [OP_ACCEPT] = tell_accept,
    [OP_SHUTDOWN] = tell_shutdown,
    [OP_CLOSE] = tell_silent,
    [OP_EXIT] = tell_silent,
    [OP_ASK] = tell_silent,
    [OP_MKFIFO] = tell_silent,
    [OP_OPEN] = tell_silent,
    [OP_UNLINK] = tell_unlink,
    [OP_SOCKETPAIR] = tell_silent,
    [OP_SEND] = tell_send,
    [OP_RECV] = tell_recv,
    [OP_LOAD] = tell_cell,
    [OP_STORE] = tell_cell,
    [OP_MMAP] = tell_silent,
    [OP_MUTEX_INIT] = tell_silent,
    [OP_LOCK] = tell_lock,
    [OP_TRYLOCK] = tell_lock,
    [OP_UNLOCK] = tell_lock,
    [OP_CONSISTENT] = tell_consistent,
    [OP_SEM_INIT] = tell_silent,
    [OP_ACQUIRE] = tell_semaphore,
    [OP_TRY_ACQUIRE] = tell_semaphore,
    [OP_RELEASE] = tell_semaphore,
    [OP_GETVALUE] = tell_semaphore,
    [OP_EVENT_WAIT] = tell_flag,
    [OP_EVENT_SET] = tell_flag,
    [OP_EVENT_CLEAR] = tell_flag,
    [OP_EVENT_IS_SET] = tell_flag,
    [OP_SENDTO] = tell_sendto,
    [OP_RECVFROM] = tell_recvfrom,
    [OP_MQ_UNLINK] = tell_unlink,
    [OP_MQ_SEND] = tell_mq_send,
    [OP_MQ_RECEIVE] = tell_mq_receive,
    [OP_BARRIER_WAIT] = tell_barrier,
    [OP_HANDLER] = tell_signal,
    [OP_SIGWAIT] = tell_signal,
    [OP_CHAN_SEND] = tell_channel,
    [OP_CHAN_RECV] = tell_channel,
    [OP_CHAN_CLOSE] = tell_channel,
    [OP_POLL] = tell_poll,
    [OP_GETSOCKOPT] = tell_buffer,
    [OP_DUP2] = tell_dup2,
    [OP_EXEC] = tell_exec,
    [OP_SIGNAL] = tell_sigaction,
    [OP_SIGMASK] = tell_sigprocmask,
    [OP_KILL] = tell_kill,
    [OP_MQ_OPEN] = tell_silent,
    [OP_SOCKET] = tell_socket,
    [OP_BIND] = tell_bind,
    [OP_LISTEN] = tell_listen,
    [OP_FCNTL] = tell_nonblock,
    [OP_SETSOCKOPT] = tell_setsockopt,
};

/* Operations on the signals of a process: its own, or whose else, the call says. */
static const bool on_signals[OP_COUNT] = {
    [OP_KILL] = true,    [OP_SIGNAL] = true,  [OP_PAUSE] = true,
    [OP_SIGWAIT] = true, [OP_SIGMASK] = true, [OP_HANDLER] = true,
};

bool tell_op_exit(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->state != 0 && tell_part(log, event, out)) {
        return true;
    }
    if (event->text == 0 && event->op != OP_EXIT && (event->has & EVENT_HAS_RET) == 0) {
        return tell_unseen(log, n, out);
    }
    if (event->text == 0) {
        bool known = event->op < OP_COUNT && ends[event->op] != NULL;
        return known ? ends[event->op](log, n, out) : tell_other(log, n, out);
    }
    const char *meaning = tell_error(log_str(log, event->text), (enum op_kind)event->op);
    if (tell_channel_failed(log, event, meaning, out)) {
        return true;
    }
    tell_str(out, log, event->actor);
    buf_puts(out, "'s ");
    tell_op(out, log, event);
    /* Where an object was made is looked for far back: not for each EAGAIN of a loop. */
    bool known = event->op < OP_COUNT && on_signals[event->op];
    if (!known || tell_type(log, n) != OBJ_SIGNALS) {
        tell_place(out, log, event);
    }
    bool has_it = strcmp(log_str(log, event->text), "EOWNERDEAD") == 0; /* no failure */
    buf_puts(out, has_it ? " returns " : " fails with ");
    tell_str(out, log, event->text);
    buf_puts(out, *meaning == '\0' ? "." : ": ");
    buf_puts(out, meaning);
    buf_puts(out, *meaning == '\0' ? "" : ".");
    return true;
}
