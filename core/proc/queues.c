/* SPDX-License-Identifier: MIT */
/*
 * queues.c: lists of waiters (queues.h), linked through an array of nodes, so that joining and
 * leaving cost the same however many wait.
 */
#include "queues.h"
#include "mem.h"
#include <string.h>

void queues_init(struct queues *queues) {
    *queues = (struct queues){0};
}

void queues_done(struct queues *queues) {
    mem_free(queues->table);
    mem_free(queues->nodes);
    *queues = (struct queues){0};
}

static uint64_t key_of(uint32_t obj, unsigned dir) {
    return ((uint64_t)obj << 2 | dir) + 1;
}

static struct queue *place(const struct queues *queues, uint64_t key) {
    uint64_t at = key * 0x9e3779b97f4a7c15U;
    for (;; at++) {
        struct queue *queue = &queues->table[at & (queues->cap - 1)];
        if (queue->key == key || queue->key == 0) {
            return queue;
        }
    }
}

static void grow(struct queues *queues) {
    struct queues bigger = *queues;
    bigger.cap = queues->cap ? queues->cap * 2 : 64;
    bigger.table = mem_new(bigger.cap * sizeof *bigger.table);
    for (size_t i = 0; i < queues->cap; i++) {
        if (queues->table[i].key) {
            *place(&bigger, queues->table[i].key) = queues->table[i];
        }
    }
    mem_free(queues->table);
    *queues = bigger;
}

static struct queue *get(struct queues *queues, uint64_t key) {
    if (queues->used * 2 >= queues->cap) {
        grow(queues);
    }
    struct queue *queue = place(queues, key);
    if (!queue->key) {
        *queue = (struct queue){.key = key, .first = QUEUE_END, .last = QUEUE_END};
        queues->used++;
    }
    return queue;
}

void queues_join(struct queues *queues, uint32_t slot, const struct gate_touch *touch,
                 uint32_t count) {
    queues->nodes = mem_grow(queues->nodes, &queues->node_cap, ((size_t)slot + 1) * GATE_TOUCH_MAX,
                             sizeof *queues->nodes);
    for (uint32_t i = 0; i < count && i < GATE_TOUCH_MAX; i++) {
        uint32_t id = slot * GATE_TOUCH_MAX + i;
        struct queue_node *node = &queues->nodes[id];
        if (node->key || (touch[i].queue & GATE_WAKES)) {
            continue;
        }
        struct queue *queue = get(queues, key_of(touch[i].obj, touch[i].dir & 1U));
        if (queue->count++ == 0) {
            queue->kind = touch[i].queue;
        } else {
            /* One who waits as in a herd makes it one; in order only if all are. */
            queue->kind = (uint8_t)(((queue->kind | touch[i].queue) & GATE_HERD) |
                                    (queue->kind & touch[i].queue & GATE_FIFO));
        }
        *node = (struct queue_node){.next = QUEUE_END, .prev = queue->last, .key = queue->key};
        if (queue->last == QUEUE_END) {
            queue->first = id;
        } else {
            queues->nodes[queue->last].next = id;
        }
        queue->last = id;
    }
}

void queues_leave(struct queues *queues, uint32_t slot) {
    if (queues->node_cap < ((size_t)slot + 1) * GATE_TOUCH_MAX) {
        return;
    }
    for (uint32_t id = slot * GATE_TOUCH_MAX; id < (slot + 1) * GATE_TOUCH_MAX; id++) {
        struct queue_node *node = &queues->nodes[id];
        if (!node->key) {
            continue;
        }
        struct queue *queue = place(queues, node->key);
        *(node->prev == QUEUE_END ? &queue->first : &queues->nodes[node->prev].next) = node->next;
        *(node->next == QUEUE_END ? &queue->last : &queues->nodes[node->next].prev) = node->prev;
        queue->count--;
        node->key = 0;
    }
}

const struct queue *queues_by_key(const struct queues *queues, uint64_t key) {
    if (!queues->cap) {
        return NULL;
    }
    const struct queue *queue = place(queues, key);
    return queue->key && queue->count ? queue : NULL;
}

const struct queue *queues_of(const struct queues *queues, uint32_t obj, enum gate_dir dir) {
    return queues_by_key(queues, key_of(obj, (unsigned)dir & 1U));
}

uint32_t queues_next(const struct queues *queues, uint32_t node) {
    return queues->nodes[node].next;
}

uint32_t queues_slot(uint32_t node) {
    return node / GATE_TOUCH_MAX;
}
