/* SPDX-License-Identifier: MIT */
/*
 * ending.h: a runner that is asked to end (SIGTERM) takes its lesson processes along. Private to
 * core/proc.
 */
#ifndef ENDING_H
#define ENDING_H

#include "shared.h"

/* From now on, SIGTERM kills and reaps all of the run and ends this process. own_pids: this is the
 * first process of a pid namespace, so ending is enough. */
void ending_begin(struct shared *shared, bool own_pids);
void ending_done(void);

#endif
