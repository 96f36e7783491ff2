/* SPDX-License-Identifier: MIT */
/*
 * panes.h: which view stands where on a screen of some size. Positions come from the size and the
 * page alone, so the same thing is always in the same place.
 */
#ifndef PANES_H
#define PANES_H

#include "view.h"

enum { PANES_MAX = 6, SCREEN_MIN_WIDTH = 40, SCREEN_MIN_HEIGHT = 10 };

/* A pane with its border, which it may share with its neighbours. */
struct pane {
    enum view_id view;
    int x, y, width, height;
};

/* The panes below the header and above the footer; how many. 0: the screen is too small. */
size_t panes_of(const struct scene *scene, int width, int height, struct pane ret_panes[PANES_MAX]);
/* Whether there is room for stage, code and why side by side; else they are pages. */
bool panes_wide(int width, int height);
/* The pages of a run at this size, in the order of Tab, into ret_pages; how many. */
size_t panes_pages(int width, int height, enum view_id ret_pages[VIEW_COUNT]);

#endif
