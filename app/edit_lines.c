/* SPDX-License-Identifier: MIT */
/* edit_lines.c: see edit_lines.h. */
#include "edit_lines.h"
#include "clock.h"
#include "end_signal.h"
#include "say.h"
#include <poll.h>
#include <time.h>

enum { FD_DRAFT, FD_CHECK, FD_OUT, FDS };

static void tell(const struct draft *draft, struct out *out) {
    size_t count;
    const struct diag *faults = draft_faults(draft, &count);
    for (size_t i = 0; i < count; i++) {
        struct buf text = {0};
        diag_write(&faults[i], &text);
        out_text(out, buf_str(&text));
        buf_done(&text);
    }
    switch (draft_state(draft)) {
    case DRAFT_CHECKING:
        out_textf(out, "%s: reads well, being checked\n", draft_dir(draft));
        break;
    case DRAFT_HOLDS:
        out_textf(out, "%s: all of it holds\n", draft_dir(draft));
        break;
    case DRAFT_FAULTY:
        out_textf(out, "%s: %zu fault%s\n", draft_dir(draft), count, count == 1 ? "" : "s");
        break;
    case DRAFT_UNCHECKED:
        break;
    }
    out_flush(out);
}

/* Sleeps until there is something to do; signals are let in only here. */
static void wait(const struct draft *draft, const struct out *out, const sigset_t *mask) {
    int64_t due = draft_due(draft);
    int64_t left = due < 0 ? 0 : due - clock_ns();
    struct timespec most = {.tv_sec = left > 0 ? left / NS_PER_S : 0,
                            .tv_nsec = left > 0 ? left % NS_PER_S : 0};
    /* Of the output only its end matters: POLLERR, when nobody reads it any more. */
    struct pollfd fds[FDS] = {[FD_DRAFT] = {.fd = draft_fd(draft), .events = POLLIN},
                              [FD_CHECK] = {.fd = draft_check_fd(draft), .events = POLLIN},
                              [FD_OUT] = {.fd = out->fd}};
    ppoll(fds, FDS, due < 0 ? NULL : &most, mask);
}

int edit_lines(struct draft *draft, struct out *out) {
    sigset_t mask;
    end_signal_catch(&mask);
    tell(draft, out);
    while (!end_signal_came() && !out->error) {
        wait(draft, out, &mask);
        draft_pump(draft);
        int64_t due = draft_due(draft);
        unsigned changed = due >= 0 && clock_ns() >= due ? draft_read(draft) : 0;
        if (draft_pump_check(draft) || changed) {
            tell(draft, out);
        }
    }
    int signal = end_signal_came();
    end_signal_release(&mask);
    return signal ? 128 + signal : EXIT_IO;
}
