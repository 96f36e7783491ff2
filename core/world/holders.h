/* SPDX-License-Identifier: MIT */
/*
 * holders.h: who has what a semaphore gives out, and who waits for it. A semaphore itself knows its
 * value alone; who acquired and did not release yet is counted here, from the log.
 *
 * In a world_obj of such a kind: written - taken (obj_in_flight) is its value, items are the places
 * that are taken, by rising place (`off`, from 0), each with who took it and the record of that.
 *
 * Who releases gives back the place that it took last. One that took none gives back one of another
 * process (a semaphore has no owner: sem_overview(7)); where several processes have one, nobody can
 * know which, so all stay items, and obj->given counts that: item_count - given are taken.
 */
#ifndef HOLDERS_H
#define HOLDERS_H

#include "world.h"

/* What it began with. */
int64_t semaphore_initial(const struct world *world, const struct world_obj *obj);
/* How many places are taken. */
uint32_t semaphore_taken(const struct world_obj *obj);
/* By whom: "car1 car2", "producer*3"; "2 of a b c" where others gave back some of these. At most
 * eight names; nothing if no place is taken. */
void semaphore_takers(const struct world *world, const struct world_obj *obj, struct buf *out);
/* Those who sleep in an operation on obj, in the order in which they fell asleep: index of the
 * first one that did so after record `after` (0: of all), or UINT32_MAX. */
uint32_t waiter_after(const struct world *world, const struct world_obj *obj, uint64_t after);
/* How many they are. */
uint32_t waiters_count(const struct world *world, const struct world_obj *obj);

#endif
