/* SPDX-License-Identifier: MIT */
/*
 * tell_op.c: how an operation ended: one function an operation, one table of them; and what the
 * names of errors mean.
 */
#include "json_value.h"
#include "shared_cells.h"
#include "tell.h"
#include "tell_parts.h"
#include <string.h>

enum { DATA_SHOWN = 40 };

/* What an errno means for an operation; OP_NONE: for any other. From the ERRORS of the manual
 * pages. */
static const struct {
    const char *err;
    enum op_kind op;
    const char *text;
} errors[] = {
    {"ENOENT", OP_OPEN, "there is no such name"},
    {"ENOENT", OP_UNLINK, "there is no such name"},
    {"EEXIST", OP_MKFIFO, "the name is taken"},
    {"ENXIO", OP_OPEN, "nobody has it open for reading"},
    {"EBADF", OP_READ, "the descriptor is not open for reading"},
    {"EBADF", OP_WRITE, "the descriptor is not open for writing"},
    {"EBADF", OP_NONE, "the descriptor is not open"},
    {"EPIPE", OP_NONE, "no reader is left"},
    {"ECONNREFUSED", OP_CONNECT, "nobody listens at this port"},
    {"ECONNREFUSED", OP_NONE, "nobody is at the other side's port"},
    {"ECONNRESET", OP_NONE, "the other side has closed with bytes unread"},
    {"EADDRINUSE", OP_NONE, "another socket has this port"},
    {"ENOTCONN", OP_NONE, "the socket is not connected"},
    {"ENOTSOCK", OP_NONE, "the descriptor is no socket"},
    {"ETIMEDOUT", OP_NONE, "no answer came in time"},
    {"EAGAIN", OP_READ, "nothing is there yet, and it may not wait"},
    {"EAGAIN", OP_RECVFROM, "no datagram is there, and it may not wait"},
    {"EAGAIN", OP_WRITE, "there is no room, and it may not wait"},
    {"EAGAIN", OP_MQ_RECEIVE, "no message is there, and it may not wait"},
    {"EAGAIN", OP_MQ_SEND, "the queue is full, and it may not wait"},
    {"EMSGSIZE", OP_MQ_RECEIVE, "it is less than the longest message that may come"},
    {"EMSGSIZE", OP_MQ_SEND, "the message is longer than the queue takes"},
    {"EMSGSIZE", OP_NONE, "the message is too long to be sent whole"},
    {"EAGAIN", OP_FORK, "the limit of processes is reached"},
    {"EAGAIN", OP_TRY_ACQUIRE, "its value is 0, and this call never waits"},
    {"EAGAIN", OP_LOCK, "it was taken too often"},
    {"EAGAIN", OP_NONE, "it would have to wait, and may not"},
    {"ECHILD", OP_NONE, "there is no such child to wait for"},
    {"EOWNERDEAD", OP_NONE, "it has the lock now, but who had it died inside"},
    {"ENOTRECOVERABLE", OP_NONE, "an owner died, and the next one did not make it consistent"},
    {"EBUSY", OP_TRYLOCK, "another process has it"},
    {"EBUSY", OP_NONE, "it is in use"},
    {"EPERM", OP_UNLOCK, "it does not have this lock"},
    {"EINVAL", OP_CONSISTENT, "no owner of it has died"},
    {"EINTR", OP_NONE, "a signal came first"},
    {"EOVERFLOW", OP_RELEASE, "its value would go over what it began with"},
    {"EINVAL", OP_SIGNAL, "this signal can't be caught or ignored"},
    {"EINVAL", OP_NONE, "an argument is out of range"},
    {"EMFILE", OP_NONE, "the limit of descriptors is reached"},
    {"ENFILE", OP_NONE, "the limit of open files of the system is reached"},
    {"ENOMEM", OP_NONE, "there is no memory left for it"},
    {"EPERM", OP_NONE, "it is not permitted"},
    {"EACCES", OP_NONE, "access is not permitted"},
    {"ESRCH", OP_NONE, "there is no such process"},
    {"EFAULT", OP_NONE, "an address is outside of the process's memory"},
    {"EIO", OP_NONE, "input or output failed"},
    {"ENOSYS", OP_NONE, "the kernel does not have this call"},
};

const char *tell_error(const char *err, enum op_kind op) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (strcmp(errors[i].err, err) == 0 && (errors[i].op == op || errors[i].op == OP_NONE)) {
            return errors[i].text;
        }
    }
    return "";
}

static void put_count(struct buf *out, int64_t count) {
    buf_putf(out, "%lld byte%s", (long long)count, count == 1 ? "" : "s");
}

static void put_data(struct buf *out, const struct log *log, const struct event *event) {
    if (event->data_len > 0) {
        buf_puts(out, ": ");
        tell_bytes(log_data(log, event), event->data_len, DATA_SHOWN, out);
        bool cut = event->ret > event->data_len && event->data_len <= DATA_SHOWN;
        buf_puts(out, cut ? "..." : "");
    }
    buf_putc(out, '.');
}

static bool end_read(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    if (event->ret == 0) {
        buf_puts(out, " reads end-of-file from ");
        tell_str(out, log, event->obj);
        buf_putc(out, '.');
        return true;
    }
    buf_puts(out, " reads ");
    put_count(out, event->ret);
    buf_puts(out, " from ");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

/* recv(2) of 0 bytes: end-of-file, as read(2) tells it. */
static bool end_recv(const struct log *log, const struct event *event, struct buf *out) {
    if (event->ret == 0) {
        return end_read(log, event, out);
    }
    tell_str(out, log, event->actor);
    buf_puts(out, " receives ");
    put_count(out, event->ret);
    buf_puts(out, " from ");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

static bool end_send(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    put_count(out, event->ret);
    buf_puts(out, " into ");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

static bool end_write(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " writes ");
    put_count(out, event->ret);
    buf_puts(out, " into ");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

static bool end_connect(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " is connected");
    if (event->obj != 0) {
        buf_puts(out, " to ");
        tell_str(out, log, event->obj);
    }
    buf_puts(out, ": the kernel has made the connection, accepted or not.");
    return true;
}

static bool end_accept(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " accepts a connection at ");
    tell_str(out, log, event->obj);
    buf_putf(out, ": fd %lld.", (long long)event->ret);
    return true;
}

static bool end_sendto(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " sends ");
    put_count(out, event->ret);
    buf_puts(out, event->obj != 0 ? " to " : " to a port");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
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

static bool end_recvfrom(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    int64_t cut = sent_length(log, n) - event->ret;
    tell_str(out, log, event->actor);
    buf_puts(out, " receives ");
    put_count(out, event->ret);
    buf_puts(out, " at ");
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    if (cut > 0) {
        buf_puts(out, " The other ");
        put_count(out, cut);
        buf_puts(out, cut == 1 ? " of this datagram is lost." : " of this datagram are lost.");
    }
    return true;
}

static bool end_shutdown(const struct log *log, const struct event *event, struct buf *out) {
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
    put_count(out, json_int_or(json_get(state, "len"), 0));
    buf_putf(out, " with priority %lld%s", (long long)json_int_or(json_get(state, "prio"), 0), way);
    tell_str(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

static bool end_mq_send(const struct log *log, const struct event *event, struct buf *out) {
    return tell_message(log, event, " sends ", " to ", out);
}

static bool end_mq_receive(const struct log *log, const struct event *event, struct buf *out) {
    return tell_message(log, event, " receives ", " from ", out);
}

/* The record's state says who it was and how it ended. */
static bool end_wait(const struct log *log, const struct event *event, struct buf *out) {
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

static bool end_unlink(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " removes the name ");
    tell_str(out, log, event->obj);
    buf_puts(out, ": who has it open keeps it, nobody can open it any more.");
    return true;
}

static bool end_sleep(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " has slept and goes on.");
    return true;
}

/* "counter" or "a[3]": an Array's record names the cell. */
static void put_cell(const struct log *log, const struct event *event, struct json state,
                     struct buf *out) {
    int64_t cell;
    tell_str(out, log, event->obj);
    if (json_int(json_get(state, "cell"), &cell)) {
        buf_putf(out, "[%lld]", (long long)cell);
    }
    buf_putc(out, '.');
}

/* Whether a store overwrites what another process stored since this one last loaded from the
 * cell: then that update is lost. Looks back as far as is worth it. */
static void put_lost(const struct log *log, uint64_t n, struct buf *out) {
    enum { LOOK_BACK = 4096 };
    const struct event *store = log_at(log, n), *other = NULL;
    uint32_t cell = cells_of_record(log, store);
    uint64_t least = n > LOOK_BACK ? n - LOOK_BACK : 1;
    for (uint64_t at = n - 1; at >= least; at--) {
        const struct event *event = log_at(log, at);
        if (event->kind != EVENT_OP_EXIT || event->obj != store->obj ||
            (event->op != OP_LOAD && event->op != OP_STORE) ||
            cells_of_record(log, event) != cell) {
            continue;
        }
        if (event->actor != store->actor) {
            other = other == NULL && event->op == OP_STORE ? event : other;
            continue;
        }
        if (event->op == OP_LOAD && other != NULL) {
            buf_puts(out, " Since it read ");
            tell_text(out, (const char *)log_data(log, event), event->data_len, false);
            buf_puts(out, ", ");
            tell_str(out, log, other->actor);
            buf_puts(out, " wrote ");
            tell_text(out, (const char *)log_data(log, other), other->data_len, false);
            buf_puts(out, ": a lost update.");
        }
        return;
    }
}

static bool end_cell(const struct log *log, const struct event *event, struct buf *out) {
    bool load = event->op == OP_LOAD;
    tell_str(out, log, event->actor);
    buf_puts(out, load ? " reads " : " writes ");
    tell_text(out, (const char *)log_data(log, event), event->data_len, false);
    buf_puts(out, load ? " from " : " into ");
    put_cell(log, event, json_of(log_str(log, event->state)), out);
    return true;
}

/* An RLock's record says how often it is taken now. */
static bool end_lock(const struct log *log, const struct event *event, struct buf *out) {
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

static bool end_semaphore(const struct log *log, const struct event *event, struct buf *out) {
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

static bool end_consistent(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " says that what ");
    tell_str(out, log, event->obj);
    buf_puts(out, " guards is consistent again.");
    return true;
}

static bool end_event(const struct log *log, const struct event *event, struct buf *out) {
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

static bool end_barrier(const struct log *log, const struct event *event, struct buf *out) {
    tell_str(out, log, event->actor);
    buf_puts(out, " goes on: all are at ");
    tell_str(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

static bool end_signal(const struct log *log, const struct event *event, struct buf *out) {
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

/* Other records of the same step tell it: actor.start, obj.new, fd.close, actor.exit, answer. */
static bool end_silent(const struct log *log, const struct event *event, struct buf *out) {
    (void)log;
    (void)event;
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

/* Any other operation by its call: "main's kill(child, SIGKILL) returns 0." */
static bool end_other(const struct log *log, uint64_t n, struct buf *out) {
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

static bool (*const ends[OP_COUNT])(const struct log *, const struct event *, struct buf *) = {
    [OP_READ] = end_read,
    [OP_WRITE] = end_write,
    [OP_WAIT] = end_wait,
    [OP_SLEEP] = end_sleep,
    [OP_FORK] = end_silent,
    [OP_PIPE] = end_silent,
    [OP_CONNECT] = end_connect,
    [OP_ACCEPT] = end_accept,
    [OP_SHUTDOWN] = end_shutdown,
    [OP_CLOSE] = end_silent,
    [OP_EXIT] = end_silent,
    [OP_ASK] = end_silent,
    [OP_MKFIFO] = end_silent,
    [OP_OPEN] = end_silent,
    [OP_UNLINK] = end_unlink,
    [OP_SOCKETPAIR] = end_silent,
    [OP_SEND] = end_send,
    [OP_RECV] = end_recv,
    [OP_LOAD] = end_cell,
    [OP_STORE] = end_cell,
    [OP_MMAP] = end_silent,
    [OP_MUTEX_INIT] = end_silent,
    [OP_LOCK] = end_lock,
    [OP_TRYLOCK] = end_lock,
    [OP_UNLOCK] = end_lock,
    [OP_CONSISTENT] = end_consistent,
    [OP_SEM_INIT] = end_silent,
    [OP_ACQUIRE] = end_semaphore,
    [OP_TRY_ACQUIRE] = end_semaphore,
    [OP_RELEASE] = end_semaphore,
    [OP_GETVALUE] = end_semaphore,
    [OP_EVENT_WAIT] = end_event,
    [OP_EVENT_SET] = end_event,
    [OP_EVENT_CLEAR] = end_event,
    [OP_EVENT_IS_SET] = end_event,
    [OP_SENDTO] = end_sendto,
    [OP_MQ_UNLINK] = end_unlink,
    [OP_MQ_SEND] = end_mq_send,
    [OP_MQ_RECEIVE] = end_mq_receive,
    [OP_BARRIER_WAIT] = end_barrier,
    [OP_HANDLER] = end_signal,
    [OP_SIGWAIT] = end_signal,
};

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
    {"acked", " knows that it woke up: ", NULL},
    {"take", " takes a place in ", NULL}, /* these four: of a queue */
    {"give", " gives back a place in ", NULL},
    {"add", " counts one task more in ", NULL},
    {"end", " counts one task done in ", ": no task is left."},
};

static bool tell_part(const struct log *log, const struct event *event, struct buf *out) {
    struct json part = json_get(json_of(log_str(log, event->state)), "part");
    for (size_t i = 0; part.at != NULL && i < sizeof parts / sizeof *parts; i++) {
        if (json_is(part, parts[i].part) && (event->text == 0 || parts[i].failed != NULL)) {
            tell_str(out, log, event->actor);
            buf_puts(out, parts[i].done);
            tell_str(out, log, event->obj);
            buf_puts(out, event->text == 0 ? "." : parts[i].failed);
            return true;
        }
    }
    return false;
}

bool tell_op_exit(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->state != 0 && tell_part(log, event, out)) {
        return true;
    }
    if (event->text == 0) {
        if (event->op == OP_RECVFROM) {
            return end_recvfrom(log, n, out);
        }
        bool known = event->op < OP_COUNT && ends[event->op] != NULL;
        bool told = known ? ends[event->op](log, event, out) : end_other(log, n, out);
        if (event->op == OP_STORE) {
            put_lost(log, n, out);
        }
        return told;
    }
    const char *meaning = tell_error(log_str(log, event->text), (enum op_kind)event->op);
    tell_str(out, log, event->actor);
    buf_puts(out, "'s ");
    tell_op(out, log, event);
    tell_place(out, log, event);
    bool has_it = strcmp(log_str(log, event->text), "EOWNERDEAD") == 0; /* no failure */
    buf_puts(out, has_it ? " returns " : " fails with ");
    tell_str(out, log, event->text);
    buf_puts(out, *meaning == '\0' ? "." : ": ");
    buf_puts(out, meaning);
    buf_puts(out, *meaning == '\0' ? "" : ".");
    return true;
}
