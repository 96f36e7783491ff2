/* SPDX-License-Identifier: MIT */
/*
 * headless_wild.c: see headless_wild.h. While it works it says on standard error how far it is, if
 * that is a terminal.
 */
#include "headless_wild.h"
#include "clock.h"
#include "end_signal.h"
#include "howfar.h"
#include "say.h"
#include "wild.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TOLD_WIDTH = 60, TELL_MS = 100 };

static void tell_progress(const struct tally *tally) {
    char text[TOLD_WIDTH + 1];
    int used = snprintf(text, sizeof text, "%u of %u runs", tally->runs, tally->wished);
    for (int i = OUTCOME_OK; i < TALLY_OUTCOMES && used < TOLD_WIDTH; i++) {
        if (tally->outcomes[i]) {
            used += snprintf(text + used, sizeof text - (size_t)used, ", %u %s", tally->outcomes[i],
                             run_outcome_name((enum run_outcome)i));
        }
    }
    howfar_show(text);
}

static void follow(struct wild *wild, const sigset_t *mask) {
    const struct timespec pause = {.tv_nsec = TELL_MS * NS_PER_MS};
    int64_t tell_at = 0;
    while (wild_pump(wild) && !end_signal_came()) {
        if (clock_ns() >= tell_at) {
            tell_progress(wild_tally(wild));
            tell_at = clock_ns() + TELL_MS * NS_PER_MS;
        }
        struct pollfd waiting = {.fd = wild_fd(wild), .events = POLLIN};
        ppoll(&waiting, 1, &pause, mask);
    }
    howfar_end();
}

static int tell(const struct headless_wild *wish, const struct tally *tally) {
    struct buf text = {0};
    struct diag diag = {0};
    int code = 0;
    if (wish->json) {
        tally_json(tally, wish->wish.lesson, &text);
        buf_putc(&text, '\n');
    } else {
        tally_text(tally, &text);
    }
    if (!wish->out) {
        code = out_save(wish->file, &text, &diag) < 0 ? fail_diag(EXIT_IO, &diag) : 0;
    } else if (wish->json) {
        out_bytes(wish->out, buf_str(&text), text.len);
    } else {
        out_text(wish->out, buf_str(&text));
    }
    diag_done(&diag);
    buf_done(&text);
    return code;
}

static int judge(const struct wild *wild) {
    const struct diag *fault = wild_fault(wild);
    int why = wild_fault_code(wild);
    if (fault) {
        return fail_diag(why == -EPIPE || why == -EPROTO ? EXIT_OURS : EXIT_USAGE, fault);
    }
    if (end_signal_came()) {
        return 128 + end_signal_came();
    }
    return tally_holds(wild_tally(wild)) ? EXIT_AS_EXPECTED : EXIT_OTHERWISE;
}

int headless_wild(const struct headless_wild *wish) {
    const struct wild_wish wild_wish = {.run = wish->wish, .count = wish->count};
    struct diag diag = {0};
    struct wild *wild;
    sigset_t mask;
    int r = wild_new(&wild_wish, &wild, &diag);
    if (r < 0) {
        bool ours = r == -EPIPE || r == -EPROTO;
        int code = fail_diag(r == -EPERM || r == -EACCES ? EXIT_DENIED
                             : ours                      ? EXIT_OURS
                                                         : EXIT_USAGE,
                             &diag);
        diag_done(&diag);
        return code;
    }
    end_signal_catch(&mask);
    follow(wild, &mask);
    wild_stop(wild);
    int told = wild_tally(wild)->runs || !wild_fault(wild) ? tell(wish, wild_tally(wild)) : 0;
    int code = judge(wild);
    wild_free(wild);
    end_signal_release(&mask);
    return code ? code : told;
}
