/* SPDX-License-Identifier: MIT */
/*
 * term_guard.h: gives the terminal back however the program ends: by exit(3), die(), a crash. What
 * to write is prepared beforehand, so that a signal handler can do it.
 */
#ifndef TERM_GUARD_H
#define TERM_GUARD_H

#include <stddef.h>

/* Remembers how the terminal is set now (before curses changes it), for this process alone: a
 * forked child never touches the terminal. Sets handlers for SIGSEGV, SIGBUS, SIGABRT, SIGFPE and
 * SIGILL on a stack of their own; they give back and then let the signal do what it would have. */
void guard_arm(int in, int out);
/* What has to be written to `out` to leave the screen as it was; at most GUARD_BYTES, the rest is
 * dropped. Appends; called as curses gets known. */
#define GUARD_BYTES 512
void guard_string(const char *bytes);
/* Writes it and sets the terminal as it was; the second time it does nothing until guard_again.
 * Safe in a signal handler. */
void guard_give_back(void);
/* The same after endwin(3), which has written all of it: only the last string, and the settings. */
void guard_given_back(void);
/* The terminal has been taken again (after Ctrl-Z and fg, or at the start). */
void guard_again(void);
/* The end: handlers as they were before. */
void guard_disarm(void);

#endif
