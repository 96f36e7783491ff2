/* SPDX-License-Identifier: MIT */
/* order_try_parts.h: what order_try*.c share. For them alone; order_try.h is the way in. */
#ifndef ORDER_TRY_PARTS_H
#define ORDER_TRY_PARTS_H

#include "order_try.h"
#include "world.h"

/* The operation that brings an item, as it was in the run that judged. Strings are that log's. */
struct trigger {
    const char *actor;
    enum op_kind op; /* OP_NONE: none was seen */
    int32_t line;
    uint64_t nth; /* the so manieth of this actor there, from 1 */
};

/* One run. */
struct attempt {
    struct run *run;
    struct log *log;
    struct world world;
    const char *answers; /* what is left of them */
    uint32_t last;       /* index of whoever went last */
    uint64_t random;
    bool happened; /* all of it; it only goes on to its end */
};

struct order_try {
    struct order_try_wish wish;
    size_t order[QUESTION_CHOICES_MAX];
    uint64_t own[QUESTION_CHOICES_MAX]; /* the items' records in the run that judged, by choice */
    struct trigger triggers[QUESTION_CHOICES_MAX]; /* by choice */
    uint64_t own_steps;
    struct buf answers; /* a line each */
    struct attempt attempt;
    unsigned runs;
    int64_t until;
    bool over;
    struct log *found;
};

/* order_try_plan.c: what brings the record that an item is. */
struct trigger trigger_of(const struct log *log, uint64_t record);
/* Who goes next, so many items having happened; 0: nobody can. */
strid order_try_next(struct order_try *try, size_t happened);

#endif
