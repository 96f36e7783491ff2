/* SPDX-License-Identifier: MIT */
/* stage_wire.c: see stage_wire.h. A wire goes from its actor along a row to its track, up or down
 * the track, and along the object's row to the object. */
#include "stage_wire.h"
#include "mem.h"
#include <stdlib.h>

void wire_grid_init(struct wire_grid *grid, int h, int w) {
    grid->h = h > 0 ? h : 0;
    grid->w = w > 0 ? w : 0;
    grid->cells = mem_new(((size_t)grid->h * (size_t)grid->w + 1) * sizeof(*grid->cells));
}

void wire_grid_done(struct wire_grid *grid) {
    if (grid != NULL) {
        mem_free(grid->cells);
        *grid = (struct wire_grid){0};
    }
}

static struct wire_cell *cell_at(const struct wire_grid *grid, int y, int x) {
    if (y < 0 || x < 0 || y >= grid->h || x >= grid->w) {
        return NULL;
    }
    return &grid->cells[y * grid->w + x];
}

const struct wire_cell *wire_at(const struct wire_grid *grid, int y, int x) {
    return cell_at(grid, y, x);
}

/* Joins sides to a cell. Where two nets cross, the one that runs along its row goes on top, so that
 * a crossing never looks like a joint. */
static void join(struct wire_grid *grid, int y, int x, int sides, int net, enum wire_look look) {
    struct wire_cell *cell = cell_at(grid, y, x);

    if (cell == NULL) {
        return;
    }
    if (cell->sides != 0 && cell->net != net) {
        if (cell->sides == (WIRE_E | WIRE_W) && sides == (WIRE_N | WIRE_S)) {
            return;
        }
        if (cell->sides == (WIRE_N | WIRE_S) && (sides & (WIRE_N | WIRE_S)) == 0) {
            cell->sides = 0;
            cell->look = WIRE_PLAIN;
        }
    }
    cell->sides = (uint8_t)(cell->sides | sides);
    cell->net = net;
    if (look > cell->look) {
        cell->look = (uint8_t)look;
    }
}

static void lay_row(struct wire_grid *grid, int y, int from, int to, int net, enum wire_look look) {
    for (int x = from; x <= to; x++) {
        int sides = (x > from ? WIRE_W : 0) | (x < to ? WIRE_E : 0);
        join(grid, y, x, sides, net, look);
    }
}

static void lay_track(struct wire_grid *grid, int x, int a, int b, int net, enum wire_look look) {
    int from = a < b ? a : b;
    int to = a < b ? b : a;

    for (int y = from; y <= to && from != to; y++) {
        int sides = (y > from ? WIRE_N : 0) | (y < to ? WIRE_S : 0);
        join(grid, y, x, sides, net, look);
    }
}

void wire_corners(const struct stage_layout *layout, const struct cast_link *link, size_t index,
                  struct wire_point ret_points[4]) {
    const struct stage_place *actor = &layout->actors[link->actor];
    const struct stage_place *obj = &layout->objs[link->obj];
    bool writes = link->end == END_W;
    int track = writes ? layout->write_x[link->obj] : layout->read_x[link->obj];
    int obj_y = writes ? layout->write_y[link->obj] : layout->read_y[link->obj];
    int actor_y = layout->link_y[index];

    ret_points[0] = (struct wire_point){actor_y, actor->x + actor->w};
    ret_points[1] = (struct wire_point){actor_y, track};
    ret_points[2] = (struct wire_point){obj_y, track};
    ret_points[3] = (struct wire_point){obj_y, obj->x - 1};
}

void wire_lay(struct wire_grid *grid, const struct stage_layout *layout,
              const struct cast_link *link, size_t index, enum wire_look look) {
    struct wire_point p[4];
    int net = (int)link->obj * 2 + (link->end == END_W);

    wire_corners(layout, link, index, p);
    lay_track(grid, p[1].x, p[1].y, p[2].y, net, look);
    lay_row(grid, p[0].y, p[0].x, p[1].x, net, look);
    lay_row(grid, p[2].y, p[2].x, p[3].x, net, look);
    /* Both ends touch what they join. */
    join(grid, p[0].y, p[0].x, WIRE_W, net, look);
    join(grid, p[3].y, p[3].x, WIRE_E, net, look);
}

struct wire_point wire_along(const struct wire_point points[4], int part) {
    int length = 0;
    int left;

    for (int i = 0; i < 3; i++) {
        length += abs(points[i + 1].x - points[i].x) + abs(points[i + 1].y - points[i].y);
    }
    left = length * part / 1000;
    for (int i = 0; i < 3; i++) {
        int dx = points[i + 1].x - points[i].x;
        int dy = points[i + 1].y - points[i].y;
        int leg = abs(dx) + abs(dy);
        if (left <= leg && leg > 0) {
            return (struct wire_point){points[i].y + dy * left / leg,
                                       points[i].x + dx * left / leg};
        }
        left -= leg;
    }
    return points[3];
}
