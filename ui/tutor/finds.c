/* SPDX-License-Identifier: MIT */
/*
 * finds.c: a question whose answer is a schedule. The stage is dressed for it (the program, the
 * question's parameters, the fair order instead of the program's own) and the student steps, looks
 * back and branches there as ever; when the run is over it is judged.
 */
#include "actions.h"
#include "mem.h"
#include "progress.h"
#include <string.h>

static const struct find *sought(const struct desk *desk) {
    return desk->asking.question != NULL ? desk->asking.question->find : NULL;
}

/* The value that the question gives a parameter; NULL: as declared. */
static const char *value_of(const struct find *find, const char *param) {
    for (size_t i = 0; i < find->param_count; i++) {
        if (strcmp(find->params[i].name, param) == 0) {
            return find->params[i].value;
        }
    }
    return NULL;
}

static bool same(const char *one, const char *other) {
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

/* What is on the stage is the question's run still. */
static bool holds(const struct desk *desk) {
    const struct session *session = &desk->session;
    const struct find *find = sought(desk);

    if (find == NULL || session->lesson != desk->asking.lesson || !session->has_decl ||
        session->order == NULL ||
        strcmp(session->decl.programs[session->program].id, desk->asking.question->program) != 0) {
        return false;
    }
    for (size_t i = 0; i < session->decl.param_count; i++) {
        if (!same(session->values[i], value_of(find, session->decl.params[i].name))) {
            return false;
        }
    }
    return true;
}

static void set_all(struct session *session, char *const *values, size_t count) {
    struct buf why = {0};

    for (size_t i = 0; session->has_decl && i < session->decl.param_count && i < count; i++) {
        session_set(session, i, values[i], &why);
    }
    buf_done(&why);
}

void finds_undress(struct desk *desk) {
    struct finds *finds = &desk->finds;
    struct session *session = &desk->session;

    if (finds->on && holds(desk)) {
        set_all(session, finds->before, finds->before_count);
    }
    if (finds->on) {
        session->order = NULL;
    }
    for (size_t i = 0; i < finds->before_count; i++) {
        mem_free(finds->before[i]);
    }
    mem_free(finds->before);
    *finds = (struct finds){0};
}

void finds_dress(struct desk *desk) {
    struct finds *finds = &desk->finds;
    struct session *session = &desk->session;
    const struct find *find = sought(desk);
    struct buf why = {0};

    if (!session->has_decl) {
        return;
    }
    finds_undress(desk);
    finds->before = mem_new((session->decl.param_count + 1) * sizeof(*finds->before));
    finds->before_count = session->decl.param_count;
    for (size_t i = 0; i < session->decl.param_count; i++) {
        finds->before[i] = session->values[i] != NULL ? mem_strdup(session->values[i]) : NULL;
        session_set(session, i, value_of(find, session->decl.params[i].name), &why);
    }
    buf_done(&why);
    session->order = "";
    finds->on = true;
}

enum refresh finds_play(struct desk *desk) {
    struct session *session = &desk->session;
    size_t index = 0;

    if (session_program(session, desk->asking.question->program, &index) < 0) {
        desk_say(desk, "lesson.lua has no such program, or can't be read.");
        return REFRESH_DRAW;
    }
    if (!desk->finds.on || !desk->finds.trying || !holds(desk)) {
        finds_dress(desk);
        desk->finds.trying = true;
        session_start(session, index);
    }
    desk->finds.asked_up = false;
    desk->by_hand = false;
    desk->scene.place = PLACE_RUN;
    desk->scene.page = VIEW_STAGE;
    return REFRESH_MOVED;
}

enum refresh finds_give_up(struct desk *desk) {
    struct asking *asking = &desk->asking;
    size_t left = asking->question->hint_count - asking->hints;
    char hint[KEY_NAME], see[KEY_NAME];

    if (!desk->finds.asked_up) {
        desk->finds.asked_up = true;
        if (left > 0) {
            desk_say(desk, "%zu hint%s left: %s. %s again gives up: that counts as wrong.", left,
                     left == 1 ? " is" : "s are", keys_name(ACTION_HINT, hint),
                     keys_name(ACTION_SEE, see));
        } else {
            desk_say(desk, "%s again gives up: that counts as wrong.", keys_name(ACTION_SEE, see));
        }
        return REFRESH_DRAW;
    }
    asking_give_up(asking, desk->wish->progress);
    desk->finds.trying = false;
    desk->scene.scrolled[VIEW_QUESTION] = false;
    questions_trouble(desk);
    return act_see(desk, 0);
}

struct run_wish finds_wish(const struct desk *desk) {
    const struct asking *asking = &desk->asking;
    const struct find *find = sought(desk);

    if (find == NULL) {
        return (struct run_wish){0};
    }
    return find_wish(find, asking->answer.right ? asking->given.typed : find->solution);
}

/* --- judging what is on the stage ---------------------------------------------------------- */

static bool is_over(const struct session *session) {
    uint64_t count = session->log != NULL ? log_count(session->log) : 0;

    return count > 0 && log_at(session->log, count)->kind == EVENT_RUN_END;
}

static void judge(struct desk *desk) {
    struct asking *asking = &desk->asking;
    bool open = asking->state == ASKING_OPEN;
    char key[KEY_NAME];

    desk->playing = false;
    desk->finds.judged = true;
    desk->finds.found = asking_try(asking, desk->session.log, desk->wish->progress);
    keys_name(ACTION_ANSWER, key);
    if (desk->finds.found) {
        desk_say(desk, "Right: that is it. %s: back to the question.", key);
    } else {
        desk_say(desk, "%s", buf_str(&asking->tried));
    }
    if (open && desk->finds.found) {
        desk->scene.scrolled[VIEW_QUESTION] = false;
        if (desk->wish->progress != NULL && progress_trouble(desk->wish->progress) != NULL) {
            questions_trouble(desk);
        }
    }
}

void finds_scene(struct desk *desk) {
    struct finds *finds = &desk->finds;

    desk->scene.goal = GOAL_NONE;
    if (finds->on && !holds(desk)) {
        finds_undress(desk);
    }
    if (!finds->on) {
        return;
    }
    if (!is_over(&desk->session)) {
        finds->judged = false;
    } else if (finds->trying && !finds->judged) {
        judge(desk);
    }
    desk->scene.goal = !finds->trying   ? GOAL_SHOWN
                       : !finds->judged ? GOAL_SOUGHT
                       : finds->found   ? GOAL_FOUND
                                        : GOAL_MISSED;
}
