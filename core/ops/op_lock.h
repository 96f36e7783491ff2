/* SPDX-License-Identifier: MIT */
/*
 * op_lock.h: Lock and RLock: a mutex of pthreads in memory that processes share
 * (PTHREAD_PROCESS_SHARED), robust, so that the next one hears of it when an owner died, and for
 * RLock recursive. Who has to wait sleeps in futex(2); a lock that is free is taken without any
 * system call.
 */
#ifndef OP_LOCK_H
#define OP_LOCK_H

#include "gate.h"

struct op_lock_memory; /* in memory of all who are forked later */

struct op_lock {
    uint32_t obj;
    bool reentrant;
    struct op_lock_memory *memory;
    char name[GATE_NAME_MAX];
};

/* mmap(2) and pthread_mutex_init(3). name NULL: "lock#1", "rlock#1". 0 or -errno. */
int op_lock_new(const char *name, bool reentrant, struct op_lock *ret_lock, int line);
/* pthread_mutex_lock(3). 0; -EOWNERDEAD: the lock is taken all the same, but who had it died inside
 * of it; -ENOTRECOVERABLE: it is taken no more, by nobody; -EAGAIN: an RLock too often. */
int op_lock_acquire(const struct op_lock *lock, int line);
/* pthread_mutex_trylock(3): as above, or -EBUSY. */
int op_lock_try(const struct op_lock *lock, int line);
/* pthread_mutex_unlock(3). 0 or -EPERM: it is not this process that has it. */
int op_lock_release(const struct op_lock *lock, int line);
/* How often this process has taken it and not given it back. No operation: it looks at own notes.
 */
unsigned op_lock_depth(const struct op_lock *lock);
/* pthread_mutex_consistent(3), by who got -EOWNERDEAD: what the lock guards is right again. 0 or
 * -EINVAL. */
int op_lock_consistent(const struct op_lock *lock, int line);

#endif
