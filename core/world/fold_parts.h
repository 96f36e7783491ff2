/* SPDX-License-Identifier: MIT */
/* fold_parts.h: what fold.c and fold_descriptors.c need of each other. */
#ifndef FOLD_PARTS_H
#define FOLD_PARTS_H

#include "world.h"

/* The entry of that name, made where there is none yet; NULL for name 0. Pointers into procs, objs
 * and fds last until the next of these: they grow the arrays. */
struct world_proc *fold_proc_get(struct world *world, strid name);
struct world_obj *fold_obj_get(struct world *world, strid name);

/* What a record of its kind does (fold.c has the table of them). */
void fold_fd_open(struct world *world, const struct event *event);
void fold_fd_close(struct world *world, const struct event *event);
/* The op.exit of an fcntl(2), F_SETFL: of the open file description, so of all who share it. */
void fold_flags(struct world *world, const struct world_proc *proc, const struct event *event);
/* The process has ended. */
void fold_close_all(struct world *world, const struct world_proc *proc);

#endif
