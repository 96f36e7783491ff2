/* SPDX-License-Identifier: MIT */
/*
 * cells.h: between the files of this folder: single cells of an area.
 */
#ifndef CELLS_H
#define CELLS_H

#include "canvas.h"

/* The cell at x, y of the area, or NULL where it is clipped. */
struct cell *area_cell(struct area area, int x, int y);
/* A narrow character over whatever was there. */
void put_cell(struct area area, struct cell *cell, uint32_t ch, unsigned look);

#endif
