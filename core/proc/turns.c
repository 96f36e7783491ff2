/* SPDX-License-Identifier: MIT */
/*
 * turns.c: programs without gates that run at the same time are a race of the scheduler's: in
 * `seq 100000 | head -n 1` it says how much seq(1) wrote before head(1) left. So where there are
 * several of them, all are stopped before a step, and go on after it one at a time, by slot, each
 * until it sleeps or ends, round after round until none of them gets anywhere. Between steps they
 * are not stopped: they sleep in their calls as anybody does.
 *
 * A stop is what job control does to any program (Ctrl-Z): a read(2) that waits goes on by itself
 * after it, a write(2) that is half-way in ends there, and the program writes the rest.
 */
#include "supervising.h"
#include <signal.h>

/* What a turn can change: where it sleeps, and how many bytes it has moved. */
struct place {
    enum look look;
    long call;
    int fd;
    uint64_t count, moved;
};

static struct place place_of(const struct proc *proc) {
    return (struct place){.look = proc->look,
                          .call = proc->call,
                          .fd = proc->free.fd,
                          .count = proc->free.count,
                          .moved = proc->glancing ? glance_moved(&proc->glance) : 0};
}

static bool is_same(const struct place *a, const struct place *b) {
    return a->look == b->look && a->call == b->call && a->fd == b->fd && a->count == b->count &&
           a->moved == b->moved;
}

static int signal_and_settle(struct supervisor *sv, struct proc *proc, int signal) {
    procs_signal(sv, proc, signal);
    set_begin(sv);
    set_add(sv, proc->slot);
    return settle(sv);
}

int turns_hold(struct supervisor *sv, const struct proc *going) {
    bool one_more = going && going->pub.op == OP_EXEC;
    if (sv->held || sv->free.count + one_more < 2) {
        return 0;
    }
    sv->held = true;
    slot_list_sort(&sv->free);
    for (size_t i = 0; i < sv->free.count; i++) {
        struct proc *proc = sv->procs[sv->free.slots[i]];
        int err = 0;
        if (proc->pub.state != SLOT_STOPPED) { /* else the lesson did */
            proc->parked = true;
            err = signal_and_settle(sv, proc, SIGSTOP);
        }
        if (err) {
            return err;
        }
    }
    return 0;
}

/* One goes on until it rests, and is stopped again. *ret_moved: it got somewhere. */
static int turn(struct supervisor *sv, struct proc *proc, struct place *before, bool *ret_moved) {
    proc->parked = false;
    int err = signal_and_settle(sv, proc, SIGCONT);
    struct place after = place_of(proc);
    *ret_moved = *ret_moved || !is_same(before, &after);
    *before = after;
    if (!err && proc->look == LOOK_FREE) {
        proc->parked = true;
        err = signal_and_settle(sv, proc, SIGSTOP);
    }
    return err;
}

/* All sleep in their calls again: the last round showed that nobody gets anywhere by that. */
static int let_all_sleep(struct supervisor *sv) {
    int err = 0;
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        if (proc->pub.free && proc->parked) {
            proc->parked = false;
            int settled = signal_and_settle(sv, proc, SIGCONT);
            err = err ? err : settled;
        }
    }
    sv->held = false;
    return err;
}

int turns_go(struct supervisor *sv) {
    static struct place places[SHARED_SLOTS];
    bool moved = sv->held;
    int err = 0;
    for (size_t i = 0; sv->held && i < sv->proc_count; i++) {
        places[i] = (struct place){.look = LOOK_NONE};
    }
    while (moved && !err) {
        moved = false;
        for (size_t i = 0; i < sv->proc_count && !err; i++) {
            struct proc *proc = sv->procs[i];
            bool theirs = proc->pub.state == SLOT_STOPPED && !proc->parked;
            if (proc->pub.free && proc->pub.state != SLOT_DEAD && !theirs) {
                err = turn(sv, proc, &places[i], &moved);
            }
        }
    }
    int asleep = sv->held ? let_all_sleep(sv) : 0;
    return err ? err : asleep;
}
