/* SPDX-License-Identifier: MIT */
/*
 * pair.h: one stretch of measuring: two processes, one way between them, one quantity, as many
 * samples as the time allows. Private to core/measure.
 */
#ifndef PAIR_H
#define PAIR_H

#include "ways.h"

struct pair_wish {
    enum measured_way way;
    enum measured_what what;
    int cpus[2]; /* where this process goes, and the other one */
    const struct cage *cage;
    int64_t stretch_ns; /* how long, warming up included */
};

/* Appends samples in ns (of at most cap) after the *count there are. 0; -errno, and why. The other
 * process is gone and all is closed when it returns. */
int pair_measure(const struct pair_wish *wish, uint32_t *samples, size_t cap, size_t *count,
                 char ret_why[MEASURED_WHY]);
/* The floor without a second process: copies a transfer in pieces of a message. */
int pair_memcpy(const struct pair_wish *wish, uint32_t *samples, size_t cap, size_t *count,
                char ret_why[MEASURED_WHY]);
/* What reading the clock once costs, in ns: the median of many. */
uint64_t pair_clock_cost(uint32_t *samples, size_t cap);

#endif
