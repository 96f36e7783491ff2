/* SPDX-License-Identifier: MIT */
/*
 * enter.c: a forked process begins with the signals and descriptors of a fresh program, not with
 * those of the one that forked it.
 */
#include "enter.h"
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

void enter_signals(int last) {
    sigset_t none;
    for (int signal = 1; signal <= last; signal++) {
        struct sigaction action;
        if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_DFL) {
            action = (struct sigaction){.sa_handler = SIG_DFL};
            sigaction(signal, &action, NULL);
        }
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The lowest kept descriptor from `from` on; -1: none. */
static int next_kept(const int *keep, size_t count, int from) {
    int next = -1;
    for (size_t i = 0; i < count; i++) {
        if (keep[i] >= from && (next < 0 || keep[i] < next)) {
            next = keep[i];
        }
    }
    return next;
}

void enter_close(const int *keep, size_t count) {
    for (int from = 3;;) {
        int kept = next_kept(keep, count, from);
        if (kept != from) {
            close_range((unsigned)from, kept < 0 ? ~0U : (unsigned)kept - 1, 0);
        }
        if (kept < 0) {
            return;
        }
        from = kept + 1;
    }
}
