/* SPDX-License-Identifier: MIT */
/*
 * exporting.h: the making of a long text: how far it is stands on standard error where that is a
 * terminal, and Ctrl-C stops it before anything is written.
 */
#ifndef EXPORTING_H
#define EXPORTING_H

#include "export.h"
#include <signal.h>
#include <stdint.h>

struct exporting_watch {
    struct export_watch watch; /* what the makers ask */
    int64_t tell_at;           /* ns of clock_ns; nothing is said of short work */
    sigset_t mask;
};

/* Begun after all runs are over: what is forked must not have our signals held. */
void exporting_begin(struct exporting_watch *watching);
/* It is made, and nothing is written yet: a signal that came meanwhile ends us here. */
void exporting_end(struct exporting_watch *watching);
/* The runs before it: number `done` of `all` begins, since `began` (of clock_ns). */
void exporting_runs(int64_t began, const char *program, size_t done, size_t all);

#endif
