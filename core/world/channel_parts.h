/* SPDX-License-Identifier: MIT */
/*
 * channel_parts.h: what is in a channel and who stands at it, for kind_channel.c and for drawing.
 *
 * In its world_obj: items are the values in the buffer, oldest first, each in the data of the send
 * that put it; capacity is the buffer's.
 */
#ifndef CHANNEL_PARTS_H
#define CHANNEL_PARTS_H

#include "buf.h"
#include "world.h"

bool channel_closed(const struct world *world, const struct world_obj *obj);
/* The value of an item, as C writes it. */
void channel_put_item(const struct world *world, const struct world_item *item, struct buf *out);
/* The value that a process which is at a send has in its hands. */
void channel_put_held(const struct world *world, const struct world_proc *proc, struct buf *out);
/* Those who wait in `op` (OP_CHAN_SEND, OP_CHAN_RECV), the longest wait first: "ann 1, bob 2" with
 * what they send (held), or names with one space between. How many. */
uint32_t channel_put_waiters(const struct world *world, const struct world_obj *obj,
                             enum op_kind op, bool held, struct buf *out);

#endif
