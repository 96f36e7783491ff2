/* SPDX-License-Identifier: MIT */
/*
 * follow.h: a terminal beside the one that shows (core/show): notes, the step and what it did, who
 * can go next, the answers. Its keys go to the first one.
 */
#ifndef FOLLOW_H
#define FOLLOW_H

#include "term.h"

/* Takes the terminal and follows the show of this user, waits for one where there is none, until
 * the user quits. notice: a sentence to begin with, or "". As tutor_open (ui/tutor/tutor.h): 0, 128
 * + signal, -errno with *diag. */
int follow_open(const struct term_options *options, const char *notice, struct diag *diag);
/* The same on a terminal that is open already (term_memory); it stays open. */
int follow_on(struct term *term, const char *notice, struct diag *diag);

#endif
