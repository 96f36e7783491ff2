/* SPDX-License-Identifier: MIT */
/* held.c: see held.h. */
#include "held.h"
#include <stddef.h>

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void held_begin(sigset_t *ret_mask) {
    sigset_t held;
    sigemptyset(&held);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        sigaddset(&held, ending[i]);
    }
    sigprocmask(SIG_BLOCK, &held, ret_mask);
}

bool held_waits(void) {
    sigset_t waiting;
    sigpending(&waiting);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        if (sigismember(&waiting, ending[i])) {
            return true;
        }
    }
    return false;
}

void held_end(const sigset_t *mask) {
    sigprocmask(SIG_SETMASK, mask, NULL);
}
