/* SPDX-License-Identifier: MIT */
/*
 * deaths.c: how a process ended, and reaping.
 *
 * The runner is the parent of main and, as first process of the pid namespace or as subreaper, of
 * every orphan: those it reaps itself. Other lesson processes are reaped by their own parents, so
 * their status comes from where it can still be had: the zombie's own stat file, what the parent
 * said that its wait gave (gate_reaped), or the gate of the exit that it passed.
 */
#include "supervising.h"
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void set_status(struct proc *proc, int wait_status) {
    proc->pub.killed = WIFSIGNALED(wait_status);
    proc->pub.status = proc->pub.killed ? WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
    if (proc->pub.killed && proc->pub.status == SIGXCPU) {
        int line = atomic_load(&proc->shared->over_line);
        proc->pub.line = line > 0 ? line : 0;
    }
}

void deaths_learn(struct supervisor *sv, struct proc *proc) {
    int status = 0;
    atomic_store(&sv->shared->gone[proc->slot], 1);
    if (proc->glancing) {
        glance_done(&proc->glance);
        proc->glancing = false;
    }
    if (proc->pub.vpid > 0 && waitpid(proc->pub.vpid, &status, WNOHANG) == proc->pub.vpid) {
        set_status(proc, status);
    } else if (proc->exit >= 0) {
        set_status(proc, proc->exit);
    } else if (atomic_load(&proc->shared->reaped)) {
        set_status(proc, proc->shared->wait_status);
    } else if (atomic_load(&proc->shared->exits)) {
        proc->pub.killed = false;
        proc->pub.status = proc->shared->exit_status & 0xff;
    } else {
        /* Gone without a trace: it passed no gate, so it was killed; by what, nobody saw. */
        proc->pub.killed = true;
        proc->pub.status = SIGKILL;
    }
    if (proc->pidfd >= 0) {
        close(proc->pidfd);
        proc->pidfd = -1;
    }
}

/* Its parent, if that one holds SIGCHLD back (gate_hears_children), owes itself a look at it. */
static void owe_parent(struct supervisor *sv, const struct proc *proc) {
    struct proc *parent = proc->pub.parent < sv->proc_count ? sv->procs[proc->pub.parent] : NULL;
    if (parent && !parent->owed && atomic_load(&parent->shared->hears)) {
        parent->owed = true;
        sv->owed++;
    }
}

static bool is_asleep(const struct proc *proc) {
    return proc->pub.state == SLOT_SLEEPING ||
           (proc->pub.state == SLOT_BLOCKED && !proc->pub.outside);
}

bool deaths_tell_parent(struct supervisor *sv) {
    for (size_t i = 0; i < sv->changed.count; i++) {
        struct proc *proc = sv->procs[sv->changed.slots[i]];
        if (proc->pub.state == SLOT_DEAD && !proc->told) {
            proc->told = true;
            owe_parent(sv, proc);
        }
    }
    for (uint32_t slot = 0; sv->owed > 0 && slot < sv->proc_count; slot++) {
        struct proc *proc = sv->procs[slot];
        if (!proc->owed || proc->pub.state == SLOT_STOPPED) {
            continue;
        }
        proc->owed = false;
        sv->owed--;
        if (is_asleep(proc)) {
            procs_signal(sv, proc, GATE_CHILD_SIGNAL);
            set_begin(sv);
            set_add(sv, slot);
            return true;
        }
    }
    return false;
}

void deaths_reap(struct supervisor *sv) {
    pid_t pid;
    (void)sv;
    /* Orphans that were dead before they became ours; their status was learned then. */
    do {
        pid = waitpid(-1, NULL, WNOHANG);
    } while (pid > 0 || (pid < 0 && errno == EINTR));
}

static void kill_each(struct supervisor *sv) {
    if (sv->own_pids) {
        kill(-1, SIGKILL); /* everybody in the namespace but its first process, us */
        return;
    }
    procs_appear(sv);
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        look_at(sv, proc); /* a new one gets its pid by that */
        procs_signal(sv, proc, SIGKILL);
    }
}

/* Reaps a child, keeping its status. False: none is left. */
static bool reap_one(struct supervisor *sv, int flags, pid_t *ret_pid) {
    int status;
    *ret_pid = waitpid(-1, &status, flags);
    if (*ret_pid < 0) {
        return errno != ECHILD;
    }
    uint32_t slot = shared_slot_of(sv->shared, *ret_pid);
    if (slot < sv->proc_count && sv->procs[slot]->exit < 0) {
        sv->procs[slot]->exit = status;
    }
    return true;
}

/* As the first process of a pid namespace, or as subreaper, we become the parent of all of the run:
 * so when there is no child left, nobody is. */
static void reap_all(struct supervisor *sv) {
    pid_t pid = 0;
    kill_each(sv);
    while (reap_one(sv, sv->own_pids ? 0 : WNOHANG, &pid)) {
        if (pid == 0) {
            /* One of them may have forked just before it was killed. */
            struct timespec pause = {.tv_nsec = 50000};
            nanosleep(&pause, NULL);
            kill_each(sv);
        }
    }
}

void deaths_kill_all(struct supervisor *sv) {
    reap_all(sv);
    procs_appear(sv);
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        if (proc->pub.state != SLOT_DEAD && proc->pub.state != SLOT_VOID) {
            look_at(sv, proc);
            proc->look = proc->pub.vpid > 0 ? LOOK_DEAD : LOOK_VOID;
            procs_commit(sv, proc);
        }
    }
}
