/* SPDX-License-Identifier: MIT */
/* otherwise_parts.h: what otherwise*.c share. For them alone; otherwise.h is the way in. */
#ifndef OTHERWISE_PARTS_H
#define OTHERWISE_PARTS_H

#include "otherwise.h"

/* The operation that the question is about. */
struct target {
    const char *actor, *obj, *call; /* of the log that was; obj "": none */
    enum op_kind op;
    int32_t line;
    uint64_t nth; /* the so manieth of this actor there, from 1 */
};

/* Who is chosen in one run, once its first steps are made. */
enum plan_kind { PLAN_OTHERS_FIRST, PLAN_IT_FIRST, PLAN_RANDOM, PLAN_RANKS };
struct plan {
    enum plan_kind kind;
    uint64_t random;
    uint64_t ranks; /* PLAN_RANKS: who goes before whom, until it is changed */
    uint32_t last;  /* index of whoever went last */
};

/* One run. */
struct try {
    struct run *run;
    struct log *log;
    struct world world;
    struct plan plan;
    const char *answers; /* what is left of them */
    bool at_it;          /* the step in question is made, or on its way: */
    uint64_t begin;      /* with this record, */
    strid actor;
    struct world before; /* after this */
};

struct otherwise {
    struct otherwise_wish wish;
    struct target target;
    const char **own; /* who went in the run that was, before that step */
    size_t own_count;
    struct buf answers; /* a line each */
    struct try try;
    unsigned runs;
    uint64_t seen[OTHERWISE_TRIES + 1]; /* orders, the one that was first */
    size_t seen_count;
    int64_t until;
    bool over, found;
    uint64_t found_step;
    bool nobody_waited; /* there, for what the operation may let go on */
    struct log *taken;
    struct buf why;
};

/* How often the target's operation was entered in the records before that one. */
uint64_t target_count(const struct target *target, const struct log *log, uint64_t before);

/* otherwise_plan.c: the plan of run `number` (from 0), and how many of the own steps are made
 * first. */
size_t plan_try(unsigned number, size_t own_count, struct plan *ret_plan);
/* Who goes next; 0: nobody can. it: the process in question, 0 if it is not there yet. */
strid plan_choose(struct plan *plan, const struct world *world, strid it);
/* The order of the steps in the records before that one, as a number. */
uint64_t order_mark(const struct log *log, uint64_t before);

/* otherwise_why.c: fills in otherwise->why from the run that does it. */
void otherwise_compare(struct otherwise *otherwise);

#endif
