/* SPDX-License-Identifier: MIT */
/*
 * op_event.h: an event: a flag that is set or not, and those who wait for it to be set. One word in
 * memory that several processes share, slept on with futex(2): FUTEX_WAIT while it is not set, and
 * set wakes all of them at once by one FUTEX_WAKE. (Python's multiprocessing makes its Event of a
 * Condition and a Semaphore; what a program sees of it is the same.)
 */
#ifndef OP_EVENT_H
#define OP_EVENT_H

#include "gate.h"

struct op_event {
    uint32_t obj;
    _Atomic uint32_t *word;
    char name[GATE_NAME_MAX];
};

/* mmap(2). name: of the object; NULL: "event#1". Not set. 0 or -errno. */
int op_event_new(const char *name, struct op_event *ret_event, int line);
/* Sleeps until it is set; not at all if it is. Who was woken by a set goes on, even if it is
 * cleared before that. 0, or -EINTR. */
int op_event_wait(const struct op_event *event, int line);
void op_event_set(const struct op_event *event, int line);
void op_event_clear(const struct op_event *event, int line);
bool op_event_is_set(const struct op_event *event, int line);

#endif
