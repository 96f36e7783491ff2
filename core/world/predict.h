/* SPDX-License-Identifier: MIT */
/*
 * predict.h: what the next operation of a process may do, as choices for somebody who is to say it
 * before it happens, and what it did. The choices are made from the world as it stands and from
 * what students really think ("end-of-file", where a writer is left; "it waits until somebody
 * reads"). Nearly always one of them is right; only the kernel says which. Pure. The choices for a
 * load or a store are made in predict_cell.c, what was mistaken is named in predict_idea.c, why in
 * predict_why.c.
 */
#ifndef PREDICT_H
#define PREDICT_H

#include "buf.h"
#include "world.h"

enum predict_kind {
    PREDICT_GOES_ON, /* it is done; with has_value it gives that number */
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
    const char *text; /* of a choice: for people, a constant, before the value if there is one;
                         NULL: prediction_tell makes it */
};

enum { PREDICT_CHOICES = 8 };

struct predict_set {
    struct prediction choices[PREDICT_CHOICES]; /* in the order to show them */
    size_t count;                               /* 0: nothing here is worth a question */
};

/* What was done, in one step. */
struct predict_outcome {
    struct prediction did;             /* what the operation itself did */
    enum op_kind op;                   /* which one */
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
/* What happened, in the words of the choice that was right, or in its own where there is none. */
void predict_tell_outcome(const struct log *log, const struct predict_set *set,
                          const struct predict_outcome *outcome, struct buf *out);
/* What is mistaken in a choice that was wrong, without names and numbers, so that it can be counted
 * from run to run: thought "blocks", was "end-of-file". */
void prediction_idea(const struct prediction *said, const struct predict_outcome *outcome,
                     struct buf *out);
/* The rule against which a wrong choice was made, as a sentence; NULL: what happened says it. */
const char *prediction_why(const struct prediction *said, const struct predict_outcome *outcome);

#endif
