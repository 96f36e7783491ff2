/* SPDX-License-Identifier: MIT */
/*
 * made.c: a run, and a step of it that can end in more than one way; the question about that is
 * written by made_text.c.
 */
#include "made.h"
#include "made_text.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>

enum { PATIENCE_MS = 20000, MORE = 3, STEPS_MAX = 4000 };
/* Nobody thinks through, or runs again by hand, more than these. */
enum { STEPS_ASKED = 60, STATE_LINES = 10 };
/* More records than this: too long a run, and no need to wait for its end. */
enum { RECORDS_MAX = 8 * STEPS_MAX, LOOK_MS = 5 };

uint64_t made_random(uint64_t *seed) {
    uint64_t z = *seed += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

size_t made_below(uint64_t *seed, size_t below) {
    return below == 0 ? 0 : (size_t)(made_random(seed) % below);
}

struct draw {
    const struct lesson *from;
    struct run_decl decl;
    const struct run_decl_program *program;
    struct run_param *params;
    size_t param_count;
    uint64_t *seed;
    uint64_t number; /* names the question */
    struct log *log;
    struct timeline *timeline;
};

/* Whether the program reads it; one that does not say which may read any. */
static bool reads(const struct run_decl_program *program, const char *name) {
    size_t len = strlen(name);
    const char *at = program->params;
    for (; at != NULL && *at != '\0'; at += strcspn(at, "\n") + 1) {
        if (strncmp(at, name, len) == 0 && at[len] == '\n') {
            return true;
        }
    }
    return false;
}

/* Whole numbers from the least up to a little over the usual value: small runs can be thought
 * through. A forced order is made for the usual values. */
static void draw_params(struct draw *draw) {
    draw->params = mem_new((draw->decl.param_count + 1) * sizeof *draw->params);
    for (size_t i = 0; i < draw->decl.param_count && draw->program->schedule == NULL; i++) {
        const struct run_decl_param *param = &draw->decl.params[i];
        int64_t usual;
        if (!param->is_number || !param->has_min || !text_to_int(param->value, &usual) ||
            !reads(draw->program, param->name)) {
            continue;
        }
        int64_t least = (int64_t)param->min, most = usual + MORE;
        most = param->has_max && most > (int64_t)param->max ? (int64_t)param->max : most;
        if (least < 0 || most < least) {
            continue;
        }
        struct buf value = {0};
        size_t above = made_below(draw->seed, (size_t)(most - least + 1));
        buf_putf(&value, "%lld", (long long)least + (long long)above);
        draw->params[draw->param_count++] = (struct run_param){param->name, buf_take(&value)};
    }
}

static bool ends_in_time(struct run *run, const struct log *log) {
    enum run_state state = RUN_WORKING;
    for (int waited = 0; waited < PATIENCE_MS && state == RUN_WORKING; waited += LOOK_MS) {
        if (log_count(log) > RECORDS_MAX) {
            return false;
        }
        state = run_wait(run, LOOK_MS);
    }
    return state == RUN_ENDED && log_count(log) <= RECORDS_MAX;
}

static int draw_run(struct draw *draw, struct diag *diag) {
    struct run_wish wish = {.lesson_dir = draw->from->dir,
                            .lesson = draw->from->id,
                            .program = draw->program->id,
                            .params = draw->params,
                            .param_count = draw->param_count,
                            .has_seed = draw->program->schedule == NULL,
                            .seed = made_random(draw->seed) >> 1,
                            .input = draw->program->input != NULL ? draw->program->input : ""};
    struct run *run = NULL;
    int code = run_new(&wish, draw->log, &run, diag);
    if (code < 0) {
        return code;
    }
    bool ended = ends_in_time(run, draw->log);
    run_free(run);
    draw->timeline = timeline_new(draw->log);
    uint64_t steps = timeline_steps(draw->timeline);
    return ended && steps > 0 && steps <= STEPS_MAX ? 0 : -EAGAIN;
}

/* Somebody executes a program without gates, or has: what it took and left, the records do not say.
 */
static bool has_ungated(const struct world *world) {
    bool has = false;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        has = has || world->procs[i].program != 0;
    }
    return has;
}

/* Of several who wait for one thing the kernel wakes one: which one, no rule of the calls says. */
static bool is_chance(const struct predict_set *set, const struct predict_outcome *outcome) {
    return set->choices[0].kind == PREDICT_WAKES && outcome->waiting_count > 1 &&
           outcome->woken_count > 0 && outcome->woken_count < outcome->waiting_count;
}

/* A condition and a queue are made of locks, semaphores and a pipe: their parts are not what a
 * student is to know, and the state does not tell all of them. */
static bool is_inner(const struct world *before, strid actor) {
    const struct world_proc *proc = world_proc(before, actor);
    const struct world_obj *obj = proc == NULL ? NULL : world_obj(before, proc->obj);
    return obj != NULL && (obj->type == OBJ_CONDITION || obj->type == OBJ_QUEUE);
}

/* The state is told in few lines. */
static bool is_small(const struct world *world) {
    uint32_t lines = world->proc_count;
    for (uint32_t i = 0; i < world->obj_count; i++) {
        lines += !world->objs[i].gone;
    }
    return lines <= STATE_LINES;
}

static bool asks_at(struct draw *draw, uint64_t k, struct predict_set *ret_set,
                    struct predict_outcome *ret_outcome) {
    uint64_t first = timeline_step_begin(draw->timeline, k);
    strid actor = log_at(draw->log, first)->actor;
    struct world before;
    world_copy(&before, timeline_at(draw->timeline, timeline_step_end(draw->timeline, k - 1)));
    predict_choices(&before, actor, ret_set);
    predict_outcome(draw->log, &before, first, timeline_step_end(draw->timeline, k), actor,
                    ret_outcome);
    bool asks = ret_set->count > 1 && is_small(&before) && !has_ungated(&before) &&
                !is_chance(ret_set, ret_outcome) && !is_inner(&before, actor) &&
                predict_right(ret_set, ret_outcome) < ret_set->count;
    world_done(&before);
    return asks;
}

/* Of the steps of one sort, as many as there are, one that is as likely as any other. */
struct pick {
    uint64_t step;
    size_t count;
};

static void pick_add(struct pick *pick, uint64_t step, uint64_t *seed) {
    pick->step = made_below(seed, ++pick->count) == 0 ? step : pick->step;
}

/* A step to ask about; 0: none. Those that do not just go on are asked about more often; waiting
 * for a child, which is in nearly every run, only where there is nothing else. */
static uint64_t draw_step(struct draw *draw) {
    uint64_t steps = timeline_steps(draw->timeline);
    struct pick waiting = {0}, going = {0}, telling = {0};
    for (uint64_t k = 1; k <= steps && k <= STEPS_ASKED; k++) {
        struct predict_set set;
        struct predict_outcome outcome;
        if (!asks_at(draw, k, &set, &outcome)) {
            continue;
        }
        bool tells = outcome.did.kind != PREDICT_GOES_ON || set.choices[0].kind == PREDICT_WAKES ||
                     set.choices[0].has_value;
        bool waits = outcome.op == OP_WAIT;
        pick_add(waits ? &waiting : tells ? &telling : &going, k, draw->seed);
    }
    bool tell = telling.step != 0 && (going.step == 0 || made_below(draw->seed, 10) < 7);
    return tell ? telling.step : going.step != 0 ? going.step : waiting.step;
}

static int make(struct draw *draw, struct lesson **ret_lesson, struct diag *diag) {
    struct predict_set set;
    struct predict_outcome outcome;
    struct buf text = {0};
    int code = draw_run(draw, diag);
    uint64_t k = code == 0 ? draw_step(draw) : 0;
    if (code < 0 || k == 0) {
        return code < 0 ? code : -EAGAIN;
    }
    asks_at(draw, k, &set, &outcome);
    made_text(&(struct made_moment){.from = draw->from,
                                    .program = draw->program->id,
                                    .params = draw->params,
                                    .param_count = draw->param_count,
                                    .log = draw->log,
                                    .timeline = draw->timeline,
                                    .step = k,
                                    .set = &set,
                                    .outcome = &outcome,
                                    .number = draw->number},
              &text);
    code = lesson_parse(draw->from->dir, buf_str(&text), text.len, ret_lesson, diag);
    buf_done(&text);
    return code;
}

int made_question(const struct lesson *from, uint64_t *seed, struct lesson **ret_lesson,
                  struct diag *diag) {
    struct draw draw = {.from = from, .seed = seed, .number = *seed, .log = log_new()};
    int code = run_declared(from->dir, &draw.decl, diag);
    if (code == 0 && draw.decl.program_count > 0) {
        draw.program = &draw.decl.programs[made_below(seed, draw.decl.program_count)];
        draw_params(&draw);
        code = make(&draw, ret_lesson, diag);
    }
    for (size_t i = 0; i < draw.param_count; i++) {
        mem_free((char *)draw.params[i].value);
    }
    mem_free(draw.params);
    timeline_free(draw.timeline);
    log_free(draw.log);
    run_decl_done(&draw.decl);
    return draw.program == NULL && code == 0 ? -EAGAIN : code;
}
