/* SPDX-License-Identifier: MIT */
/* doors.c: actions that open and close: lessons, runs, help; one layer in, one layer out. */
#include "actions.h"
#include "exams.h"
#include "links.h"
#include "prompts.h"
#include <string.h>

static void enter_run(struct desk *desk, size_t program) {
    struct session *session = &desk->session;

    desk->scene.place = PLACE_RUN;
    desk->scene.page = VIEW_STAGE;
    if (!session->has_decl) {
        return;
    }
    if (session->log == NULL || session->program != program) {
        session_start(session, program);
    }
}

void door_lesson(struct desk *desk, const struct lesson *lesson, const char *program) {
    struct scene *scene = &desk->scene;
    size_t index = 0;

    desk->playing = false;
    desk->link = 0;
    desk->by_hand = false;
    if (desk->session.lesson != lesson) {
        orders_drop(desk);
        session_open(&desk->session, lesson);
        memset(scene->tops, 0, sizeof(scene->tops));
    }
    scene->place = PLACE_TEXT;
    scene->scrolled[VIEW_TEXT] = true;
    for (size_t i = 0; scene->catalogue != NULL && i < scene->catalogue->lesson_count; i++) {
        if (scene->catalogue->lessons[i] == lesson) {
            scene->cursor = i;
        }
    }
    if (program == NULL) {
        return;
    }
    if (session_program(&desk->session, program, &index) == 0) {
        enter_run(desk, index);
    } else if (desk->session.has_decl) {
        desk_say(desk, "%s has no program \"%s\".", lesson->id, program);
    } else {
        enter_run(desk, 0);
    }
}

void door_text(struct desk *desk) {
    const struct session *session = &desk->session;
    struct scene *scene = &desk->scene;
    size_t count = links_count(scene->lesson);
    const char *program = scene->program != NULL ? scene->program->id : "";
    const char *chosen = links_program(scene->lesson, desk->link);

    desk->playing = false;
    scene->place = PLACE_TEXT;
    if (session->log == NULL || (chosen != NULL && strcmp(chosen, program) == 0)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(links_program(scene->lesson, i), program) == 0) {
            desk->link = i;
            scene->scrolled[VIEW_TEXT] = false;
            return;
        }
    }
}

void door_moved(struct desk *desk) {
    form_ask_on(desk);
    memset(desk->scene.scrolled, 0, sizeof(desk->scene.scrolled));
    desk->scene.scrolled[VIEW_TEXT] = desk->scene.scrolled[VIEW_HELP] = true;
    desk->scene.time_shift = 0;
    times_moved(desk);
    form_question(desk);
    play_message(desk);
}

static void open_row(struct desk *desk) {
    const struct catalogue *catalogue = desk->scene.catalogue;
    const struct overview *overview = &catalogue->overview;

    if (desk->scene.row < overview->count) {
        const char *id = overview->rows[desk->scene.row].facts[OVERVIEW_LESSON];
        const struct lesson *lesson = catalogue_lesson(catalogue, id);
        if (lesson != NULL) {
            door_lesson(desk, lesson, NULL);
        }
    }
}

enum refresh act_overview(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->place == PLACE_OVERVIEW) {
        scene->place = PLACE_SYLLABUS;
    } else if (scene->catalogue != NULL && scene->catalogue->overview.count > 0) {
        scene->place = PLACE_OVERVIEW;
    } else {
        desk_say(desk, "These lessons have no overview.");
    }
    return REFRESH_DRAW;
}

enum refresh act_open(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->over == VIEW_CHOOSER) {
        return scene->choice < desk->choice_count ? desk->take(desk, scene->choice, NULL)
                                                  : REFRESH_NOTHING;
    }
    if (scene->place == PLACE_RESULT) {
        return exams_open(desk);
    }
    if (scene->place == PLACE_OVERVIEW) {
        open_row(desk);
        return REFRESH_MOVED;
    }
    if (scene->catalogue == NULL || scene->cursor >= scene->catalogue->lesson_count) {
        return REFRESH_NOTHING;
    }
    if (search_lessons_open(desk)) {
        return REFRESH_DRAW;
    }
    door_lesson(desk, scene->catalogue->lessons[scene->cursor], NULL);
    return REFRESH_MOVED;
}

/* From the text: the program that the chosen {stage} names, else the one before, else the first. */
enum refresh act_start(struct desk *desk, int key) {
    struct session *session = &desk->session;
    const char *program;
    size_t index = session->program;

    (void)key;
    if (desk->scene.over == VIEW_HELP || desk->scene.over == VIEW_MEASURE ||
        desk->scene.over == VIEW_WILD) {
        desk_close(desk);
        return REFRESH_DRAW;
    }
    if (session->lesson == NULL) {
        return REFRESH_NOTHING;
    }
    program = links_program(session->lesson, desk->link);
    if (program != NULL) {
        session_program(session, program, &index);
    }
    enter_run(desk, index);
    return REFRESH_MOVED;
}

/* One layer up: overlay, page, run, text, syllabus. */
enum refresh act_leave(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->prompt != PROMPT_NONE) {
        return prompt_leave(desk);
    }
    if (scene->over == VIEW_MEASURE && desk->measuring) {
        speeds_stop(desk);
        return REFRESH_DRAW;
    }
    if (scene->over == VIEW_WILD && desk->tallying) {
        wilds_halt(desk);
        return REFRESH_DRAW;
    }
    if (scene->over != VIEW_NONE) {
        desk_close(desk);
        return REFRESH_DRAW;
    }
    desk->playing = false;
    if (scene->place == PLACE_EXAM || scene->place == PLACE_RESULT) {
        return exams_leave(desk);
    }
    if (scene->place == PLACE_TEXT && exams_back(desk)) {
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_RUN && scene->page != VIEW_STAGE) {
        scene->page = VIEW_STAGE;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_RUN && desk->finds.on) {
        scene->place = PLACE_QUESTION;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_RUN && scene->lesson != NULL) {
        door_text(desk);
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_TEXT && scene->catalogue != NULL) {
        scene->place = PLACE_SYLLABUS;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_OVERVIEW) {
        scene->place = PLACE_SYLLABUS;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_QUESTION) {
        questions_stop(desk);
        scene->place = desk->asked_from;
        return REFRESH_DRAW;
    }
    if (scene->findings != NULL) {
        search_lessons_end(desk);
        prompts_seek(desk->prompts, "");
        return REFRESH_DRAW;
    }
    desk_say(desk, "q leaves ipc-tutor.");
    return REFRESH_DRAW;
}

enum refresh act_redraw(struct desk *desk, int key) {
    (void)desk;
    (void)key;
    return REFRESH_ALL;
}

enum refresh act_help(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;
    enum input_context context = frame_context(scene);

    (void)key;
    if (scene->over == VIEW_HELP) {
        desk_close(desk);
        return REFRESH_DRAW;
    }
    desk_close(desk);
    scene->help_of = context;
    scene->over = VIEW_HELP;
    scene->tops[VIEW_HELP] = 0;
    scene->scrolled[VIEW_HELP] = true;
    return REFRESH_DRAW;
}

enum refresh act_quit(struct desk *desk, int key) {
    (void)key;
    if (exams_holds(desk)) {
        return exams_quit(desk);
    }
    return desk->wish->show != NULL ? presenting_quit(desk) : REFRESH_QUIT;
}
