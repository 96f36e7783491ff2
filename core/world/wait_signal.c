/* SPDX-License-Identifier: MIT */
/*
 * wait_signal.c: pause(2) and sigwaitinfo(2): a wait for a signal. Any process of the run may send
 * one (kill(2)), and the kernel sends SIGCHLD to a parent; so whoever lives could end it.
 */
#include "kinds.h"
#include <string.h>

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        if (other != proc && !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

/* "one of SIGUSR1, SIGUSR2", from the call; of pause(2), what its manual page says. */
static void put_wanted(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *call = log_str(world->log, proc->call);
    const char *open = strchr(call, '{'), *close = open == NULL ? NULL : strchr(open, '}');
    if (proc->op != OP_SIGWAIT || close == NULL) {
        buf_puts(out, "a signal that runs a handler or kills it");
        return;
    }
    buf_puts(out, memchr(open, ',', (size_t)(close - open)) == NULL ? "" : "one of ");
    buf_put(out, open + 1, (size_t)(close - open - 1));
}

static void tell(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "sleeps in %s until it gets ", op_manual(proc->op));
    put_wanted(world, proc, out);
    buf_putc(out, '.');
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell(world, proc, out);
    if (set->count > 0) {
        buf_putc(out, ' ');
        wait_tell(world, proc, set, out);
        buf_puts(out, " can send it.");
    }
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, " Nobody is left who could send it.");
    } else {
        buf_puts(out, " Who could send it waits too: ");
        wait_tell(world, proc, set, out);
        buf_putc(out, '.');
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    put_wanted(world, proc, out);
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    (void)world;
    (void)set;
    if (proc->op == OP_PAUSE) {
        buf_putf(out,
                 " A signal that comes before pause(2) (line %d) is not waited for: block it first "
                 "and take it with sigwaitinfo(2).",
                 proc->line);
    }
}

const struct world_wait wait_signal = {
    .who = who, .why = why, .need = need, .stuck = stuck, .advice = advice};
