/* SPDX-License-Identifier: MIT */
/*
 * queues.h: who waits for what, in the order in which they blocked: one list for each object and
 * direction. The supervisor's private picture of the kernel's queues. Private to core/proc.
 */
#ifndef QUEUES_H
#define QUEUES_H

#include "gate.h"

#define QUEUE_END UINT32_MAX

/* Place `touch` of slot `slot` in the lists: number slot * GATE_TOUCH_MAX + touch. */
struct queue_node {
    uint32_t next, prev;
    uint64_t key; /* 0: in no list */
};

struct queue {
    uint64_t key; /* 0: free place of the table */
    uint32_t first, last;
    uint32_t count;
    uint8_t kind; /* enum gate_queue: GATE_HERD if any waiter says so, GATE_FIFO if all do */
};

struct queues {
    struct queue *table; /* open addressing; never shrinks */
    size_t cap, used;
    struct queue_node *nodes;
    size_t node_cap;
};

void queues_init(struct queues *queues);
void queues_done(struct queues *queues);
/* slot waits, from now on, in the queues of these touches (at their ends). */
void queues_join(struct queues *queues, uint32_t slot, const struct gate_touch *touch,
                 uint32_t count);
/* slot waits for nothing any more. */
void queues_leave(struct queues *queues, uint32_t slot);
/* The queue of an object and direction; NULL: nobody ever waited there. Walk: from queue->first, by
 * queues_next, until QUEUE_END; queues_slot gives the waiter. */
const struct queue *queues_of(const struct queues *queues, uint32_t obj, enum gate_dir dir);
const struct queue *queues_by_key(const struct queues *queues, uint64_t key);
uint32_t queues_next(const struct queues *queues, uint32_t node);
uint32_t queues_slot(uint32_t node);

#endif
