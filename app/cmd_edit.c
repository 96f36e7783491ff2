/* SPDX-License-Identifier: MIT */
/*
 * cmd_edit.c: a lesson on the screen (or its faults as lines) while it is written in an editor: the
 * tutor with a draft (core/course/draft.h). It only shows: nothing of the lesson is changed, and
 * answers to its questions are not kept. A lesson full of faults can be opened too: that is what
 * this is for.
 */
#include "command.h"
#include "edit_lines.h"
#include "mem.h"
#include "options.h"
#include "own_keys.h"
#include "places.h"
#include "say.h"
#include "target.h"
#include "theming.h"
#include "tutor.h"
#include <errno.h>
#include <limits.h>
#include <unistd.h>

struct editing {
    const struct invocation *invocation;
    struct target target;
    struct catalogue catalogue;
    bool has_catalogue;
    struct draft *draft;
};

/* The path of this program, to check with. */
static char *own_program(void) {
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    return len > 0 ? mem_strndup(path, (size_t)len) : NULL;
}

static int on_screen(const struct editing *editing) {
    const struct invocation *invocation = editing->invocation;
    struct diag diag = {0};
    struct theme theme;
    struct buf notice = {0};
    theming_choose(option_value(invocation, OPTION_THEME), &theme, &notice);
    own_keys_notice(&notice);
    if (notice.len == 0) {
        buf_puts(&notice, "Write in your editor: what is saved is shown here.");
    }
    struct tutor_wish wish = {
        .lesson = draft_lesson(editing->draft),
        .program = editing->target.program,
        .term = {.ascii = option_given(invocation, OPTION_ASCII),
                 .theme = &theme,
                 .no_mouse = option_given(invocation, OPTION_NO_MOUSE)},
        .notice = buf_str(&notice),
        .reduce_motion = option_given(invocation, OPTION_NO_MOTION),
        .draft = editing->draft,
    };
    int r = tutor_open(&wish, &diag);
    int code = r < 0 ? EXIT_IO : r;
    if (r == -ENOTTY) {
        code = fail(EXIT_TERMINAL, "terminal", "%s; ipc-tutor edit --plain works without one",
                    diag.text ? diag.text : "no usable terminal");
    } else if (r < 0) {
        fail_diag(code, &diag);
    }
    diag_done(&diag);
    buf_done(&notice);
    return code;
}

static int edit(struct editing *editing) {
    struct diag diag = {0};
    char *program = own_program();
    int r = draft_open(editing->target.dir, &editing->catalogue, program, &editing->draft, &diag);
    int code = r < 0 ? fail_diag(exit_code_of(r), &diag) : 0;
    if (code == 0) {
        code = option_given(editing->invocation, OPTION_PLAIN)
                   ? edit_lines(editing->draft, editing->invocation->out)
                   : on_screen(editing);
    }
    draft_free(editing->draft);
    mem_free(program);
    diag_done(&diag);
    return code;
}

static int edit_exec(const struct invocation *invocation) {
    struct editing editing = {.invocation = invocation};
    int code = target_find_draft("edit", invocation->args[0], &editing.target);
    if (code == 0) {
        code = places_catalogue(&editing.catalogue, false);
        editing.has_catalogue = code == 0;
    }
    code = code ? code : edit(&editing);
    if (editing.has_catalogue) {
        catalogue_done(&editing.catalogue);
    }
    target_done(&editing.target);
    return code;
}

static const struct option_row edit_options[] = {
    {OPTION_PLAIN, 'p', "plain", NULL, "faults as lines, each time that it was saved"},
    {OPTION_ASCII, 0, "ascii", NULL, "draw with ASCII alone"},
    {OPTION_NO_MOTION, 0, "reduce-motion", NULL, "nothing moves but by a key"},
    {OPTION_NO_MOTION, 0, "no-motion", NULL, "the same"},
    {OPTION_THEME, 0, "theme", "NAME", "colours: auto, dark, light, or the path of a file"},
    {OPTION_NO_MOUSE, 0, "no-mouse", NULL, "the mouse stays the terminal's"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const edit_examples[] = {"ipc-tutor edit ./my-lesson",
                                            "ipc-tutor edit my-lesson:wrong",
                                            "ipc-tutor edit --plain ./my-lesson", NULL};

const struct command command_edit = {
    .name = "edit",
    .args = "LESSON[:PROGRAM]",
    .summary = "Shows a lesson while it is written in an editor: saved, it is read again",
    .more = "The stage stays at the same step, the text at the same line. What is wrong with what "
            "was\nsaved stands below, with file and line; what was good before stays above it. The "
            "lesson is\nchecked as check does, in the background. Nothing is changed by this.",
    .options = edit_options,
    .examples = edit_examples,
    .min_args = 1,
    .max_args = 1,
    .exec = edit_exec,
};
