/* SPDX-License-Identifier: MIT */
/*
 * filter.h: the system calls that a lesson process is refused (seccomp(2)). Private to core/proc.
 */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>

struct filter_wish {
    bool own_pids; /* a pid namespace: signals can't leave it */
    bool own_net;  /* a network of its own */
};

/* From now on, for this process and its children. Needs no_new_privs. 0, or -errno. */
int filter_begin(const struct filter_wish *wish);
/* From now on this process makes no other: fork(2), vfork(2) and clone(2) fail (EPERM). Needs
 * no_new_privs. 0, or -errno. */
int filter_alone(void);
/* Does this kernel filter? */
bool filter_possible(void);

#endif
