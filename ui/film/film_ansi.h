/* SPDX-License-Identifier: MIT */
/*
 * film_ansi.h: a canvas as the bytes that bring it onto a terminal (ECMA-48, 256 colours).
 */
#ifndef FILM_ANSI_H
#define FILM_ANSI_H

#include "theme.h"

/* Appends what turns the picture `before` into `now`: the cells that differ, and nothing if none
 * does. Only the first `rows` rows; both pictures have the same size. before NULL: a cleared
 * screen. */
void film_ansi(const struct canvas *before, const struct canvas *now, int rows,
               const struct theme *theme, struct buf *out);

#endif
