/* SPDX-License-Identifier: MIT */
/*
 * term_signals.h: the signals a terminal program lives with, turned into something to poll for. No
 * signal is ever blocked, so a program that we start inherits nothing odd: exec resets handlers.
 */
#ifndef TERM_SIGNALS_H
#define TERM_SIGNALS_H

#include <stdbool.h>

/* Sets the handlers. 0 or -errno. */
int signals_open(void);
/* As they were before. */
void signals_close(void);
/* Readable when a signal has come. */
int signals_fd(void);

struct signals_seen {
    bool resize;   /* SIGWINCH */
    bool suspend;  /* SIGTSTP */
    bool resume;   /* SIGCONT */
    int terminate; /* SIGTERM, SIGHUP, SIGQUIT: one 2 s later ends us at once. SIGINT, however
                      often. 0: none */
};

/* What has come since the last time. */
struct signals_seen signals_take(void);
/* Stops this process and its group as the terminal's Ctrl-Z does; returns after fg (at once where
 * nobody could ever continue us: an orphaned process group). */
void signals_stop_here(void);

#endif
