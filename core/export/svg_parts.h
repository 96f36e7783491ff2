/* SPDX-License-Identifier: MIT */
/*
 * svg_parts.h: the two halves of the picture, for svg_picture.c, svg_flow.c and svg_lanes.c.
 */
#ifndef SVG_PARTS_H
#define SVG_PARTS_H

#include "buf.h"
#include "timeline.h"

struct svg_size {
    double width, height;
};

/* Who holds which end of what, in a world. size: without drawing. */
struct svg_size svg_flow_size(const struct world *world);
void svg_flow(const struct world *world, double y, struct buf *out);
/* What there is no room for. */
struct svg_left {
    uint32_t procs, objs; /* boxes */
    uint32_t fds;         /* arrows of open descriptors, those to boxes that are not drawn too */
};
struct svg_left svg_flow_left(const struct world *world);
/* The lanes of the steps around the one that record `at` is in, which is marked. */
struct svg_size svg_lanes_size(struct timeline *timeline, uint64_t at);
void svg_lanes(struct timeline *timeline, uint64_t at, double y, struct buf *out);
/* How many of the lanes are not drawn. */
size_t svg_lanes_left(struct timeline *timeline);
/* The steps that are drawn then: all, or EXPORT_SVG_STEPS of them. */
void svg_lanes_window(struct timeline *timeline, uint64_t at, uint64_t *ret_first,
                      uint64_t *ret_last);

#endif
