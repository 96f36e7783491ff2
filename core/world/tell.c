/* SPDX-License-Identifier: MIT */
/*
 * tell.c: one function a kind of record (and one an operation, for its end), two tables of them.
 * Text of a lesson comes out without control characters: a sentence never moves the cursor.
 */
#include "tell.h"
#include "json_value.h"
#include "text.h"
#include "world.h"
#include <string.h>

enum { DATA_SHOWN = 40 };

/* Text on one line: control characters as \n, \t or \xNN, bytes that are no UTF-8 as U+FFFD. */
static void put_escaped(struct buf *out, const char *text, size_t len, bool quoted) {
    for (size_t i = 0; i < len;) {
        size_t bytes = text_char_len(text + i, len - i);
        unsigned char c = (unsigned char)text[i];
        if (c == '\n' || c == '\t' || c == '\r') {
            buf_puts(out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
        } else if (c < 0x20 || c == 0x7F || (bytes == 0 && quoted)) {
            buf_putf(out, "\\x%02x", c);
        } else if (bytes == 0) {
            text_put_char(out, TEXT_REPLACEMENT);
        } else if (quoted && (c == '"' || c == '\\')) {
            buf_putf(out, "\\%c", c);
        } else {
            buf_put(out, text + i, bytes);
        }
        i += bytes == 0 ? 1 : bytes;
    }
}

void tell_bytes(const unsigned char *bytes, size_t len, size_t max, struct buf *out) {
    buf_putc(out, '"');
    put_escaped(out, (const char *)bytes, len < max ? len : max, true);
    buf_puts(out, len > max ? "\"..." : "\"");
}

static void put(struct buf *out, const struct log *log, strid id) {
    const char *text = log_str(log, id);
    put_escaped(out, text, strlen(text), false);
}

/* A sentence that somebody wrote: the full stop is theirs. */
static void put_sentence(struct buf *out, const struct log *log, strid id) {
    const char *text = log_str(log, id);
    size_t len = strlen(text);
    put_escaped(out, text, len, false);
    if (len == 0 || strchr(".!?:", text[len - 1]) == NULL) {
        buf_putc(out, '.');
    }
}

static const char *end_text(uint8_t end) {
    static const char *const texts[] = {[END_NONE] = "an end",
                                        [END_R] = "the read end",
                                        [END_W] = "the write end",
                                        [END_RW] = "both ends"};
    return end < sizeof texts / sizeof *texts ? texts[end] : "an end";
}

/* What an errno means for an operation; OP_NONE: for any other. From the ERRORS of the manual
 * pages. */
static const struct {
    const char *err;
    enum op_kind op;
    const char *text;
} errors[] = {
    {"EBADF", OP_READ, "the descriptor is not open for reading"},
    {"EBADF", OP_WRITE, "the descriptor is not open for writing"},
    {"EBADF", OP_NONE, "the descriptor is not open"},
    {"EPIPE", OP_NONE, "no reader is left"},
    {"EAGAIN", OP_READ, "nothing is there yet, and it may not wait"},
    {"EAGAIN", OP_WRITE, "there is no room, and it may not wait"},
    {"EAGAIN", OP_FORK, "the limit of processes is reached"},
    {"EAGAIN", OP_NONE, "it would have to wait, and may not"},
    {"ECHILD", OP_NONE, "there is no such child to wait for"},
    {"EINTR", OP_NONE, "a signal came first"},
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

/* "read(2)", or the name that the record gives. */
static void put_op(struct buf *out, const struct log *log, const struct event *event) {
    const char *manual = op_manual((enum op_kind)event->op);
    if (*manual != '\0') {
        buf_puts(out, manual);
    } else {
        put(out, log, event->name);
    }
}

static void put_place(struct buf *out, const struct log *log, const struct event *event) {
    if (event->obj != 0) {
        buf_puts(out, " on ");
        put(out, log, event->obj);
    }
    if ((event->has & EVENT_HAS_FD) != 0) {
        buf_putf(out, " (fd %d)", event->fd);
    }
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
    put(out, log, event->actor);
    if (event->ret == 0) {
        buf_puts(out, " reads end-of-file from ");
        put(out, log, event->obj);
        buf_putc(out, '.');
        return true;
    }
    buf_puts(out, " reads ");
    put_count(out, event->ret);
    buf_puts(out, " from ");
    put(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

static bool end_write(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, " writes ");
    put_count(out, event->ret);
    buf_puts(out, " into ");
    put(out, log, event->obj);
    put_data(out, log, event);
    return true;
}

/* The record's state says who it was and how it ended. */
static bool end_wait(const struct log *log, const struct event *event, struct buf *out) {
    struct json state = json_of(log_str(log, event->state));
    struct buf text = {0};
    int64_t status;
    put(out, log, event->actor);
    buf_puts(out, " has waited for ");
    json_put_said(json_get(state, "child"), &text);
    put_escaped(out, text.len == 0 ? "a child" : buf_str(&text), text.len == 0 ? 7 : text.len,
                false);
    buf_clear(&text);
    json_put_said(json_get(state, "signal"), &text);
    if (text.len > 0) {
        buf_puts(out, ": killed by ");
        put_escaped(out, buf_str(&text), text.len, false);
    } else if (json_int(json_get(state, "status"), &status)) {
        buf_putf(out, ": status %lld", (long long)status);
    }
    buf_putc(out, '.');
    buf_done(&text);
    return true;
}

static bool end_sleep(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, " has slept and goes on.");
    return true;
}

/* Other records of the same step tell it: actor.start, obj.new, fd.close, actor.exit, answer. */
static bool end_silent(const struct log *log, const struct event *event, struct buf *out) {
    (void)log;
    (void)event;
    (void)out;
    return false;
}

static bool end_other(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, "'s ");
    put_op(out, log, event);
    put_place(out, log, event);
    if ((event->has & EVENT_HAS_RET) != 0) {
        buf_putf(out, " returns %lld.", (long long)event->ret);
    } else {
        buf_puts(out, " returns.");
    }
    return true;
}

static bool (*const ends[OP_COUNT])(const struct log *, const struct event *, struct buf *) = {
    [OP_READ] = end_read,    [OP_WRITE] = end_write, [OP_WAIT] = end_wait,
    [OP_SLEEP] = end_sleep,  [OP_FORK] = end_silent, [OP_PIPE] = end_silent,
    [OP_CLOSE] = end_silent, [OP_EXIT] = end_silent, [OP_ASK] = end_silent,
};

static bool tell_op_exit(const struct log *log, const struct event *event, struct buf *out) {
    if (event->text == 0) {
        bool known = event->op < OP_COUNT && ends[event->op] != NULL;
        return (known ? ends[event->op] : end_other)(log, event, out);
    }
    const char *meaning = tell_error(log_str(log, event->text), (enum op_kind)event->op);
    put(out, log, event->actor);
    buf_puts(out, "'s ");
    put_op(out, log, event);
    put_place(out, log, event);
    buf_puts(out, " fails with ");
    put(out, log, event->text);
    buf_puts(out, *meaning == '\0' ? "." : ": ");
    buf_puts(out, meaning);
    buf_puts(out, *meaning == '\0' ? "" : ".");
    return true;
}

static bool tell_run_start(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->name);
    if (event->text != 0) {
        buf_putc(out, ':');
        put(out, log, event->text);
    }
    buf_puts(out, " starts.");
    return true;
}

static bool tell_actor_start(const struct log *log, const struct event *event, struct buf *out) {
    if (event->name == 0) {
        put(out, log, event->actor);
        buf_puts(out, " starts.");
        return true;
    }
    put(out, log, event->name);
    buf_puts(out, " forks ");
    put(out, log, event->actor);
    buf_putc(out, '.');
    return true;
}

static bool tell_actor_exit(const struct log *log, const struct event *event, struct buf *out) {
    char name[24];
    put(out, log, event->actor);
    if ((event->has & EVENT_HAS_SIGNAL) != 0) {
        buf_putf(out, " is killed by %s.", signal_text((int32_t)event->ret, name));
    } else {
        buf_putf(out, " ends with status %lld.", (long long)event->ret);
    }
    return true;
}

static bool tell_obj_new(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, event->actor == 0 ? "There is now the " : " makes the ");
    const char *type = obj_type_name((enum obj_type)event->type);
    if (*type != '\0') {
        buf_puts(out, type);
    } else {
        put(out, log, event->name);
    }
    buf_putc(out, ' ');
    put(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

static bool tell_obj_gone(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->obj);
    buf_puts(out, " is gone: nobody holds it any more.");
    return true;
}

static bool tell_fd_open(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_putf(out, " has fd %d: %s of ", event->fd, end_text(event->end));
    put(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

static bool tell_fd_close(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_putf(out, " closes fd %d", event->fd);
    if (event->obj != 0) {
        buf_putf(out, ": %s of ", end_text(event->end));
        put(out, log, event->obj);
    }
    buf_putc(out, '.');
    return true;
}

static bool tell_op_block(const struct log *log, const struct event *event, struct buf *out) {
    if (event->text != 0) {
        put_sentence(out, log, event->text);
        return true;
    }
    put(out, log, event->actor);
    buf_puts(out, " waits in ");
    put_op(out, log, event);
    put_place(out, log, event);
    buf_putc(out, '.');
    return true;
}

static bool tell_mark(const struct log *log, const struct event *event, struct buf *out) {
    if ((event->has & EVENT_HAS_T) != 0) {
        buf_putf(out, "T=%lld%s", (long long)event->ret, event->name == 0 ? "" : ": ");
    } else {
        buf_puts(out, "Mark: ");
    }
    put(out, log, event->name);
    buf_putc(out, '.');
    return true;
}

static bool tell_say(const struct log *log, const struct event *event, struct buf *out) {
    put_sentence(out, log, event->text);
    return true;
}

static bool tell_print(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, " prints: ");
    put(out, log, event->text);
    return true;
}

static bool tell_ask(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, " asks: ");
    put(out, log, event->text);
    return true;
}

static bool tell_answer(const struct log *log, const struct event *event, struct buf *out) {
    put(out, log, event->actor);
    buf_puts(out, " is answered: ");
    put(out, log, event->text);
    return true;
}

static bool tell_deadlock(const struct log *log, const struct event *event, struct buf *out) {
    buf_puts(out, "Deadlock: ");
    put_sentence(out, log, event->text != 0 ? event->text : event->waits_for);
    return true;
}

static bool tell_run_end(const struct log *log, const struct event *event, struct buf *out) {
    buf_putf(out, "The run ends after %lld step%s: %s", (long long)event->ret,
             event->ret == 1 ? "" : "s", run_outcome_name((enum run_outcome)event->type));
    if (event->text != 0 && (event->has & EVENT_TRUTH) == 0) {
        buf_puts(out, ", not as expected (");
        put(out, log, event->text);
        buf_putc(out, ')');
    } else if (event->text != 0) {
        buf_puts(out, ", as expected");
    }
    buf_putc(out, '.');
    return true;
}

static bool (*const tells[EVENT_KIND_COUNT])(const struct log *, const struct event *,
                                             struct buf *) = {
    [EVENT_RUN_START] = tell_run_start,
    [EVENT_ACTOR_START] = tell_actor_start,
    [EVENT_ACTOR_EXIT] = tell_actor_exit,
    [EVENT_OBJ_NEW] = tell_obj_new,
    [EVENT_OBJ_GONE] = tell_obj_gone,
    [EVENT_FD_OPEN] = tell_fd_open,
    [EVENT_FD_CLOSE] = tell_fd_close,
    [EVENT_OP_BLOCK] = tell_op_block,
    [EVENT_OP_EXIT] = tell_op_exit,
    [EVENT_MARK] = tell_mark,
    [EVENT_SAY] = tell_say,
    [EVENT_PRINT] = tell_print,
    [EVENT_ASK] = tell_ask,
    [EVENT_ANSWER] = tell_answer,
    [EVENT_DEADLOCK] = tell_deadlock,
    [EVENT_RUN_END] = tell_run_end,
};

bool tell_event(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event == NULL || event->kind >= EVENT_KIND_COUNT || tells[event->kind] == NULL) {
        return false;
    }
    return tells[event->kind](log, event, out);
}

void tell_records(const struct log *log, uint64_t first, uint64_t last, struct buf *out) {
    size_t before = out->len;
    for (uint64_t n = first; n <= last && log_at(log, n) != NULL; n++) {
        size_t start = out->len;
        buf_puts(out, start > before ? " " : "");
        if (!tell_event(log, n, out) && start > before) {
            out->data[out->len = start] = '\0';
        }
    }
}

bool tell_next(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event == NULL || (event->kind != EVENT_OP_READY && event->kind != EVENT_OP_ENTER)) {
        return false;
    }
    put(out, log, event->actor);
    buf_puts(out, event->kind == EVENT_OP_READY ? " is about to call " : " calls ");
    put_op(out, log, event);
    put_place(out, log, event);
    buf_putc(out, '.');
    return true;
}
