/* SPDX-License-Identifier: MIT */
/*
 * follow_plain.h: following a show as lines (ui/follow/follow_lines.h): what is new is written,
 * lines of standard input go to the first terminal.
 */
#ifndef FOLLOW_PLAIN_H
#define FOLLOW_PLAIN_H

#include "out.h"

/* Until q, or the end of the input. Exit code. */
int follow_plain(struct out *out);

#endif
