/* SPDX-License-Identifier: MIT */
/* two_cpus.h: on which CPUs the two processes are put. Private to core/measure. */
#ifndef TWO_CPUS_H
#define TWO_CPUS_H

#include <stdbool.h>

struct two_cpus {
    int cpus[2]; /* -1: there is none */
    bool siblings;
};

/* Two of those that this process may use: of two cores where there are two, else threads of one. */
void two_cpus_choose(struct two_cpus *ret_cpus);
/* Puts this process on one CPU. 0, or -errno. */
int two_cpus_pin(int cpu);

#endif
