/* SPDX-License-Identifier: MIT */
/*
 * holds.h: what of a lesson process its end would take from others. Private to core/proc.
 */
#ifndef HOLDS_H
#define HOLDS_H

#include <stdbool.h>

/* In `main`, before anything of a lesson runs: what 0, 1, 2 and `output` (-1: none) are now is
 * nothing that anybody of the run can wait for. */
void holds_begin(int output);

/* Whether the end of this process, now, could wake nobody but its parent: it has no descriptor but
 * those that were there before the run (a pipe's end, a socket, a lock on a file: who waits for one
 * of these is woken by its closing) and no robust mutex (whose next owner the kernel wakes). In
 * doubt false. Asks the kernel, not what was noted of descriptors. */
bool holds_nothing(void);

#endif
