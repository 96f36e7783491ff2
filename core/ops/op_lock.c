/* SPDX-License-Identifier: MIT */
/*
 * op_lock.c: the mutex, and what the records say of it: who has it, how often, and whether what it
 * guards can be trusted. These notes lie beside the mutex and are written by its owner alone.
 */
#include "op_lock.h"
#include "op_call.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct op_lock_memory {
    pthread_mutex_t mutex;
    pid_t owner; /* 0: nobody */
    unsigned depth;
    bool inconsistent; /* an owner died, and nobody has said yet that all is right again */
};

static int init(struct op_lock_memory *memory, bool reentrant) {
    pthread_mutexattr_t attr;
    int err = pthread_mutexattr_init(&attr);
    if (err) {
        return err;
    }
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    /* NORMAL: who takes it twice waits for itself, as with Python's Lock and a binary semaphore. */
    pthread_mutexattr_settype(&attr, reentrant ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    err = pthread_mutex_init(&memory->mutex, &attr);
    pthread_mutexattr_destroy(&attr);
    return err;
}

int op_lock_new(const char *name, bool reentrant, struct op_lock *ret_lock, int line) {
    const char *call = reentrant ? "pthread_mutex_init(PROCESS_SHARED, ROBUST, RECURSIVE)"
                                 : "pthread_mutex_init(PROCESS_SHARED, ROBUST)";
    gate_enter(&(struct gate_op){.op = OP_MUTEX_INIT, .fd = -1, .line = line, .call = call});
    struct op_lock_memory *memory =
        mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int err = memory == MAP_FAILED ? errno : init(memory, reentrant);
    gate_exit(&(struct gate_result){.ret = err, .err = err});
    if (err) {
        return -err;
    }
    *ret_lock = (struct op_lock){.reentrant = reentrant, .memory = memory};
    ret_lock->obj = gate_obj_new_named(reentrant ? OBJ_RLOCK : OBJ_LOCK, name,
                                       "{\"owner\":null,\"depth\":0}", ret_lock->name);
    return 0;
}

static void enter(const struct op_lock *lock, enum op_kind op, int line) {
    char call[OP_CALL_MAX];
    struct gate_op gate_op = {.op = op, .obj = lock->obj, .fd = -1, .line = line, .call = call};
    snprintf(call, sizeof call, "pthread_mutex_%s(%s)", op_name(op), lock->name);
    if (op == OP_LOCK) {
        /* One waiter is woken at a time, the one that waits longest, and it takes the lock before
         * anybody else is let go. */
        gate_op.touch[0] = (struct gate_touch){lock->obj, GATE_IN, GATE_FIFO};
        gate_op.touch_count = 1;
    } else if (op == OP_UNLOCK) {
        gate_op.touch[0] = (struct gate_touch){lock->obj, GATE_OUT, 0};
        gate_op.touch_count = 1;
    }
    gate_enter(&gate_op);
}

/* These functions give the error's number; errno stays as it was. */
static int leave(int err, const char *state) {
    gate_exit(&(struct gate_result){.ret = err, .err = err, .state = state});
    return -err;
}

static void state_text(const struct op_lock_memory *memory, char state[OP_CALL_MAX]) {
    if (memory->depth > 0) {
        snprintf(state, OP_CALL_MAX, "{\"owner\":\"%s\",\"depth\":%u%s}", gate_name(),
                 memory->depth, memory->inconsistent ? ",\"inconsistent\":true" : "");
    } else {
        snprintf(state, OP_CALL_MAX, "{\"owner\":null,\"depth\":0%s}",
                 memory->inconsistent ? ",\"lost\":true" : "");
    }
}

/* After a lock or trylock that gave `err`. */
static int taken(const struct op_lock *lock, int err) {
    struct op_lock_memory *memory = lock->memory;
    char state[OP_CALL_MAX];
    if (err != 0 && err != EOWNERDEAD) {
        return leave(err, NULL);
    }
    /* Whoever died had it: its notes are not ours. */
    memory->depth = err || memory->owner != getpid() ? 1 : memory->depth + 1;
    memory->owner = getpid();
    memory->inconsistent = memory->inconsistent || err == EOWNERDEAD;
    state_text(memory, state);
    return leave(err, state);
}

int op_lock_acquire(const struct op_lock *lock, int line) {
    enter(lock, OP_LOCK, line);
    return taken(lock, pthread_mutex_lock(&lock->memory->mutex));
}

int op_lock_try(const struct op_lock *lock, int line) {
    enter(lock, OP_TRYLOCK, line);
    return taken(lock, pthread_mutex_trylock(&lock->memory->mutex));
}

int op_lock_release(const struct op_lock *lock, int line) {
    struct op_lock_memory *memory = lock->memory;
    char state[OP_CALL_MAX];
    enter(lock, OP_UNLOCK, line);
    bool own = memory->owner == getpid() && memory->depth > 0;
    if (own) {
        /* Before it is somebody else's. */
        memory->depth--;
        memory->owner = memory->depth > 0 ? memory->owner : 0;
        state_text(memory, state);
    }
    int err = pthread_mutex_unlock(&memory->mutex);
    return leave(err, own && !err ? state : NULL);
}

unsigned op_lock_depth(const struct op_lock *lock) {
    return lock->memory->owner == getpid() ? lock->memory->depth : 0;
}

int op_lock_consistent(const struct op_lock *lock, int line) {
    struct op_lock_memory *memory = lock->memory;
    char state[OP_CALL_MAX];
    enter(lock, OP_CONSISTENT, line);
    int err = pthread_mutex_consistent(&memory->mutex);
    memory->inconsistent = memory->inconsistent && err;
    state_text(memory, state);
    return leave(err, err ? NULL : state);
}
