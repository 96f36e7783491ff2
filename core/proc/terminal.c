/* SPDX-License-Identifier: MIT */
/*
 * terminal.c: a signal to all processes of a run at once, as the terminal's at Ctrl-C. A terminal
 * makes it pending at each of its foreground process group before any of them runs, and then the
 * scheduler says who runs first: a reader that the signal ends may see the end-of-file of a writer
 * that it ended before, or not. Here that is the same each time, and as if each had the signal
 * before anybody ran:
 *
 *     those whom it ends are stopped, and then it is pending at them
 *     those who bear it (a handler, ignored, blocked, sigwaitinfo(2)) get it one after the other:
 *         a call that waits ends with EINTR, or waits on, while nobody has ended yet
 *     those who were stopped go on, the youngest first, and end
 *
 * The youngest first, because the end of a process whose parent is in another group can leave an
 * orphaned process group, and the kernel ends those who are stopped in one (setpgid(2), SIGHUP):
 * whoever is still stopped has an older ancestor that is, too. Those without gates (free.h) are
 * stopped in any case, so that no two of them run at the same time.
 */
#include "supervising.h"
#include <errno.h>
#include <signal.h>

static bool is_living(const struct proc *proc) {
    return proc->pub.state != SLOT_DEAD && proc->pub.state != SLOT_VOID;
}

static bool bears(const struct proc *proc, int signal) {
    bool waits = proc->pub.state == SLOT_BLOCKED && proc->pub.op == OP_SIGWAIT && !proc->pub.free;
    if (waits && (proc->shared->takes >> (signal - 1) & 1)) {
        return true;
    }
    return !proc->glancing || glance_bears(&proc->glance, signal);
}

/* Everybody is looked at: who wakes whom by ending is not asked. */
static int send(struct supervisor *sv, struct proc *proc, int signal) {
    procs_signal(sv, proc, signal);
    set_begin(sv);
    set_add_all(sv);
    return settle(sv);
}

/* Stops those who are to end (and those without gates). Whom the lesson has stopped stays so, and
 * gets it when somebody lets it go on. */
static int stop(struct supervisor *sv, int signal, struct slot_list *stopped) {
    int err = 0;
    for (uint32_t slot = 0; slot < sv->proc_count && !err; slot++) {
        struct proc *proc = sv->procs[slot];
        bool its_own = proc->pub.state == SLOT_STOPPED;
        if (is_living(proc) && !its_own && (proc->pub.free || !bears(proc, signal))) {
            proc->parked = true;
            slot_list_add(stopped, slot);
            err = send(sv, proc, SIGSTOP);
        }
    }
    return err;
}

int terminal_signal(struct supervisor *sv, int signal) {
    struct slot_list stopped = {0};
    uint32_t living = 0;
    int err = stop(sv, signal, &stopped);
    for (uint32_t slot = 0; slot < sv->proc_count && !err; slot++) {
        struct proc *proc = sv->procs[slot];
        living += is_living(proc);
        if (proc->pub.state == SLOT_STOPPED) {
            procs_signal(sv, proc, signal);
        }
    }
    for (uint32_t slot = 0; slot < sv->proc_count && !err; slot++) {
        struct proc *proc = sv->procs[slot];
        if (is_living(proc) && proc->pub.state != SLOT_STOPPED) {
            err = send(sv, proc, signal);
        }
    }
    while (stopped.count > 0) {
        struct proc *proc = sv->procs[stopped.slots[--stopped.count]];
        proc->parked = false;
        int settled = send(sv, proc, SIGCONT);
        err = err ? err : settled;
    }
    slot_list_done(&stopped);
    return err ? err : living > 0 ? 0 : -ENOENT;
}
