/* SPDX-License-Identifier: MIT */
/* session_again.c: a lesson that was read anew while it is looked at: the same program, parameters,
 * order and step, as far as they are still there (session.h). */
#include "mem.h"
#include "session.h"
#include <errno.h>
#include <string.h>

/* What lesson.lua is now. */
struct again {
    struct source lua;
    struct run_decl decl;
    struct diag fault;
};

static int load(const struct lesson *lesson, struct again *again) {
    int ret = source_lua(lesson->dir, &again->lua, &again->fault);

    if (ret < 0) {
        return ret;
    }
    ret = run_declared(lesson->dir, &again->decl, &again->fault);
    if (ret < 0) {
        source_done(&again->lua);
    }
    return ret;
}

static const char *value_before(const struct session *session, const char *name) {
    for (size_t i = 0; session->has_decl && i < session->decl.param_count; i++) {
        if (strcmp(session->decl.params[i].name, name) == 0) {
            return session->values[i];
        }
    }
    return NULL;
}

/* The values that were set, one a parameter of the new declarations. */
static char **carry_values(const struct session *session, const struct run_decl *decl) {
    char **values = mem_new((decl->param_count + 1) * sizeof(*values));

    for (size_t i = 0; i < decl->param_count; i++) {
        const char *value = value_before(session, decl->params[i].name);
        values[i] = value != NULL ? mem_strdup(value) : NULL;
    }
    return values;
}

static void drop_decl(struct session *session) {
    for (size_t i = 0; session->has_decl && i < session->decl.param_count; i++) {
        mem_free(session->values[i]);
    }
    mem_free(session->values);
    session->values = NULL;
    if (session->has_decl) {
        run_decl_done(&session->decl);
    }
    if (session->has_lua) {
        source_done(&session->lua);
    }
    session->has_decl = session->has_lua = false;
}

/* Puts what was loaded in the place of what was; a value that can't be any more is as declared. */
static void take(struct session *session, struct again *again, struct buf *said) {
    char **values = carry_values(session, &again->decl);

    drop_decl(session);
    session->decl = again->decl;
    session->lua = again->lua;
    session->has_decl = session->has_lua = true;
    session->values = mem_new((again->decl.param_count + 1) * sizeof(*session->values));
    for (size_t i = 0; i < again->decl.param_count; i++) {
        struct buf why = {0};
        if (values[i] != NULL && session_set(session, i, values[i], &why) < 0) {
            buf_putf(said, " %s It is as declared again.", buf_str(&why));
        }
        buf_done(&why);
        mem_free(values[i]);
    }
    mem_free(values);
    diag_done(&session->fault);
    diag_init(&session->fault);
}

/* The program of that id; else that in its place, which is said. */
static size_t program_now(const struct session *session, const char *id, size_t before,
                          struct buf *said) {
    size_t index = 0, count = session->decl.program_count;

    if (session_program(session, id, &index) == 0) {
        return index;
    }
    index = before < count ? before : count - 1;
    buf_putf(said, " There is no program %s any more: this is %s.", id,
             session->decl.programs[index].id);
    return index;
}

static char **copy_words(char *const *words, size_t count) {
    char **copy = mem_new((count + 1) * sizeof(*copy));

    for (size_t i = 0; i < count; i++) {
        copy[i] = mem_strdup(words[i]);
    }
    return copy;
}

static void free_words(char **words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        mem_free(words[i]);
    }
    mem_free(words);
}

void session_kept_done(struct session_kept *kept) {
    free_words(kept->order.actors, kept->order.actor_count);
    free_words(kept->order.answers, kept->order.answer_count);
    mem_free(kept->program);
    *kept = (struct session_kept){0};
}

/* Whether the run is the one that the last time made, on its way or as it came to stand. */
static bool nobody_moved(const struct session *session) {
    const struct session_kept *kept = &session->kept;
    uint64_t shown = kept->step < kept->got ? kept->step : kept->got;

    return kept->program != NULL && session->launches == kept->launches &&
           (session->aim == AIM_AHEAD ||
            (session_steps(session) == kept->got && session->step == shown));
}

static void run_anew(struct session *session, const char *id, struct buf *said) {
    struct session_kept *kept = &session->kept;
    struct session_order order;
    size_t program;

    if (!nobody_moved(session)) {
        session_kept_done(kept);
        kept->program = mem_strdup(id);
        kept->step = session->step;
        session_order(session, session_steps(session), &kept->order);
    }
    order = (struct session_order){
        .actors = copy_words(kept->order.actors, kept->order.actor_count),
        .actor_count = kept->order.actor_count,
        .answers = copy_words(kept->order.answers, kept->order.answer_count),
        .answer_count = kept->order.answer_count,
    };
    program = program_now(session, kept->program, session->program, said);
    kept->got = 0;
    session_follow(session, program, &order, kept->step);
    kept->launches = session->launches;
}

int session_again(struct session *session, const struct lesson *lesson, bool script,
                  struct buf *said) {
    struct again again = {0};
    char *id = NULL;
    int ret = 0;

    session->lesson = lesson;
    if (!script) {
        return 0;
    }
    ret = load(lesson, &again);
    if (ret < 0) {
        diag_done(&again.fault);
        return ret;
    }
    if (session->has_decl && session->program < session->decl.program_count) {
        id = mem_strdup(session->decl.programs[session->program].id);
    }
    take(session, &again, said);
    if (session->log != NULL && id != NULL && session->decl.program_count > 0) {
        run_anew(session, id, said);
    } else {
        session->program = session->program < session->decl.program_count ? session->program : 0;
    }
    mem_free(id);
    return 0;
}
