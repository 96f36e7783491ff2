/* SPDX-License-Identifier: MIT */
/*
 * rundir.h: the directory for a run's FIFOs, sockets and files. In the run's own /dev/shm where it
 * has one (it vanishes with the run); else under /tmp, with the runner's pid in its name, so that
 * what a killed run left can be told from what is in use. Private to core/proc.
 */
#ifndef RUNDIR_H
#define RUNDIR_H

struct cage;

/* An empty file "mq.NAME" in it: the message queue /NAME is the run's and goes with it. */
#define RUNDIR_QUEUE "mq."

/* Sets cage->run_dir. 0, or -errno and "" there. */
int rundir_make(struct cage *cage);
/* Removes it and what is in it. */
void rundir_remove(struct cage *cage);
/* Removes those of this user whose runner is gone. How many. */
int rundir_sweep(void);

#endif
