/* SPDX-License-Identifier: MIT */
/*
 * plain_predict.c: predicting, as lines: before a step that can end in more than one way its
 * choices are told, numbered; after it who was right, why, and whether there is another order in
 * which it does what was said. The words are those of the screen (foretelling.h).
 */
#include "plain.h"
#include "progress.h"
#include "tell.h"
#include <poll.h>
#include <string.h>

void plain_predict(struct plain *plain) {
    plain->foretelling.on = !plain->foretelling.on;
    out_text(plain->out, plain->foretelling.on
                             ? "Predict: before each step, say what it will do. y: no more.\n"
                             : "No more predictions.\n");
}

static void show_choices(struct plain_run *run, const struct world *world) {
    struct foretelling *foretelling = &run->plain->foretelling;
    struct buf text = {0};
    foretelling_question(foretelling, world, &text);
    out_textf(run->plain->out, "%s\n", buf_str(&text));
    for (size_t i = 0; i < foretelling->set.count; i++) {
        buf_clear(&text);
        foretelling_choice(foretelling, run->log, i, &text);
        out_textf(run->plain->out, "  %zu  %s\n", i + 1, buf_str(&text));
    }
    buf_done(&text);
}

/* The choice, from 1; 0: none, just step. false: there are no more lines, or q. */
static bool choose(struct plain_run *run, size_t *ret_choice) {
    struct plain *plain = run->plain;
    struct buf line = {0};
    *ret_choice = 0;
    while (plain_ask(plain, "(its number; Enter: just step; q: leave) ", &line) && line.len) {
        if (strcmp(buf_str(&line), "q") == 0) {
            plain->left = true;
            break;
        }
        *ret_choice = plain_number(plain, &line, plain->foretelling.set.count);
        if (*ret_choice > 0) {
            break;
        }
    }
    buf_done(&line);
    return !plain->left;
}

static struct foretelling_run what_runs(const struct plain_run *run) {
    return (struct foretelling_run){.lesson_dir = run->lesson->dir,
                                    .lesson = run->lesson->id,
                                    .program = run->program,
                                    .params = run->params,
                                    .param_count = run->param_count,
                                    .log = run->log};
}

/* Until it is found or given up; there is nothing else to do meanwhile. */
static void seek(struct plain_run *run, const struct foretelling_run *what) {
    struct foretelling *foretelling = &run->plain->foretelling;
    struct buf text = {0};
    if (!foretelling_seek(foretelling, what)) {
        return;
    }
    out_flush(run->plain->out);
    while (otherwise_pump(foretelling->sought)) {
        struct pollfd fd = {.fd = otherwise_fd(foretelling->sought), .events = POLLIN};
        poll(&fd, 1, otherwise_timeout(foretelling->sought));
    }
    foretelling_sought(foretelling, &text);
    out_textf(run->plain->out, "%s\n", buf_str(&text));
    buf_done(&text);
}

/* The other order, from its start to the step in question. */
static void tell_other(struct plain_run *run) {
    struct foretelling *foretelling = &run->plain->foretelling;
    struct buf text = {0};
    uint64_t step = 0;
    struct log *log = otherwise_take(foretelling->sought, &step);
    for (uint64_t n = 1; log && n <= log_count(log); n++) {
        buf_clear(&text);
        if (tell_event(log, n, &text)) {
            out_textf(run->plain->out, "  %s\n", buf_str(&text));
        }
    }
    buf_clear(&text);
    if (log) {
        foretelling_here(foretelling, log, &text);
        out_textf(run->plain->out, "%s\nBack in your run.\n", buf_str(&text));
    }
    buf_done(&text);
    log_free(log);
}

static void offer_other(struct plain_run *run) {
    const struct otherwise *sought = run->plain->foretelling.sought;
    struct buf line = {0};
    if (sought && otherwise_found(sought) &&
        plain_ask(run->plain, "(s: see it; Enter: on) ", &line) &&
        strcmp(buf_str(&line), "s") == 0) {
        tell_other(run);
    }
    buf_done(&line);
    foretelling_rest(&run->plain->foretelling);
}

static void judge(struct plain_run *run, size_t choice, const struct world *before, uint64_t step) {
    struct plain *plain = run->plain;
    struct foretelling *foretelling = &plain->foretelling;
    const struct foretelling_run what = what_runs(run);
    bool right = foretelling_judge(foretelling, choice, before, &what,
                                   timeline_step_begin(run->timeline, step),
                                   timeline_step_end(run->timeline, step), plain->progress);
    out_textf(plain->out, "%s\n%u of %u right.\n", buf_str(&foretelling->verdict),
              foretelling->right, foretelling->said);
    if (plain->progress && progress_trouble(plain->progress)) {
        out_textf(plain->out, "%s\n", progress_trouble(plain->progress));
    }
    if (!right) {
        seek(run, &what);
        offer_other(run);
    }
}

void plain_step(struct plain_run *run, const char *actor) {
    const struct world *world = timeline_head(run->timeline);
    const char *name = actor ? actor : run_next(run->run);
    uint64_t step = timeline_steps(run->timeline) + 1;
    struct world before;
    size_t choice = 0;
    if (!name || !foretelling_ask(&run->plain->foretelling, world, log_find(run->log, name))) {
        run_step(run->run, actor);
        return;
    }
    show_choices(run, world);
    if (!choose(run, &choice)) {
        return;
    }
    world_copy(&before, world);
    run_step(run->run, name);
    run_wait(run->run, -1);
    plain_tell_new(run);
    if (choice > 0 && timeline_steps(run->timeline) >= step) {
        judge(run, choice - 1, &before, step);
    }
    world_done(&before);
}
