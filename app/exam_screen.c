/* SPDX-License-Identifier: MIT */
/* exam_screen.c: see exam_screen.h. */
#include "exam_screen.h"
#include "mem.h"
#include "options.h"
#include "own_keys.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include "theming.h"
#include "tutor.h"
#include <errno.h>

static int end_code(int r, bool all_right, const struct diag *diag) {
    if (r == -ENOTTY) {
        return fail(EXIT_TERMINAL, "terminal", "%s; ipc-tutor exam --plain works without one",
                    diag->text != NULL ? diag->text : "no usable terminal");
    }
    if (r < 0) {
        return fail_diag(EXIT_IO, diag);
    }
    return r > 0 ? r : all_right ? EXIT_AS_EXPECTED : EXIT_OTHERWISE;
}

int exam_on_screen(const struct invocation *invocation, const struct catalogue *catalogue,
                   const struct exam_wish *wish) {
    struct theme theme;
    struct buf notice = {0};
    struct diag diag = {0};
    bool all_right = false;
    char *path = places_progress();
    struct progress *progress = progress_open(path);
    theming_choose(option_value(invocation, OPTION_THEME), &theme, &notice);
    own_keys_notice(&notice);
    struct tutor_wish tutor = {
        .catalogue = catalogue,
        .term = {.ascii = option_given(invocation, OPTION_ASCII),
                 .theme = &theme,
                 .no_mouse = option_given(invocation, OPTION_NO_MOUSE)},
        .notice = notice.len > 0 ? buf_str(&notice) : NULL,
        .reduce_motion = option_given(invocation, OPTION_NO_MOTION),
        .progress = progress,
        .exam = wish,
        .exam_all_right = &all_right,
    };
    int r = tutor_open(&tutor, &diag);
    progress_close(progress);
    int code = end_code(r, all_right, &diag);
    diag_done(&diag);
    buf_done(&notice);
    mem_free(path);
    return code;
}
