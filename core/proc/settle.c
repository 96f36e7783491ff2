/* SPDX-License-Identifier: MIT */
/*
 * settle.c: waiting until everybody who can have been touched by a step is at rest. This is what
 * makes a run a pure function of its schedule.
 *
 *     loop: give the CPU away
 *      again: for each of the set: at rest? else next turn of the loop
 *             was I switched out meanwhile? then the looks were not one instant: again
 *             take over what the looks showed
 *
 * Why it is exact: all share one CPU. While the supervisor runs, no lesson process does, so looks
 * without a switch between them are one instant; and whoever a system call wakes can run before
 * that call returns, so "still asleep because another won" and "woken, but did not run yet" are
 * never taken for each other. The obvious rule (yield once, look at the released process) goes
 * wrong in up to 77 % of runs.
 *
 * The set: the process let go, those it signals, the waiters of the objects it touches, and new
 * processes; everybody, if it may end or kill, or if somebody turns out to be dead (ends close, and
 * closing wakes), but only its parent, if it held nothing whose end could wake (holds.h). A set too
 * large costs time, one too small is wrong: audit.c looks for that.
 */
#include "clock.h"
#include "cpu.h"
#include "supervising.h"
#include <errno.h>
#include <sched.h>

enum {
    GOOD_LOOKS = 20,     /* in a row; the last one is taken, switched out or not */
    QUEUE_LONG = 1,      /* waiters beyond which the prefix rule is worth it */
    TURNS_PER_CLOCK = 32 /* turns of the loop between two looks at the clock */
};
#define INTERRUPT_NS (10 * NS_PER_MS) /* between two calls of the interrupt */

void set_begin(struct supervisor *sv) {
    sv->set.count = 0;
    sv->set_number++;
    sv->set_all = false;
    sv->prefix_count = 0;
}

void set_add(struct supervisor *sv, uint32_t slot) {
    if (slot >= sv->proc_count) {
        return;
    }
    struct proc *proc = sv->procs[slot];
    if (proc->set == sv->set_number || proc->pub.state == SLOT_DEAD ||
        proc->pub.state == SLOT_VOID) {
        return;
    }
    proc->set = sv->set_number;
    slot_list_add(&sv->set, slot);
}

void set_add_all(struct supervisor *sv) {
    sv->set_all = true;
    for (uint32_t slot = 0; slot < sv->proc_count; slot++) {
        set_add(sv, slot);
    }
}

static bool anybody_stopped(const struct supervisor *sv) {
    for (size_t i = 0; i < sv->proc_count; i++) {
        if (sv->procs[i]->pub.state == SLOT_STOPPED) {
            return true;
        }
    }
    return false;
}

/* With its last member whose parent is in another group a process group is an orphan, and those of
 * it who are stopped are woken (setpgid(2)): nobody else is woken by the end of one who holds
 * nothing, but its parent. */
void set_add_ending(struct supervisor *sv, const struct proc *proc) {
    if (!proc->quiet || anybody_stopped(sv)) {
        set_add_all(sv);
    } else {
        set_add(sv, proc->pub.parent);
    }
}

/* Queues that are served one by one, and long: looked at from their first waiter on, as far as
 * somebody moved. Only an optimisation. */
static bool is_prefix_queue(const struct queue *queue) {
    return (queue->kind & GATE_FIFO) && queue->count > QUEUE_LONG;
}

static void add_queue(struct supervisor *sv, uint32_t obj, enum gate_dir dir) {
    const struct queue *queue = queues_of(&sv->queues, obj, dir);
    if (!queue) {
        return;
    }
    if (is_prefix_queue(queue) && sv->prefix_count < SUPERVISOR_PREFIXES) {
        sv->prefixes[sv->prefix_count++] = queue->key;
        return;
    }
    for (uint32_t at = queue->first; at != QUEUE_END; at = queues_next(&sv->queues, at)) {
        set_add(sv, queues_slot(at));
    }
}

void set_add_touched(struct supervisor *sv, const struct proc *proc) {
    for (uint32_t i = 0; i < proc->touch_count; i++) {
        add_queue(sv, proc->touch[i].obj, GATE_IN);
        add_queue(sv, proc->touch[i].obj, GATE_OUT);
    }
}

/* The first waiters of a prefix queue, up to the first who still sleeps as it did. Those who moved
 * join the set. False: one of them is not at rest. */
static bool prefix_rests(struct supervisor *sv, const struct queue *queue) {
    for (uint32_t at = queue->first; at != QUEUE_END; at = queues_next(&sv->queues, at)) {
        struct proc *proc = sv->procs[queues_slot(at)];
        long call = proc->pub.call;
        enum look look = look_at(sv, proc);
        if (look == LOOK_BUSY) {
            return false;
        }
        bool moved = look != LOOK_BLOCKED || proc->call != call ||
                     atomic_load(&proc->shared->head) != atomic_load(&proc->shared->tail);
        if (!moved) {
            break;
        }
        set_add(sv, proc->slot);
    }
    return true;
}

/* One look at everybody of the set. True: all are at rest. A death widens the set. */
static bool all_rest(struct supervisor *sv) {
    procs_appear(sv);
    if (sv->executed) {
        free_take_output(sv);
    }
    for (size_t i = 0; i < sv->prefix_count; i++) {
        const struct queue *queue = queues_by_key(&sv->queues, sv->prefixes[i]);
        if (queue && !prefix_rests(sv, queue)) {
            return false;
        }
    }
    for (size_t i = 0; i < sv->set.count; i++) {
        struct proc *proc = sv->procs[sv->set.slots[i]];
        enum look look = look_at(sv, proc);
        if (look == LOOK_BUSY) {
            return false;
        }
        if (look == LOOK_DEAD && !sv->set_all) {
            set_add_ending(sv, proc);
        }
    }
    return sv->proc_count == atomic_load(&sv->shared->slot_count);
}

/* 0: go on waiting. */
static int waited_too_long(struct supervisor *sv) {
    int64_t now = clock_ns();
    if (sv->wish.settle_ns && now - sv->since > sv->wish.settle_ns) {
        return -ETIME;
    }
    if (sv->wish.interrupt && now >= sv->interrupt_at) {
        sv->interrupt_at = now + INTERRUPT_NS;
        return sv->wish.interrupt(sv->wish.interrupt_arg) ? -ECANCELED : 0;
    }
    return 0;
}

/* True: the set is at rest, as of one instant. */
static bool at_rest(struct supervisor *sv) {
    for (int good = 0; good < GOOD_LOOKS; good++) {
        uint64_t before = cpu_switches();
        if (!all_rest(sv)) {
            return false;
        }
        if (cpu_switches() == before) {
            return true;
        }
        /* Under a tracer we are switched out at each of our own calls; so many looks in a row that
         * saw all at rest are as good as an instant. */
        sv->stats.agains++;
    }
    return true;
}

/* Not everybody came to rest: says who did not. */
static void give_up(struct supervisor *sv) {
    for (size_t i = 0; i < sv->set.count; i++) {
        struct proc *proc = sv->procs[sv->set.slots[i]];
        if (look_at(sv, proc) == LOOK_BUSY) {
            procs_commit(sv, proc);
        }
    }
}

/* Waking it gave it the CPU at once, and it is at its next gate already: if nobody else can have
 * been touched, giving the CPU away would give it to a stranger. A hint: what is so, a look says.
 */
static bool is_back(const struct supervisor *sv) {
    if (sv->set.count != 1 || sv->prefix_count > 0) {
        return false;
    }
    const struct shared_slot *shared = sv->procs[sv->set.slots[0]]->shared;
    return atomic_load(&shared->phase) == PHASE_GATE && atomic_load(&shared->gate) == 0;
}

static int settle_set(struct supervisor *sv) {
    int err = 0;
    sv->stats.settles++;
    sv->since = clock_ns();
    sv->interrupt_at = sv->since + INTERRUPT_NS;
    if (sv->free.count > 0) {
        set_add_all(sv); /* whom they wake, nobody says beforehand */
    }
    for (uint32_t turn = 1;; turn++) {
        if (turn > 1 || !is_back(sv)) {
            sched_yield();
        }
        sv->stats.turns++;
        if (at_rest(sv)) {
            break;
        }
        if (turn % TURNS_PER_CLOCK == 0 && (err = waited_too_long(sv))) {
            give_up(sv);
            return err;
        }
    }
    bool deaths = false;
    for (size_t i = 0; i < sv->set.count; i++) {
        struct proc *proc = sv->procs[sv->set.slots[i]];
        deaths |= proc->look == LOOK_DEAD;
        procs_commit(sv, proc);
    }
    if (deaths) {
        deaths_reap(sv);
    }
    audit(sv);
    return 0;
}

int settle(struct supervisor *sv) {
    int err;
    do {
        err = settle_set(sv);
    } while (!err && deaths_tell_parent(sv));
    return err;
}
