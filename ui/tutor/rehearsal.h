/* SPDX-License-Identifier: MIT */
/*
 * rehearsal.h: who and what a program will bring on stage, found out by running it once to its end
 * before it is shown, so that everybody has a place from the first step on.
 */
#ifndef REHEARSAL_H
#define REHEARSAL_H

#include "cast.h"
#include "run.h"

/* Runs *wish by itself (its own schedule and input, nobody watches) and adds to the cast whom it
 * met. Waits for it a second at most: what is not known by then, comes in later. A run that can't
 * be started, asks or fails adds what it has. The cast is left ready for another log. */
void rehearse(const struct run_wish *wish, struct cast *cast);

#endif
