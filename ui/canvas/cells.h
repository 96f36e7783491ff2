/* SPDX-License-Identifier: MIT */
/*
 * cells.h: between the files of this folder: single cells of an area, and the lines on their sides.
 */
#ifndef CELLS_H
#define CELLS_H

#include "canvas.h"
#include "lines.h"

/* The cell at x, y of the area, or NULL where it is clipped. */
struct cell *area_cell(struct area area, int x, int y);
/* A narrow character over whatever was there. */
void put_cell(struct area area, struct cell *cell, uint32_t ch, unsigned look);

/* cell.lines: two bits of weight for each side. */
#define SIDE(direction, weight) ((uint8_t)((unsigned)(weight) << 2 * (unsigned)(direction)))
/* The character with these lines on its sides (not none at all). */
uint32_t box_character(uint8_t lines, bool ascii);

#endif
