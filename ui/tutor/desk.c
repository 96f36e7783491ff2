/* SPDX-License-Identifier: MIT */
/* desk.c: the desk's life, the scene that is made from it, its overlays. */
#include "desk.h"
#include "mem.h"
#include "prompts.h"
#include <stdlib.h>
#include <string.h>

enum { SPEED_AT_FIRST = 2 };

void desk_init(struct desk *desk, const struct tutor_wish *wish, struct term *term) {
    const char *no_motion = getenv("NO_MOTION");

    memset(desk, 0, sizeof(*desk));
    desk->term = term;
    desk->wish = wish;
    desk->speed = SPEED_AT_FIRST;
    desk->reduce_motion = wish->reduce_motion || (no_motion != NULL && no_motion[0] != '\0');
    desk->scene.page = VIEW_STAGE;
    desk->scene.catalogue = wish->catalogue;
    canvas_init(&desk->canvas, term_width(term), term_height(term), term_ascii(term));
    session_init(&desk->session);
    desk->scene.sought_line = -1;
    desk->prompts = prompts_new();
    desk->mouse = term_mouse(term);
}

static void drop_choices(struct desk *desk) {
    for (size_t i = 0; i < desk->choice_count; i++) {
        mem_free(desk->choices[i].text);
        mem_free(desk->choices[i].note);
    }
    desk->choice_count = 0;
}

void desk_done(struct desk *desk) {
    play_arrive(desk);
    drop_choices(desk);
    mem_free(desk->choices);
    buf_done(&desk->status);
    buf_done(&desk->over_title);
    buf_done(&desk->field);
    buf_done(&desk->field_fault);
    speeds_stop(desk);
    buf_done(&desk->measure_doing);
    wilds_stop(desk);
    questions_done(desk);
    exams_done(desk);
    prompts_free(desk->prompts);
    findings_done(&desk->findings);
    buf_done(&desk->edited);
    orders_drop(desk);
    mem_free(desk->predict_params);
    foretelling_done(&desk->foretelling);
    buf_done(&desk->verdict);
    session_done(&desk->session);
    canvas_done(&desk->canvas);
}

void desk_say(struct desk *desk, const char *format, ...) {
    va_list args;

    buf_clear(&desk->status);
    va_start(args, format);
    buf_vputf(&desk->status, format, args);
    va_end(args);
}

/* Whom code and why speak of when the user has not chosen: who went last; if that one has ended,
 * who is stuck, or can go. */
static strid follow(const struct world *world) {
    const struct world_proc *went = world_proc(world, world->actor);
    strid other = 0;

    if (world->deadlock == 0 && went != NULL &&
        (went->state == PROC_READY || went->state == PROC_BLOCKED)) {
        return went->name;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        if (world->deadlock != 0 && proc->state == PROC_BLOCKED) {
            return proc->name;
        }
        if (other == 0 && (proc->state == PROC_READY || proc->state == PROC_BLOCKED)) {
            other = proc->name;
        }
    }
    return other != 0 ? other : world->actor;
}

static void scene_session(struct scene *scene, struct session *session) {
    scene->lesson = session->lesson;
    scene->decl = session->has_decl ? &session->decl : NULL;
    scene->program = session->has_decl && session->program < session->decl.program_count
                         ? &session->decl.programs[session->program]
                         : NULL;
    scene->lua = session->has_lua ? &session->lua : NULL;
    scene->twin = session->has_twin ? &session->twin : NULL;
    scene->log = session->log;
    scene->timeline = session->timeline;
    scene->world = session_world(session);
    scene->cast = session->log != NULL ? &session->cast : NULL;
    scene->step = session->step;
    scene->steps = session_steps(session);
    scene->live = session_lives(session);
    scene->saved = session->saved;
    scene->run = session->state;
    scene->fault = session->fault.text != NULL ? &session->fault : NULL;
}

void desk_scene(struct desk *desk) {
    struct scene *scene = &desk->scene;

    finds_scene(desk);
    scene_session(scene, &desk->session);
    if (scene->world == NULL) {
        scene->chosen = 0;
        desk->by_hand = false;
    } else if (!desk->by_hand || world_proc(scene->world, scene->chosen) == NULL) {
        scene->chosen = follow(scene->world);
    }
    scene_give_numbers(scene);
    scene->playing = desk->playing;
    scene->status = buf_str(&desk->status);
    scene->over_title = buf_str(&desk->over_title);
    scene->choices = desk->choices;
    scene->choice_count = desk->choice_count;
    scene->field = buf_str(&desk->field);
    scene->field_fault = buf_str(&desk->field_fault);
    scene->link = desk->link;
    scene->measured = speeds_known(desk);
    scene->measuring = desk->measuring;
    scene->measure_progress = desk->measure_progress;
    scene->measure_doing = buf_str(&desk->measure_doing);
    scene->tally = desk->wild != NULL ? wild_tally(desk->wild) : NULL;
    scene->tallying = desk->tallying;
    questions_scene(desk);
    exams_scene(desk);
    predicts_scene(desk);
    scene->ascii = term_ascii(desk->term);
    scene->sought = prompts_sought(desk->prompts);
    scene->draft = desk->wish->draft;
    scene->before = desk->moving ? &desk->before : NULL;
    if (!desk->moving) {
        scene->flight = 1000;
    }
}

void desk_chooser(struct desk *desk, const char *title, desk_taker take) {
    if (desk->scene.prompt != PROMPT_NONE) {
        prompt_leave(desk); /* Ctrl-C in an exam asks, whatever is being typed */
    }
    desk_close(desk);
    buf_puts(&desk->over_title, title);
    desk->take = take;
    desk->scene.over = VIEW_CHOOSER;
    desk->scene.below = false;
    desk->scene.choice = 0;
    desk->scene.tops[VIEW_CHOOSER] = 0;
}

void desk_choice(struct desk *desk, const char *note, const char *format, ...) {
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    desk->choices =
        mem_grow(desk->choices, &desk->choice_cap, desk->choice_count + 1, sizeof(*desk->choices));
    desk->choices[desk->choice_count++] = (struct scene_choice){
        .text = buf_take(&text), .note = note != NULL ? mem_strdup(note) : NULL};
}

void desk_field(struct desk *desk, const char *title, const char *text, size_t index,
                desk_taker take) {
    struct buf copy = {0};

    /* title and text may be the chooser's own, which is closed now. */
    buf_puts(&copy, text);
    char *kept = mem_strdup(title);
    desk_close(desk);
    buf_puts(&desk->over_title, kept);
    buf_puts(&desk->field, buf_str(&copy));
    mem_free(kept);
    buf_done(&copy);
    desk->take = take;
    desk->take_index = index;
    desk->scene.over = VIEW_FIELD;
}

void desk_close(struct desk *desk) {
    drop_choices(desk);
    buf_clear(&desk->over_title);
    buf_clear(&desk->field);
    buf_clear(&desk->field_fault);
    desk->take = NULL;
    speeds_leave(desk);
    wilds_stop(desk);
    desk->scene.over = VIEW_NONE;
}
