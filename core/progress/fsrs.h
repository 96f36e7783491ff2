/* SPDX-License-Identifier: MIT */
/*
 * fsrs.h: when to ask a question again: FSRS-6, the Free Spaced Repetition Scheduler by Jarrett Ye
 * and the open-spaced-repetition project (https://github.com/open-spaced-repetition), with its
 * published default weights. Of the memory of one question it keeps the stability (the days in
 * which the chance to know the answer falls from 1 to 0.9) and the difficulty (1 to 10). Pure: no
 * clock, no files. A question is asked once at a sitting, so there are no learning steps within a
 * day: an answer on the same day changes the stability by the formula for that, and what comes next
 * is always whole days away.
 */
#ifndef FSRS_H
#define FSRS_H

#include <stdint.h>

enum fsrs_grade { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

#define FSRS_RETENTION 0.9 /* ask again when the chance to know it has fallen to this */

struct fsrs {
    double stability;  /* days; 0: never answered */
    double difficulty; /* 1 (easy) to 10 */
    int64_t last;      /* of the last answer, seconds since 1970 */
    uint32_t reviews;  /* answers so far */
    uint32_t lapses;   /* those after the first that were wrong */
};

/* The memory after one more answer at that moment. A moment before the last one (a clock that was
 * set back) counts as the last one. A zeroed struct is a question never answered. */
void fsrs_review(struct fsrs *memory, enum fsrs_grade grade, int64_t at);
/* The chance to know it at that moment, 0 to 1, by whole days since the last answer; 0 if it was
 * never answered. */
double fsrs_recall(const struct fsrs *memory, int64_t at);
/* The days after the last answer in which that chance falls to `retention` (between 0 and 1):
 * whole, at least 1, at most 36500. */
int32_t fsrs_interval(const struct fsrs *memory, double retention);

#endif
