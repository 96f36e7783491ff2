/* SPDX-License-Identifier: MIT */
/*
 * predict.h: what the next operation of a process may do, as choices for somebody who is to say it
 * before it happens, and what it did. The choices are made from the world as it stands and from
 * what students really think ("end-of-file", where a writer is left; "it waits until somebody
 * reads"). Nearly always one of them is right; only the kernel says which. Pure.
 */
#ifndef PREDICT_H
#define PREDICT_H

#include "buf.h"
#include "world.h"

enum predict_kind {
    PREDICT_GOES_ON, /* it is done; with has_value it returns that number */
    PREDICT_EOF,     /* it returns 0: end-of-file */
    PREDICT_BLOCKS,
    PREDICT_FAILS, /* with err; err NULL: with any other */
    PREDICT_DIES,  /* signal `value` ends the process */
    PREDICT_WAKES  /* of those who wait here, `actor` goes on; 0: nobody */
};

struct prediction {
    enum predict_kind kind;
    bool has_value;
    int64_t value;
    const char *err; /* a constant string */
    strid actor;
    bool all;         /* PREDICT_WAKES: all who wait */
    const char *text; /* of a choice: for people, a constant; NULL: prediction_tell makes it */
};

enum { PREDICT_CHOICES = 8 };

struct predict_set {
    struct prediction choices[PREDICT_CHOICES]; /* in the order to show them */
    size_t count;                               /* 0: nothing here is worth a question */
};

/* What was done, in one step. */
struct predict_outcome {
    struct prediction did;             /* what the operation itself did */
    strid woken[PREDICT_CHOICES];      /* others who had slept and went on */
    size_t woken_count, waiting_count; /* waiting: how many had slept at its object before */
};

/* The choices for the operation at whose gate the actor stands. Nothing, if it is not ready, or if
 * its operation can only go on (fork, pipe, a store ...). */
void predict_choices(const struct world *world, strid actor, struct predict_set *ret_set);
/* What happened in the records first ... last, one step of this actor, after the world `before`. */
void predict_outcome(const struct log *log, const struct world *before, uint64_t first,
                     uint64_t last, strid actor, struct predict_outcome *ret_outcome);
/* Whether the choice said it. `set`: that it was one of; "another error" is right only if no other
 * choice named it. */
bool prediction_right(const struct predict_set *set, const struct prediction *choice,
                      const struct predict_outcome *outcome);
/* The index of the choice that was right; set->count if there is none. */
size_t predict_right(const struct predict_set *set, const struct predict_outcome *outcome);
/* A choice, as half a sentence after "main's read(2)": "blocks", "returns 0: end-of-file". */
void prediction_tell(const struct log *log, const struct prediction *choice, struct buf *out);

#endif
