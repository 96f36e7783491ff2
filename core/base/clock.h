/* SPDX-License-Identifier: MIT */
/*
 * clock.h: the machine's monotonic clock, for deadlines and measuring. The run's own clock, which
 * `t` of a record speaks of, is another one (core/proc).
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

#define NS_PER_MS 1000000LL
#define NS_PER_S  1000000000LL

/* Nanoseconds since some fixed moment (CLOCK_MONOTONIC, clock_gettime(2)). */
int64_t clock_ns(void);
/* Whole milliseconds from now to a moment of clock_ns, rounded up, for poll(2): 0 if it is past;
 * deadline_ns < 0 means never: -1. */
int clock_ms_left(int64_t deadline_ns);

#endif
