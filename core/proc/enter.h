/* SPDX-License-Identifier: MIT */
/*
 * enter.h: first things in a forked process. Private to core/proc.
 */
#ifndef ENTER_H
#define ENTER_H

#include <stddef.h>

/* Signals 1 to `last` at their defaults and none blocked. */
void enter_signals(int last);
/* Closes every descriptor from 3 on but these. */
void enter_close(const int *keep, size_t count);

#endif
