/* SPDX-License-Identifier: MIT */
/*
 * look.c: one look at a process: what the kernel says of it (glance.h) and what it says of itself
 * (its phase in the shared region), taken together. There are cheap looks for the two cases that
 * come up at each step; in doubt a look is a full one. Whom to look at, and when what was seen is
 * to be believed, is settle.c's.
 */
#include "ring_bytes.h"
#include "supervising.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Looks at a slot whose forker is dead before it counts as never forked. */
enum { NEVER_FORKED = 1000 };

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

/* Copied now: its forker wrote it before there was a pid, and what the process itself may do to its
 * slot later does not matter. */
static void take_origin(struct proc *proc, int32_t pid) {
    memcpy(proc->name, proc->shared->name, sizeof proc->name);
    proc->name[sizeof proc->name - 1] = '\0';
    proc->pub.parent = proc->shared->parent < proc->slot ? proc->shared->parent : SLOT_NOBODY;
    proc->pub.vpid = pid;
}

/* Opens what is needed to look at a process that has a pid by now. False: there is none yet, or no
 * descriptor is left for it. */
static bool begin_looking(struct supervisor *sv, struct proc *proc) {
    int32_t pid = atomic_load(&sv->shared->pids[proc->slot]);
    if (pid <= 0) {
        return false;
    }
    take_origin(proc, pid);
    if (proc->pidfd < 0) {
        proc->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    }
    int why = proc->pidfd < 0 ? errno : 0;
    if (why == EMFILE || why == ENFILE) {
        return false;
    }
    proc->pub.pid = machine_pid(sv, proc);
    if (why == ESRCH) {
        /* Ended and reaped before anybody looked: whoever has its number now is another. */
        proc->look = LOOK_DEAD;
        return true;
    }
    int err = glance_init(&proc->glance, sv->proc_fd, proc->pub.pid, sv->keep_below);
    proc->glancing = err == 0;
    proc->glance.no_syscall |= sv->wish.no_syscall;
    proc->look = err == -ESRCH ? LOOK_DEAD : LOOK_BUSY;
    if (proc->pidfd >= 0 && (sv->own_pids || proc->pidfd >= sv->keep_below)) {
        /* All that it was for, or all that there is room for. Signals go by number then: in our own
         * namespace nobody else has one. */
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
    uint32_t parent = proc->shared->parent;
    bool orphan = parent >= sv->proc_count || sv->procs[parent]->pub.state == SLOT_DEAD ||
                  sv->procs[parent]->look == LOOK_DEAD;
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
    case PHASE_EXEC:
        return free_look(proc);
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
    if (sv->set_all || !proc->runs || proc->pub.state != SLOT_BLOCKED || proc->pub.outside ||
        proc->pub.free) {
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

enum look look_at(struct supervisor *sv, struct proc *proc) {
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
