/* SPDX-License-Identifier: MIT */
/*
 * waits.c: who could end the wait of one process, and the sentences about what a process does now.
 * Deadlock: deadlock.c.
 */
#include "waits.h"
#include "kinds.h"
#include "mem.h"
#include <string.h>

void wait_set_done(struct wait_set *set) {
    mem_free(set->edges);
    *set = (struct wait_set){0};
}

void waits_of(const struct world *world, strid actor, struct wait_set *ret_set) {
    const struct world_proc *proc = world_proc(world, actor);
    ret_set->count = 0;
    ret_set->outside = ret_set->unknown = ret_set->live = false;
    if (proc != NULL && proc->state == PROC_BLOCKED) {
        world_wait(world, proc)->who(world, proc, ret_set);
    }
}

void waits_names(const struct world *world, const struct wait_set *set, struct buf *out) {
    bool *named = mem_new(world->proc_count * sizeof *named);
    bool first = true;
    for (size_t i = 0; i < set->count; i++) {
        if (!named[set->edges[i].proc]) {
            named[set->edges[i].proc] = true;
            buf_puts(out, first ? "" : " ");
            buf_puts(out, log_str(world->log, set->edges[i].actor));
            first = false;
        }
    }
    mem_free(named);
}

static void why_ready(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *manual = op_manual(proc->op);
    buf_puts(out, "is ready to go on");
    if (*manual != '\0') {
        buf_putf(out, ": next is %s", manual);
        wait_tell_place(world, proc, out);
    }
    if (strncmp(manual, "a ", 2) == 0) { /* no call of the kernel: what it is says more */
        buf_putf(out, ", in C: %s", log_str(world->log, proc->call));
    }
    buf_puts(out, ".");
    const struct world_obj *on = world_obj(world, proc->obj);
    if (on != NULL && world_kind(on->type)->ready != NULL) {
        world_kind(on->type)->ready(world, on, proc, out);
    }
}

static void why_user(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    (void)proc;
    buf_puts(out, "runs.");
}

static void why_blocked(const struct world *world, const struct world_proc *proc, struct buf *out) {
    struct wait_set set = {0};
    waits_of(world, proc->name, &set);
    world_wait(world, proc)->why(world, proc, &set, out);
    wait_set_done(&set);
}

static void put_end(const struct world_proc *proc, struct buf *out) {
    char name[24];
    if (proc->killed) {
        buf_putf(out, "was killed by %s", signal_text(proc->status, name));
    } else {
        buf_putf(out, "has ended with status %d", proc->status);
    }
}

static void why_zombie(const struct world *world, const struct world_proc *proc, struct buf *out) {
    put_end(proc, out);
    buf_putf(out, ". It stays a zombie until %s waits for it.", log_str(world->log, proc->parent));
}

static void why_gone(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    put_end(proc, out);
    buf_puts(out, ".");
}

void waits_why(const struct world *world, strid actor, struct buf *out) {
    static void (*const tell[])(const struct world *, const struct world_proc *, struct buf *) = {
        [PROC_USER] = why_user,     [PROC_READY] = why_ready, [PROC_BLOCKED] = why_blocked,
        [PROC_ZOMBIE] = why_zombie, [PROC_GONE] = why_gone,
    };
    const struct world_proc *proc = world_proc(world, actor);
    if (proc != NULL) {
        buf_putf(out, "%s ", log_str(world->log, actor));
        tell[proc->state](world, proc, out);
    }
}

void waits_need(const struct world *world, strid actor, struct buf *out) {
    const struct world_proc *proc = world_proc(world, actor);
    if (proc != NULL && proc->state == PROC_BLOCKED) {
        world_wait(world, proc)->need(world, proc, out);
    }
}
