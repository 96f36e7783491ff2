/* SPDX-License-Identifier: MIT */
/*
 * lanes.h: the window of the timeline that is on screen: which steps, which lanes, and what is
 * drawn where. Costs what is shown, not what the run is long. Pure.
 *
 * scene->zoom says from how far: 0: a cell a step with the name of its operation (lanes.c); from 1
 * on a column for 1, 4, 16, 64 ... steps, the last of them all of the run in one screen
 * (lanes_far.c).
 */
#ifndef LANES_H
#define LANES_H

#include "view.h"

/* Columns that a step takes: its operation's name, the mark before it and one of air: "■close ". */
enum { LANES_CELL = 7, LANES_CELL_MAX = 14, LANES_STEPS = 160 };
/* Each zoom shows so many times as many steps as the one before. */
enum { LANES_FARTHER = 4 };

struct lanes_window {
    int names;              /* columns of the names at the left */
    uint64_t first, last;   /* steps shown; last < first: none */
    uint64_t here;          /* the step looked at */
    uint64_t scale;         /* steps a column; 0: a cell a step, as x says */
    int x[LANES_STEPS + 1]; /* columns where the cells of first ... last begin, and the last ends */
};

/* The farthest zoom there is: all of the run in width columns. */
int lanes_zoom_max(const struct scene *scene, int width);
/* The step that is to be in sight: the cursor's where there is one, else the one looked at. */
uint64_t lanes_at(const struct scene *scene);
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
    bool now, over;                          /* over: the cursor's, on top of everything */
};

/* A column of a lane, seen from afar. */
enum lanes_look { LANES_NONE, LANES_THERE, LANES_SLEPT, LANES_OPS, LANES_ENDED, LANES_KILLED };
struct lanes_cell {
    uint8_t is;    /* enum lanes_look */
    uint8_t share; /* of its steps that were this process', in percent */
    bool slept;    /* through most of it */
    bool now;      /* the step looked at is in it */
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
    struct lanes_cell *cells; /* scale > 0: cell_rows lanes from `top` on, cell_columns each */
    int cell_rows, cell_columns;
    int top;   /* first lane shown */
    int rows;  /* and how many there is room for */
    bool page; /* it is in front: there is a cursor, and a line that says what is there */
    uint64_t cursor_step;
    int cursor_x;                /* column where the cursor's cell begins */
    char *foot;                  /* what there is to say of where it stands */
    uint64_t *arrows;            /* scale > 1, in front: those that end in each column; else NULL */
    struct timeline_flow *flows; /* of the cursor's column and process */
    int *flow_lanes;
    size_t flow_count;
};

/* Rows for lanes in a view of so many rows; in front, the rest is for words. */
int lanes_rows(const struct scene *scene, int height);
/* lanes_sums.c: from afar, where no arrow can be drawn: how many end in each column, and where
 * those of the cursor's column go. */
void lanes_sums(const struct scene *scene, struct lanes *lanes);
/* Into the row below the lanes: from each column's share of the most. */
void lanes_sums_row(const struct lanes *lanes, struct area area);
/* Over the cells of the cursor's column: a line to each other end, with its sum. */
void lanes_sums_cursor(const struct lanes *lanes, struct area rows);
/* "arrows here: 14 to child4, 12 from main". */
void lanes_sums_say(const struct scene *scene, const struct lanes *lanes, struct buf *out);
/* lanes_far.c: window and cells from afar, and (from near, too) the cursor with its arrows. */
struct lanes_window lanes_far_window(const struct scene *scene, struct lanes_window window,
                                     int room);
void lanes_far_cells(const struct scene *scene, struct lanes *lanes, int width);
void lanes_cursor(const struct scene *scene, struct lanes *lanes);
/* Whose step ended this wait of a lane; 0: nobody's (it still waits, or the clock did). */
strid lanes_waker(const struct timeline *timeline, size_t lane, const struct timeline_stretch *op);
/* The first lane whose wait was ended by this lane in step k; -1: none. */
long lanes_woken(const struct timeline *timeline, size_t lane, uint64_t k);
void lanes_add_line(struct lanes *lanes, struct lanes_line line);

/* The marks of the window alone, into lanes (zeroed; give them back with lanes_free). */
struct lanes *lanes_marks(const struct scene *scene, int width);
struct lanes *lanes_new(const struct scene *scene, int width, int height);
void lanes_free(void *lanes);

#endif
