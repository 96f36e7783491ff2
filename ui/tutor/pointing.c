/* SPDX-License-Identifier: MIT */
/* pointing.c: the mouse: what is pointed at is what its key would do. */
#include "actions.h"
#include "exams.h"
#include "frame.h"
#include "hit.h"
#include "prompts.h"

enum { WHEEL_BY = 3 };

/* A process that can go is let go; any other is looked at. */
static enum refresh on_actor(struct desk *desk, strid actor) {
    struct scene *scene = &desk->scene;
    int number = scene_number(scene, actor);

    if (number > 0) {
        return command_do(desk, ACTION_LET_GO, number);
    }
    desk->by_hand = true;
    scene->chosen = actor;
    scene->scrolled[VIEW_CODE] = scene->scrolled[VIEW_WHY] = false;
    desk_say(desk, "Code and why follow %s.", log_str(scene->log, actor));
    return REFRESH_DRAW;
}

static enum refresh on_step(struct desk *desk, uint64_t step) {
    desk->playing = false;
    session_go(&desk->session, step);
    return REFRESH_MOVED;
}

/* The first click chooses a row, one on the chosen row opens it; in a short list one is enough. */
static enum refresh on_row(struct desk *desk, const struct hit *hit) {
    struct scene *scene = &desk->scene;
    size_t *cursor = hit->view == VIEW_OVERVIEW ? &scene->row : &scene->cursor;

    if (hit->view == VIEW_PALETTE) {
        return palette_do(desk, hit->row);
    }
    if (hit->view == VIEW_CHOOSER) {
        scene->choice = hit->row;
        return command_do(desk, ACTION_OPEN, 0);
    }
    if (hit->view == VIEW_EXAM) {
        return hit->row == desk->exams->scene.index ? command_do(desk, ACTION_OPEN, 0)
                                                    : exams_show(desk, hit->row);
    }
    if (*cursor == hit->row) {
        return command_do(desk, ACTION_OPEN, 0);
    }
    *cursor = hit->row;
    return REFRESH_DRAW;
}

static enum refresh on_action(struct desk *desk, enum action action) {
    if (action == ACTION_LET_GO || action == ACTION_PICK || action == ACTION_NUMBER) {
        desk_say(desk, "Click on the one you mean, or press its number.");
        return REFRESH_DRAW;
    }
    return command_do(desk, action, 0);
}

static enum refresh click(struct desk *desk, const struct hit *hit) {
    switch (hit->kind) {
    case HIT_NONE:
    case HIT_PANE:
        break;
    case HIT_ACTION:
        return on_action(desk, hit->action);
    case HIT_ACTOR:
        return on_actor(desk, hit->actor);
    case HIT_STEP:
        return on_step(desk, hit->step);
    case HIT_ROW:
        return on_row(desk, hit);
    case HIT_LINK:
        desk->link = hit->row;
        return command_do(desk, ACTION_START, 0);
    }
    return REFRESH_NOTHING;
}

static enum refresh wheel(struct desk *desk, enum view_id view, int by) {
    struct scene *scene = &desk->scene;

    if (view == VIEW_PALETTE) {
        return palette_move(desk, by);
    }
    if (view == VIEW_SYLLABUS || view == VIEW_OVERVIEW || view == VIEW_CHOOSER ||
        view == VIEW_EXAM) {
        return command_do(desk, by > 0 ? ACTION_DOWN : ACTION_UP, 0);
    }
    if (view == VIEW_TIMELINE) {
        return command_do(desk, by > 0 ? ACTION_TIME_RIGHT : ACTION_TIME_LEFT, 0);
    }
    scene->tops[view] += by * WHEEL_BY;
    scene->scrolled[view] = true;
    if (view == VIEW_TEXT && scene->lesson != NULL) {
        page_link_in_sight(desk);
    }
    return REFRESH_DRAW;
}

enum refresh pointing(struct desk *desk, const struct term_event *event) {
    struct scene *scene = &desk->scene;
    bool line = scene->prompt == PROMPT_SEARCH || scene->prompt == PROMPT_COMMAND;
    bool said = desk->status.len > 0;
    enum refresh refresh = REFRESH_NOTHING;
    struct hit hit;

    if (!desk->mouse || line) {
        return REFRESH_NOTHING;
    }
    play_arrive(desk);
    desk_scene(desk);
    hit = hit_at(scene, desk->canvas.width, desk->canvas.height, event->x, event->y);
    buf_clear(&desk->status);
    switch (event->button) {
    case TERM_CLICK:
        refresh = click(desk, &hit);
        break;
    case TERM_WHEEL_UP:
    case TERM_WHEEL_DOWN:
        if (hit.kind != HIT_NONE && hit.kind != HIT_ACTION) {
            refresh = wheel(desk, hit.view, event->button == TERM_WHEEL_UP ? -1 : 1);
        }
        break;
    }
    return refresh == REFRESH_NOTHING && said ? REFRESH_DRAW : refresh;
}

enum refresh act_mouse(struct desk *desk, int key) {
    bool on = !desk->mouse;
    char name[KEY_NAME];

    (void)key;
    if (!term_set_mouse(desk->term, on)) {
        desk_say(desk, "This terminal has no mouse to give.");
        return REFRESH_DRAW;
    }
    desk->mouse = on;
    desk_say(desk,
             on ? "The mouse is ours: click a process, a step, a lesson, a key. %s gives it back."
                : "The mouse is the terminal's: select text with it. %s takes it again.",
             keys_name(ACTION_MOUSE, name));
    return REFRESH_DRAW;
}
