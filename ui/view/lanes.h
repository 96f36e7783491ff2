/* SPDX-License-Identifier: MIT */
/*
 * lanes.h: the window of the timeline that is on screen: which steps, which lanes, and what is
 * drawn where. Costs what is shown, not what the run is long. Pure.
 */
#ifndef LANES_H
#define LANES_H

#include "view.h"

/* Columns that a step takes: its operation's name, the mark before it and one of air: "■close ". */
enum { LANES_CELL = 7, LANES_CELL_MAX = 14, LANES_STEPS = 160 };

struct lanes_window {
    int names;              /* columns of the names at the left */
    uint64_t first, last;   /* steps shown; last < first: none */
    uint64_t here;          /* the step looked at */
    int x[LANES_STEPS + 1]; /* columns where the cells of first ... last begin, and the last ends */
};

/* The window for width columns: moves by half a page, so that most steps move nothing. */
struct lanes_window lanes_window(const struct scene *scene, int width);
/* The columns where a step's cell begins, and the one behind it (they may lie outside). */
int lanes_x(const struct lanes_window *window, uint64_t step);
int lanes_end(const struct lanes_window *window, uint64_t step);

struct lanes_bar {
    int lane, x, len; /* columns of the lane that it covers */
    unsigned look;
    bool blocked, now, open; /* now: lasts at the step looked at; open: has not ended at all */
    char label[LANES_CELL_MAX];
};

struct lanes_line {
    int from_lane, to_lane, from_x, x, to_x; /* along from_lane to x, up or down, to to_x */
    bool now;
};

struct lanes_mark {
    int x;
    char *label;
};

struct lanes {
    struct lanes_window window;
    struct lanes_name {
        char *text;
        unsigned look;
        bool chosen, there;
    } * names;
    size_t lane_count;
    struct lanes_bar *bars;
    size_t bar_count, bar_cap;
    struct lanes_line *lines;
    size_t line_count, line_cap;
    struct lanes_mark *marks;
    size_t mark_count, mark_cap;
    struct lanes_end {
        int lane, x;
        bool killed;
    } * ends; /* of processes */
    size_t end_count, end_cap;
    int current; /* lane to keep in sight; -1: none */
    uint64_t steps;
};

/* The marks of the window alone, into lanes (zeroed; give them back with lanes_free). */
struct lanes *lanes_marks(const struct scene *scene, int width);
struct lanes *lanes_new(const struct scene *scene, int width, int height);
void lanes_free(void *lanes);

#endif
