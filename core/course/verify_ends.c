/* SPDX-License-Identifier: MIT */
/*
 * verify_ends.c: a program with one parameter at an end of its range, the others as declared: a
 * student may set it there. It must end as it says; one whose schedule was written for the defaults
 * must at least not end with an error. Its facts are of the defaults. What takes long is left, and
 * counted.
 */
#include "mem.h"
#include "verifying.h"
#include <math.h>
#include <string.h>

enum {
    ENDS_MAX = 100,  /* such runs of a lesson */
    CUT_MAX = 3,     /* and so many that took too long */
    END_SECONDS = 2, /* which is more than this */
    TEXT_MAX = 65536,
    SHOWN_MAX = 20
};

/* Whether the program says that it reads it, or says nothing. */
static bool reads(const struct run_decl_program *program, const char *name) {
    size_t len = strlen(name);
    const char *at = program->params;
    for (; at && *at; at += strcspn(at, "\n") + 1) {
        if (strncmp(at, name, len) == 0 && at[len] == '\n') {
            return true;
        }
    }
    return !program->params;
}

/* The value at an end of the range, the caller's; NULL: none can be made. The length of a text is
 * what has a range. */
static char *value_at(const struct run_decl_param *param, bool last) {
    double end = last ? param->max : param->min;
    bool whole = strspn(param->value, "-0123456789") == strlen(param->value);
    struct buf value = {0};
    if (!param->is_number) {
        for (double i = 0; i < ceil(end) && i < TEXT_MAX; i++) {
            buf_putc(&value, 'x');
        }
        bool fits = end <= TEXT_MAX;
        char *text = fits ? mem_strdup(buf_str(&value)) : NULL;
        buf_done(&value);
        return text;
    }
    if (whole) {
        buf_putf(&value, "%.0f", last ? floor(end) : ceil(end));
    } else {
        buf_putf(&value, "%.17g", end);
    }
    return buf_take(&value);
}

/* As one would write it; of a long text, how long it is. */
static void put_said(struct buf *out, const struct run_param *param) {
    size_t len = strlen(param->value);
    if (len <= SHOWN_MAX) {
        buf_putf(out, "%s=%s", param->name, param->value);
    } else {
        buf_putf(out, "%s=%.*s... (%zu characters)", param->name, SHOWN_MAX, param->value, len);
    }
}

/* An end that was not tried, or not to the end of its run, is told openly. */
static void leave(struct verifying *verifying, const struct run_decl_program *program,
                  const char *said, const char *why) {
    verifying->verify->ends_left++;
    buf_putf(&verifying->verify->left, "%s: %s with --set %s was not looked at: %s\n",
             verifying->lesson->id, program->id, said, why);
}

/* Whether the run counts for what the program says. */
static bool counts(struct verifying *verifying, const struct run_decl_program *program,
                   const struct verify_how *how, const struct log *log, const struct diag *fault) {
    const struct event *last = log_at(log, log_count(log));
    if (!last || last->kind != EVENT_RUN_END) {
        return true;
    }
    if (last->type == OUTCOME_LIMIT && !fault->file) { /* of time */
        verifying->cut++;
        leave(verifying, program, how->said, "it takes too long");
        return false;
    }
    return !program->schedule || last->type == OUTCOME_ERROR || last->type == OUTCOME_LIMIT;
}

static int run_end(struct verifying *verifying, const struct run_decl_program *program,
                   const struct verify_how *how, struct diag *diag) {
    struct log *log = log_new();
    struct diag fault = {0};
    int r = verify_run_once(verifying, program, how, log, &fault, diag);
    verifying->ends++;
    if (r == 0 && counts(verifying, program, how, log, &fault)) {
        (void)verify_ended_well(verifying, program, log, how, &fault);
    }
    diag_done(&fault);
    log_free(log);
    return r;
}

static int try_end(struct verifying *verifying, const struct run_decl_program *program,
                   const struct run_decl_param *declared, bool last, struct diag *diag) {
    char *value = value_at(declared, last);
    const struct run_param param = {declared->name, value ? value : ""};
    struct buf said = {0};
    int r = 0;
    put_said(&said, &param);
    const struct verify_how how = {
        .param = &param, .said = buf_str(&said), .limit_seconds = END_SECONDS};
    if (!value) {
        leave(verifying, program, declared->name, "its longest text is too long");
    } else if (verifying->ends == ENDS_MAX) {
        leave(verifying, program, how.said, "there are too many");
    } else if (verifying->cut == CUT_MAX) {
        leave(verifying, program, how.said, "others took too long");
    } else if (strcmp(value, declared->value) != 0) { /* that is how it was run already */
        r = run_end(verifying, program, &how, diag);
    }
    buf_done(&said);
    mem_free(value);
    return r;
}

int verify_ends(struct verifying *verifying, const struct run_decl_program *program,
                struct diag *diag) {
    int r = 0;
    for (size_t i = 0; i < verifying->decl.param_count && r == 0; i++) {
        const struct run_decl_param *declared = &verifying->decl.params[i];
        if (!reads(program, declared->name)) {
            continue;
        }
        if (declared->has_min) {
            r = try_end(verifying, program, declared, false, diag);
        }
        if (declared->has_max && r == 0) {
            r = try_end(verifying, program, declared, true, diag);
        }
    }
    return r;
}
