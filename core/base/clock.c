/* SPDX-License-Identifier: MIT */
/*
 * clock.c: clock_gettime(2), as one number.
 */
#include "clock.h"
#include <limits.h>
#include <time.h>

int64_t clock_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

int clock_ms_left(int64_t deadline_ns) {
    if (deadline_ns < 0) {
        return -1;
    }
    int64_t left = deadline_ns - clock_ns();
    if (left <= 0) {
        return 0;
    }
    /* Rounded up: a poll that ends a little early would spin for the rest of the millisecond. */
    int64_t ms = (left - 1) / NS_PER_MS + 1;
    return ms > INT_MAX ? INT_MAX : (int)ms;
}
