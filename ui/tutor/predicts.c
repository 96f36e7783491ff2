/* SPDX-License-Identifier: MIT */
/* predicts.c: predicting: before a step that can end in more than one way the student says what it
 * will do; then it is made, and the kernel decides who was right. */
#include "actions.h"
#include "mem.h"
#include "order.h"
#include "waits.h"
#include <string.h>

enum { STEP_WAIT_MS = 40, STEP_WAITS = 50 }; /* a step that computes may take a while */

static uint32_t slot_of(const struct world *world, strid actor) {
    const struct world_proc *proc = world_proc(world, actor);

    return proc == NULL ? 0 : (uint32_t)(proc - world->procs);
}

/* What the order was told so far: the program's own schedule, and who went in each step. */
static void order_so_far(const struct session *session, struct order *order) {
    const struct run_decl_program *program = &session->decl.programs[session->program];
    const struct world *world = timeline_head(session->timeline);
    struct schedule schedule = {0};
    struct diag none = {0};

    order_init(order);
    if (program->schedule != NULL && schedule_parse(program->schedule, &schedule, &none) == 0) {
        order_follow(order, &schedule, true);
    }
    schedule_done(&schedule);
    diag_done(&none);
    for (uint64_t k = 1; k <= timeline_steps(session->timeline); k++) {
        const struct event *event = log_at(session->log, timeline_step_begin(session->timeline, k));
        struct order_choice went = {log_str(session->log, event->actor),
                                    slot_of(world, event->actor)};
        if (event->kind == EVENT_INTERRUPT) {
            order_did(order, log_str(session->log, event->name));
        } else {
            order_went(order, &went);
        }
    }
}

/* Whose turn it is, as the runner will see it. 0: nobody's. */
static strid whose_turn(const struct session *session) {
    const struct world *world = timeline_head(session->timeline);
    struct order_choice *choices = mem_new((world->proc_count + 1) * sizeof(*choices));
    struct order order;
    struct diag none = {0};
    size_t count = 0, index = 0;
    strid turn = 0;

    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (world->procs[i].state == PROC_READY) {
            choices[count++] =
                (struct order_choice){log_str(session->log, world->procs[i].name), i};
        }
    }
    if (count > 0) {
        order_so_far(session, &order);
        if (!order_wants_word(&order, ORDER_INTERRUPT) &&
            order_next(&order, choices, count, &index, &none) == 0) {
            turn = log_find(session->log, choices[index].name);
        }
        order_done(&order);
    }
    diag_done(&none);
    mem_free(choices);
    return turn;
}

/* The records of the step came: what it did, in one sentence that begins with right or wrong. */
static void say_verdict(struct desk *desk, size_t said, const struct world *before, uint64_t step) {
    struct session *session = &desk->session;
    struct predict_set *set = &desk->predict;
    struct predict_outcome outcome;
    struct buf was = {0}, mine = {0};

    predict_outcome(session->log, before, timeline_step_begin(session->timeline, step),
                    timeline_step_end(session->timeline, step), desk->predict_actor, &outcome);
    size_t right = predict_right(set, &outcome);
    bool hit = prediction_right(set, &set->choices[said], &outcome);
    desk->predict_count++;
    desk->predict_hits += hit;
    prediction_tell(session->log, &set->choices[said], &mine);
    prediction_tell(session->log, right < set->count ? &set->choices[right] : &outcome.did, &was);
    if (hit) {
        desk_say(desk, "Right (%u of %u): %s.", desk->predict_hits, desk->predict_count,
                 buf_str(&was));
    } else {
        desk_say(desk, "Wrong (%u of %u right). You said: %s. The kernel: %s.", desk->predict_hits,
                 desk->predict_count, buf_str(&mine), buf_str(&was));
    }
    buf_done(&was);
    buf_done(&mine);
}

static enum refresh take_said(struct desk *desk, size_t index, const char *text) {
    struct session *session = &desk->session;
    char *actor = mem_strdup(log_str(session->log, desk->predict_actor));
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
    if (index < desk->predict.count && session_steps(session) >= step &&
        session->state != RUN_WORKING) {
        say_verdict(desk, index, &before, step);
    }
    world_done(&before);
    mem_free(actor);
    return refresh;
}

bool predicts_ask(struct desk *desk, const char *actor) {
    struct session *session = &desk->session;
    struct buf text = {0};

    if (!desk->predicting || session->run == NULL || session->state != RUN_HELD ||
        session->step < session_steps(session) || desk->scene.over != VIEW_NONE) {
        return false;
    }
    const struct world *world = timeline_head(session->timeline);
    desk->predict_actor = actor != NULL ? log_find(session->log, actor) : whose_turn(session);
    predict_choices(world, desk->predict_actor, &desk->predict);
    const struct world_proc *proc = world_proc(world, desk->predict_actor);
    if (desk->predict.count == 0 || proc == NULL) {
        return false;
    }
    buf_putf(&text, "what will happen? %s: %s", log_str(session->log, proc->name),
             log_str(session->log, proc->call));
    desk_chooser(desk, buf_str(&text), take_said);
    for (size_t i = 0; i < desk->predict.count; i++) {
        buf_clear(&text);
        prediction_tell(session->log, &desk->predict.choices[i], &text);
        desk_choice(desk, NULL, "it %s", buf_str(&text));
    }
    desk_choice(desk, NULL, "just step");
    desk->scene.below = true;
    buf_done(&text);
    return true;
}

enum refresh act_predict(struct desk *desk, int key) {
    (void)key;
    desk->predicting = !desk->predicting;
    desk->playing = false;
    desk->predict_hits = desk->predict_count = 0;
    desk_say(desk, desk->predicting
                       ? "Predict: say what each step will do before it is made. y: no more."
                       : "No more predictions: n just steps.");
    return REFRESH_DRAW;
}
