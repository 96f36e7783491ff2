/* SPDX-License-Identifier: MIT */
/*
 * interrupted.h: whether Ctrl-C cut a run short. What came of such a run is not what its program
 * was written to show: nobody judges it by what the program declares.
 */
#ifndef INTERRUPTED_H
#define INTERRUPTED_H

#include "log.h"

/* The last record before n (from 1) of a Ctrl-C that killed a process: one that ended in the same
 * step, by the signal that was sent (signal(7), the default action of SIGINT). 0: there is none.
 * Who sent for it, a hand or a schedule, makes no difference; what stands before another run.end,
 * if there is one, is not of this run. */
uint64_t interrupted_by(const struct log *log, uint64_t n);

#endif
