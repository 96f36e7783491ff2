/* SPDX-License-Identifier: MIT */
/*
 * stage_layout.h: where everybody stands: a place for each actor (left) and object (right) of the
 * cast, a row for each end that an actor ever holds, and between the two columns one upright wire
 * (track) for each end of each object. It looks at the cast and the room alone, never at the
 * moment, so nothing moves while stepping. Pure.
 */
#ifndef STAGE_LAYOUT_H
#define STAGE_LAYOUT_H

#include "cast.h"

/* How much room each is given; the first that fits is taken. */
enum stage_level {
    STAGE_ROOMY, /* boxes with a row between */
    STAGE_CLOSE, /* boxes, no row between, objects as high as they like */
    STAGE_TIGHT, /* boxes, no row between */
    STAGE_BARE,  /* no frames: name and state, two rows, a row between */
    STAGE_DENSE, /* the same, no row between */
    STAGE_LINES, /* one row each, wires still */
    STAGE_LIST   /* names in columns, objects as lines, no wires */
};

struct stage_place {
    int y, x, h, w;
};

struct stage_layout {
    enum stage_level level;
    int h, w;
    bool framed;
    struct stage_place *actors, *objs; /* as in the cast */
    int *link_y;                       /* row of each link's end at its actor */
    int *read_y, *write_y;             /* rows of each object's two ends */
    int *read_x, *write_x;             /* columns of its two tracks */
    size_t actor_count, obj_count, link_count;
};

/* The layout of a cast in h x w cells (counted from 0, 0). obj_rows: rows that the inside of an
 * object wants, at least 2. Give it back with stage_layout_done. */
void stage_layout(struct stage_layout *ret_layout, const struct cast *cast, int h, int w,
                  int (*obj_rows)(const struct cast_obj *obj));
void stage_layout_done(struct stage_layout *layout);

/* stage_order.c: gives each actor of a cast room for the longest state it was in, the objects their
 * rows and tracks, and the links of each actor their rows at it, so that wires cross as little as
 * can be found. Once for a program, when what it does is known: whoever comes later stands behind,
 * and nobody moves. Actors stay in the order of their numbers. */
void stage_arrange(struct cast *cast, int (*obj_rows)(const struct cast_obj *obj));
/* Cells of a layout that wires of two ends share, all wires drawn: where they cross, or run along
 * each other. */
size_t stage_crossings(const struct stage_layout *layout, const struct cast *cast);

#endif
