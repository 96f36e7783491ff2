/* SPDX-License-Identifier: MIT */
/* header.h: the top line and the bottom line of the screen. For frame.c. */
#ifndef HEADER_H
#define HEADER_H

#include "view.h"

void header_draw(const struct scene *scene, struct area area);
/* The keys of this place that matter now, as many as fit. wide: all panes are seen at once. */
void footer_draw(const struct scene *scene, struct area area, bool wide);

#endif
