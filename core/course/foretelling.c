/* SPDX-License-Identifier: MIT */
/* foretelling.c: see foretelling.h. */
#include "foretelling.h"
#include "progress.h"
#include "tell.h"
#include <string.h>

void foretelling_rest(struct foretelling *foretelling) {
    otherwise_free(foretelling->sought);
    foretelling->sought = NULL;
}

void foretelling_done(struct foretelling *foretelling) {
    foretelling_rest(foretelling);
    buf_done(&foretelling->verdict);
}

bool foretelling_ask(struct foretelling *foretelling, const struct world *world, strid actor) {
    foretelling_rest(foretelling);
    foretelling->wrong = false;
    buf_clear(&foretelling->verdict);
    foretelling->actor = actor;
    foretelling->set.count = 0;
    if (foretelling->on) {
        predict_choices(world, actor, &foretelling->set);
    }
    return foretelling->set.count > 0;
}

void foretelling_question(const struct foretelling *foretelling, const struct world *world,
                          struct buf *out) {
    const struct world_proc *proc = world_proc(world, foretelling->actor);
    if (proc != NULL) {
        bool memory = proc->op == OP_LOAD || proc->op == OP_STORE; /* no call says which it is */
        buf_putf(out, "What will happen? %s: %s%s%s", log_str(world->log, proc->name),
                 memory ? op_name(proc->op) : "", memory ? " " : "",
                 log_str(world->log, proc->call));
    }
}

void foretelling_choice(const struct foretelling *foretelling, const struct log *log, size_t index,
                        struct buf *out) {
    buf_puts(out, "it ");
    prediction_tell(log, &foretelling->set.choices[index], out);
}

/* What the step brought, from its records: why it sleeps, or how it ended. */
static void tell_step(const struct log *log, uint64_t first, uint64_t last, strid actor,
                      struct buf *out) {
    for (uint64_t n = first; n <= last; n++) {
        const struct event *event = log_at(log, n);
        if (event->actor == actor &&
            (event->kind == EVENT_OP_BLOCK || event->kind == EVENT_OP_EXIT ||
             event->kind == EVENT_ACTOR_EXIT)) {
            tell_event(log, n, out);
            return;
        }
    }
}

static void put_verdict(struct foretelling *foretelling, const struct predict_outcome *outcome,
                        const struct log *log, uint64_t last) {
    struct buf *out = &foretelling->verdict;
    const struct prediction *said = &foretelling->set.choices[foretelling->choice];
    const char *why = prediction_why(said, outcome);
    buf_clear(out);
    if (!foretelling->wrong) {
        buf_puts(out, "Right: it ");
        prediction_tell(log, said, out);
        buf_puts(out, ".");
        return;
    }
    buf_puts(out, "Wrong. You said: it ");
    prediction_tell(log, said, out);
    buf_puts(out, ". The kernel: it ");
    predict_tell_outcome(log, &foretelling->set, outcome, out);
    buf_puts(out, ".\n");
    if (why != NULL) {
        buf_puts(out, why);
    } else {
        tell_step(log, foretelling->step, last, foretelling->actor, out);
    }
}

static void keep(const struct foretelling *foretelling, const struct predict_outcome *outcome,
                 const struct foretelling_run *run, struct progress *progress) {
    const struct prediction *choice = &foretelling->set.choices[foretelling->choice];
    struct buf said = {0}, truth = {0}, idea = {0};
    prediction_tell(run->log, choice, &said);
    predict_tell_outcome(run->log, &foretelling->set, outcome, &truth);
    prediction_idea(choice, outcome, &idea);
    const struct progress_prediction prediction = {
        .lesson = run->lesson,
        .program = run->program,
        .op = op_name(outcome->op),
        .said = buf_str(&said),
        .truth = buf_str(&truth),
        .idea = foretelling->wrong ? buf_str(&idea) : NULL,
    };
    progress_predict(progress, &prediction, NULL);
    buf_done(&said);
    buf_done(&truth);
    buf_done(&idea);
}

bool foretelling_judge(struct foretelling *foretelling, size_t choice, const struct world *before,
                       const struct foretelling_run *run, uint64_t first, uint64_t last,
                       struct progress *progress) {
    struct predict_outcome outcome;
    foretelling->choice = choice;
    foretelling->step = first;
    predict_outcome(run->log, before, first, last, foretelling->actor, &outcome);
    foretelling->wrong =
        !prediction_right(&foretelling->set, &foretelling->set.choices[choice], &outcome);
    foretelling->said++;
    foretelling->right += !foretelling->wrong;
    put_verdict(foretelling, &outcome, run->log, last);
    if (progress != NULL) {
        keep(foretelling, &outcome, run, progress);
    }
    return !foretelling->wrong;
}

bool foretelling_seek(struct foretelling *foretelling, const struct foretelling_run *run) {
    const struct otherwise_wish wish = {.run = {.lesson_dir = run->lesson_dir,
                                                .lesson = run->lesson,
                                                .program = run->program,
                                                .params = run->params,
                                                .param_count = run->param_count},
                                        .log = run->log,
                                        .step = foretelling->step,
                                        .set = &foretelling->set,
                                        .said = foretelling->choice};
    struct diag none = {0};
    foretelling_rest(foretelling);
    int r = foretelling->wrong ? otherwise_new(&wish, &foretelling->sought, &none) : -1;
    diag_done(&none);
    return r == 0;
}

void foretelling_sought(const struct foretelling *foretelling, struct buf *out) {
    const struct otherwise *sought = foretelling->sought;
    if (sought == NULL) {
        return;
    }
    unsigned tried = otherwise_tried(sought);
    if (otherwise_found(sought)) {
        buf_puts(out, "There is an order in which it does what you said.");
    } else if (otherwise_fd(sought) >= 0) {
        buf_putf(out, "Looking for an order in which it does ... %u tried.", tried);
    } else if (tried == 0) {
        buf_putf(out, "No other order was found: %u runs went as this one did.",
                 otherwise_runs(sought));
    } else {
        buf_putf(out, "In none of %u other order%s tried did it do what you said.", tried,
                 tried == 1 ? "" : "s");
    }
}

void foretelling_here(const struct foretelling *foretelling, const struct log *log,
                      struct buf *out) {
    buf_puts(out, "Here it does what you said: it ");
    prediction_tell(log, &foretelling->set.choices[foretelling->choice], out);
    buf_puts(out, ". ");
    otherwise_why(foretelling->sought, out);
}
