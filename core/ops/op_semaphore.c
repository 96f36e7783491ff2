/* SPDX-License-Identifier: MIT */
/*
 * op_semaphore.c: a semaphore's calls as gated operations. What the value is after each is not
 * recorded here: between sem_post(3) and a look at the value, the one whom it woke may already have
 * taken it. The world counts instead (core/world/kind_semaphore.c).
 */
#include "op_semaphore.h"
#include "op_call.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static int made(sem_t **ret_sem, uint32_t initial) {
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sem == MAP_FAILED) {
        return -errno;
    }
    if (sem_init(sem, 1, initial) < 0) {
        int err = errno;
        munmap(sem, sizeof *sem);
        return -err;
    }
    *ret_sem = sem;
    return 0;
}

int op_semaphore_new(const char *name, uint32_t initial, bool bounded,
                     struct op_semaphore *ret_semaphore, int line) {
    char call[OP_CALL_MAX], attrs[96];
    snprintf(call, sizeof call, "sem_init(%s, 1, %u)", name ? name : "sem", initial);
    gate_enter(&(struct gate_op){.op = OP_SEM_INIT, .fd = -1, .line = line, .call = call});
    sem_t *sem = NULL;
    int code = made(&sem, initial);
    gate_exit(&(struct gate_result){.ret = code < 0 ? -1 : 0, .err = -code});
    if (code < 0) {
        return code;
    }
    snprintf(attrs, sizeof attrs, "{\"initial\":%u,\"bounded\":%s}", initial,
             bounded ? "true" : "false");
    *ret_semaphore = (struct op_semaphore){.sem = sem, .initial = initial, .bounded = bounded};
    ret_semaphore->obj = gate_obj_new_named(OBJ_SEMAPHORE, name, attrs, ret_semaphore->name);
    return 0;
}

/* touch: NULL for a call that neither waits nor wakes. */
static void enter(const struct op_semaphore *semaphore, enum op_kind op, const char *function,
                  const struct gate_touch *touch, int line) {
    char call[OP_CALL_MAX];
    struct gate_op entered = {
        .op = op, .obj = semaphore->obj, .fd = -1, .line = line, .call = call};
    snprintf(call, sizeof call, "%s(%s)", function, semaphore->name);
    if (touch) {
        entered.touch[0] = *touch;
        entered.touch_count = 1;
    }
    gate_enter(&entered);
}

static int leave(int ret) {
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}

int op_acquire(const struct op_semaphore *semaphore, int line) {
    enter(semaphore, OP_ACQUIRE, "sem_wait",
          &(struct gate_touch){semaphore->obj, GATE_IN, GATE_FIFO}, line);
    return leave(sem_wait(semaphore->sem));
}

int op_try_acquire(const struct op_semaphore *semaphore, int line) {
    enter(semaphore, OP_TRY_ACQUIRE, "sem_trywait", NULL, line);
    return leave(sem_trywait(semaphore->sem));
}

static bool at_bound(const struct op_semaphore *semaphore) {
    int value = 0;
    return semaphore->bounded && sem_getvalue(semaphore->sem, &value) == 0 &&
           (int64_t)value >= (int64_t)semaphore->initial;
}

int op_release(const struct op_semaphore *semaphore, int line) {
    enter(semaphore, OP_RELEASE, "sem_post", &(struct gate_touch){semaphore->obj, GATE_OUT, 0},
          line);
    if (at_bound(semaphore)) {
        errno = EOVERFLOW;
        return leave(-1);
    }
    return leave(sem_post(semaphore->sem));
}

int op_getvalue(const struct op_semaphore *semaphore, int line) {
    int value = 0;
    enter(semaphore, OP_GETVALUE, "sem_getvalue", NULL, line);
    sem_getvalue(semaphore->sem, &value);
    gate_exit(&(struct gate_result){.ret = value});
    return value;
}
