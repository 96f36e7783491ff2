/* SPDX-License-Identifier: MIT */
/*
 * follow_picture.h: between the files of this folder: what is on the screen of a follower. Pure.
 */
#ifndef FOLLOW_PICTURE_H
#define FOLLOW_PICTURE_H

#include "canvas.h"
#include "keys.h"
#include "show_state.h"

struct follow_picture {
    const struct show_state *state; /* NULL: none came yet */
    bool connected;
    const char *ended;  /* why it is not connected any more, or "" */
    const char *status; /* one sentence about the last key, or "" */
    const char *typed;  /* an answer, as far as it was typed; NULL: nobody types one */
    bool help;
    int top; /* first line of what is scrolled; drawing puts it into range */
};

/* What the keys of a follower can do: what may be asked of the first terminal, and its own. */
action_set follow_actions(void);
void follow_draw(struct canvas *canvas, struct follow_picture *picture);

#endif
