/* SPDX-License-Identifier: MIT */
/*
 * measure.h: measures, in a process of its own (launch.h: caged, gone when we are), what the ways
 * between two processes cost here. The caller waits on the descriptor as on any other and takes
 * what came; nothing here blocks.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "measured.h"

#define MEASURE_SECONDS       6.0 /* if nothing else is wished */
#define MEASURE_SECONDS_LEAST 1
#define MEASURE_SECONDS_MOST  600

struct measure_wish {
    double seconds; /* about how long in all; 0: MEASURE_SECONDS */
    bool no_cage;   /* do as if namespaces were refused */
};

struct measure;

/* Begins. 0, or -errno with *diag. */
int measure_start(const struct measure_wish *wish, struct measure **ret_measure, struct diag *diag);
/* Stops it, wherever it is: no process of it is left. NULL is fine. */
void measure_free(struct measure *measure);

/* Readable when there is news; -1 when it is over (NULL: as over). */
int measure_fd(const struct measure *measure);
/* Takes the news; whether there was any. */
bool measure_pump(struct measure *measure);
bool measure_over(const struct measure *measure);
/* What is known by now; the measure's. `whole` says that it came to its end. */
const struct measured *measure_result(const struct measure *measure);
/* How far it is, 0 to 1000, and what it did last: "TCP, loopback on two CPUs: round trip of 64 B".
 */
int measure_progress(const struct measure *measure);
void measure_doing(const struct measure *measure, struct buf *out);

#endif
