/* SPDX-License-Identifier: MIT */
/*
 * furnish.h: what a new set of namespaces needs before anybody can live in it. Private to
 * core/proc.
 */
#ifndef FURNISH_H
#define FURNISH_H

#include "cage.h"

/* Where the file system of the run's message queues is mounted. */
#define FURNISH_QUEUES "/dev/shm/mqueue"

/* In the first process of a new user namespace: it keeps its user and group ids. 0, or -errno. */
int furnish_ids(unsigned uid, unsigned gid);
/* In the first process of the other namespaces: mounts, loopback. Sets proc, shm and why of the
 * report, by what it says there is of namespaces. */
void furnish(struct cage_report *report);
/* why: the first thing that was refused stays. */
void furnish_refused(struct cage_report *report, const char *what, int err);

#endif
