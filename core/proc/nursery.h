/* SPDX-License-Identifier: MIT */
/*
 * nursery.h: a process that starts runners. exec(2) is the dearest part of a run, so the runner's
 * program is executed once: that process, which has run no lesson and never will, forks a fresh
 * runner for every run, as a child of whoever asked (CLONE_PARENT, clone(2)). So a runner from a
 * nursery is what one from launch.h is: in namespaces of its own, dying with the tutor, waited for
 * by it; and no run leaves anything to the next.
 */
#ifndef NURSERY_H
#define NURSERY_H

#include "launch.h"

struct nursery;

/* Starts one from this program, which calls nursery_serve on descriptor 3. 0, or -errno with *diag;
 * -ENOSYS: this kernel can't (no pidfd_open(2), Linux 5.3). */
int nursery_new(const char *path, struct nursery **ret_nursery, struct diag *diag);
/* Ends it; runners go on. NULL: nothing. In a process forked since, its parent's goes on too. */
void nursery_free(struct nursery *nursery);
/* Is it this process's, and from this program? */
bool nursery_is(const struct nursery *nursery, const char *path);

/* A runner with fd as its descriptor 3, in this process's working directory. 0, or -errno with
 * *diag; -EPROTO, without *diag: the nursery is broken or gone, and so is the request. */
int nursery_launch(struct nursery *nursery, int fd, bool no_cage, bool net,
                   struct launched *ret_launched, struct diag *diag);

/* The nursery's side. Returns an exit status when the tutor has closed its end of `fd`; in each
 * runner, body(arg) is called with the run's descriptor as 3. */
int nursery_serve(int fd, int (*body)(void *arg), void *arg);

#endif
