/* SPDX-License-Identifier: MIT */
/*
 * cmd_follow.c: the second terminal of whoever presents: notes, the step, what comes next, answers.
 */
#include "command.h"
#include "follow.h"
#include "follow_plain.h"
#include "options.h"
#include "own_keys.h"
#include "say.h"
#include "theming.h"
#include <errno.h>

static int follow_exec(const struct invocation *invocation) {
    struct diag diag = {0};
    struct theme theme;
    struct buf notice = {0};
    if (option_given(invocation, OPTION_PLAIN)) {
        own_keys_notice(&notice);
        if (notice.len > 0) {
            out_textf(invocation->out, "%s\n", buf_str(&notice));
        }
        buf_done(&notice);
        return follow_plain(invocation->out);
    }
    theming_choose(option_value(invocation, OPTION_THEME), &theme, &notice);
    own_keys_notice(&notice);
    struct term_options options = {
        .ascii = option_given(invocation, OPTION_ASCII), .theme = &theme, .no_mouse = true};
    int r = follow_open(&options, buf_str(&notice), &diag);
    int code = r < 0 ? EXIT_IO : r;
    if (r == -ENOTTY) {
        code = fail(EXIT_TERMINAL, "terminal",
                    "following needs one that can be drawn on; ipc-tutor follow "
                    "--plain works without one");
    } else if (r < 0) {
        fail_diag(code, &diag);
    }
    diag_done(&diag);
    buf_done(&notice);
    return code;
}

static const struct option_row follow_options[] = {
    {OPTION_PLAIN, 'p', "plain", NULL, "as lines: for screen readers and dumb terminals"},
    {OPTION_ASCII, 0, "ascii", NULL, "draw with ASCII alone"},
    {OPTION_THEME, 0, "theme", "NAME", "colours: auto, dark, light, or the path of a file"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const follow_examples[] = {"ipc-tutor follow", "ipc-tutor follow --plain", NULL};

const struct command command_follow = {
    .name = "follow",
    .args = "",
    .summary = "Follows ipc-tutor present: notes, answers and what comes next",
    .more = "For the terminal that the class does not see. Its keys do what they would do in "
            "the first one: n, p, 1-9, ), v. It waits where no show is on, and goes on with the "
            "next one.",
    .options = follow_options,
    .examples = follow_examples,
    .exec = follow_exec,
};
