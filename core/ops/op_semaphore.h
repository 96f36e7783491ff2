/* SPDX-License-Identifier: MIT */
/*
 * op_semaphore.h: counting semaphores, sem_overview(7): a sem_t that several processes share, in
 * memory that is mapped before the fork (mmap(2), MAP_SHARED | MAP_ANONYMOUS). Who finds 0 sleeps
 * in futex(2), and is let on in the order of waiting.
 */
#ifndef OP_SEMAPHORE_H
#define OP_SEMAPHORE_H

#include "gate.h"
#include <semaphore.h>

struct op_semaphore {
    uint32_t obj;
    sem_t *sem;
    uint32_t initial;
    bool bounded; /* release refuses to go over `initial` */
    char name[GATE_NAME_MAX];
};

/* mmap(2) and sem_init(3). name: of the object; NULL: "semaphore#1". initial: at most
 * SEM_VALUE_MAX. 0 or -errno. It is never destroyed: as the memory, it ends with the processes that
 * have it. */
int op_semaphore_new(const char *name, uint32_t initial, bool bounded,
                     struct op_semaphore *ret_semaphore, int line);
/* sem_wait(3): 0, or -EINTR. */
int op_acquire(const struct op_semaphore *semaphore, int line);
/* sem_trywait(3): 0, or -EAGAIN if it would have to wait. */
int op_try_acquire(const struct op_semaphore *semaphore, int line);
/* sem_post(3): 0, or -EOVERFLOW: over SEM_VALUE_MAX, or over `initial` if it is bounded. POSIX has
 * no bounded semaphores: as in Python, the library looks at the value with sem_getvalue(3) first,
 * and if it is there already, does not call sem_post(3). */
int op_release(const struct op_semaphore *semaphore, int line);
/* sem_getvalue(3): what it is at this moment. */
int op_getvalue(const struct op_semaphore *semaphore, int line);

#endif
