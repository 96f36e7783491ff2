/* SPDX-License-Identifier: MIT */
/*
 * film.c: see film.h. The scene is that of a saved run, as ui/tutor makes it.
 */
#include "film.h"
#include "export_parts.h"
#include "frame.h"
#include "tell.h"
#include "text.h"

/* A lesson's folder that no catalogue lists. */
static void find_sources(struct session *session, const struct film_wish *wish) {
    const struct event *start = log_at(wish->log, 1);
    struct diag none;
    if (wish->lesson_dir == NULL || session->has_lua) {
        return;
    }
    diag_init(&none);
    session->has_lua = source_lua(wish->lesson_dir, &session->lua, &none) == 0;
    if (session->has_lua && start != NULL && start->kind == EVENT_RUN_START) {
        session->has_twin = source_twin(wish->lesson_dir, log_str(wish->log, start->text),
                                        &session->twin, &none) == 0;
    }
    diag_done(&none);
}

void film_init(struct film *film, const struct film_wish *wish) {
    *film = (struct film){.columns = wish->columns, .rows = wish->rows};
    session_init(&film->session);
    session_open_saved(&film->session, wish->log, wish->catalogue);
    find_sources(&film->session, wish);
    film->steps = session_steps(&film->session);
    theme_builtin(false, &film->theme);
    canvas_init(&film->canvas, wish->columns, wish->rows + 1, wish->ascii);
    film->scene = (struct scene){.place = PLACE_RUN,
                                 .page = VIEW_STAGE,
                                 .ascii = wish->ascii,
                                 .lua = film->session.has_lua ? &film->session.lua : NULL,
                                 .twin = film->session.has_twin ? &film->session.twin : NULL,
                                 .log = wish->log,
                                 .timeline = film->session.timeline,
                                 .cast = &film->session.cast,
                                 .steps = film->steps,
                                 .saved = true,
                                 .run = RUN_ENDED,
                                 .flight = 1000};
}

void film_done(struct film *film) {
    canvas_done(&film->canvas);
    session_done(&film->session);
}

/* Whom code and why speak of: who went in this step; if that one has ended, who is stuck or can go.
 */
static strid whom(const struct world *world) {
    const struct world_proc *went = world_proc(world, world->actor);
    if (went != NULL && proc_lives(went)) {
        return went->name;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (proc_lives(&world->procs[i])) {
            return world->procs[i].name;
        }
    }
    return world->actor;
}

void film_show(struct film *film, uint64_t step) {
    session_go(&film->session, step);
    film->scene.step = film->session.step;
    film->scene.world = session_world(&film->session);
    film->scene.chosen = whom(film->scene.world);
    frame_draw(&film->canvas, &film->scene);
}

void film_say(const struct film *film, uint64_t step, struct buf *out) {
    const struct timeline *timeline = film->session.timeline;
    tell_records(film->scene.log, timeline_step_begin(timeline, step),
                 timeline_step_end(timeline, step), out);
}

uint64_t film_last(const struct film *film, uint64_t most) {
    return film->steps < most ? film->steps : most;
}

bool film_goes_on(struct film *film, uint64_t step, uint64_t last) {
    uint64_t all = film->done_all > 0 ? film->done_all : last + 1;
    film->stopped = film->stopped || !export_goes_on(film->watch, film->done_before + step, all);
    return !film->stopped;
}

void film_title(const struct film *film, struct buf *out) {
    struct buf title = {0};
    export_title(timeline_head(film->session.timeline), &title);
    const char *text = buf_str(&title);
    for (size_t i = 0; i < title.len;) {
        uint32_t character;
        i += text_decode(text + i, title.len - i, &character);
        text_put_char(out, export_shown(character));
    }
    buf_done(&title);
}
