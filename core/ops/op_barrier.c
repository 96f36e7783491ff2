/* SPDX-License-Identifier: MIT */
/*
 * op_barrier.c: coming to a barrier is one operation: counting oneself and falling asleep belong
 * together, and no order of others in between would change who opens it.
 */
#include "op_barrier.h"
#include "op_call.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct op_barrier_memory {
    _Atomic uint32_t there;
    _Atomic uint32_t opened;
};

int op_barrier_new(const char *name, uint32_t parties, struct op_barrier *ret_barrier, int line) {
    char attrs[40];
    gate_enter(&(struct gate_op){
        .op = OP_MMAP,
        .fd = -1,
        .line = line,
        .call = "mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)"});
    struct op_barrier_memory *memory =
        mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int err = memory == MAP_FAILED ? errno : 0;
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    if (err) {
        return -err;
    }
    *ret_barrier = (struct op_barrier){.memory = memory, .parties = parties};
    snprintf(attrs, sizeof attrs, "{\"parties\":%u}", parties);
    ret_barrier->obj = gate_obj_new_named(OBJ_BARRIER, name, attrs, ret_barrier->name);
    return 0;
}

static void come(const struct op_barrier *barrier, uint32_t place) {
    struct op_barrier_memory *memory = barrier->memory;
    uint32_t before = atomic_load(&memory->opened);
    if (place + 1 == barrier->parties) {
        atomic_store(&memory->there, 0);
        atomic_fetch_add(&memory->opened, 1);
        syscall(SYS_futex, &memory->opened, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
        return;
    }
    /* A signal's handler has run: it goes on waiting. */
    while (atomic_load(&memory->opened) == before) {
        syscall(SYS_futex, &memory->opened, FUTEX_WAIT, before, NULL, NULL, 0);
    }
}

int64_t op_barrier_wait(const struct op_barrier *barrier, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "futex(&%s.opened, FUTEX_WAIT or FUTEX_WAKE)", barrier->name);
    gate_enter(&(struct gate_op){
        .op = OP_BARRIER_WAIT,
        .obj = barrier->obj,
        .fd = -1,
        .line = line,
        .call = call,
        /* All are woken at once, but they take nothing from one another: no herd. */
        .touch = {{barrier->obj, GATE_IN, 0}},
        .touch_count = 1,
    });
    uint32_t place = atomic_fetch_add(&barrier->memory->there, 1);
    come(barrier, place);
    gate_exit(&(struct gate_result){.ret = (int64_t)place});
    return (int64_t)place;
}
