/* SPDX-License-Identifier: MIT */
/*
 * frame.h: the whole screen: header, panes with their borders, footer. Which view stands where is
 * the table in panes.c; what is said in the header and the footer is here.
 */
#ifndef FRAME_H
#define FRAME_H

#include "view.h"

/* Draws everything into the canvas (cleared before). Brings scene->tops into range. */
void frame_draw(struct canvas *canvas, struct scene *scene);
/* What the keys mean now: the footer's, and ui/tutor's, place. */
enum input_context frame_context(const struct scene *scene);
/* The page after (by 1) or before (by -1) scene->page on a screen of this size. */
enum view_id frame_page(const struct scene *scene, int width, int height, int by);

#endif
