/* SPDX-License-Identifier: MIT */
/*
 * guard.h: where there is no pid namespace, a guard process stands between the launcher and the
 * runner and does what the kernel would do: when either ends, in any way, it kills the whole run.
 * Private to core/proc.
 */
#ifndef GUARD_H
#define GUARD_H

#include <stdbool.h>
#include <sys/types.h>

/* The calling process becomes the guard and never returns from this; its child, the runner, does.
 * launcher: pid that must still be the parent; 0: not known. False: there is no guard (fork was
 * refused), and the caller goes on as it is. */
bool guard_begin(pid_t launcher);

#endif
