/* SPDX-License-Identifier: MIT */
/*
 * frame.h: the whole screen: header, panes with their borders, footer. Which view stands where is
 * the table in panes.c; what is said in the header and the footer is here.
 */
#ifndef FRAME_H
#define FRAME_H

#include "panes.h"

/* Draws everything into the canvas (cleared before). Brings scene->tops into range. */
void frame_draw(struct canvas *canvas, struct scene *scene);
/* What the keys mean now: the footer's, and ui/tutor's, place. */
enum input_context frame_context(const struct scene *scene);
/* What they mean when nothing is typed (the same without a prompt). */
enum input_context frame_below(const struct scene *scene);
/* The places whose actions hold then: the timeline in front is in a run too. */
unsigned frame_holding(const struct scene *scene);
/* All panes from the bottom to the top: those of panes.h, then the faults of a lesson that is being
 * written, then what stands over them. */
enum { FRAME_PANES = PANES_MAX + 4 };
size_t frame_panes(const struct scene *scene, int width, int height,
                   struct pane ret_panes[FRAME_PANES]);
/* The pane of a view, if it is on the screen. */
bool frame_pane(const struct scene *scene, int width, int height, enum view_id view,
                struct pane *ret_pane);
/* The page after (by 1) or before (by -1) scene->page on a screen of this size. */
enum view_id frame_page(const struct scene *scene, int width, int height, int by);

#endif
