/* SPDX-License-Identifier: MIT */
/* links.h: the {stage: program} places of a lesson's text, counted from 0. */
#ifndef LINKS_H
#define LINKS_H

#include "view.h"

size_t links_count(const struct lesson *lesson);
/* The program that the text's link number `index` names, or NULL. */
const char *links_program(const struct lesson *lesson, size_t index);
/* The link that Enter opens while one scrolls, for a text of this width and height: the first one
 * in sight, else the last one above (view_text.c). */
size_t links_in_sight(const struct scene *scene, int width, int height);
/* The link at this place of the text view at this width: its line (from the text's first) and
 * column (view_text.c). false: there is none. */
bool links_at(const struct scene *scene, int width, long line, int x, size_t *ret_link);
/* The line of the text view, at this width, that begins with line source_line of lesson.md, or the
 * first after it (view_text.c). */
long text_line_at(const struct scene *scene, int width, int source_line);

#endif
