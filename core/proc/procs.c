/* SPDX-License-Identifier: MIT */
/*
 * procs.c: the supervisor's table of processes: taking in new ones, one look at a process, and
 * taking over what a look showed (supervising.h). When to look, and at whom, is settle.c's.
 */
#include "futex.h"
#include "mem.h"
#include "ring_bytes.h"
#include "supervising.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Looks at a slot whose forker is dead before it counts as never forked. */
enum { NEVER_FORKED = 1000 };

void slot_list_add(struct slot_list *list, uint32_t slot) {
    list->slots = mem_grow(list->slots, &list->cap, list->count + 1, sizeof *list->slots);
    list->slots[list->count++] = slot;
}

void slot_list_done(struct slot_list *list) {
    mem_free(list->slots);
    *list = (struct slot_list){0};
}

static int by_slot(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void slot_list_sort(struct slot_list *list) {
    if (list->count > 1) {
        qsort(list->slots, list->count, sizeof *list->slots, by_slot);
    }
}

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
        proc->pub = (struct supervisor_slot){.name = proc->shared->name,
                                             .parent = proc->shared->parent,
                                             .state = SLOT_COMPUTING,
                                             .call = -1};
        sv->procs = mem_grow(sv->procs, &sv->proc_cap, sv->proc_count + 1, sizeof(struct proc *));
        sv->procs[sv->proc_count++] = proc;
        sv->alive++;
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
        mem_free(proc);
    }
}

/* The number that the machine has for a process: the /proc that we kept open says it of a pidfd. */
static pid_t machine_pid(const struct supervisor *sv, const struct proc *proc) {
    char path[48], text[512];
    if (!sv->own_pids || proc->pidfd < 0) {
        return proc->pub.vpid;
    }
    snprintf(path, sizeof path, "self/fdinfo/%d", proc->pidfd);
    int fd = openat(sv->proc_fd, path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    text[n < 0 ? 0 : n] = '\0';
    const char *at = strstr(text, "\nPid:\t");
    return at ? (pid_t)strtol(at + 6, NULL, 10) : -1;
}

/* Opens what is needed to look at a process that has a pid by now. False: there is none yet, or no
 * descriptor is left for it. */
static bool begin_looking(struct supervisor *sv, struct proc *proc) {
    int32_t pid = atomic_load(&sv->shared->pids[proc->slot]);
    if (pid <= 0) {
        return false;
    }
    proc->pub.vpid = pid;
    if (proc->pidfd < 0) {
        proc->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    }
    int why = proc->pidfd < 0 ? errno : 0;
    if (why == EMFILE || why == ENFILE) {
        return false;
    }
    proc->pub.pid = machine_pid(sv, proc);
    int err = glance_init(&proc->glance, sv->proc_fd, proc->pub.pid, sv->keep_below);
    proc->glancing = err == 0;
    proc->glance.no_syscall |= sv->wish.no_syscall;
    proc->look = why == ESRCH || err == -ESRCH ? LOOK_DEAD : LOOK_BUSY;
    if (sv->own_pids && proc->pidfd >= 0) {
        /* All that it was for. Signals go by number here: in our own namespace nobody else has one.
         */
        close(proc->pidfd);
        proc->pidfd = -1;
    }
    return true;
}

/* A slot taken by a fork that has not been done. Its forker runs, and will fork or say that it
 * can't; or it was killed in between. */
static enum look look_unborn(struct supervisor *sv, struct proc *proc) {
    if (atomic_load(&proc->shared->phase) == PHASE_VOID) {
        return LOOK_VOID;
    }
    if (atomic_load(&sv->shared->pids[proc->slot]) > 0) {
        return LOOK_BUSY; /* it is there, and can't be looked at yet */
    }
    bool orphan = proc->pub.parent >= sv->proc_count ||
                  sv->procs[proc->pub.parent]->pub.state == SLOT_DEAD ||
                  sv->procs[proc->pub.parent]->look == LOOK_DEAD;
    return orphan && ++proc->tries > NEVER_FORKED ? LOOK_VOID : LOOK_BUSY;
}

/* Asleep in its operation. Looked at for the second time in the same sleep, it notes how often it
 * ran so far, for look_at_sleeper. */
static enum look look_blocked(struct proc *proc) {
    proc->call = glance_call(&proc->glance);
    if (proc->call == -2) {
        return LOOK_BUSY;
    }
    if (proc->pub.state == SLOT_BLOCKED) {
        proc->runs = glance_runs(&proc->glance);
    }
    return LOOK_BLOCKED;
}

static enum look look_asleep(struct supervisor *sv, struct proc *proc) {
    switch ((enum phase)atomic_load(&proc->shared->phase)) {
    case PHASE_GATE:
        return LOOK_GATE;
    case PHASE_SLEEP:
        return LOOK_SLEEP;
    case PHASE_ASK:
        return LOOK_ASK;
    case PHASE_FULL:
        procs_spill(sv, proc);
        return LOOK_BUSY;
    case PHASE_OP:
        return look_blocked(proc);
    case PHASE_NEW:
    case PHASE_USER:
    case PHASE_VOID:
        break;
    }
    proc->call = glance_call(&proc->glance);
    return proc->call == -2 ? LOOK_BUSY : LOOK_OUTSIDE;
}

/* One that came to its gate, by the cheaper of the two files: asleep in a futex, in that phase, and
 * its gate was passed since it was last let go. A stop or an end it does not show; where one can
 * have been, the set is everybody, and everybody is looked at in full. */
static enum look look_at_gate(struct supervisor *sv, struct proc *proc) {
    const struct shared_slot *shared = proc->shared;
    if (sv->set_all || proc->glance.no_syscall || proc->pub.state == SLOT_STOPPED ||
        atomic_load(&shared->phase) != PHASE_GATE || atomic_load(&shared->gate) != 0) {
        return LOOK_NONE;
    }
    long call = glance_call(&proc->glance);
    return call == -2 ? LOOK_BUSY : call == SYS_futex ? LOOK_GATE : LOOK_NONE;
}

/* One that was found blocked twice: not about to run, and not given a CPU since, so it is still in
 * the same sleep. Cheaper than its state. */
static enum look look_at_sleeper(struct supervisor *sv, struct proc *proc) {
    if (sv->set_all || !proc->runs || proc->pub.state != SLOT_BLOCKED || proc->pub.outside) {
        return LOOK_NONE;
    }
    proc->call = glance_call(&proc->glance);
    if (proc->call == -2) {
        return LOOK_BUSY;
    }
    bool same = proc->call == proc->pub.call && glance_runs(&proc->glance) == proc->runs;
    return same ? LOOK_BLOCKED : LOOK_NONE;
}

static enum look look_now(struct supervisor *sv, struct proc *proc) {
    enum look quick = look_at_gate(sv, proc);
    quick = quick == LOOK_NONE ? look_at_sleeper(sv, proc) : quick;
    if (quick != LOOK_NONE) {
        return quick;
    }
    switch (glance_stat(&proc->glance, &proc->exit)) {
    case GLANCE_BUSY:
        return LOOK_BUSY;
    case GLANCE_ASLEEP:
        return look_asleep(sv, proc);
    case GLANCE_STOPPED:
        return LOOK_STOPPED;
    case GLANCE_TRACED:
        /* A tracer holds it for a moment at each of its calls, unless it was stopped by a signal,
         * which looks the same. */
        return proc->parked || proc->pub.state == SLOT_STOPPED ? LOOK_STOPPED : LOOK_BUSY;
    case GLANCE_DEAD:
        return LOOK_DEAD;
    }
    return LOOK_BUSY;
}

enum look procs_look(struct supervisor *sv, struct proc *proc) {
    sv->stats.looks++;
    proc->call = -1;
    if (proc->pub.state == SLOT_DEAD || proc->pub.state == SLOT_VOID) {
        proc->look = proc->pub.state == SLOT_DEAD ? LOOK_DEAD : LOOK_VOID;
    } else if (!proc->glancing && proc->look != LOOK_DEAD && !begin_looking(sv, proc)) {
        proc->look = look_unborn(sv, proc);
    } else if (proc->glancing) {
        proc->look = look_now(sv, proc);
    }
    return proc->look;
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
        [LOOK_NONE] = SLOT_COMPUTING,  [LOOK_BUSY] = SLOT_COMPUTING,  [LOOK_GATE] = SLOT_READY,
        [LOOK_SLEEP] = SLOT_SLEEPING,  [LOOK_ASK] = SLOT_ASKING,      [LOOK_BLOCKED] = SLOT_BLOCKED,
        [LOOK_OUTSIDE] = SLOT_BLOCKED, [LOOK_STOPPED] = SLOT_STOPPED, [LOOK_DEAD] = SLOT_DEAD,
        [LOOK_VOID] = SLOT_VOID,
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
    proc->pub.op = from->op < OP_COUNT ? (enum op_kind)from->op : OP_NONE;
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
                    proc->pub.outside ? 0 : proc->touch_count);
        break;
    case SLOT_SLEEPING:
        if (proc->wake < 0) { /* else it was only stopped in its sleep */
            int64_t ns = proc->shared->wake;
            bool far = ns > INT64_MAX - sv->clock;
            proc->wake = far ? INT64_MAX : sv->clock + (ns < 0 ? 0 : ns);
        }
        proc->pub.wake = proc->wake;
        break;
    case SLOT_DEAD:
        deaths_learn(sv, proc);
        sv->alive--;
        break;
    case SLOT_VOID:
        sv->alive--;
        break;
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
    bool known = state == proc->pub.state && outside == proc->pub.outside;
    if (known && (state == SLOT_READY || proc->call == proc->pub.call)) {
        return;
    }
    bool waited = proc->pub.state == SLOT_BLOCKED;
    bool same_wait = waited && state == SLOT_BLOCKED;
    proc->pub.timed =
        state == SLOT_BLOCKED && (proc->call == SYS_nanosleep || proc->call == SYS_clock_nanosleep);
    if (waited && !same_wait) {
        queues_leave(&sv->queues, proc->slot);
    }
    proc->pub.state = state;
    proc->pub.outside = outside;
    proc->pub.call = proc->call;
    procs_note_changed(sv, proc);
    if (!same_wait) {
        enter_state(sv, proc);
    }
}
