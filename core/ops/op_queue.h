/* SPDX-License-Identifier: MIT */
/*
 * op_queue.h: a queue between processes, made as Python's multiprocessing makes it of what is there
 * already, each step an operation of its own:
 *
 *   a pipe       the items, each a length (four bytes, the highest first) and its bytes
 *   q-rlock      so that one reader takes a whole item
 *   q-wlock      so that one writer puts a whole item
 *   q.places     a semaphore: how many more items may come in. Only where there is a maxsize
 *   q.tasks      a semaphore: items that nobody has called done yet \ of a
 *   q-lock       guards the count                                    > joinable
 *   q-cond       where join waits until it is 0                     /  queue only
 *
 * Python's Queue hands what is put to a thread of the process, which writes it; here the process
 * writes itself. And Python pickles values; what the bytes of an item mean is the caller's here.
 */
#ifndef OP_QUEUE_H
#define OP_QUEUE_H

#include "op_condition.h"
#include "op_descriptor.h"

enum { QUEUE_ITEM_MAX = 4000 }; /* bytes of an item: with its length it goes in by one write(2) */

struct op_queue_memory; /* in memory of all who are forked later */

struct op_queue {
    uint32_t obj;
    uint32_t places_queue; /* whose waiters wait for a place: gate_queue_new */
    uint32_t maxsize;      /* 0: as much as the pipe takes */
    bool joinable;
    struct op_descriptor read, write;
    struct op_lock rlock, wlock, lock;
    struct op_condition cond;
    struct op_queue_memory *memory;
    char name[GATE_NAME_MAX];
};

/* name NULL: "queue#1". 0 or -errno. */
int op_queue_new(const char *name, uint32_t maxsize, bool joinable, struct op_queue *ret_queue,
                 int line);
/* Waits for a place, counts a task, writes. len: at most QUEUE_ITEM_MAX. 0 or -errno; -EOWNERDEAD,
 * -ENOTRECOVERABLE: a process died in the middle of a put, and nobody can put any more. */
int op_queue_put(const struct op_queue *queue, const void *bytes, size_t len, int line);
/* Waits for an item. Its length, or -errno, likewise. */
ssize_t op_queue_get(const struct op_queue *queue, unsigned char bytes[QUEUE_ITEM_MAX], int line);
/* Of a joinable queue: one task less, and whoever waits in join is notified when none is left. 0,
 * or -EAGAIN: called more often than something was put. */
int op_queue_task_done(const struct op_queue *queue, int line);
/* Waits until each item that was put was called done. */
int op_queue_join(const struct op_queue *queue, int line);

#endif
