/* SPDX-License-Identifier: MIT */
/*
 * follow_wishes.h: which action is asked for by which word. The one table of it, for both sides.
 */
#ifndef FOLLOW_WISHES_H
#define FOLLOW_WISHES_H

#include "keys.h"
#include "show_state.h"

/* The action of a wish, and the wish of an action (SHOW_WISH_N: an action that can't be asked for).
 */
enum action wish_action(enum show_wish wish);
enum show_wish action_wish(enum action action);

#endif
