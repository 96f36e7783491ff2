/* SPDX-License-Identifier: MIT */
/*
 * spawn.h: the first lesson process. Private to core/proc.
 */
#ifndef SPAWN_H
#define SPAWN_H

struct supervisor;

/* Forks main (slot 0). 0, or -errno. */
int spawn_main(struct supervisor *sv);

#endif
