/* SPDX-License-Identifier: MIT */
/*
 * search.h: where a text stands: in a string, in the lines of a view, on the screen. Capital
 * letters count only if the text sought has some; blanks and line breaks are all alike. Pure.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "view.h"

bool search_in(const char *text, const char *sought);
/* The same, and the first place: *ret_len bytes from byte *ret_at on. */
bool search_where(const char *text, const char *sought, size_t *ret_at, size_t *ret_len);
/* The next line of a view of this size in which `sought` begins, from `from` on (itself too), by 1
 * or -1, round the end once (*ret_wrapped). false: it is nowhere, or the view has no lines. */
bool search_line(const struct scene *scene, enum view_id view, int width, int height,
                 const char *sought, long from, int by, long *ret_line, bool *ret_wrapped);
/* Marks scene->sought where it stands in the area of a view, if that is one to search in: reversed,
 * the match one is at underlined too. */
void search_mark_view(const struct scene *scene, enum view_id view, struct area area);

#endif
