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

int end_signal_came(void) {
    return came;
}
