/* SPDX-License-Identifier: MIT */
/*
 * stage_wire.h: wires between actors and objects as a grid of cells, each with the sides it is
 * joined to. Wires of one end of one object join; wires of different ends pass over each other.
 * Pure.
 */
#ifndef STAGE_WIRE_H
#define STAGE_WIRE_H

#include "stage_layout.h"

enum wire_side { WIRE_N = 1, WIRE_E = 2, WIRE_S = 4, WIRE_W = 8 };
enum wire_look { WIRE_PLAIN, WIRE_WAITS, WIRE_CHANGED };

struct wire_cell {
    uint8_t sides; /* enum wire_side; 0: no wire */
    uint8_t look;  /* enum wire_look */
    int net;       /* which end of which object */
};

struct wire_grid {
    int h, w;
    struct wire_cell *cells; /* h rows of w */
};

struct wire_point {
    int y, x;
};

void wire_grid_init(struct wire_grid *grid, int h, int w);
void wire_grid_done(struct wire_grid *grid);
const struct wire_cell *wire_at(const struct wire_grid *grid, int y, int x);
/* Lays the wire of a link into the grid. */
void wire_lay(struct wire_grid *grid, const struct stage_layout *layout,
              const struct cast_link *link, size_t index, enum wire_look look);
/* The corners of a link's wire, from actor to object: always four, some may be equal. */
void wire_corners(const struct stage_layout *layout, const struct cast_link *link, size_t index,
                  struct wire_point ret_points[4]);
/* The cell that is part/1000 of the way along those corners. */
struct wire_point wire_along(const struct wire_point points[4], int part);

#endif
