/* SPDX-License-Identifier: MIT */
/* steps.c: actions that move in the run: forward, back, by a choice, by marks, by the clock. */
#include "actions.h"

enum refresh act_step(struct desk *desk, int key) {
    (void)key;
    desk->playing = false;
    return predicts_ask(desk, NULL) ? REFRESH_DRAW : play_step(desk, NULL);
}

enum refresh act_let_go(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;
    strid actor;
    int number = key - '0';

    desk->playing = false;
    if (scene->step < scene->steps) {
        desk_say(desk, "You look at the past: $ goes to its end, b branches off here.");
        return REFRESH_DRAW;
    }
    actor = number >= 1 && number <= SCENE_NUMBERS ? scene->numbers[number - 1] : 0;
    if (actor == 0) {
        desk_say(desk,
                 scene->live ? "No process with the number %d can go now."
                             : "The run is over: p looks back, r runs it again.",
                 number);
        return REFRESH_DRAW;
    }
    return predicts_ask(desk, log_str(scene->log, actor))
               ? REFRESH_DRAW
               : play_step(desk, log_str(scene->log, actor));
}

static enum refresh go(struct desk *desk, uint64_t step) {
    desk->playing = false;
    if (step == desk->session.step) {
        return REFRESH_DRAW;
    }
    session_go(&desk->session, step);
    return REFRESH_MOVED;
}

enum refresh act_back(struct desk *desk, int key) {
    (void)key;
    if (desk->session.step == 0) {
        desk_say(desk, "This is the beginning: nothing has run yet.");
        return REFRESH_DRAW;
    }
    return go(desk, desk->session.step - 1);
}

enum refresh act_forward(struct desk *desk, int key) {
    return act_step(desk, key);
}

enum refresh act_first(struct desk *desk, int key) {
    (void)key;
    return go(desk, 0);
}

enum refresh act_last(struct desk *desk, int key) {
    (void)key;
    return go(desk, session_steps(&desk->session));
}

/* The step of the next (or last) mark that is not in the step shown; false: there is none. */
static bool mark_beside(const struct desk *desk, bool next, uint64_t *ret_step) {
    const struct timeline *timeline = desk->session.timeline;
    size_t count = timeline != NULL ? timeline_stop_count(timeline) : 0;
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        const struct timeline_stop *stop = timeline_stop_at(timeline, i);
        if (stop->kind != STOP_MARK) {
            continue;
        }
        if (next && stop->step > desk->session.step) {
            *ret_step = stop->step;
            return true;
        }
        if (!next && stop->step < desk->session.step) {
            *ret_step = stop->step;
            found = true;
        }
    }
    return found;
}

enum refresh act_mark_next(struct desk *desk, int key) {
    struct buf why = {0};
    uint64_t step;
    int ret;

    (void)key;
    if (mark_beside(desk, true, &step)) {
        return go(desk, step);
    }
    session_go(&desk->session, session_steps(&desk->session));
    ret = session_run_on(&desk->session, &why);
    if (ret < 0) {
        desk_say(desk, "%s", buf_str(&why));
    }
    buf_done(&why);
    return REFRESH_MOVED;
}

enum refresh act_mark_back(struct desk *desk, int key) {
    uint64_t step;

    (void)key;
    if (!mark_beside(desk, false, &step)) {
        desk_say(desk, "No mark before this step.");
        return REFRESH_DRAW;
    }
    return go(desk, step);
}

enum refresh act_play(struct desk *desk, int key) {
    struct session *session = &desk->session;

    (void)key;
    if (!desk->playing && session->step >= session_steps(session) && !session_lives(session)) {
        desk_say(desk, "The run is over: p looks back, 0 goes to its start, r runs it again.");
        return REFRESH_DRAW;
    }
    play_toggle(desk);
    return REFRESH_DRAW;
}

enum refresh act_faster(struct desk *desk, int key) {
    (void)key;
    play_faster(desk, 1);
    return REFRESH_DRAW;
}

enum refresh act_slower(struct desk *desk, int key) {
    (void)key;
    play_faster(desk, -1);
    return REFRESH_DRAW;
}

enum refresh act_branch(struct desk *desk, int key) {
    struct session *session = &desk->session;

    (void)key;
    desk->playing = false;
    if (session->saved || !session->has_decl) {
        desk_say(desk, "A saved run has no program to branch: open its lesson.");
        return REFRESH_DRAW;
    }
    if (session->timeline == NULL) {
        return REFRESH_NOTHING;
    }
    session_branch(session);
    desk_say(desk, "A new run, brought to this step. Go on as you like.");
    return REFRESH_MOVED;
}

enum refresh act_again(struct desk *desk, int key) {
    (void)key;
    desk->playing = false;
    desk->early_count = 0;
    if (desk->session.saved || !desk->session.has_decl) {
        desk_say(desk, "A saved run can't be run again: open its lesson.");
        return REFRESH_DRAW;
    }
    session_start(&desk->session, desk->session.program);
    desk_say(desk, "A new run, from its beginning.");
    return REFRESH_MOVED;
}

/* Round through: whoever goes (not by hand), then each process of the moment shown. */
static enum refresh choose(struct desk *desk, int by) {
    const struct world *world = desk->scene.world;
    int count = world != NULL ? (int)world->proc_count : 0;
    int at = 0;

    for (int i = 0; i < count && desk->by_hand; i++) {
        if (world->procs[i].name == desk->scene.chosen) {
            at = i + 1;
        }
    }
    at = (at + by + count + 1) % (count + 1);
    desk->by_hand = at > 0;
    if (at > 0) {
        desk->scene.chosen = world->procs[at - 1].name;
        desk_say(desk, "Code and why follow %s.", log_str(desk->scene.log, desk->scene.chosen));
    } else {
        desk_say(desk, "Code and why follow whoever goes.");
    }
    desk->scene.scrolled[VIEW_CODE] = desk->scene.scrolled[VIEW_WHY] = false;
    desk->scene.scrolled[VIEW_TIMELINE] = false;
    return REFRESH_DRAW;
}

enum refresh act_actor_next(struct desk *desk, int key) {
    (void)key;
    return choose(desk, 1);
}

enum refresh act_actor_back(struct desk *desk, int key) {
    (void)key;
    return choose(desk, -1);
}
