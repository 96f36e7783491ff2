/* SPDX-License-Identifier: MIT */
/*
 * lines.h: boxes, lines, arrows and bars. Lines that meet join by themselves (a pane's border and
 * its neighbour's make a tee), because a cell remembers which of its four sides have a line.
 */
#ifndef LINES_H
#define LINES_H

#include "canvas.h"

enum line_weight { LINE_NONE, LINE_LIGHT, LINE_HEAVY, LINE_DOUBLE };
enum direction { DIR_UP, DIR_RIGHT, DIR_DOWN, DIR_LEFT };

/* A box over the whole area (at least 2x2, else nothing). Its border joins lines already there. */
void canvas_box(struct area area, enum line_weight weight, unsigned look);
/* The border of a box that is there, corners aside, as dashes. */
void canvas_box_dashed(struct area area, bool heavy, unsigned look);
/* A title in the upper border, after its corner: "┌ title ─". Clipped to leave the corners. */
void canvas_box_title(struct area area, unsigned look, const char *title);
/* At the right end of the upper border: "─ title ┐". */
void canvas_box_title_right(struct area area, unsigned look, const char *title);
/* In the lower border, from the left. */
void canvas_box_foot(struct area area, unsigned look, const char *text);

/* Lines of len cells, to the right and down. Ends are open (half lines join what they touch). */
void canvas_hline(struct area area, int x, int y, int len, enum line_weight weight, unsigned look);
void canvas_vline(struct area area, int x, int y, int len, enum line_weight weight, unsigned look);

struct point {
    int x, y;
};

/* A line through n points, each on the row or column of the one before; corners are made. With
 * head, the last cell is an arrow head in the direction of the last stretch. */
void canvas_path(struct area area, const struct point *points, size_t n, enum line_weight weight,
                 bool head, unsigned look);
/* The number of cells of a path, and its cell number i (0: the first point): for a message that
 * travels along its arrow. */
int path_length(const struct point *points, size_t n);
struct point path_at(const struct point *points, size_t n, int i);
void canvas_arrow_head(struct area area, int x, int y, enum direction direction, unsigned look);

/* A bar of width cells, part of whole filled (at least one cell when part > 0, all only when part
 * >= whole): "▓▓▓░░░". */
void canvas_bar(struct area area, int x, int y, int width, uint64_t part, uint64_t whole,
                unsigned look);
/* A scroll bar down the right column of the area: total lines, `shown` of them from `first` on.
 * Nothing when all fit. */
void canvas_scrollbar(struct area area, int first, int shown, int total, unsigned look);

#endif
