/* SPDX-License-Identifier: MIT */
/* wilds.c: runs with all gates open, from the screen: the action that begins them, what came of
 * them, and their end. The run on the stage stays as it is. */
#include "actions.h"
#include "clock.h"
#include "links.h"
#include "mem.h"

enum { WILD_RUNS = 200, DRAW_EVERY_MS = 100 };

void wilds_stop(struct desk *desk) {
    wild_free(desk->wild);
    desk->wild = NULL;
    desk->tallying = false;
    mem_free(desk->wild_params);
    desk->wild_params = NULL;
}

/* The program on the stage, or, in the text, the one of the chosen {stage}. */
static const struct run_decl_program *program_of(const struct desk *desk) {
    const struct session *session = &desk->session;
    size_t index = session->program;
    const char *chosen = desk->scene.place == PLACE_TEXT && desk->scene.lesson != NULL
                             ? links_program(desk->scene.lesson, desk->link)
                             : NULL;

    if (chosen != NULL) {
        session_program(session, chosen, &index);
    }
    return session->has_decl && index < session->decl.program_count ? &session->decl.programs[index]
                                                                    : NULL;
}

static void begin(struct desk *desk) {
    const struct session *session = &desk->session;
    const struct run_decl_program *program = program_of(desk);
    struct diag diag = {0};

    wilds_stop(desk);
    if (program == NULL || session->lesson == NULL) {
        desk_say(desk, "A saved run can't be run again.");
        return;
    }
    desk->wild_params = mem_new((session->decl.param_count + 1) * sizeof(*desk->wild_params));
    const struct wild_wish wish = {
        .run = {.lesson_dir = session->lesson->dir,
                .lesson = session->lesson->id,
                .program = program->id,
                .params = desk->wild_params,
                .param_count = session_params(session, desk->wild_params)},
        .count = WILD_RUNS};
    if (wild_new(&wish, &desk->wild, &diag) < 0) {
        desk_say(desk, "%s", diag.text != NULL ? diag.text : "It can't be run.");
        diag_done(&diag);
        return;
    }
    desk->tallying = true;
    desk->wild_drawn = clock_ns();
}

enum refresh wilds_pump(struct desk *desk) {
    int64_t now = clock_ns();
    bool goes_on = wild_pump(desk->wild);

    if (goes_on && now - desk->wild_drawn < DRAW_EVERY_MS * NS_PER_MS) {
        return REFRESH_NOTHING;
    }
    if (!goes_on) {
        desk->tallying = false;
        if (wild_fault(desk->wild) != NULL) {
            desk_say(desk, "%s", wild_fault(desk->wild)->text);
        }
    }
    desk->wild_drawn = now;
    return REFRESH_DRAW;
}

/* Those who run end; what was counted stays to be read. */
void wilds_halt(struct desk *desk) {
    wild_stop(desk->wild);
    desk->tallying = false;
}

enum refresh act_wild(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->over != VIEW_NONE && scene->over != VIEW_WILD) {
        return REFRESH_NOTHING;
    }
    if (desk->tallying) {
        return REFRESH_NOTHING;
    }
    begin(desk);
    if (desk->wild != NULL && scene->over != VIEW_WILD) {
        scene->over = VIEW_WILD;
        scene->tops[VIEW_WILD] = 0;
        scene->scrolled[VIEW_WILD] = true;
        desk->playing = false;
    }
    return REFRESH_DRAW;
}
