/* SPDX-License-Identifier: MIT */
/*
 * wait_outside.c: waits that no process of the run ends: sleep (the run's own clock, which moves
 * when nobody else can go) and ask (the student). They never are part of a deadlock.
 */
#include "kinds.h"

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    (void)world;
    (void)proc;
    set->outside = true;
}

static void sleep_why(const struct world *world, const struct world_proc *proc,
                      const struct wait_set *set, struct buf *out) {
    (void)world;
    (void)proc;
    (void)set;
    buf_putf(out, "sleeps in %s: the run's clock wakes it, and moves when nobody else can go.",
             op_manual(OP_SLEEP));
}

static void sleep_need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    (void)proc;
    buf_puts(out, "time");
}

static void ask_why(const struct world *world, const struct world_proc *proc,
                    const struct wait_set *set, struct buf *out) {
    const char *question = log_str(world->log, proc->ask);
    (void)set;
    buf_puts(out, "waits for your answer");
    if (*question != '\0') {
        buf_putf(out, " to: %s", question);
    } else {
        buf_puts(out, ".");
    }
}

static void ask_need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    (void)proc;
    buf_puts(out, "an answer from you");
}

const struct world_wait wait_sleep = {.who = who, .why = sleep_why, .need = sleep_need};
const struct world_wait wait_ask = {.who = who, .why = ask_why, .need = ask_need};
