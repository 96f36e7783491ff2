/* SPDX-License-Identifier: MIT */
/*
 * cpu.h: one CPU for the runner and all of its lesson processes. Private to core/proc.
 */
#ifndef CPU_H
#define CPU_H

#include <stdbool.h>
#include <stdint.h>

/* Keeps this process, and those that it will fork, on one of the CPUs that it may use. Its number,
 * or -errno (then nothing is changed). */
int cpu_pin(void);
/* How often this thread was switched out so far, whether it wished so or not. */
uint64_t cpu_switches(void);

#endif
