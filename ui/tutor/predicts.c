/* SPDX-License-Identifier: MIT */
/* predicts.c: predicting: before a step that can end in more than one way the student says what it
 * will do; then it is made, and the kernel decides who was right. What is said is made in
 * core/course (foretelling.h); looking for another order: other_orders.c. */
#include "actions.h"
#include "mem.h"

enum { STEP_WAIT_MS = 40, STEP_WAITS = 50 }; /* a step that computes may take a while */

/* Whose turn it is, as the runner has it. 0: nobody's. */
static strid whose_turn(const struct session *session) {
    const char *name = run_next(session->run);

    return name != NULL ? log_find(session->log, name) : 0;
}

static void judge(struct desk *desk, size_t choice, const struct world *before, uint64_t step) {
    const struct session *session = &desk->session;
    const struct foretelling_run run = {.lesson = session->lesson->id,
                                        .program = session->decl.programs[session->program].id,
                                        .log = session->log};
    struct progress *progress = desk->wish->progress;

    bool right = foretelling_judge(&desk->foretelling, choice, before, &run,
                                   timeline_step_begin(session->timeline, step),
                                   timeline_step_end(session->timeline, step), progress);
    if (right) {
        desk_say(desk, "%s", buf_str(&desk->foretelling.verdict));
    }
    questions_unkept(desk);
    orders_seek(desk);
    desk->has_verdict = !right;
}

static enum refresh take_said(struct desk *desk, size_t index, const char *text) {
    struct session *session = &desk->session;
    char *actor = mem_strdup(log_str(session->log, desk->foretelling.actor));
    uint64_t step = session_steps(session) + 1;
    struct world before;

    (void)text;
    desk_close(desk);
    world_copy(&before, timeline_head(session->timeline));
    enum refresh refresh = play_step(desk, actor);
    for (int i = 0; i < STEP_WAITS && session->run != NULL && session->state == RUN_WORKING; i++) {
        run_wait(session->run, STEP_WAIT_MS);
        session_pump(session);
    }
    if (index < desk->foretelling.set.count && session_steps(session) >= step &&
        session->state != RUN_WORKING) {
        judge(desk, index, &before, step);
    }
    world_done(&before);
    mem_free(actor);
    return refresh;
}

bool predicts_ask(struct desk *desk, const char *actor) {
    struct session *session = &desk->session;
    struct buf text = {0};

    if (desk->in_other || session->run == NULL || session->state != RUN_HELD ||
        session->step < session_steps(session) || desk->scene.over != VIEW_NONE) {
        return false;
    }
    const struct world *world = timeline_head(session->timeline);
    strid who = actor != NULL ? log_find(session->log, actor) : whose_turn(session);
    if (desk->foretelling.on) {
        orders_drop(desk);
    }
    if (!foretelling_ask(&desk->foretelling, world, who)) {
        return false;
    }
    foretelling_question(&desk->foretelling, world, &text);
    desk_chooser(desk, buf_str(&text), take_said);
    for (size_t i = 0; i < desk->foretelling.set.count; i++) {
        buf_clear(&text);
        foretelling_choice(&desk->foretelling, session->log, i, &text);
        desk_choice(desk, NULL, "%s", buf_str(&text));
    }
    desk_choice(desk, NULL, "just step");
    desk->scene.below = true;
    buf_done(&text);
    return true;
}

bool predicts_quiet(struct desk *desk, enum action action) {
    bool had = desk->has_verdict;

    if (action == ACTION_OTHER_ORDER && orders_fd(desk) >= 0) {
        return had;
    }
    desk->has_verdict = false;
    if (orders_fd(desk) >= 0) {
        foretelling_rest(&desk->foretelling);
    }
    return had;
}

void predicts_scene(struct desk *desk) {
    struct scene *scene = &desk->scene;

    buf_clear(&desk->verdict);
    if (desk->has_verdict) {
        orders_tell(desk, &desk->verdict);
    }
    scene->verdict = buf_str(&desk->verdict);
    scene->predicting = desk->foretelling.on;
    scene->predicted = desk->foretelling.said;
    scene->predicted_right = desk->foretelling.right;
    scene->other_order = desk->in_other || orders_found(desk);
    scene->in_other_order = desk->in_other;
}

enum refresh act_predict(struct desk *desk, int key) {
    bool on = !desk->foretelling.on;

    (void)key;
    desk->foretelling.on = on;
    desk->playing = false;
    desk_say(desk, on ? "Predict: say what each step will do before it is made. y: no more."
                      : "No more predictions: n just steps.");
    return REFRESH_DRAW;
}
