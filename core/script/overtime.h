/* SPDX-License-Identifier: MIT */
/*
 * overtime.h: a process that uses up its CPU time (SIGXCPU, setrlimit(2)) says at which line of the
 * lesson it was. What counts instructions can't see a long search of string.find, or a loop in C:
 * there this is what ends it. Room-internal.
 */
#ifndef OVERTIME_H
#define OVERTIME_H

#include "sandbox.h"

/* From now on, in this process and what it forks: before the signal ends it, `tell` gets the line
 * (0: not known). It runs in a signal's handler: it may store numbers and copy bytes, no more. */
void overtime_begin(const struct sandbox *sandbox, void (*tell)(int line));
/* The process may use so many seconds more, at most what its hard limit leaves; 0: all of that. */
void overtime_allow(unsigned seconds);

#endif
