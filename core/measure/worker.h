/* SPDX-License-Identifier: MIT */
/*
 * worker.h: the process that measures: in its cage, it goes through all ways, places and quantities
 * several times, and tells after each what it knows by now. Private to core/measure.
 */
#ifndef WORKER_H
#define WORKER_H

#include "measured.h"

/* What is told: one cell, and how far it is. Written whole: it is smaller than PIPE_BUF. */
struct worker_news {
    uint32_t done, total; /* stretches */
    uint32_t way, place, what;
    struct measured_cell cell;
    uint64_t clock_ns;
    int32_t cpus[2];
    uint32_t siblings;
};

/* The body of a process that launch.h starts: news go to descriptor 3. arg: a double, how many
 * seconds in all. Its exit status: 0, all was told. */
int worker_body(void *arg);

#endif
