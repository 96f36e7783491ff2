/* SPDX-License-Identifier: MIT */
/*
 * op_condition.c: the steps of a condition variable, one table of them. Nothing gets lost between
 * giving back the lock and falling asleep: who waits has said so before (sleeping), and a post of
 * wakeup stays until it is taken. And no latecomer takes it: the notifier keeps the lock until the
 * one that it woke has said so (woken).
 */
#include "op_condition.h"
#include "op_call.h"
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>

struct op_condition_memory {
    sem_t sleeping, wakeup, woken;
};

enum part { PART_ENLIST, PART_SLEEP, PART_ACK, PART_NOTIFY, PART_MORE, PART_WAKE, PART_ACKED };

static const struct {
    const char *call, *semaphore;
    const char *state; /* so that the records say which step it is */
    enum op_kind op;
} parts[] = {
    [PART_ENLIST] = {"sem_post", "sleeping", "{\"part\":\"enlist\"}", OP_RELEASE},
    [PART_SLEEP] = {"sem_wait", "wakeup", "{\"part\":\"sleep\"}", OP_ACQUIRE},
    [PART_ACK] = {"sem_post", "woken", "{\"part\":\"ack\"}", OP_RELEASE},
    [PART_NOTIFY] = {"sem_trywait", "sleeping", "{\"part\":\"notify\"}", OP_TRY_ACQUIRE},
    [PART_MORE] = {"sem_trywait", "sleeping", "{\"part\":\"more\"}", OP_TRY_ACQUIRE},
    [PART_WAKE] = {"sem_post", "wakeup", "{\"part\":\"wake\"}", OP_RELEASE},
    [PART_ACKED] = {"sem_wait", "woken", "{\"part\":\"acked\"}", OP_ACQUIRE},
};

static int made(struct op_condition_memory **ret_memory) {
    struct op_condition_memory *memory =
        mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return errno;
    }
    sem_init(&memory->sleeping, 1, 0);
    sem_init(&memory->wakeup, 1, 0);
    sem_init(&memory->woken, 1, 0);
    *ret_memory = memory;
    return 0;
}

int op_condition_new(const char *name, const struct op_lock *lock,
                     struct op_condition *ret_condition, int line) {
    char attrs[GATE_NAME_MAX + 16];
    struct op_condition_memory *memory = NULL;
    gate_enter(&(struct gate_op){
        .op = OP_SEM_INIT, .fd = -1, .line = line, .call = "sem_init(sleeping, wakeup, woken)"});
    int err = made(&memory);
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    if (err) {
        return -err;
    }
    *ret_condition = (struct op_condition){.memory = memory, .lock = *lock};
    snprintf(attrs, sizeof attrs, "{\"lock\":\"%s\"}", lock->name);
    ret_condition->obj = gate_obj_new_named(OBJ_CONDITION, name, attrs, ret_condition->name);
    ret_condition->wakeup_queue = gate_queue_new();
    ret_condition->woken_queue = gate_queue_new();
    return 0;
}

static int act(struct op_condition_memory *memory, enum part part) {
    switch (part) {
    case PART_ENLIST:
        return sem_post(&memory->sleeping);
    case PART_SLEEP:
        return sem_wait(&memory->wakeup);
    case PART_ACK:
        return sem_post(&memory->woken);
    case PART_NOTIFY:
    case PART_MORE:
        return sem_trywait(&memory->sleeping);
    case PART_WAKE:
        return sem_post(&memory->wakeup);
    case PART_ACKED:
        return sem_wait(&memory->woken);
    }
    return 0;
}

static uint32_t queue_of(const struct op_condition *condition, enum part part) {
    switch (part) {
    case PART_SLEEP:
    case PART_WAKE:
        return condition->wakeup_queue;
    case PART_ACK:
    case PART_ACKED:
        return condition->woken_queue;
    case PART_ENLIST:
    case PART_NOTIFY:
    case PART_MORE:
        break; /* nobody ever waits on sleeping */
    }
    return 0;
}

/* One call on one of the semaphores. 0 or -errno. */
static int step(const struct op_condition *condition, enum part part, int line) {
    char call[OP_CALL_MAX];
    uint32_t queue = queue_of(condition, part);
    bool waits = parts[part].op == OP_ACQUIRE;
    snprintf(call, sizeof call, "%s(%s.%s)", parts[part].call, condition->name,
             parts[part].semaphore);
    gate_enter(&(struct gate_op){
        .op = parts[part].op,
        .obj = condition->obj,
        .fd = -1,
        .line = line,
        .call = call,
        .touch = {{queue, waits ? GATE_IN : GATE_OUT, waits ? GATE_FIFO : 0}},
        .touch_count = queue != 0,
    });
    int ret = act(condition->memory, part), err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err, .state = parts[part].state});
    return -err;
}

/* A signal's handler has run: the wait goes on. */
static void step_through(const struct op_condition *condition, enum part part, int line) {
    while (step(condition, part, line) == -EINTR) {
    }
}

int op_condition_wait(const struct op_condition *condition, int line) {
    unsigned depth = op_lock_depth(&condition->lock);
    int code = 0;
    step(condition, PART_ENLIST, line);
    for (unsigned i = 0; i < depth; i++) {
        op_lock_release(&condition->lock, line);
    }
    step_through(condition, PART_SLEEP, line);
    step(condition, PART_ACK, line);
    for (unsigned i = 0; i < depth; i++) {
        code = op_lock_acquire(&condition->lock, line);
    }
    return code;
}

int op_condition_notify(const struct op_condition *condition, unsigned most, int line) {
    unsigned count = 0;
    while (count < most && step(condition, count ? PART_MORE : PART_NOTIFY, line) == 0) {
        count++;
    }
    for (unsigned i = 0; i < count; i++) {
        step(condition, PART_WAKE, line);
    }
    for (unsigned i = 0; i < count; i++) {
        step_through(condition, PART_ACKED, line);
    }
    return (int)count;
}
