/* SPDX-License-Identifier: MIT */
/*
 * otherwise_why.c: what made the difference: what others had done at the same object before the
 * step in the one order and not in the other.
 */
#include "otherwise_parts.h"
#include "tell.h"
#include <string.h>

/* Whether the end of that process is what a wait for a child waits for: waitpid(a); or the wait is
 * for any of them. */
static bool is_waited_for(const struct target *target, const char *actor) {
    const char *name = strchr(target->call, '(');
    size_t len = strlen(actor);
    if (target->op != OP_WAIT || name == NULL || name[1] == '-') {
        return true;
    }
    return strncmp(name + 1, actor, len) == 0 && strchr(",)", name[1 + len]) != NULL;
}

/* What another process did and what may matter to the target: an operation on the same object; or
 * (ends) that it closed an end of it, or ended, which closes all it had and is what a wait waits
 * for. */
static bool matters(const struct target *target, const struct log *log, const struct event *event,
                    bool ends) {
    bool same = target->obj[0] != '\0' && strcmp(log_str(log, event->obj), target->obj) == 0;
    if (strcmp(log_str(log, event->actor), target->actor) == 0) {
        return false;
    }
    if (ends) {
        return (event->kind == EVENT_ACTOR_EXIT &&
                is_waited_for(target, log_str(log, event->actor))) ||
               (event->kind == EVENT_FD_CLOSE && same);
    }
    return event->kind == EVENT_OP_EXIT && event->op != OP_CLOSE && same;
}

/* How often one did something that matters before a record. */
static uint64_t times(const struct target *target, const struct log *log, uint64_t before,
                      const char *actor, bool ends) {
    uint64_t count = 0;
    for (uint64_t n = 1; n < before && n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        count +=
            matters(target, log, event, ends) && strcmp(log_str(log, event->actor), actor) == 0;
    }
    return count;
}

/* The last record before `until` that matters in log `a` and has no counterpart before `others` in
 * log `b`; 0: none. */
static uint64_t only_in(const struct target *target, bool ends, const struct log *a, uint64_t until,
                        const struct log *b, uint64_t others) {
    for (uint64_t n = until; n-- > 1;) {
        const struct event *event = log_at(a, n);
        if (matters(target, a, event, ends)) {
            const char *actor = log_str(a, event->actor);
            if (times(target, a, n + 1, actor, ends) > times(target, b, others, actor, ends)) {
                return n;
            }
        }
    }
    return 0;
}

/* Where the number came from that a store puts there: the target's last load before it. Of other
 * operations, and without a load, the step itself. */
static uint64_t pivot(const struct target *target, const struct log *log, uint64_t step) {
    for (uint64_t n = step; target->op == OP_STORE && n-- > 1;) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_OP_EXIT && event->op == OP_LOAD &&
            strcmp(log_str(log, event->actor), target->actor) == 0 &&
            strcmp(log_str(log, event->obj), target->obj) == 0) {
            return n;
        }
    }
    return step;
}

static bool tell_one(const char *before, const struct log *log, uint64_t n, struct buf *out) {
    struct buf sentence = {0};
    bool told = n > 0 && tell_event(log, n, &sentence);
    if (told) {
        buf_putf(out, "%s%s", before, buf_str(&sentence));
    }
    buf_done(&sentence);
    return told;
}

/* What the step did: the end of the operation, or why it sleeps. */
static void tell_it(const struct try *try, struct buf *out) {
    for (uint64_t n = try->begin; n <= log_count(try->log); n++) {
        const struct event *event = log_at(try->log, n);
        if (event->actor == try->actor &&
            (event->kind == EVENT_OP_EXIT || event->kind == EVENT_OP_BLOCK ||
             event->kind == EVENT_ACTOR_EXIT)) {
            tell_one(out->len > 0 ? " Then " : "", try->log, n, out);
            return;
        }
    }
}

void otherwise_compare(struct otherwise *otherwise) {
    const struct target *target = &otherwise->target;
    const struct try *try = &otherwise->try;
    const struct log *was = otherwise->wish.log;
    uint64_t here = pivot(target, try->log, try->begin);
    uint64_t there = pivot(target, was, otherwise->wish.step);
    bool load = here != try->begin;
    struct buf *why = &otherwise->why;
    bool told = false;
    buf_puts(why, "");
    enum predict_kind said = otherwise->wish.set->choices[otherwise->wish.said].kind;
    bool closing = said == PREDICT_EOF || said == PREDICT_FAILS || said == PREDICT_DIES;
    for (int pass = 0; pass < 2 && !told; pass++) {
        bool ends = closing == (pass == 0);
        uint64_t more = only_in(target, ends, try->log, here, was, there);
        uint64_t less = only_in(target, ends, was, there, try->log, here);
        told = tell_one(load ? "Before its load: " : "Before it: ", try->log, more, why) ||
               tell_one(load ? "Not before its load: " : "Not yet: ", was, less, why);
    }
    if (otherwise->nobody_waited) {
        buf_puts(why, why->len > 0 ? " Nobody waits there." : "Nobody waits there.");
    }
    tell_it(try, why);
}
