/* SPDX-License-Identifier: MIT */
/*
 * term_choice.h: which terminal this is and how to draw on it, from the environment and the locale.
 */
#ifndef TERM_CHOICE_H
#define TERM_CHOICE_H

#include "term.h"

/* For terminals that terminfo doesn't know; and for those of them that have few colours. */
#define TERM_STAND_IN     "xterm-256color"
#define TERM_STAND_IN_FEW "xterm"

struct term_choice {
    const char *name; /* for newterm */
    bool ascii, no_colour;
    struct buf notice; /* what the user should know; the caller's to free */
};

/* Sets LC_CTYPE too. -ENOTTY with a reason where no screen can be shown. */
int term_choose(struct term_choice *ret_choice, const struct term_options *options,
                struct diag *diag);

#endif
