/* SPDX-License-Identifier: MIT */
/*
 * term_palette.h: which colours the styles of canvas.h have on this terminal.
 */
#ifndef TERM_PALETTE_H
#define TERM_PALETTE_H

#include "term.h"
#include "theme.h"

/* Tells curses the colours of a theme; no_colour: none at all. After newterm. */
void palette_init(const struct theme *theme, bool no_colour);
/* A look as curses' attributes, and its colour pair. */
void palette_look(unsigned look, unsigned *ret_attrs, short *ret_pair);

#endif
