/* SPDX-License-Identifier: MIT */
/*
 * hit.h: what is drawn at a place of the screen, for the mouse. It asks the same models that were
 * drawn (scene->tops as drawing left them). Pure.
 */
#ifndef HIT_H
#define HIT_H

#include "view.h"

enum hit_kind {
    HIT_NONE,
    HIT_PANE,   /* somewhere in `view` */
    HIT_ACTION, /* named in the footer */
    HIT_ACTOR,  /* a process, on the stage or by its name at the timeline */
    HIT_STEP,   /* of the timeline */
    HIT_ROW,    /* of the list that `view` shows, from 0 */
    HIT_LINK,   /* `row`: of the lesson's text (links.h) */
};

struct hit {
    enum hit_kind kind;
    enum view_id view;
    enum action action;
    strid actor;
    uint64_t step;
    size_t row;
};

struct hit hit_at(const struct scene *scene, int width, int height, int x, int y);

#endif
