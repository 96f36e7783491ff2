/* SPDX-License-Identifier: MIT */
/* end_signal.c: see end_signal.h. */
#include "end_signal.h"
#include <stddef.h>

static volatile sig_atomic_t came;

static void on_signal(int number) {
    came = number;
}

void end_signal_catch(sigset_t *ret_mask) {
    struct sigaction ask = {.sa_handler = on_signal};
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, ret_mask);
    sigaction(SIGINT, &ask, NULL);
    sigaction(SIGTERM, &ask, NULL);
}

void end_signal_release(const sigset_t *mask) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    came = 0;
}

int end_signal_came(void) {
    return came;
}
