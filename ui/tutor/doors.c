/* SPDX-License-Identifier: MIT */
/* doors.c: actions that open and close: lessons, runs, overlays; and what is chosen or typed there.
 */
#include "actions.h"
#include "links.h"
#include "mem.h"
#include "text.h"
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

static enum refresh take_program(struct desk *desk, size_t index, const char *text) {
    (void)text;
    desk_close(desk);
    desk->playing = false;
    desk->by_hand = false;
    desk->scene.place = PLACE_RUN;
    desk->scene.page = VIEW_STAGE;
    session_start(&desk->session, index);
    return REFRESH_MOVED;
}

enum refresh act_program(struct desk *desk, int key) {
    const struct session *session = &desk->session;

    (void)key;
    if (desk->scene.over != VIEW_NONE) {
        return REFRESH_NOTHING;
    }
    if (!session->has_decl) {
        desk_say(desk, session->saved ? "A saved run has no programs: open its lesson."
                                      : "lesson.lua can't be read: see why.");
        return REFRESH_DRAW;
    }
    desk_chooser(desk, "which program?", take_program);
    for (size_t i = 0; i < session->decl.program_count; i++) {
        const struct run_decl_program *program = &session->decl.programs[i];
        struct buf note = {0};
        buf_putf(&note, "(ends: %s)", program->expect != NULL ? program->expect : "ok");
        desk_choice(desk, buf_str(&note), "%s: %s", program->id,
                    program->title != NULL ? program->title : "");
        buf_done(&note);
    }
    desk->scene.choice = session->program;
    return REFRESH_DRAW;
}

static enum refresh take_value(struct desk *desk, size_t index, const char *text) {
    struct buf why = {0};

    if (session_set(&desk->session, index, text, &why) < 0) {
        buf_clear(&desk->field_fault);
        buf_puts(&desk->field_fault, buf_str(&why));
        buf_done(&why);
        return REFRESH_DRAW;
    }
    buf_done(&why);
    desk_close(desk);
    session_start(&desk->session, desk->session.program);
    desk_say(desk, "A new run, with %s = %s.", desk->session.decl.params[index].name,
             desk->session.values[index]);
    return REFRESH_MOVED;
}

static const char *value_of(const struct session *session, size_t index) {
    return session->values[index] != NULL ? session->values[index]
                                          : session->decl.params[index].value;
}

/* "1 to 10", "at least 1", ... */
static void put_bounds(const struct run_decl_param *param, struct buf *out) {
    if (param->has_min && param->has_max) {
        buf_putf(out, " (%g to %g)", param->min, param->max);
    } else if (param->has_min) {
        buf_putf(out, " (at least %g)", param->min);
    } else if (param->has_max) {
        buf_putf(out, " (at most %g)", param->max);
    }
}

static enum refresh take_param(struct desk *desk, size_t index, const char *text) {
    const struct run_decl_param *param = &desk->session.decl.params[index];
    struct buf title = {0};

    (void)text;
    buf_puts(&title, param->name);
    put_bounds(param, &title);
    if (param->help != NULL && param->help[0] != '\0') {
        buf_putf(&title, ": %s", param->help);
    }
    desk_field(desk, buf_str(&title), value_of(&desk->session, index), index, take_value);
    buf_done(&title);
    return REFRESH_DRAW;
}

enum refresh act_parameter(struct desk *desk, int key) {
    const struct session *session = &desk->session;

    (void)key;
    if (!session->has_decl || session->decl.param_count == 0) {
        desk_say(desk, "This lesson has no parameters.");
        return REFRESH_DRAW;
    }
    desk->playing = false;
    desk_chooser(desk, "which parameter?", take_param);
    for (size_t i = 0; i < session->decl.param_count; i++) {
        const struct run_decl_param *param = &session->decl.params[i];
        struct buf note = {0};
        put_bounds(param, &note);
        if (param->help != NULL && param->help[0] != '\0') {
            buf_putf(&note, " %s", param->help);
        }
        desk_choice(desk, buf_str(&note), "%s = %s", param->name, value_of(session, i));
        buf_done(&note);
    }
    return REFRESH_DRAW;
}

static enum refresh take_answer(struct desk *desk, size_t index, const char *text) {
    char *answer = mem_strdup(text);

    (void)index;
    desk_close(desk);
    if (session_answer(&desk->session, answer) < 0) {
        desk_say(desk, "Nobody asks any more.");
    }
    mem_free(answer);
    return REFRESH_MOVED;
}

enum refresh act_answer(struct desk *desk, int key) {
    const char *question = session_question(&desk->session);

    (void)key;
    if (question == NULL) {
        desk_say(desk, "Nobody asks now.");
        return REFRESH_DRAW;
    }
    desk_field(desk, question, "", 0, take_answer);
    return REFRESH_DRAW;
}

static void put_question(struct desk *desk) {
    const char *question = session_question(&desk->session);
    uint64_t records = desk->session.log != NULL ? log_count(desk->session.log) : 0;

    if (question != NULL && desk->session.at_end && desk->scene.over == VIEW_NONE &&
        desk->scene.place == PLACE_RUN && desk->asked != records) {
        desk->asked = records;
        desk_field(desk, question, "", 0, take_answer);
    }
}

void door_moved(struct desk *desk) {
    memset(desk->scene.scrolled, 0, sizeof(desk->scene.scrolled));
    desk->scene.scrolled[VIEW_TEXT] = desk->scene.scrolled[VIEW_HELP] = true;
    desk->scene.time_shift = 0;
    put_question(desk);
    play_message(desk);
}

static enum refresh take_step(struct desk *desk, size_t index, const char *text) {
    int64_t step;

    (void)index;
    if (!text_to_int(text, &step) || step < 0 || (uint64_t)step > session_steps(&desk->session)) {
        buf_clear(&desk->field_fault);
        buf_putf(&desk->field_fault, "A step from 0 to %llu.",
                 (unsigned long long)session_steps(&desk->session));
        return REFRESH_DRAW;
    }
    desk_close(desk);
    session_go(&desk->session, (uint64_t)step);
    return REFRESH_MOVED;
}

enum refresh act_go_to(struct desk *desk, int key) {
    struct buf title = {0};

    (void)key;
    desk->playing = false;
    buf_putf(&title, "Go to which step? 0 to %llu",
             (unsigned long long)session_steps(&desk->session));
    desk_field(desk, buf_str(&title), "", 0, take_step);
    buf_done(&title);
    return REFRESH_DRAW;
}

enum refresh act_open(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->over == VIEW_CHOOSER) {
        return scene->choice < desk->choice_count ? desk->take(desk, scene->choice, NULL)
                                                  : REFRESH_NOTHING;
    }
    if (scene->catalogue == NULL || scene->cursor >= scene->catalogue->lesson_count) {
        return REFRESH_NOTHING;
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
    if (desk->scene.over == VIEW_HELP) {
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

enum refresh act_pick(struct desk *desk, int key) {
    size_t index = (size_t)(key - '1');

    return index < desk->choice_count && desk->take != NULL ? desk->take(desk, index, NULL)
                                                            : REFRESH_NOTHING;
}

enum refresh act_send(struct desk *desk, int key) {
    char *text;
    enum refresh refresh;

    (void)key;
    if (desk->take == NULL) {
        return REFRESH_NOTHING;
    }
    text = mem_strdup(buf_str(&desk->field));
    refresh = desk->take(desk, desk->take_index, text);
    mem_free(text);
    return refresh;
}

enum refresh act_erase(struct desk *desk, int key) {
    struct buf *field = &desk->field;

    (void)key;
    while (field->len > 0 && ((unsigned char)field->data[field->len - 1] & 0xc0) == 0x80) {
        field->len--;
    }
    if (field->len > 0) {
        field->len--;
        field->data[field->len] = '\0';
    }
    return REFRESH_DRAW;
}

enum refresh act_erase_all(struct desk *desk, int key) {
    (void)key;
    buf_clear(&desk->field);
    return REFRESH_DRAW;
}

/* One layer up: overlay, page, run, text, syllabus. */
enum refresh act_leave(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->over != VIEW_NONE) {
        desk_close(desk);
        return REFRESH_DRAW;
    }
    desk->playing = false;
    if (scene->place == PLACE_RUN && scene->page != VIEW_STAGE) {
        scene->page = VIEW_STAGE;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_RUN && scene->lesson != NULL) {
        scene->place = PLACE_TEXT;
        return REFRESH_DRAW;
    }
    if (scene->place == PLACE_TEXT && scene->catalogue != NULL) {
        scene->place = PLACE_SYLLABUS;
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
    (void)desk;
    (void)key;
    return REFRESH_QUIT;
}
