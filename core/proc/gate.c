/* SPDX-License-Identifier: MIT */
/*
 * gate.c: operations of a lesson process, each with a gate before it (gate.h). What is only noted,
 * without a gate, is in notes.c.
 */
#include "gate.h"
#include "clock.h"
#include "futex.h"
#include "holds.h"
#include "me.h"
#include "ring_bytes.h"
#include <assert.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct me me = {.slot = SHARED_NOBODY};

void gate_attach(struct shared *shared, uint32_t slot) {
    me.shared = shared;
    me.slot = slot;
    me.self = shared_slot(shared, slot);
    me.op = OP_NONE;
    /* Parent and child both write it: whoever comes first. */
    atomic_store(&shared->pids[slot], (int32_t)getpid());
    atomic_store(&me.self->phase, PHASE_USER);
}

bool gate_attached(void) {
    return me.self != NULL;
}

void gate_overtime(int line) {
    if (gate_attached()) {
        atomic_store(&me.self->over_line, line);
    }
}

const char *gate_name(void) {
    assert(gate_attached());
    return me.self->name;
}

const char *gate_name_of(pid_t pid) {
    assert(gate_attached());
    uint32_t slot = shared_slot_of(me.shared, pid);
    return slot == SHARED_NOBODY ? NULL : shared_slot(me.shared, slot)->name;
}

static void publish(const struct gate_op *op) {
    assert(op->touch_count <= GATE_TOUCH_MAX);
    struct shared_slot *self = me.self;
    self->op = (uint32_t)op->op;
    self->touch_count = op->touch_count;
    memcpy(self->touch, op->touch, op->touch_count * sizeof op->touch[0]);
    self->target = op->target > 0 ? shared_slot_of(me.shared, op->target) : SHARED_NOBODY;
    self->quiet = op->op == OP_EXIT && holds_nothing();
    self->may_end = op->may_end && !self->quiet;
    self->timed = op->timed;
    self->limit = op->limit;
    self->takes = op->takes;
    atomic_store(&self->over, 0);
    ring_put(self, &(struct ring_record){.kind = RING_READY,
                                         .op = op->op,
                                         .obj = op->obj,
                                         .fd = op->fd,
                                         .line = op->line,
                                         .text = op->call,
                                         .text_len = op->call ? strlen(op->call) : 0});
}

void gate_on_signals(bool (*at_gate)(void), void (*go)(void), void (*run)(void *arg), void *arg) {
    me.at_gate = at_gate;
    me.go = go;
    me.run = run;
    me.arg = arg;
}

void gate_interrupt(void) {
    if (!me.self) {
        return;
    }
    uint32_t phase = atomic_load(&me.self->phase);
    if (phase == PHASE_GATE || phase == PHASE_SLEEP) {
        futex_interrupt(&me.self->gate);
    }
}

void gate_hears_children(bool hears) {
    assert(gate_attached());
    atomic_store(&me.self->hears, hears);
}

/* Stands at the gate, if it is not open. False: a signal's handler is to run first. */
static bool pass(void) {
    if (me.shared->wild) {
        return !me.at_gate || !me.at_gate();
    }
    uint32_t left = FUTEX_INTERRUPTED; /* by a signal that has been dealt with */
    atomic_compare_exchange_strong(&me.self->gate, &left, 0);
    atomic_store(&me.self->phase, PHASE_GATE);
    if (me.at_gate && me.at_gate()) {
        return false;
    }
    if (futex_take(&me.self->gate) != FUTEX_OPEN) {
        return false;
    }
    if (me.go) {
        me.go();
    }
    return true;
}

void gate_enter(const struct gate_op *op) {
    assert(gate_attached() && me.op == OP_NONE);
    for (bool passed = false; !passed;) {
        publish(op);
        if (me.shared->yield_at_gate) {
            /* The place where reading a slot's objects too late goes wrong (settle.md, trap 1). */
            sched_yield();
        }
        passed = pass();
        if (!passed) {
            atomic_store(&me.self->phase, PHASE_USER);
            if (me.run) {
                me.run(me.arg);
            }
        }
    }
    atomic_store(&me.self->phase, PHASE_OP);
    me.op = op->op;
    me.obj = op->find ? op->find(op->find_arg) : op->obj;
    me.fd = op->fd;
    ring_put(me.self,
             &(struct ring_record){
                 .kind = RING_ENTER, .op = me.op, .obj = me.obj, .fd = me.fd, .line = op->line});
}

int64_t gate_kernel_limit(int64_t limit) {
    assert(gate_attached());
    return me.shared->wild ? limit / GATE_WILD_SLEEP : -1;
}

bool gate_timed_out(void) {
    assert(gate_attached() && me.op != OP_NONE);
    return atomic_load(&me.self->over) != 0;
}

void gate_exit(const struct gate_result *result) {
    assert(gate_attached() && me.op != OP_NONE);
    ring_put(me.self,
             &(struct ring_record){.kind = RING_EXIT,
                                   .op = me.op,
                                   .obj = me.obj,
                                   .fd = me.fd,
                                   .ret = result->ret,
                                   .err = result->err,
                                   .has_range = result->has_range,
                                   .off = result->off,
                                   .len = result->len,
                                   .data = result->data,
                                   .data_len = result->data ? result->data_len : 0,
                                   .state = result->state,
                                   .state_len = result->state ? strlen(result->state) : 0});
    me.op = OP_NONE;
    atomic_store(&me.self->phase, PHASE_USER);
}

/* The new process, in the child. */
static pid_t begin_child(uint32_t slot) {
    gate_attach(me.shared, slot);
    return 0;
}

pid_t gate_fork(const char *name, int line) {
    gate_enter(&(struct gate_op){.op = OP_FORK, .fd = -1, .line = line, .call = "fork()"});
    pid_t pid = -1;
    int err = EAGAIN;
    uint32_t slot = shared_slot_new(me.shared, name ? name : "child", me.slot);
    if (slot != SHARED_NOBODY) {
        pid = fork();
        if (pid == 0) {
            return begin_child(slot);
        }
        err = pid < 0 ? errno : 0;
    }
    if (pid > 0) {
        atomic_store(&me.shared->pids[slot], (int32_t)pid);
        ring_put(me.self, &(struct ring_record){.kind = RING_FORKED, .obj = slot, .fd = -1});
    } else if (slot != SHARED_NOBODY) {
        atomic_store(&shared_slot(me.shared, slot)->phase, PHASE_VOID);
    }
    gate_exit(&(struct gate_result){.ret = pid, .err = err});
    return pid > 0 ? pid : -err;
}

_Noreturn void gate_exit_process(int status, int line) {
    char call[16];
    status &= 0xff;
    snprintf(call, sizeof call, "_exit(%d)", status);
    gate_enter(
        &(struct gate_op){.op = OP_EXIT, .fd = -1, .line = line, .call = call, .may_end = true});
    me.self->exit_status = status;
    atomic_store(&me.self->exits, 1);
    _exit(status);
}

void gate_reaped(pid_t pid, int wait_status) {
    assert(gate_attached());
    uint32_t slot = shared_slot_of(me.shared, pid);
    if (slot != SHARED_NOBODY) {
        struct shared_slot *child = shared_slot(me.shared, slot);
        child->wait_status = wait_status;
        atomic_store(&child->reaped, 1);
    }
}

/* Waits for the supervisor in this phase of an operation, not at its gate. */
static void wait_in(enum phase phase) {
    atomic_store(&me.self->phase, phase);
    futex_pass(&me.self->gate);
    atomic_store(&me.self->phase, PHASE_OP);
}

static int sleep_on_run_clock(int64_t ns) {
    me.self->wake = ns;
    atomic_store(&me.self->phase, PHASE_SLEEP);
    int err = futex_take(&me.self->gate) == FUTEX_OPEN ? 0 : EINTR;
    atomic_store(&me.self->phase, PHASE_OP);
    return err;
}

static int sleep_really(int64_t ns) {
    const struct timespec span = {.tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S};
    return clock_nanosleep(CLOCK_MONOTONIC, 0, &span, NULL);
}

int gate_sleep(int64_t ns, int line) {
    char call[48];
    ns = ns < 0 ? 0 : ns;
    snprintf(call, sizeof call, "nanosleep(%lld.%09lld)", (long long)(ns / 1000000000),
             (long long)(ns % 1000000000));
    gate_enter(&(struct gate_op){.op = OP_SLEEP, .fd = -1, .line = line, .call = call});
    int err = me.shared->wild ? sleep_really(ns / GATE_WILD_SLEEP) : sleep_on_run_clock(ns);
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    return -err;
}

ssize_t gate_ask(const char *text, int line, char *answer, size_t cap) {
    assert(cap > 0);
    gate_enter(&(struct gate_op){.op = OP_ASK, .fd = 0, .line = line, .call = "read(0, 1024)"});
    ring_put(me.self, &(struct ring_record){
                          .kind = RING_ASK, .fd = -1, .text = text, .text_len = strlen(text)});
    wait_in(PHASE_ASK);
    int32_t len = atomic_load(&me.self->answer_len);
    if (len >= 0) {
        size_t n = (size_t)len < cap ? (size_t)len : cap - 1;
        memcpy(answer, me.self->answer, n);
        answer[n] = '\0';
        len = (int32_t)n;
        ring_put(me.self, &(struct ring_record){
                              .kind = RING_ANSWER, .fd = -1, .text = answer, .text_len = n});
    }
    gate_exit(&(struct gate_result){.ret = len < 0 ? 0 : len});
    return len;
}
