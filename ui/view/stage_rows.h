/* SPDX-License-Identifier: MIT */
/*
 * stage_rows.h: the stage of a program that names pairs of its processes (`rows` in lesson.lua,
 * run_decl_program.rows): a row each, who gives at the left, who takes at the right, the channel
 * between them. Everybody else has a line above.
 */
#ifndef STAGE_ROWS_H
#define STAGE_ROWS_H

#include "sheet.h"
#include "view.h"

/* Whether the program has rows and there is room for them. */
bool stage_rows_fit(const struct scene *scene, int h, int w);
/* The whole stage, h lines at most. */
struct sheet *stage_rows(const struct scene *scene, int h, int w);

#endif
