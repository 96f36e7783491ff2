/* SPDX-License-Identifier: MIT */
/*
 * otherwise_plan.c: which other orders are tried. A function of the number of the run alone, so
 * that the same question has the same answer each time.
 */
#include "otherwise_parts.h"

/* First the plans that a person would make, near to the order that was: so many quarters of its
 * steps are made as they were. */
static const struct {
    enum plan_kind kind;
    unsigned quarters;
} first_plans[] = {
    {PLAN_OTHERS_FIRST, 4}, {PLAN_OTHERS_FIRST, 3}, {PLAN_IT_FIRST, 3},
    {PLAN_OTHERS_FIRST, 2}, {PLAN_IT_FIRST, 2},     {PLAN_OTHERS_FIRST, 1},
    {PLAN_IT_FIRST, 1},     {PLAN_OTHERS_FIRST, 0}, {PLAN_IT_FIRST, 0},
};
enum { FIRST_PLANS = sizeof first_plans / sizeof first_plans[0], RANK_CHANGES = 8 };

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

size_t plan_try(unsigned number, size_t own_count, struct plan *ret_plan) {
    *ret_plan = (struct plan){.random = number, .last = UINT32_MAX};
    if (number < FIRST_PLANS) {
        ret_plan->kind = first_plans[number].kind;
        return own_count * first_plans[number].quarters / 4;
    }
    ret_plan->kind = number % 2 == 0 ? PLAN_RANDOM : PLAN_RANKS;
    ret_plan->ranks = next_random(&ret_plan->random);
    return (size_t)(next_random(&ret_plan->random) % (own_count + 1));
}

/* In turn among the others; it goes when nobody else can. */
static strid others_first(struct plan *plan, const struct world *world, strid it) {
    for (uint32_t i = 1; i <= world->proc_count; i++) {
        uint32_t at = (uint32_t)(((uint64_t)plan->last + i) % world->proc_count);
        const struct world_proc *proc = &world->procs[at];
        if (proc->state == PROC_READY && proc->name != it) {
            plan->last = at;
            return proc->name;
        }
    }
    const struct world_proc *proc = world_proc(world, it);
    return proc != NULL && proc->state == PROC_READY ? it : 0;
}

/* The one of those who can go whose number is the highest; a process has the same number as long as
 * the ranks are the same. */
static strid highest(const struct world *world, uint64_t ranks) {
    strid best = 0;
    uint64_t best_rank = 0;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        uint64_t state = ranks + i;
        uint64_t rank = next_random(&state);
        if (world->procs[i].state == PROC_READY && (best == 0 || rank > best_rank)) {
            best = world->procs[i].name;
            best_rank = rank;
        }
    }
    return best;
}

strid plan_choose(struct plan *plan, const struct world *world, strid it) {
    const struct world_proc *proc = world_proc(world, it);
    switch (plan->kind) {
    case PLAN_IT_FIRST:
        if (proc != NULL && proc->state == PROC_READY) {
            return it;
        }
        return others_first(plan, world, it);
    case PLAN_OTHERS_FIRST:
        break;
    case PLAN_RANKS:
        if (next_random(&plan->random) % RANK_CHANGES == 0) {
            plan->ranks = next_random(&plan->random);
        }
        return highest(world, plan->ranks);
    case PLAN_RANDOM:
        return highest(world, next_random(&plan->random));
    }
    return others_first(plan, world, it);
}

uint64_t order_mark(const struct log *log, uint64_t before) {
    uint64_t mark = 14695981039346656037u; /* FNV-1a over the names */
    for (uint64_t n = 1; n < before && n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        const char *name = event->kind == EVENT_STEP ? log_str(log, event->actor) : "";
        for (; *name != '\0'; name++) {
            mark = (mark ^ (unsigned char)*name) * 1099511628211u;
        }
        mark = event->kind == EVENT_STEP ? (mark ^ ' ') * 1099511628211u : mark;
    }
    return mark;
}
