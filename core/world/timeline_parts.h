/* SPDX-License-Identifier: MIT */
/* timeline_parts.h: what a timeline holds, for the files that answer from it: timeline*.c. */
#ifndef TIMELINE_PARTS_H
#define TIMELINE_PARTS_H

#include "arrows.h"
#include "stretches.h"
#include "timeline.h"

struct timeline {
    const struct log *log;
    struct world head;       /* after the last record that was taken in */
    struct world cursor;     /* after the record that was asked for last */
    struct world *snapshots; /* in the order of n */
    size_t snapshot_count, snapshot_cap;
    size_t snapshot_memory;
    uint32_t *steps; /* [k - 1]: the step record of step k */
    size_t step_count, step_cap;
    struct timeline_stop *stops;
    size_t stop_count, stop_cap;
    size_t *marks; /* of stops: those that are marks */
    size_t mark_count, mark_cap;
    uint32_t *words; /* records of what was said and printed */
    size_t word_count, word_cap;
    struct lanes lanes;
    struct arrows arrows;
};

#endif
