/* SPDX-License-Identifier: MIT */
/*
 * partner.h: a second process for one that launch.h started and that is no run of a lesson (core/
 * measure): no gate, no slots, no supervisor. It dies with the one that started it; where there is
 * a pid namespace, or a guard, it goes with those too.
 */
#ifndef PARTNER_H
#define PARTNER_H

#include <sys/types.h>

/* Calls body in a new process, whose exit status its value is. 0, or -errno. The descriptors and
 * memory are those of a fork(2). */
int partner_start(int (*body)(void *arg), void *arg, pid_t *ret_pid);
/* Kills and reaps it. Its waitpid(2) status; -errno if there is none. */
int partner_end(pid_t pid);

#endif
