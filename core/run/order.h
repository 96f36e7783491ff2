/* SPDX-License-Identifier: MIT */
/*
 * order.h: who is let go next. First by the schedule that was given, as far as it goes; then by a
 * seeded random choice among those who stand at a gate, if there is a seed; else in turn, in the
 * order in which the processes appeared. Pure, and a function of what it was told: nothing here
 * looks at a clock or at the machine.
 */
#ifndef ORDER_H
#define ORDER_H

#include "schedule.h"

/* What stands in a schedule for Ctrl-C (the terminal's SIGINT to all): between two steps (also
 * where nobody could make one), and while a process asks. No process has such a name. */
#define ORDER_INTERRUPT        "^C"
#define ORDER_INTERRUPT_ASKING "^C?"

/* A process that stands at its gate. Choices are given in rising order of slot. */
struct order_choice {
    const char *name;
    uint32_t slot;
};

struct order {
    struct schedule given; /* what is to be followed */
    size_t item;           /* next in it, */
    uint32_t used;         /* and how often it was let go already */
    bool passes_over;      /* a process of the schedule that can't go is passed over: no fault */
    bool has_seed;
    uint64_t random;
    bool has_last;
    uint32_t last; /* slot of whoever went last */
};

void order_init(struct order *order);
void order_done(struct order *order);
/* The schedule to follow, from its start (*schedule is taken over and left empty). passes_over: who
 * can't go is left out; else that is a fault. */
void order_follow(struct order *order, struct schedule *schedule, bool passes_over);
void order_seed(struct order *order, uint64_t seed);
/* Whether a step of the schedule is still to come. */
bool order_has_more(const struct order *order);
/* The name that the schedule wants next, or NULL. */
const char *order_wants(const struct order *order);
/* Who is next among the count >= 1 choices: *ret_index into them. 0, or -EINVAL with a fault: the
 * schedule names a process that is not among them. */
int order_next(struct order *order, const struct order_choice *choices, size_t count,
               size_t *ret_index, struct diag *diag);
/* Whether the schedule wants this word now, one of the two above. */
bool order_wants_word(const struct order *order, const char *word);
/* Tells that this word was carried out, as order_went does of a step. */
void order_did(struct order *order, const char *word);
/* The index that order_next would give now; nothing changes. false: it would be a fault. */
bool order_peek(const struct order *order, const struct order_choice *choices, size_t count,
                size_t *ret_index);
/* Tells that this one was let go, by order_next's choice or by somebody else's (the user's): a
 * choice that is not the schedule's ends the schedule. */
void order_went(struct order *order, const struct order_choice *choice);

#endif
