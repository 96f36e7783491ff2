/* SPDX-License-Identifier: MIT */
/*
 * herd.c: some calls wake all who wait in a queue, and then the scheduler says who wins. So that
 * who wins is ours to say, all but the first are stopped before the step and go on one by one after
 * it, in the order in which they waited (settle.md, section 3). The calls of such queues restart by
 * themselves after a stop; where they wait again, they wait at the end of the queue.
 */
#include "supervising.h"
#include <signal.h>

/* Waiters of one queue but the first, if it is a herd. */
static void add_rest(const struct supervisor *sv, const struct queue *queue,
                     struct slot_list *list) {
    if (!queue || !(queue->kind & GATE_HERD) || queue->count < 2) {
        return;
    }
    for (uint32_t at = queues_next(&sv->queues, queue->first); at != QUEUE_END;
         at = queues_next(&sv->queues, at)) {
        struct proc *proc = sv->procs[queues_slot(at)];
        if (!proc->parked) {
            proc->parked = true;
            slot_list_add(list, proc->slot);
        }
    }
}

/* Where somebody runs without gates, the step lasts until those rest; how much of what they write
 * is there when a gated process is woken half-way would be the scheduler's to say. So the gated
 * ones that wait go on after it. Not writers: a write that is half-way in would end there with what
 * it has (pipe(7)), and all that a reader can do for it is to make room. */
static void add_gated(const struct supervisor *sv, struct slot_list *list) {
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        bool writes = proc->pub.op == OP_WRITE || proc->pub.op == OP_SEND;
        if (proc->pub.state == SLOT_BLOCKED && !proc->pub.free && !proc->parked && !writes) {
            proc->parked = true;
            slot_list_add(list, proc->slot);
        }
    }
}

int herd_park(struct supervisor *sv, const struct proc *proc, struct slot_list *ret_parked) {
    if (sv->free.count > 0 || proc->pub.op == OP_EXEC) {
        add_gated(sv, ret_parked);
    }
    for (uint32_t i = 0; i < proc->touch_count; i++) {
        for (int dir = GATE_IN; dir <= GATE_OUT; dir++) {
            add_rest(sv, queues_of(&sv->queues, proc->touch[i].obj, (enum gate_dir)dir),
                     ret_parked);
        }
    }
    for (size_t i = 0; i < ret_parked->count; i++) {
        procs_signal(sv, sv->procs[ret_parked->slots[i]], SIGSTOP);
        set_begin(sv);
        set_add(sv, ret_parked->slots[i]);
        int err = settle(sv);
        if (err) {
            return err;
        }
        sv->stats.parked++;
    }
    return 0;
}

int herd_unpark(struct supervisor *sv, struct slot_list *parked) {
    int err = 0;
    for (size_t i = 0; i < parked->count; i++) {
        struct proc *proc = sv->procs[parked->slots[i]];
        err = err ? err : turns_hold(sv, NULL);
        proc->parked = false;
        set_begin(sv);
        set_add(sv, proc->slot);
        set_add_touched(sv, proc);
        procs_signal(sv, proc, SIGCONT);
        int settled = settle(sv);
        err = err ? err : settled;
        settled = turns_go(sv);
        err = err ? err : settled;
    }
    slot_list_done(parked);
    return err;
}
