/* SPDX-License-Identifier: MIT */
/*
 * held.h: the signals that end us, held back while something must come to its end first (a terminal
 * given back, a file put in its place). One that came meanwhile ends us when they are let in again.
 */
#ifndef HELD_H
#define HELD_H

#include <signal.h>
#include <stdbool.h>

void held_begin(sigset_t *ret_mask);
/* Whether one waits. */
bool held_waits(void);
void held_end(const sigset_t *mask);

#endif
