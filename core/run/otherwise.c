/* SPDX-License-Identifier: MIT */
/* otherwise.c: see otherwise.h: the runs, one after the other. */
#include "otherwise.h"
#include "clock.h"
#include "mem.h"
#include "otherwise_parts.h"
#include <errno.h>
#include <string.h>

enum { LIMIT_MS = 10000, RUN_SECONDS = 5, STEPS_MORE = 200 };

static struct target target_of(const struct log *log, uint64_t step, struct diag *diag,
                               int *ret_code) {
    const struct event *begin = log_at(log, step);
    struct target target = {0};
    *ret_code = diag_set(diag, -EINVAL, NULL, 0, "this is no step with an operation");
    if (begin == NULL || begin->kind != EVENT_STEP) {
        return target;
    }
    const struct event *enter = NULL;
    for (uint64_t n = step + 1; n <= log_count(log) && enter == NULL; n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_STEP) {
            return target;
        }
        enter = event->kind == EVENT_OP_ENTER && event->actor == begin->actor ? event : NULL;
    }
    if (enter == NULL) {
        return target;
    }
    diag_done(diag);
    diag_init(diag);
    *ret_code = 0;
    target = (struct target){.actor = log_str(log, enter->actor),
                             .obj = log_str(log, enter->obj),
                             .call = log_str(log, enter->text),
                             .op = (enum op_kind)enter->op,
                             .line = enter->line};
    target.nth = target_count(&target, log, step) + 1;
    return target;
}

uint64_t target_count(const struct target *target, const struct log *log, uint64_t before) {
    uint64_t count = 0;
    for (uint64_t n = 1; n < before && n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        count += event->kind == EVENT_OP_ENTER && event->op == target->op &&
                 event->line == target->line &&
                 strcmp(log_str(log, event->actor), target->actor) == 0;
    }
    return count;
}

/* The steps of the run that was, before the one in question, and what was answered in them. */
static void take_down(struct otherwise *otherwise) {
    const struct log *log = otherwise->wish.log;
    size_t cap = 0;
    for (uint64_t n = 1; n < otherwise->wish.step; n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_STEP) {
            otherwise->own =
                mem_grow(otherwise->own, &cap, otherwise->own_count + 1, sizeof *otherwise->own);
            otherwise->own[otherwise->own_count++] = log_str(log, event->actor);
        } else if (event->kind == EVENT_ANSWER) {
            buf_putf(&otherwise->answers, "%s\n", log_str(log, event->text));
        }
    }
}

static bool in_time(const struct otherwise *otherwise) {
    return otherwise_timeout(otherwise) > 0;
}

static void put_prefix(const struct otherwise *otherwise, size_t steps, struct buf *out) {
    buf_puts(out, "");
    for (size_t i = 0; i < steps; i++) {
        buf_putf(out, "%s%s", i > 0 ? " " : "", otherwise->own[i]);
    }
}

static int start(struct otherwise *otherwise, struct diag *diag) {
    struct try *try = &otherwise->try;
    struct buf prefix = {0};
    *try = (struct try){.answers = buf_str(&otherwise->answers)};
    size_t steps = plan_try(otherwise->runs, otherwise->own_count, &try->plan);
    put_prefix(otherwise, steps, &prefix);
    struct run_wish wish = {.lesson_dir = otherwise->wish.run.lesson_dir,
                            .lesson = otherwise->wish.run.lesson,
                            .program = otherwise->wish.run.program,
                            .params = otherwise->wish.run.params,
                            .param_count = otherwise->wish.run.param_count,
                            .no_cage = otherwise->wish.run.no_cage,
                            .schedule = buf_str(&prefix),
                            .limit_seconds = RUN_SECONDS,
                            .hold = true};
    try->log = log_new();
    world_init(&try->world, try->log);
    int r = run_new(&wish, try->log, &try->run, diag);
    buf_done(&prefix);
    otherwise->runs++;
    return r;
}

static void end_try(struct otherwise *otherwise) {
    struct try *try = &otherwise->try;
    if (try->log == NULL) {
        return;
    }
    run_free(try->run);
    world_done(&try->world);
    if (try->at_it) {
        world_done(&try->before);
    }
    log_free(try->log);
    *try = (struct try){0};
}

int otherwise_new(const struct otherwise_wish *wish, struct otherwise **ret_otherwise,
                  struct diag *diag) {
    struct diag none = {0};
    int r;
    struct target target = target_of(wish->log, wish->step, diag ? diag : &none, &r);
    diag_done(&none);
    if (r < 0) {
        return r;
    }
    struct otherwise *otherwise = mem_new(sizeof *otherwise);
    otherwise->wish = *wish;
    otherwise->target = target;
    otherwise->until =
        clock_ns() + (wish->limit_ms > 0 ? wish->limit_ms : LIMIT_MS) * (int64_t)NS_PER_MS;
    take_down(otherwise);
    otherwise->seen[otherwise->seen_count++] = order_mark(wish->log, wish->step);
    r = start(otherwise, diag);
    if (r < 0) {
        otherwise_free(otherwise);
        return r;
    }
    *ret_otherwise = otherwise;
    return 0;
}

void otherwise_free(struct otherwise *otherwise) {
    if (!otherwise) {
        return;
    }
    end_try(otherwise);
    log_free(otherwise->taken);
    buf_done(&otherwise->answers);
    buf_done(&otherwise->why);
    mem_free(otherwise->own);
    mem_free(otherwise);
}

int otherwise_fd(const struct otherwise *otherwise) {
    return otherwise->over ? -1 : run_fd(otherwise->try.run);
}

int otherwise_timeout(const struct otherwise *otherwise) {
    return otherwise->over ? -1 : clock_ms_left(otherwise->until);
}

/* The choice in the words of another log. */
static struct prediction translated(const struct otherwise *otherwise, const struct log *log) {
    struct prediction said = otherwise->wish.set->choices[otherwise->wish.said];
    if (said.actor != 0) {
        said.actor = log_find(log, log_str(otherwise->wish.log, said.actor));
    }
    return said;
}

/* The step is made: does it do what was said? */
static bool does_it(struct otherwise *otherwise) {
    const struct try *try = &otherwise->try;
    struct prediction said = translated(otherwise, try->log);
    struct predict_outcome outcome;
    predict_outcome(try->log, &try->before, try->begin, log_count(try->log), try->actor, &outcome);
    otherwise->nobody_waited = said.kind == PREDICT_WAKES && outcome.waiting_count == 0;
    bool named = otherwise->wish.set->choices[otherwise->wish.said].actor == 0 || said.actor != 0;
    bool done = said.kind != PREDICT_WAKES || outcome.did.kind == PREDICT_GOES_ON;
    return named && done && prediction_right(otherwise->wish.set, &said, &outcome);
}

static void found(struct otherwise *otherwise) {
    struct try *try = &otherwise->try;
    otherwise_compare(otherwise);
    otherwise->found = true;
    otherwise->found_step = try->world.steps;
    otherwise->taken = try->log;
    run_free(try->run);
    world_done(&try->world);
    world_done(&try->before);
    *try = (struct try){0};
}

/* One order more, if it is one that was not tried before. */
static void count(struct otherwise *otherwise) {
    const struct try *try = &otherwise->try;
    uint64_t mark = order_mark(try->log, try->at_it ? try->begin : log_count(try->log) + 1);
    for (size_t i = 0; i < otherwise->seen_count; i++) {
        if (otherwise->seen[i] == mark) {
            return;
        }
    }
    otherwise->seen[otherwise->seen_count++] = mark;
}

/* Lets somebody go. False: nobody can, or it goes on for too long. */
static bool step(struct otherwise *otherwise) {
    struct try *try = &otherwise->try;
    strid name = plan_choose(&try->plan, &try->world, log_find(try->log, otherwise->target.actor));
    const struct world_proc *proc = world_proc(&try->world, name);
    if (proc == NULL || try->world.steps > 2 * otherwise->own_count + STEPS_MORE) {
        return false;
    }
    const struct target *target = &otherwise->target;
    if (proc->op == target->op && proc->line == target->line &&
        strcmp(log_str(try->log, name), target->actor) == 0 &&
        target_count(target, try->log, UINT64_MAX) + 1 == target->nth) {
        try->at_it = true;
        try->begin = log_count(try->log) + 1;
        try->actor = name;
        world_copy(&try->before, &try->world);
    }
    return run_step(try->run, log_str(try->log, name)) == 0;
}

/* Goes on with the run that is under way. False: it is over. */
static bool go_on(struct otherwise *otherwise) {
    struct try *try = &otherwise->try;
    for (;;) {
        enum run_state state = run_pump(try->run);
        world_fold_to(&try->world, log_count(try->log));
        if (state == RUN_WORKING) {
            return in_time(otherwise);
        }
        if (try->at_it || state == RUN_ENDED || !in_time(otherwise)) {
            return false;
        }
        if (state == RUN_ASKING) {
            run_answer_next(try->run, &try->answers);
        } else if (!step(otherwise)) {
            return false;
        }
    }
}

/* Without the operation in question: an order too, in which it does not happen at all. */
static bool ended_well(const struct try *try) {
    return run_state(try->run) == RUN_ENDED && run_fault(try->run) == NULL;
}

bool otherwise_pump(struct otherwise *otherwise) {
    struct diag none = {0};
    while (!otherwise->over && !go_on(otherwise)) {
        bool at_it = otherwise->try.at_it && run_state(otherwise->try.run) != RUN_WORKING;
        if (at_it || ended_well(&otherwise->try)) {
            count(otherwise);
        }
        if (at_it && does_it(otherwise)) {
            found(otherwise);
        }
        end_try(otherwise);
        otherwise->over = otherwise->found || otherwise->runs >= OTHERWISE_TRIES ||
                          !in_time(otherwise) || start(otherwise, &none) < 0;
        diag_done(&none);
    }
    if (otherwise->over) {
        end_try(otherwise);
    }
    return !otherwise->over;
}

unsigned otherwise_tried(const struct otherwise *otherwise) {
    return (unsigned)otherwise->seen_count - 1; /* the first is the one that was */
}

unsigned otherwise_runs(const struct otherwise *otherwise) {
    return otherwise->runs;
}

bool otherwise_found(const struct otherwise *otherwise) {
    return otherwise->found;
}

struct log *otherwise_take(struct otherwise *otherwise, uint64_t *ret_step) {
    struct log *log = otherwise->taken;
    otherwise->taken = NULL;
    *ret_step = otherwise->found_step;
    return log;
}

void otherwise_why(const struct otherwise *otherwise, struct buf *out) {
    buf_puts(out, buf_str(&otherwise->why));
}
