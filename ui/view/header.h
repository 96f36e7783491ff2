/* SPDX-License-Identifier: MIT */
/* header.h: the top line and the bottom line of the screen. For frame.c. */
#ifndef HEADER_H
#define HEADER_H

#include "view.h"

void header_draw(const struct scene *scene, struct area area);
/* The keys of this place that matter now, as many as fit. wide: all panes are seen at once. */
void footer_draw(const struct scene *scene, struct area area, bool wide);

/* What can't be done now, of the actions of this place: the footer does not offer it. */
action_set footer_useless(const struct scene *scene);
/* What actions are called here and now where that is not their label ("pause" while it plays):
 * footer_word for all who name an action, NULL: its label; footer_words for the footer, which has
 * little room. */
const char *footer_word(const struct scene *scene, enum action action);
void footer_words(const struct scene *scene, const char *ret_words[ACTION_N]);
/* The action that the footer names at column x; ACTION_NONE: none. */
enum action footer_at(const struct scene *scene, int width, bool wide, int x);

#endif
