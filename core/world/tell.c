/* SPDX-License-Identifier: MIT */
/*
 * tell.c: one function a kind of record, one table of them; the ends of operations are in
 * tell_op.c. Text of a lesson comes out without control characters: a sentence never moves the
 * cursor.
 */
#include "tell.h"
#include "interrupted.h"
#include "tell_parts.h"
#include "text.h"
#include "world.h"
#include <string.h>

/* Text on one line: control characters as \n, \t or \xNN, bytes that are no UTF-8 as U+FFFD. A tab
 * that is not quoted is a blank. */
void tell_text(struct buf *out, const char *text, size_t len, bool quoted) {
    for (size_t i = 0; i < len;) {
        size_t bytes = text_char_len(text + i, len - i);
        unsigned char c = (unsigned char)text[i];
        if (c == '\t' && !quoted) {
            buf_putc(out, ' '); /* print(a, b) puts one between the two */
        } else if (c == '\n' || c == '\t' || c == '\r') {
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
    tell_text(out, (const char *)bytes, len < max ? len : max, true);
    buf_puts(out, len > max ? "\"..." : "\"");
}

void tell_str(struct buf *out, const struct log *log, strid id) {
    const char *text = log_str(log, id);
    tell_text(out, text, strlen(text), false);
}

/* A sentence that somebody wrote: the full stop is theirs. */
static void put_sentence(struct buf *out, const struct log *log, strid id) {
    const char *text = log_str(log, id);
    size_t len = strlen(text);
    tell_text(out, text, len, false);
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

/* "read(2)", or the name that the record gives. */
void tell_op(struct buf *out, const struct log *log, const struct event *event) {
    const char *manual = op_manual((enum op_kind)event->op);
    if (*manual != '\0') {
        buf_puts(out, manual);
    } else if (event->name != 0) {
        tell_str(out, log, event->name);
    } else {
        buf_puts(out, "operation");
    }
}

void tell_place(struct buf *out, const struct log *log, const struct event *event) {
    if (event->obj != 0) {
        buf_puts(out, " on ");
        tell_str(out, log, event->obj);
    }
    if ((event->has & EVENT_HAS_FD) != 0) {
        buf_putf(out, " (fd %d)", event->fd);
    }
}

static bool tell_run_start(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->name);
    if (event->text != 0) {
        buf_putc(out, ':');
        tell_str(out, log, event->text);
    }
    buf_puts(out, " starts.");
    return true;
}

static bool tell_actor_start(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->name == 0) {
        tell_str(out, log, event->actor);
        buf_puts(out, " starts.");
        return true;
    }
    tell_str(out, log, event->name);
    buf_puts(out, " forks ");
    tell_str(out, log, event->actor);
    buf_putc(out, '.');
    return true;
}

/* pipe(7): a write with no reader left raises SIGPIPE. That it was this write shows in that it
 * never came back. */
static void put_cause(const struct log *log, uint64_t n, const char *name, struct buf *out) {
    const struct event *enter = log_at(log, tell_enter_of(log, n));
    if (strcmp(name, "SIGPIPE") == 0 && enter != NULL &&
        (enter->op == OP_WRITE || enter->op == OP_SEND) && enter->obj != 0) {
        buf_puts(out, ": it wrote into ");
        tell_str(out, log, enter->obj);
        buf_puts(out, ", and no reader was left");
    }
}

static bool tell_actor_exit(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    char name[24];
    tell_str(out, log, event->actor);
    if ((event->has & EVENT_HAS_SIGNAL) != 0) {
        buf_putf(out, " is killed by %s", signal_text((int32_t)event->ret, name));
        put_cause(log, n, name, out);
        buf_putc(out, '.');
    } else {
        buf_putf(out, " ends with status %lld.", (long long)event->ret);
    }
    return true;
}

/* What a kind of object is called, where that is more than its type; and what a descriptor of it
 * does, where it has no ends as pipes have. */
static const struct {
    const char *noun, *reads, *writes, *closed, *both; /* both: where reads is not all it does */
} words[OBJ_COUNT] = {
    [OBJ_LISTENER] = {.noun = "listening socket",
                      .reads = "listens at",
                      .writes = "listens at",
                      .closed = ", which listened at "},
    [OBJ_UDP] = {.noun = "socket",
                 .reads = "receives at",
                 .writes = "receives at",
                 .closed = ", which received at "},
    [OBJ_TCP] = {.noun = "connection's direction",
                 .reads = "reads from",
                 .writes = "writes into",
                 .closed = ", a socket that read from "},
    [OBJ_UNIX] = {.noun = "connection's direction",
                  .reads = "reads from",
                  .writes = "writes into",
                  .closed = ", a socket that read from "},
    [OBJ_MQUEUE] = {.noun = "message queue",
                    .reads = "receives from",
                    .writes = "sends to",
                    .closed = ", a descriptor of ",
                    .both = "sends to and receives from"},
    [OBJ_UNIX_DGRAM] = {.noun = "socket",
                        .reads = "receives at",
                        .writes = "receives at",
                        .closed = ", which received at "},
};

enum { LOOKED_BACK = 100000 };

enum obj_type tell_type(const struct log *log, uint64_t n) {
    strid obj = log_at(log, n)->obj;
    for (uint64_t back = 0; obj != 0 && back < n && back < LOOKED_BACK; back++) {
        const struct event *event = log_at(log, n - back);
        if (event->kind == EVENT_OBJ_NEW && event->obj == obj) {
            return event->type < OBJ_COUNT ? (enum obj_type)event->type : OBJ_NONE;
        }
    }
    return OBJ_NONE;
}

static bool tell_obj_new(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->type == OBJ_SIGNALS) {
        tell_str(out, log, event->obj);
        buf_puts(out, " shows what the kernel knows of the signals of ");
        tell_str(out, log, event->actor);
        buf_putc(out, '.');
        return true;
    }
    tell_str(out, log, event->actor);
    buf_puts(out, event->actor == 0 ? "There is now the " : " makes the ");
    const char *noun = event->type < OBJ_COUNT ? words[event->type].noun : NULL;
    const char *type = noun != NULL ? noun : obj_type_name((enum obj_type)event->type);
    if (*type != '\0') {
        buf_puts(out, type);
    } else {
        tell_str(out, log, event->name);
    }
    buf_putc(out, ' ');
    tell_str(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

/* Who changed it without a record is said where only one can have been. */
static bool tell_obj_fill(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    bool took = event->ret < 0;
    if (event->actor != 0) {
        tell_str(out, log, event->actor);
        buf_puts(out, took ? " has taken " : " has put ");
        tell_count(out, took ? -event->ret : event->ret);
        buf_puts(out, took ? " out of " : " into ");
    }
    tell_str(out, log, event->obj);
    buf_puts(out, event->actor != 0 ? ": " : " has changed: ");
    if (event->len == 0) {
        buf_puts(out, "it is empty now, says the kernel.");
    } else {
        tell_count(out, event->len);
        buf_puts(out, event->len == 1 ? " is in it now, says the kernel."
                                      : " are in it now, says the kernel.");
    }
    return true;
}

static bool tell_obj_gone(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->obj);
    buf_puts(out, " is gone: nobody holds it any more.");
    return true;
}

static bool tell_fd_open(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    enum obj_type type = tell_type(log, n);
    if (words[type].reads != NULL) {
        bool both = event->end == END_RW && words[type].both != NULL;
        buf_putf(out, " has fd %d: it %s ", event->fd,
                 both                  ? words[type].both
                 : event->end == END_W ? words[type].writes
                                       : words[type].reads);
    } else {
        buf_putf(out, " has fd %d: %s of ", event->fd, end_text(event->end));
    }
    tell_str(out, log, event->obj);
    buf_putc(out, '.');
    return true;
}

static bool tell_fd_close(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_putf(out, " closes fd %d", event->fd);
    if (event->obj != 0) {
        const char *closed = words[tell_type(log, n)].closed;
        if (closed != NULL) {
            buf_puts(out, closed);
        } else {
            buf_putf(out, ": %s of ", end_text(event->end));
        }
        tell_str(out, log, event->obj);
    }
    buf_putc(out, '.');
    return true;
}

static bool tell_op_block(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event->text != 0) {
        put_sentence(out, log, event->text);
        return true;
    }
    tell_str(out, log, event->actor);
    buf_puts(out, " waits in ");
    tell_op(out, log, event);
    tell_place(out, log, event);
    buf_putc(out, '.');
    return true;
}

static bool tell_mark(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if ((event->has & EVENT_HAS_T) != 0) {
        buf_putf(out, "T=%lld%s", (long long)event->ret, event->name == 0 ? "" : ": ");
    } else {
        buf_puts(out, "Mark: ");
    }
    tell_str(out, log, event->name);
    buf_putc(out, '.');
    return true;
}

static bool tell_say(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    put_sentence(out, log, event->text);
    return true;
}

static bool tell_print(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " prints: ");
    tell_str(out, log, event->text);
    return true;
}

static bool tell_ask(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " asks: ");
    tell_str(out, log, event->text);
    return true;
}

static bool tell_answer(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    tell_str(out, log, event->actor);
    buf_puts(out, " is answered: ");
    tell_str(out, log, event->text);
    return true;
}

static bool tell_deadlock(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    buf_puts(out, "Deadlock: ");
    put_sentence(out, log, event->text != 0 ? event->text : event->waits_for);
    return true;
}

static bool tell_run_end(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    bool interrupted = interrupted_by(log, n) != 0;
    buf_putf(out, "The run ends after %lld step%s: ", (long long)event->ret,
             event->ret == 1 ? "" : "s");
    if (event->type != OUTCOME_OK || !interrupted) {
        buf_putf(out, "%s%s", run_outcome_name((enum run_outcome)event->type),
                 interrupted ? "; " : "");
    }
    if (interrupted) {
        buf_puts(out, "it was interrupted by Ctrl-C");
    } else if (event->text != 0 && (event->has & EVENT_TRUTH) == 0) {
        buf_puts(out, ", not as expected (");
        tell_str(out, log, event->text);
        buf_putc(out, ')');
    } else if (event->text != 0) {
        buf_puts(out, ", as expected");
    }
    buf_putc(out, '.');
    return true;
}

/* "The terminal sends SIGINT (Ctrl-C) to main and child." */
static bool tell_interrupt(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    const char *names = log_str(log, event->waits_for);
    char name[24];
    buf_putf(out, "The terminal sends %s (Ctrl-C) to ", signal_text((int32_t)event->ret, name));
    while (*names != '\0') {
        size_t len = strcspn(names, " ");
        const char *next = names + len + (names[len] == ' ');
        tell_text(out, names, len, false);
        buf_puts(out, *next == '\0' ? "" : strchr(next, ' ') != NULL ? ", " : " and ");
        names = next;
    }
    buf_puts(out, event->waits_for == 0 ? "nobody." : ".");
    return true;
}

static bool (*const tells[EVENT_KIND_COUNT])(const struct log *, uint64_t, struct buf *) = {
    [EVENT_RUN_START] = tell_run_start,
    [EVENT_ACTOR_START] = tell_actor_start,
    [EVENT_ACTOR_EXIT] = tell_actor_exit,
    [EVENT_OBJ_NEW] = tell_obj_new,
    [EVENT_OBJ_GONE] = tell_obj_gone,
    [EVENT_OBJ_FILL] = tell_obj_fill,
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
    [EVENT_INTERRUPT] = tell_interrupt,
};

bool tell_event(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    if (event == NULL || event->kind >= EVENT_KIND_COUNT || tells[event->kind] == NULL) {
        return false;
    }
    return tells[event->kind](log, n, out);
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
    tell_str(out, log, event->actor);
    bool call = strncmp(op_manual((enum op_kind)event->op), "a ", 2) != 0; /* "a load (...)" */
    buf_puts(out, event->kind == EVENT_OP_READY ? " is about to " : " ");
    buf_puts(out, call ? "call" : "do");
    buf_puts(out, event->kind == EVENT_OP_READY ? " " : call ? "s " : "es ");
    tell_op(out, log, event);
    tell_place(out, log, event);
    buf_putc(out, '.');
    return true;
}
