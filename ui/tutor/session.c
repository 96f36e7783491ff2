/* SPDX-License-Identifier: MIT */
/* session.c: opening and closing lessons and saved runs, and where in a run one is. Processes:
 * session_run.c. */
#include "session.h"
#include "mem.h"
#include "stage_kinds.h"
#include "stage_layout.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

void session_init(struct session *session) {
    memset(session, 0, sizeof(*session));
    session->state = RUN_ENDED;
    cast_init(&session->cast);
    diag_init(&session->fault);
}

static void forget_fault(struct session *session) {
    diag_done(&session->fault);
    diag_init(&session->fault);
}

static void forget_twin(struct session *session) {
    if (session->has_twin) {
        source_done(&session->twin);
        session->has_twin = false;
    }
}

/* All that belongs to one lesson. */
static void forget_lesson(struct session *session) {
    session->launches++;
    session_stop(session);
    timeline_free(session->timeline);
    log_free(session->own);
    session->timeline = NULL;
    session->own = NULL;
    session->log = NULL;
    if (session->has_decl) {
        for (size_t i = 0; i < session->decl.param_count; i++) {
            mem_free(session->values[i]);
        }
        run_decl_done(&session->decl);
        session->has_decl = false;
    }
    mem_free(session->values);
    session->values = NULL;
    if (session->has_lua) {
        source_done(&session->lua);
        session->has_lua = false;
    }
    forget_twin(session);
    cast_done(&session->cast);
    cast_init(&session->cast);
    forget_fault(session);
    session_kept_done(&session->kept);
    session->lesson = NULL;
    session->saved = false;
    session->step = 0;
    session->at_end = true;
    session->program = 0;
    session->order = NULL;
}

void session_done(struct session *session) {
    forget_lesson(session);
    cast_done(&session->cast);
}

void session_open(struct session *session, const struct lesson *lesson) {
    forget_lesson(session);
    session->lesson = lesson;
    session->has_lua = source_lua(lesson->dir, &session->lua, &session->fault) == 0;
    if (!session->has_lua) {
        return;
    }
    session->has_decl = run_declared(lesson->dir, &session->decl, &session->fault) == 0;
    if (session->has_decl) {
        session->values = mem_new((session->decl.param_count + 1) * sizeof(*session->values));
    }
}

/* Whether a run can have come of this lesson.lua as it is now: every line that it names is there
 * and has something on it, and where it forked there stands a fork. */
static bool fits(const struct source *lua, const struct log *log) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->line <= 0) {
            continue;
        }
        if ((size_t)event->line > lua->line_count) {
            return false;
        }
        const char *text = lua->lines[event->line - 1].text;
        text += strspn(text, " \t");
        bool nothing = *text == '\0' || strncmp(text, "--", 2) == 0;
        bool forks = event->kind == EVENT_OP_ENTER && event->op == OP_FORK;
        if (nothing || (forks && strstr(text, "fork") == NULL)) {
            return false;
        }
    }
    return true;
}

/* The sources of the lesson that a saved run names, if they are what was run. */
static void find_sources(struct session *session, const struct lesson *lesson,
                         const char *program) {
    struct diag none;

    diag_init(&none);
    session->has_lua = source_lua(lesson->dir, &session->lua, &none) == 0;
    if (session->has_lua && !fits(&session->lua, session->log)) {
        source_done(&session->lua);
        session->has_lua = false;
    }
    session->has_twin =
        session->has_lua && source_twin(lesson->dir, program, &session->twin, &none) == 0;
    diag_done(&none);
}

void session_open_saved(struct session *session, const struct log *log,
                        const struct catalogue *catalogue) {
    const struct event *start = log_at(log, 1);
    const struct lesson *lesson = NULL;

    forget_lesson(session);
    session->log = log;
    session->saved = true;
    if (catalogue != NULL && start != NULL && start->kind == EVENT_RUN_START) {
        lesson = catalogue_lesson(catalogue, log_str(log, start->name));
    }
    if (lesson != NULL) {
        find_sources(session, lesson, log_str(log, start->text));
    }
    session->timeline = timeline_new(log);
    cast_update(&session->cast, log);
    stage_arrange(&session->cast, stage_kind_rows);
    session->step = timeline_steps(session->timeline);
}

int session_program(const struct session *session, const char *id, size_t *ret_index) {
    for (size_t i = 0; session->has_decl && i < session->decl.program_count; i++) {
        if (strcmp(session->decl.programs[i].id, id) == 0) {
            *ret_index = i;
            return 0;
        }
    }
    return -ENOENT;
}

uint64_t session_steps(const struct session *session) {
    return session->timeline != NULL ? timeline_steps(session->timeline) : 0;
}

void session_go(struct session *session, uint64_t step) {
    uint64_t steps = session_steps(session);

    session->step = step < steps ? step : steps;
    session->at_end = session->step == steps;
}

bool session_lives(const struct session *session) {
    return session->run != NULL && session->state != RUN_ENDED;
}

const struct world *session_world(struct session *session) {
    if (session->timeline == NULL) {
        return NULL;
    }
    return timeline_at(session->timeline, timeline_step_end(session->timeline, session->step));
}

const char *session_question(const struct session *session) {
    const struct world *world;

    if (session->state != RUN_ASKING || session->timeline == NULL) {
        return NULL;
    }
    world = timeline_head(session->timeline);
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (world->procs[i].ask != 0) {
            return log_str(session->log, world->procs[i].ask);
        }
    }
    return "Your answer";
}

/* A number within its bounds, or any text: the runner looks again, this is for a quick answer. */
static int check_value(const struct run_decl_param *param, const char *value, struct buf *why) {
    char *end = NULL;
    double number;

    if (!param->is_number) {
        return 0;
    }
    number = strtod(value, &end);
    if (end == value || *end != '\0') {
        buf_putf(why, "%s is a number: \"%s\" is none.", param->name, value);
        return -EINVAL;
    }
    if (param->has_min && number < param->min) {
        buf_putf(why, "%s must be at least %g.", param->name, param->min);
        return -EINVAL;
    }
    if (param->has_max && number > param->max) {
        buf_putf(why, "%s may be at most %g.", param->name, param->max);
        return -EINVAL;
    }
    return 0;
}

int session_set(struct session *session, size_t param, const char *value, struct buf *why) {
    if (!session->has_decl || param >= session->decl.param_count) {
        return -EINVAL;
    }
    if (value != NULL && check_value(&session->decl.params[param], value, why) < 0) {
        return -EINVAL;
    }
    mem_free(session->values[param]);
    session->values[param] = value != NULL ? mem_strdup(value) : NULL;
    return 0;
}
