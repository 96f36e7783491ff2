/* SPDX-License-Identifier: MIT */
/*
 * queue_items.h: what is in a queue (op_queue.h), as the log has it. An item of the world_obj is
 * one put: the bytes of its write(2) are a length (four bytes), a letter and the value's text.
 */
#ifndef QUEUE_ITEMS_H
#define QUEUE_ITEMS_H

#include "buf.h"
#include "world.h"

enum { QUEUE_ITEM_HEAD = 4 };

/* The value of what this write put in: 3 or "abc"; false if it can't be seen. */
bool queue_put_value(const struct log *log, const struct event *event, struct buf *out);
/* "3, 1, 4", the one to be got next first; at most `most` of them. */
void queue_put_items(const struct world *world, const struct world_obj *obj, uint32_t most,
                     const char *between, struct buf *out);
/* 0: no limit but the pipe's. */
int64_t queue_maxsize(const struct world *world, const struct world_obj *obj);
/* Of a JoinableQueue: what was put and not called done. Else -1. */
int64_t queue_tasks(const struct world *world, const struct world_obj *obj);
/* One of its parts ("rlock", "wlock", "cond"), an object of its own; NULL. */
const struct world_obj *queue_part(const struct world *world, const struct world_obj *obj,
                                   const char *part);
/* Whether `name` is that of a part of the queue called `queue`. */
bool queue_is_part(const char *queue, const char *name);
/* Of the condition variable that a JoinableQueue's join waits on: what has to be done, a sentence
 * with a space before it. false: it is none of a queue. */
bool queue_advise_join(const struct world *world, const struct world_obj *condition,
                       struct buf *out);

#endif
