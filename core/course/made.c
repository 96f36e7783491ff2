/* SPDX-License-Identifier: MIT */
/*
 * made.c: a run, a step of it that can end in more than one way, and the question about it written
 * as an author would write it, in Markdown: so everything that asks questions can ask it.
 */
#include "made.h"
#include "mem.h"
#include "predict.h"
#include "run.h"
#include "tell.h"
#include "text.h"
#include "timeline.h"
#include "world_json.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PATIENCE_MS = 20000, TOLD_STEPS = 4, PROCS_MAX = 9, MORE = 3, STEPS_MAX = 4000 };
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

/* Backslashes before what Markdown could take for more than a character, so that the text says just
 * itself. An em dash would part a choice from its reason, a brace begin a directive. */
static void put_plain(struct buf *out, const char *text) {
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        i += text_decode(text + i, len - i, &character);
        if (character == '{' || character == '}') {
            buf_putc(out, character == '{' ? '(' : ')');
        } else if (character == 0x2014 || character < 0x20) {
            buf_putc(out, character < 0x20 ? ' ' : '-');
        } else {
            if (character < 0x80 && strchr("\\`*_[]<>#+-.!|~&()\"", (int)character) != NULL) {
                buf_putc(out, '\\');
            }
            text_put_char(out, character);
        }
    }
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

static bool asks_at(struct draw *draw, uint64_t k, struct predict_set *ret_set,
                    struct predict_outcome *ret_outcome) {
    uint64_t first = timeline_step_begin(draw->timeline, k);
    strid actor = log_at(draw->log, first)->actor;
    struct world before;
    world_copy(&before, timeline_at(draw->timeline, timeline_step_end(draw->timeline, k - 1)));
    predict_choices(&before, actor, ret_set);
    predict_outcome(draw->log, &before, first, timeline_step_end(draw->timeline, k), actor,
                    ret_outcome);
    bool asks = ret_set->count > 1 && before.proc_count <= PROCS_MAX && !has_ungated(&before) &&
                predict_right(ret_set, ret_outcome) < ret_set->count;
    world_done(&before);
    return asks;
}

/* A step to ask about; 0: none. Those that do not just go on are asked about more often, but for
 * waiting for a child, which is in nearly every run. */
static uint64_t draw_step(struct draw *draw) {
    uint64_t steps = timeline_steps(draw->timeline), some = 0, telling = 0;
    size_t somes = 0, tellings = 0;
    for (uint64_t k = 1; k <= steps; k++) {
        struct predict_set set;
        struct predict_outcome outcome;
        if (!asks_at(draw, k, &set, &outcome)) {
            continue;
        }
        bool waits = log_at(draw->log, timeline_step_begin(draw->timeline, k))->op == OP_WAIT;
        bool tells = (outcome.did.kind != PREDICT_GOES_ON && !waits) ||
                     set.choices[0].kind == PREDICT_WAKES || set.choices[0].has_value;
        some = made_below(draw->seed, ++somes) == 0 ? k : some;
        telling = tells && made_below(draw->seed, ++tellings) == 0 ? k : telling;
    }
    return telling != 0 && made_below(draw->seed, 10) < 7 ? telling : some;
}

static void put_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *call = log_str(world->log, proc->call);
    buf_putf(out, "%s: ", log_str(world->log, proc->name));
    if (!proc_lives(proc)) {
        buf_puts(out, "has ended");
    } else {
        buf_putf(out, "%s %s", proc->state == PROC_BLOCKED ? "waits in" : "is about to call",
                 *call != '\0' ? call : op_name(proc->op));
    }
    buf_putc(out, '\n');
}

/* Who is where, what there is, and who holds which end of it. */
static void put_world(const struct world *world, struct buf *out) {
    buf_puts(out, "```\n");
    for (uint32_t i = 0; i < world->proc_count; i++) {
        put_state(world, &world->procs[i], out);
    }
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *obj = &world->objs[i];
        const struct world_fd *fd = NULL;
        if (obj->gone) {
            continue;
        }
        buf_putf(out, "%s (%s): ", log_str(world->log, obj->name), obj_type_name(obj->type));
        obj_describe(world, obj, out);
        while ((fd = world_obj_fds(world, obj, fd)) != NULL) {
            if (!fd->closed) {
                buf_putf(out, "; %s fd %d %s", log_str(world->log, fd->actor), (int)fd->fd,
                         fd_end_name(fd->end));
            }
        }
        buf_putc(out, '\n');
    }
    buf_puts(out, "```\n\n");
}

static void put_past(struct draw *draw, uint64_t k, struct buf *out) {
    uint64_t first = k > TOLD_STEPS ? k - TOLD_STEPS : 1;
    struct buf told = {0};
    for (uint64_t step = first; step < k; step++) {
        buf_clear(&told);
        tell_records(draw->log, timeline_step_begin(draw->timeline, step),
                     timeline_step_end(draw->timeline, step), &told);
        if (told.len > 0) {
            buf_puts(out, step == first ? "Last: " : " ");
            put_plain(out, buf_str(&told));
        }
    }
    buf_puts(out, "\n\n");
    buf_done(&told);
}

static void put_choices(struct draw *draw, uint64_t k, const struct predict_set *set,
                        const struct predict_outcome *outcome, struct buf *out) {
    struct buf text = {0}, why = {0};
    tell_records(draw->log, timeline_step_begin(draw->timeline, k),
                 timeline_step_end(draw->timeline, k), &why);
    for (size_t i = 0; i < set->count; i++) {
        bool right = prediction_right(set, &set->choices[i], outcome);
        buf_clear(&text);
        prediction_tell(draw->log, &set->choices[i], &text);
        buf_puts(out, right ? "- [x] it " : "- [ ] it ");
        put_plain(out, buf_str(&text));
        buf_puts(out, " — ");
        put_plain(out, why.len > 0 ? buf_str(&why) : right ? "so it went." : "it went otherwise.");
        buf_putc(out, '\n');
    }
    buf_done(&text);
    buf_done(&why);
}

static void write_question(struct draw *draw, uint64_t k, const struct predict_set *set,
                           const struct predict_outcome *outcome, struct buf *out) {
    const struct world *before =
        timeline_at(draw->timeline, timeline_step_end(draw->timeline, k - 1));
    const struct world_proc *proc =
        world_proc(before, log_at(draw->log, timeline_step_begin(draw->timeline, k))->actor);
    buf_putf(out,
             "---\nformat: 1\nid: %s\ntitle: \"%s\"\ntopic: %s\n---\n\n"
             "Made from a run of {stage: %s}.\n\n",
             draw->from->id, draw->from->id, draw->from->topic, draw->program->id);
    buf_putf(out, "## Question: made-%llx\n\n", (unsigned long long)draw->number);
    buf_puts(out, "A run of the program *");
    put_plain(out, draw->program->id);
    buf_puts(out, "* (lesson *");
    put_plain(out, draw->from->id);
    buf_puts(out, "*)");
    for (size_t i = 0; i < draw->param_count; i++) {
        buf_puts(out, i == 0 ? " with " : ", ");
        put_plain(out, draw->params[i].name);
        buf_putf(out, " = %s", draw->params[i].value);
    }
    buf_putf(out, ", after %llu step%s. ", (unsigned long long)(k - 1), k == 2 ? "" : "s");
    put_past(draw, k, out);
    put_world(before, out);
    bool wakes = set->choices[0].kind == PREDICT_WAKES;
    put_plain(out, log_str(draw->log, proc->name));
    buf_putf(out, " goes on with `%s`. %s\n\n", log_str(draw->log, proc->call),
             wakes ? "Who of those who wait there goes on then?" : "What happens?");
    put_choices(draw, k, set, outcome, out);
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
    write_question(draw, k, &set, &outcome, &text);
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
