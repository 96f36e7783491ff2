/* SPDX-License-Identifier: MIT */
/*
 * lines.c: lines, paths, arrow heads and boxes. All of them end in add_lines, which joins what is
 * drawn to the lines that a cell already has.
 */
#include "lines.h"

#include "cells.h"
#include "columns.h"
#include "glyphs.h"

static enum direction opposite(enum direction direction) {
    return (enum direction)((direction + 2) % 4);
}

static uint8_t side_mask(enum direction direction) {
    return SIDE(direction, 3);
}

/* Puts lines on these sides of a cell; sides that the new lines leave out stay as they are. */
static void add_lines(struct area area, int x, int y, uint8_t sides, unsigned look) {
    struct cell *cell = area_cell(area, x, y);
    if (cell == NULL || sides == 0) {
        return;
    }
    uint8_t all = cell->lines;
    for (unsigned d = DIR_UP; d <= DIR_LEFT; d++) {
        if (sides & side_mask((enum direction)d)) {
            all = (uint8_t)((all & ~side_mask((enum direction)d)) |
                            (sides & side_mask((enum direction)d)));
        }
    }
    put_cell(area, cell, box_character(all, area.canvas->ascii), look);
    cell->lines = all;
}

static bool has_lines(struct area area, int x, int y) {
    const struct cell *cell = area_cell(area, x, y);
    return cell != NULL && cell->lines != 0;
}

/* An end of a line: it stops at what it touches, and is whole where it touches nothing. */
static uint8_t end_sides(struct area area, int x, int y, enum direction inward, uint8_t weight) {
    int sides = SIDE(inward, weight);
    if (!has_lines(area, x, y)) {
        sides |= SIDE(opposite(inward), weight);
    }
    return (uint8_t)sides;
}

static void line(struct area area, struct point from, enum direction direction, int len,
                 enum line_weight weight, unsigned look) {
    int dx = direction == DIR_RIGHT, dy = direction == DIR_DOWN;
    uint8_t w = (uint8_t)weight;
    uint8_t through = (uint8_t)(SIDE(direction, w) | SIDE(opposite(direction), w));
    for (int i = 0; i < len; i++) {
        int x = from.x + i * dx, y = from.y + i * dy;
        uint8_t sides = through;
        if (len > 1 && i == 0) {
            sides = end_sides(area, x, y, direction, w);
        } else if (len > 1 && i == len - 1) {
            sides = end_sides(area, x, y, opposite(direction), w);
        }
        add_lines(area, x, y, sides, look);
    }
}

void canvas_hline(struct area area, int x, int y, int len, enum line_weight weight, unsigned look) {
    line(area, (struct point){x, y}, DIR_RIGHT, len, weight, look);
}

void canvas_vline(struct area area, int x, int y, int len, enum line_weight weight, unsigned look) {
    line(area, (struct point){x, y}, DIR_DOWN, len, weight, look);
}

void canvas_arrow_head(struct area area, int x, int y, enum direction direction, unsigned look) {
    static const char *const heads[] = {
        [DIR_UP] = GLYPH_UP,
        [DIR_RIGHT] = GLYPH_RIGHT,
        [DIR_DOWN] = GLYPH_DOWN,
        [DIR_LEFT] = GLYPH_LEFT,
    };
    canvas_puts(area, x, y, look, heads[direction]);
}

static int sign(int n) {
    return (n > 0) - (n < 0);
}

static int distance(struct point a, struct point b) {
    int dx = a.x > b.x ? a.x - b.x : b.x - a.x;
    int dy = a.y > b.y ? a.y - b.y : b.y - a.y;
    return dx + dy;
}

int path_length(const struct point *points, size_t n) {
    int length = n > 0;
    for (size_t i = 1; i < n; i++) {
        length += distance(points[i - 1], points[i]);
    }
    return length;
}

struct point path_at(const struct point *points, size_t n, int i) {
    if (n == 0) {
        return (struct point){0, 0};
    }
    for (size_t k = 1; k < n; k++) {
        struct point from = points[k - 1], to = points[k];
        int far = distance(from, to);
        if (i <= far) {
            return (struct point){from.x + sign(to.x - from.x) * i,
                                  from.y + sign(to.y - from.y) * i};
        }
        i -= far;
    }
    return points[n - 1];
}

static enum direction direction_of(struct point from, struct point to) {
    if (to.x != from.x) {
        return to.x > from.x ? DIR_RIGHT : DIR_LEFT;
    }
    return to.y > from.y ? DIR_DOWN : DIR_UP;
}

void canvas_path(struct area area, const struct point *points, size_t n, enum line_weight weight,
                 bool head, unsigned look) {
    int length = path_length(points, n);
    uint8_t w = (uint8_t)weight;
    for (int i = 0; i < length; i++) {
        struct point at = path_at(points, n, i);
        struct point before = path_at(points, n, i - 1), after = path_at(points, n, i + 1);
        if (i == 0) {
            uint8_t sides =
                length > 1 ? end_sides(area, at.x, at.y, direction_of(at, after), w) : 0;
            add_lines(area, at.x, at.y, sides, look);
        } else if (i == length - 1 && head) {
            canvas_arrow_head(area, at.x, at.y, direction_of(before, at), look);
        } else if (i == length - 1) {
            add_lines(area, at.x, at.y, end_sides(area, at.x, at.y, direction_of(at, before), w),
                      look);
        } else {
            uint8_t sides =
                (uint8_t)(SIDE(direction_of(at, before), w) | SIDE(direction_of(at, after), w));
            add_lines(area, at.x, at.y, sides, look);
        }
    }
}

void canvas_box(struct area area, enum line_weight weight, unsigned look) {
    int right = area.width - 1, bottom = area.height - 1;
    if (right < 1 || bottom < 1) {
        return;
    }
    const struct point corners[] = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
    uint8_t w = (uint8_t)weight;
    for (size_t i = 0; i < 4; i++) {
        struct point from = corners[i], to = corners[(i + 1) % 4], last = corners[(i + 3) % 4];
        add_lines(area, from.x, from.y,
                  (uint8_t)(SIDE(direction_of(from, to), w) | SIDE(direction_of(from, last), w)),
                  look);
        uint8_t through =
            (uint8_t)(SIDE(direction_of(from, to), w) | SIDE(direction_of(to, from), w));
        for (int k = 1; k < distance(from, to); k++) {
            struct point at = {from.x + sign(to.x - from.x) * k, from.y + sign(to.y - from.y) * k};
            add_lines(area, at.x, at.y, through, look);
        }
    }
}

void canvas_box_dashed(struct area area, bool heavy, unsigned look) {
    int right = area.width - 1, bottom = area.height - 1;
    for (int x = 1; x < right; x++) {
        canvas_puts(area, x, 0, look, heavy ? "┅" : "┄");
        canvas_puts(area, x, bottom, look, heavy ? "┅" : "┄");
    }
    for (int y = 1; y < bottom; y++) {
        canvas_puts(area, 0, y, look, heavy ? "┇" : "┆");
        canvas_puts(area, right, y, look, heavy ? "┇" : "┆");
    }
}

/* " title " in row y, between the corners. */
static void border_text(struct area area, bool at_right, int y, unsigned look, const char *text) {
    int room = area.width - 4; /* two corners and two blanks */
    if (room < 1 || *text == '\0') {
        return;
    }
    int width = columns(text) < room ? columns(text) : room;
    int x = at_right ? area.width - width - 3 : 1;
    canvas_puts(area, x, y, look, " ");
    canvas_puts_fit(area, x + 1, y, width, look, text);
    canvas_puts(area, x + 1 + width, y, look, " ");
}

void canvas_box_title(struct area area, unsigned look, const char *title) {
    border_text(area, false, 0, look, title);
}

void canvas_box_title_right(struct area area, unsigned look, const char *title) {
    border_text(area, true, 0, look, title);
}

void canvas_box_foot(struct area area, unsigned look, const char *text) {
    border_text(area, false, area.height - 1, look, text);
}
