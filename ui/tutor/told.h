/* SPDX-License-Identifier: MIT */
/*
 * told.h: what a terminal that follows is told of the scene: notes and answers of the lesson, what
 * the step shown did, who can go next. Pure.
 */
#ifndef TOLD_H
#define TOLD_H

#include "show_state.h"
#include "view.h"

/* asks: the question that the program asks now, or NULL. *ret_state is the caller's to
 * show_state_done. */
void told_make(const struct scene *scene, const char *asks, struct show_state *ret_state);

#endif
