/* SPDX-License-Identifier: MIT */
/*
 * stretches.h: what each actor did, as stretches of records: one operation each, 8 bytes each. A
 * part of the timeline (timeline_lanes.c), which turns records into steps.
 */
#ifndef STRETCHES_H
#define STRETCHES_H

#include "timeline.h"

struct lane_op {
    uint32_t enter;       /* record of op.enter */
    uint32_t blocked : 1; /* there was an op.block */
    uint32_t done : 31;   /* record of op.exit or actor.exit; 0: not yet */
};

struct lane {
    struct timeline_lane life;
    struct lane_op *ops;
    size_t count, cap;
    uint32_t *slept; /* beside ops: steps slept in the operations before it, all told */
    size_t slept_cap;
    uint32_t slept_now;    /* in all that are over */
    uint64_t entered_step; /* in which the last one began */
};

struct lanes {
    struct lane *lanes;
    size_t count, cap;
    struct world_map by_actor;
};

/* Takes in record n of step `step`, which is *event. */
void lanes_take(struct lanes *lanes, const struct event *event, uint64_t n, uint64_t step);
void lanes_done(struct lanes *lanes);
/* The lane of an actor, or -1. */
long lanes_find(const struct lanes *lanes, strid actor);
/* Index of the first operation of a lane that is not over before record n. */
size_t lane_first_op(const struct lane *lane, uint64_t n);
/* How many operations of a lane began at record n or before. */
size_t lane_ops_until(const struct lane *lane, uint64_t n);
size_t lanes_memory(const struct lanes *lanes);

#endif
