/* SPDX-License-Identifier: MIT */
/*
 * answer.h: what was answered, and whether it is right. Where a question's answer is in a run, the
 * run is the judge: it says which choices are right, what was to be typed, and at which step it can
 * be seen. Pure: whoever asks makes the run (its own order, the input that it declares).
 */
#ifndef ANSWER_H
#define ANSWER_H

#include "log.h"
#include "question.h"
#include <stdint.h>

/* What was answered. Choices are counted as they stand in the question. */
struct answer_given {
    uint32_t chosen; /* a bit a choice: of one, of several */
    /* QUESTION_ORDER: the choices in the order that was given. */
    size_t order[QUESTION_CHOICES_MAX];
    size_t order_count;
    bool made_so;      /* the log is of a run that was made to go in this order (order_try.h) */
    const char *typed; /* QUESTION_VALUE; QUESTION_FIND: the schedule */
};

struct answer {
    bool right;
    uint32_t rights; /* a bit a choice that is right (QUESTION_ORDER: none) */
    /* What the run says, or the key; of an order that a run was made to go in, that run's schedule
     * up to there; NULL: the choices tell. */
    char *value;
    uint64_t step; /* of the run: after it all of it can be seen; 0: no run, or before its first */
    /* QUESTION_ORDER, wrong: this item came behind that one, which it was put before; why, as half
     * a sentence; whether that is so in every run. */
    size_t too_early, first;
    char *why;
    bool always;
};

/* log: of the question's program; NULL where it names none. 0, *ret_answer the caller's to
 * answer_done; -errno with *diag: the run does not have the answer (`ipc-tutor check` says so). */
int answer_judge(const struct question *question, const struct answer_given *given,
                 const struct log *log, struct answer *ret_answer, struct diag *diag);
void answer_done(struct answer *answer);

/* Whether all is given that the question asks for; else *ret_what says what is missing. */
bool answer_is_whole(const struct question *question, const struct answer_given *given,
                     const char **ret_what);
/* As it is kept in the log of answers: "2", "1 3", "3 1 2", or what was typed. */
void answer_put(const struct question *question, const struct answer_given *given, struct buf *out);

/* Whether, in this run, what record `before` says had to happen before what record `after` says:
 * both are of one process, one made or ended the other's, or they touched the same thing in a way
 * that would have come out otherwise; or there is a chain of such. Orders that respect this are
 * runs in which everybody gets what they got in this one (Mazurkiewicz, "Trace theory", 1987). */
bool answer_must_precede(const struct log *log, uint64_t before, uint64_t after);
/* An order of items against their records in that run: right, or the two that were put the wrong
 * way round, why, and whether it is so in every run: by what one process does one after the other,
 * makes or waits for. For answer.c. */
void answer_judge_order(const struct answer_given *given, const struct log *log,
                        const uint64_t *records, struct answer *answer);

#endif
