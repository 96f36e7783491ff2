/* SPDX-License-Identifier: MIT */
/*
 * op_condition.h: a condition variable, made of a lock and three semaphores as Python's
 * multiprocessing makes it, each call of theirs an operation of its own. (pthread_cond_broadcast(3)
 * hides in one call who gets the mutex first; here everybody can see it, and choose.)
 *
 *   sleeping  how many have said that they wait     wakeup   what they sleep on
 *   woken     how many have said that they woke up
 *
 * wait: post sleeping, unlock, wait on wakeup, post woken, lock. notify: take one from sleeping (if
 * there is none, that was all), post wakeup, wait for woken.
 */
#ifndef OP_CONDITION_H
#define OP_CONDITION_H

#include "op_lock.h"

struct op_condition_memory; /* in memory of all who are forked later */

struct op_condition {
    uint32_t obj;
    uint32_t wakeup_queue, woken_queue; /* whose waiters are which: gate_queue_new */
    struct op_condition_memory *memory;
    struct op_lock lock;
    char name[GATE_NAME_MAX];
};

/* mmap(2) and sem_init(3). name NULL: "condition#1". 0 or -errno. */
int op_condition_new(const char *name, const struct op_lock *lock,
                     struct op_condition *ret_condition, int line);
/* Gives the lock back (as often as it was taken), sleeps until notified, and takes it again. The
 * caller must have the lock. 0, or what taking it gave. */
int op_condition_wait(const struct op_condition *condition, int line);
/* Wakes up to `most` of those who wait; the caller must have the lock. How many, or -errno. */
int op_condition_notify(const struct op_condition *condition, unsigned most, int line);

#endif
