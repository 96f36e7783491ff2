/* SPDX-License-Identifier: MIT */
/*
 * shared_cells.h: what is in shared memory: the cells of an object (Value, Array) and who has it
 * mapped. Pure.
 */
#ifndef SHARED_CELLS_H
#define SHARED_CELLS_H

#include "buf.h"
#include "world.h"

/* Appends the number in a cell as text; nothing if there is no such cell. */
void cells_text(const struct world *world, const struct world_obj *obj, uint32_t cell,
                struct buf *out);
/* The cell that a record's state names (op.exit of a load or store); 0 where it names none. */
uint32_t cells_of_record(const struct log *log, const struct event *event);
/* Whether a process has the memory in its address space: it made it, or was forked after that by
 * one who has it; and it lives. */
bool cells_mapped(const struct world *world, const struct world_obj *obj,
                  const struct world_proc *proc);
/* The record in which proc last loaded from the cell, if another process has stored into it since:
 * what proc has is old, and a store made from it undoes the other's. 0: no. */
uint64_t cells_stale(const struct world *world, const struct world_obj *obj, uint32_t cell,
                     const struct world_proc *proc);

#endif
