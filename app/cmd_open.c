/* SPDX-License-Identifier: MIT */
/*
 * cmd_open.c: the tutor itself, on the screen or as lines (plain.h), at the syllabus, a lesson, a
 * program, or a saved run.
 */
#include "command.h"
#include "howfar.h"
#include "mem.h"
#include "opening.h"
#include "options.h"
#include "own_keys.h"
#include "places.h"
#include "plain.h"
#include "progress.h"
#include "saved.h"
#include "say.h"
#include "target.h"
#include "theming.h"
#include "tutor.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

struct opening {
    struct catalogue catalogue;
    bool has_catalogue;
    struct target target;
    struct lesson *own;          /* a lesson that is not in the catalogue */
    const struct lesson *lesson; /* that one, or the catalogue's */
    struct log *saved;
    struct diag torn;
    struct progress *progress;
    bool stopped; /* by the user: the rest of the file was not read */
};

static int load_lesson(struct opening *opening) {
    struct diag diag = {0};
    const struct lesson *listed = catalogue_lesson(&opening->catalogue, opening->target.id);
    if (listed && strcmp(listed->dir, opening->target.dir) == 0) {
        opening->lesson = listed;
        return 0;
    }
    if (lesson_load(opening->target.dir, &opening->own, &diag) < 0) {
        int code = fail_diag(EXIT_USAGE, &diag);
        diag_done(&diag);
        return code;
    }
    opening->own->aside = true;
    opening->lesson = opening->own;
    return 0;
}

static int load(const struct invocation *invocation, struct opening *opening) {
    int code = places_catalogue(&opening->catalogue, invocation->arg_count == 0);
    opening->has_catalogue = code == 0;
    if (code || invocation->arg_count == 0) {
        return code;
    }
    code = target_find("open", invocation->args[0], &opening->target);
    if (code) {
        return code;
    }
    if (opening->target.dir) {
        code = load_lesson(opening);
        bool named = code == 0 && opening->target.program;
        return named ? target_check_program(&opening->target) : code;
    }
    opening->saved = log_new();
    code = saved_read(opening->target.file, opening->saved, &opening->torn);
    opening->stopped = code == SAVED_STOPPED;
    return log_count(opening->saved) ? 0 : code; /* a torn one is shown as far as it goes */
}

static int as_lines(const struct invocation *invocation, const struct opening *opening) {
    howfar_as_lines();
    struct plain_wish wish = {.catalogue = &opening->catalogue,
                              .lesson = opening->lesson,
                              .program = opening->target.program,
                              .saved = opening->saved,
                              .progress = opening->progress};
    return plain_open(&wish, invocation->out);
}

/* No screen: on a terminal that has none (TERM=dumb) the tutor goes on as lines; into a file or a
 * pipe it does so only if that was asked for. */
static int without_screen(const struct invocation *invocation, const struct opening *opening,
                          const struct diag *diag) {
    const char *why = diag->text ? diag->text : "no usable terminal";
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        fail(0, "terminal", "%s. Going on as lines.", why);
        return as_lines(invocation, opening);
    }
    return fail(EXIT_TERMINAL, "terminal", "%s%s", why,
                strstr(why, "--plain") ? "" : "; ipc-tutor --plain works without one");
}

static int on_screen(const struct invocation *invocation, const struct opening *opening,
                     struct show_server *show) {
    struct diag diag = {0};
    struct theme theme;
    struct buf notice = {0};
    theming_choose(option_value(invocation, OPTION_THEME), &theme, &notice);
    if (opening->stopped) {
        buf_putf(&notice, "%sStopped: the first %llu records of the file are shown.",
                 notice.len ? " " : "", (unsigned long long)log_count(opening->saved));
    }
    own_keys_notice(&notice);
    struct tutor_wish wish = {
        .catalogue = &opening->catalogue,
        .lesson = opening->lesson,
        .program = opening->target.program,
        .saved = opening->saved,
        .saved_fault = opening->torn.text && !opening->stopped ? &opening->torn : NULL,
        .term = {.ascii = option_given(invocation, OPTION_ASCII),
                 .theme = &theme,
                 .no_mouse = option_given(invocation, OPTION_NO_MOUSE)},
        .show = show,
        .notice = notice.len > 0 ? buf_str(&notice) : NULL,
        .reduce_motion = option_given(invocation, OPTION_NO_MOTION),
        .progress = opening->progress,
    };
    int r = tutor_open(&wish, &diag);
    int code = r < 0 ? EXIT_IO : r;
    if (r == -ENOTTY && show) {
        code = fail(EXIT_TERMINAL, "terminal", "presenting needs one that can be drawn on");
    } else if (r == -ENOTTY) {
        code = without_screen(invocation, opening, &diag);
    } else if (r < 0) {
        fail_diag(code, &diag);
    }
    diag_done(&diag);
    buf_done(&notice);
    return code;
}

/* A saved run has no questions: the file is left alone. */
static struct progress *open_progress(const struct opening *opening) {
    char *path = opening->saved ? NULL : places_progress();
    struct progress *progress = opening->saved ? NULL : progress_open(path);
    mem_free(path);
    return progress;
}

/* With a show: opened before the screen is taken, gone after it was given back. */
static int in_a_show(const struct invocation *invocation, const struct opening *opening) {
    struct diag diag = {0};
    struct show_server *show = NULL;
    int r = show_server_new(SHOW_PATIENCE_MS, &show, &diag);
    int code = r < 0 ? fail_diag(exit_code_of(r), &diag) : on_screen(invocation, opening, show);
    show_server_free(show);
    diag_done(&diag);
    return code;
}

int opening_exec(const struct invocation *invocation, bool show) {
    struct opening opening = {0};
    if (option_given(invocation, OPTION_PLAIN)) {
        howfar_as_lines();
    }
    int code = load(invocation, &opening);
    opening.progress = code == 0 ? open_progress(&opening) : NULL;
    if (code == 0 && show) {
        code = in_a_show(invocation, &opening);
    } else if (code == 0 && option_given(invocation, OPTION_PLAIN)) {
        code = as_lines(invocation, &opening);
    } else if (code == 0) {
        code = on_screen(invocation, &opening, NULL);
    }
    progress_close(opening.progress);
    if (opening.has_catalogue) {
        catalogue_done(&opening.catalogue);
    }
    lesson_free(opening.own);
    if (opening.saved) {
        log_free(opening.saved);
    }
    diag_done(&opening.torn);
    target_done(&opening.target);
    return code;
}

static int open_exec(const struct invocation *invocation) {
    return opening_exec(invocation, false);
}

static const struct option_row open_options[] = {
    {OPTION_PLAIN, 'p', "plain", NULL, "as lines: for screen readers, dumb terminals and pipes"},
    {OPTION_ASCII, 0, "ascii", NULL, "draw with ASCII alone"},
    {OPTION_NO_MOTION, 0, "reduce-motion", NULL, "nothing moves but by a key"},
    {OPTION_NO_MOTION, 0, "no-motion", NULL, "the same"},
    {OPTION_THEME, 0, "theme", "NAME", "colours: auto, dark, light, or the path of a file"},
    {OPTION_NO_MOUSE, 0, "no-mouse", NULL, "the mouse stays the terminal's"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const open_examples[] = {"ipc-tutor", "ipc-tutor open pipe-fork:forgotten",
                                            "ipc-tutor open run.jsonl",
                                            "ipc-tutor --plain open pipe", NULL};

const struct command command_open = {
    .name = "open",
    .args = "[LESSON[:PROGRAM]|FILE]",
    .summary = "Opens the tutor: at the syllabus, a lesson, or a saved run",
    .more = "LESSON is an id (ipc-tutor list) or the path of a lesson folder. ipc-tutor alone does "
            "the same.",
    .options = open_options,
    .examples = open_examples,
    .max_args = 1,
    .exec = open_exec,
};
