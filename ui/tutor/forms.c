/* SPDX-License-Identifier: MIT */
/* forms.c: what is chosen from a list or typed into a field: programs, parameters, answers, steps.
 * An action opens the form and names the function that takes what is chosen or typed (take_...). */
#include "actions.h"
#include "exams.h"
#include "mem.h"
#include "prompts.h"
#include "text.h"
#include <string.h>

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

/* Whether the chosen program reads a parameter; one that does not say which may read any. */
static bool is_used(const struct session *session, size_t index) {
    const char *names = session->decl.programs[session->program].params;
    const char *name = session->decl.params[index].name;
    size_t len = strlen(name);

    for (; names != NULL && *names != '\0'; names += strcspn(names, "\n") + 1) {
        if (strncmp(names, name, len) == 0 && names[len] == '\n') {
            return true;
        }
    }
    return names == NULL;
}

/* The parameter that stands at this place of the chooser: those that are used, in their order. */
static size_t used_param(const struct session *session, size_t place) {
    size_t i = 0;

    while (i + 1 < session->decl.param_count && (!is_used(session, i) || place-- > 0)) {
        i++;
    }
    return i;
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

static enum refresh take_param(struct desk *desk, size_t place, const char *text) {
    size_t index = used_param(&desk->session, place);
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

static void offer_param(struct desk *desk, size_t index) {
    const struct run_decl_param *param = &desk->session.decl.params[index];
    struct buf note = {0};

    put_bounds(param, &note);
    if (param->help != NULL && param->help[0] != '\0') {
        buf_putf(&note, " %s", param->help);
    }
    desk_choice(desk, buf_str(&note), "%s = %s", param->name, value_of(&desk->session, index));
    buf_done(&note);
}

enum refresh act_parameter(struct desk *desk, int key) {
    const struct session *session = &desk->session;

    (void)key;
    if (!session->has_decl || session->decl.param_count == 0) {
        desk_say(desk, "This lesson has no parameters.");
        return REFRESH_DRAW;
    }
    const struct run_decl_program *program = &session->decl.programs[session->program];
    if (program->params != NULL && program->params[0] == '\0') {
        desk_say(desk,
                 "This program reads none of the lesson's parameters: v chooses another one.");
        return REFRESH_DRAW;
    }
    desk->playing = false;
    desk_chooser(desk,
                 program->params != NULL ? "which parameter?"
                                         : "which parameter? (this program may not read all)",
                 take_param);
    for (size_t i = 0; i < session->decl.param_count; i++) {
        if (is_used(session, i)) {
            offer_param(desk, i);
        }
    }
    return REFRESH_DRAW;
}

/* Who waits for the answer. */
static strid asker(struct desk *desk) {
    const struct timeline *timeline = desk->session.timeline;
    const struct world *head = timeline != NULL ? timeline_head(timeline) : NULL;

    for (uint32_t i = 0; head != NULL && i < head->proc_count; i++) {
        if (head->procs[i].ask != 0) {
            return head->procs[i].name;
        }
    }
    return 0;
}

void form_ask_on(struct desk *desk) {
    struct session *session = &desk->session;
    const struct world_proc *proc;
    strid actor = desk->answered;

    if (actor == 0 || session->state == RUN_WORKING) {
        return;
    }
    desk->answered = 0;
    if (session->state != RUN_HELD || !session->at_end || desk->foretelling.on) {
        return;
    }
    proc = world_proc(timeline_head(session->timeline), actor);
    if (proc != NULL && proc->state == PROC_READY && proc->op == OP_ASK) {
        play_step(desk, log_str(session->log, actor));
    }
}

static enum refresh take_answer(struct desk *desk, size_t index, const char *text) {
    char *answer = mem_strdup(text);

    (void)index;
    desk_close(desk);
    desk->answered = asker(desk);
    if (session_answer(&desk->session, answer) < 0) {
        desk_say(desk, "Nobody asks any more.");
    }
    mem_free(answer);
    return REFRESH_MOVED;
}

bool form_is_answer(const struct desk *desk) {
    return desk->scene.prompt == PROMPT_NONE && desk->scene.over == VIEW_FIELD &&
           desk->take == take_answer;
}

enum refresh form_answer(struct desk *desk, const char *text) {
    const struct scene *scene = &desk->scene;
    bool typing = scene->over == VIEW_FIELD && desk->take == take_answer;

    if (session_question(&desk->session) == NULL) {
        desk_say(desk, "Nobody asks any more.");
        return REFRESH_DRAW;
    }
    if ((scene->over != VIEW_NONE && !typing) || scene->prompt != PROMPT_NONE) {
        desk_say(desk, "An answer came from the second terminal while this was open: leave it.");
        return REFRESH_DRAW;
    }
    return take_answer(desk, 0, text);
}

enum refresh act_answer(struct desk *desk, int key) {
    const char *question = session_question(&desk->session);

    if (question == NULL) {
        return act_questions(desk, key);
    }
    desk_field(desk, question, "", 0, take_answer);
    return REFRESH_DRAW;
}

void form_question(struct desk *desk) {
    const char *question = session_question(&desk->session);
    uint64_t records = desk->session.log != NULL ? log_count(desk->session.log) : 0;

    if (question != NULL && desk->session.at_end && desk->scene.over == VIEW_NONE &&
        desk->scene.place == PLACE_RUN && desk->scene.prompt == PROMPT_NONE &&
        desk->asked != records) {
        desk->asked = records;
        desk_field(desk, question, "", 0, take_answer);
    }
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

enum refresh act_pick(struct desk *desk, int key) {
    size_t index = (size_t)(key - '1');

    if (desk->scene.over == VIEW_NONE && desk->scene.place == PLACE_RESULT) {
        return index < desk->exams->scene.count ? exams_show(desk, index) : REFRESH_NOTHING;
    }
    return index < desk->choice_count && desk->take != NULL ? desk->take(desk, index, NULL)
                                                            : REFRESH_NOTHING;
}

enum refresh act_send(struct desk *desk, int key) {
    bool prompt = desk->scene.prompt != PROMPT_NONE;
    desk_taker take = prompt ? prompts_taker(desk->prompts) : desk->take;
    char *text;
    enum refresh refresh;

    (void)key;
    if (take == NULL) {
        return REFRESH_NOTHING;
    }
    text = mem_strdup(buf_str(&desk->field));
    refresh = take(desk, desk->take_index, text);
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
