/* SPDX-License-Identifier: MIT */
/*
 * edit_lines.h: a lesson that is being written, as lines: what is wrong with it, each time that it
 * was saved.
 */
#ifndef EDIT_LINES_H
#define EDIT_LINES_H

#include "draft.h"
#include "out.h"

/* Goes on until a signal asks for an end, or nobody reads what is said. The exit code. */
int edit_lines(struct draft *draft, struct out *out);

#endif
