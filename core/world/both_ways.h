/* SPDX-License-Identifier: MIT */
/*
 * both_ways.h: pipe(7) has one direction: what is written goes to whoever reads first, the writer
 * itself too. So who asks and waits for the answer in one pipe may read its own question, and the
 * one it was meant for waits.
 */
#ifndef BOTH_WAYS_H
#define BOTH_WAYS_H

#include "world.h"

/* Who took out of obj, a pipe or a FIFO, what it had put in itself, where another process reads it
 * as well: the first one; NULL: nobody. */
const struct world_proc *both_ways_reader(const struct world *world, const struct world_obj *obj);

#endif
