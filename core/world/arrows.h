/* SPDX-License-Identifier: MIT */
/*
 * arrows.h: which read took what which write put: pairs of op.exit records, 8 bytes each; how much
 * went that way is where their byte ranges overlap. A part of the timeline (timeline_arrows.c).
 */
#ifndef ARROWS_H
#define ARROWS_H

#include "world.h"

struct arrow {
    uint32_t from, to; /* records: the write's, the read's */
};

struct arrows {
    struct arrow *arrows; /* in the order of `to` */
    size_t count, cap;
    struct arrow *early; /* reads (in `to`) that took more than was recorded as written: the write
                            still slept. The rest of the arrow comes with that write */
    size_t early_count, early_cap;
    struct world_map readers; /* a write's record -> the read's that took the first of it */
};

/* Takes in record n, which is *event; world is the one before it. */
void arrows_take(struct arrows *arrows, const struct world *before, const struct event *event,
                 uint64_t n);
void arrows_done(struct arrows *arrows);
/* Index of the first arrow whose `to` is n or later. */
size_t arrows_first(const struct arrows *arrows, uint64_t n);
size_t arrows_memory(const struct arrows *arrows);

#endif
