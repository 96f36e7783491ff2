/* SPDX-License-Identifier: MIT */
/*
 * overview_tell.h: the overview (overview.h) without a screen: as lines, row after row, and as
 * JSON; with what was measured on this machine, if anything was.
 */
#ifndef OVERVIEW_TELL_H
#define OVERVIEW_TELL_H

#include "measured.h"
#include "overview.h"

/* One mechanism: its name and lesson, then a line for each fact, wrapped at width columns (0: 78).
 * number: put before its name; 0: none. */
void overview_tell_row(const struct overview_row *row, size_t number,
                       const struct measured *measured, int width, struct buf *out);
/* All of them, with an empty line between two. measured NULL: nothing was measured. */
void overview_tell(const struct overview *overview, const struct measured *measured, int width,
                   struct buf *out);
/* An array of objects on one line. */
void overview_json(const struct overview *overview, const struct measured *measured,
                   struct buf *out);

#endif
