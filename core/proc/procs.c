/* SPDX-License-Identifier: MIT */
/*
 * procs.c: the supervisor's table of processes: taking in new ones, and taking over what a look
 * showed (supervising.h). One look is look.c's; when to look, and at whom, settle.c's.
 */
#include "futex.h"
#include "mem.h"
#include "ring_bytes.h"
#include "supervising.h"
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void procs_appear(struct supervisor *sv) {
    uint32_t count = atomic_load(&sv->shared->slot_count);
    while (sv->proc_count < count && sv->proc_count < SHARED_SLOTS) {
        uint32_t slot = (uint32_t)sv->proc_count;
        struct proc *proc = mem_new(sizeof *proc);
        proc->slot = slot;
        proc->shared = shared_slot(sv->shared, slot);
        proc->pidfd = -1;
        proc->exit = -1;
        proc->target = SHARED_NOBODY;
        proc->pub = (struct supervisor_slot){
            .name = proc->name, .parent = SLOT_NOBODY, .state = SLOT_COMPUTING, .call = -1};
        sv->procs = mem_grow(sv->procs, &sv->proc_cap, sv->proc_count + 1, sizeof(struct proc *));
        sv->procs[sv->proc_count++] = proc;
        procs_note_changed(sv, proc);
        set_add(sv, slot);
    }
}

void procs_free(struct proc *proc) {
    if (proc) {
        if (proc->glancing) {
            glance_done(&proc->glance);
        }
        if (proc->pidfd >= 0) {
            close(proc->pidfd);
        }
        buf_done(&proc->spill);
        buf_done(&proc->free.output);
        mem_free(proc);
    }
}

bool procs_spill(struct supervisor *sv, struct proc *proc) {
    bool any = ring_take(proc->shared, &proc->spill) > 0;
    if (atomic_load(&proc->shared->phase) == PHASE_FULL) {
        futex_open(&proc->shared->space);
    }
    if (any && !proc->dirty) {
        proc->dirty = true;
        slot_list_add(&sv->dirty, proc->slot);
    }
    return any;
}

void procs_signal(struct supervisor *sv, struct proc *proc, int signal) {
    (void)sv;
    if (proc->pub.state == SLOT_DEAD || proc->pub.state == SLOT_VOID || proc->pub.vpid <= 0) {
        return;
    }
    if (proc->pidfd >= 0) {
        syscall(SYS_pidfd_send_signal, proc->pidfd, signal, NULL, 0);
    } else {
        kill(proc->pub.vpid, signal);
    }
}

void procs_note_changed(struct supervisor *sv, struct proc *proc) {
    if (!proc->changed) {
        proc->changed = true;
        slot_list_add(&sv->changed, proc->slot);
    }
}

static enum slot_state state_of(enum look look) {
    static const enum slot_state states[] = {
        [LOOK_NONE] = SLOT_COMPUTING,  [LOOK_BUSY] = SLOT_COMPUTING, [LOOK_GATE] = SLOT_READY,
        [LOOK_SLEEP] = SLOT_SLEEPING,  [LOOK_ASK] = SLOT_ASKING,     [LOOK_BLOCKED] = SLOT_BLOCKED,
        [LOOK_OUTSIDE] = SLOT_BLOCKED, [LOOK_FREE] = SLOT_BLOCKED,   [LOOK_STOPPED] = SLOT_STOPPED,
        [LOOK_DEAD] = SLOT_DEAD,       [LOOK_VOID] = SLOT_VOID,
    };
    return states[look];
}

/* Copies what it published, now that it can't be writing it. */
static void copy_published(struct proc *proc) {
    const struct shared_slot *from = proc->shared;
    proc->touch_count = from->touch_count < GATE_TOUCH_MAX ? from->touch_count : GATE_TOUCH_MAX;
    memcpy(proc->touch, from->touch, sizeof proc->touch);
    proc->target = from->target;
    proc->may_end = from->may_end != 0;
    proc->quiet = from->quiet != 0;
    proc->pub.op = from->op < OP_COUNT ? (enum op_kind)from->op : OP_NONE;
}

/* When the run's clock ends its sleep; one that was only stopped in it keeps its time. */
static void set_wake(struct supervisor *sv, struct proc *proc, int64_t ns) {
    if (proc->wake < 0) {
        bool far = ns > INT64_MAX - sv->clock;
        proc->wake = far ? INT64_MAX : sv->clock + (ns < 0 ? 0 : ns);
    }
    proc->pub.wake = proc->wake;
}

/* What comes with a state that is new. */
static void enter_state(struct supervisor *sv, struct proc *proc) {
    switch (proc->pub.state) {
    case SLOT_READY:
        copy_published(proc);
        break;
    case SLOT_BLOCKED:
        proc->runs = 0;
        queues_join(&sv->queues, proc->slot, proc->touch,
                    proc->pub.outside || proc->pub.free ? 0 : proc->touch_count);
        if (proc->pub.limited) {
            set_wake(sv, proc, proc->shared->limit);
        }
        break;
    case SLOT_SLEEPING:
        set_wake(sv, proc, proc->shared->wake);
        break;
    case SLOT_DEAD:
        deaths_learn(sv, proc);
        break;
    case SLOT_VOID:
    case SLOT_COMPUTING:
    case SLOT_ASKING:
    case SLOT_STOPPED:
        break;
    }
}

static void empty_ring(struct supervisor *sv, struct proc *proc, enum slot_state state) {
    struct shared_slot *shared = proc->shared;
    uint64_t head = atomic_load(&shared->head);
    if (head != atomic_load(&shared->tail)) {
        procs_spill(sv, proc);
    }
    if (head && (state == SLOT_READY || state == SLOT_BLOCKED || state == SLOT_SLEEPING)) {
        /* Asleep in a system call, so not inside ring_put: its ring can begin anew, on the page
         * that is in the cache. */
        atomic_store(&shared->head, 0);
        atomic_store(&shared->tail, 0);
    }
}

void procs_commit(struct supervisor *sv, struct proc *proc) {
    enum slot_state state = state_of(proc->look);
    bool outside = proc->look == LOOK_OUTSIDE;
    empty_ring(sv, proc, state);
    free_commit(sv, proc);
    bool known = state == proc->pub.state && outside == proc->pub.outside;
    if (known && state == SLOT_READY) {
        copy_published(proc); /* another operation, if a signal's handler came first */
        procs_note_changed(sv, proc);
        return;
    }
    if (known && proc->call == proc->pub.call && !free_waits_anew(proc)) {
        return;
    }
    bool waited = proc->pub.state == SLOT_BLOCKED;
    bool same_wait = waited && state == SLOT_BLOCKED;
    proc->pub.timed = state == SLOT_BLOCKED &&
                      (proc->call == SYS_nanosleep || proc->call == SYS_clock_nanosleep ||
                       (!outside && !proc->pub.free && proc->shared->timed) || free_may_end(proc));
    proc->pub.limited =
        state == SLOT_BLOCKED && !outside && !proc->pub.free && proc->shared->limit > 0;
    if (waited && !same_wait) {
        queues_leave(&sv->queues, proc->slot);
    }
    proc->pub.state = state;
    proc->pub.outside = outside;
    proc->pub.call = proc->call;
    proc->pub.fd = proc->free.fd;
    proc->pub.count = proc->free.count;
    procs_note_changed(sv, proc);
    if (!same_wait) {
        enter_state(sv, proc);
    }
}
