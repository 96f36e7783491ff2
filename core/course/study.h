/* SPDX-License-Identifier: MIT */
/*
 * study.h: the lessons against the progress: how far one is with each, and which questions are to
 * be asked again. "Today" ends at midnight, in the local time of the machine.
 */
#ifndef STUDY_H
#define STUDY_H

#include "catalogue.h"
#include <stdint.h>

struct progress;

/* Of one lesson: questions that it has, that were answered, whose last answer was right, and that
 * are to be asked again today. Questions that the lesson has no longer do not count. */
struct study_count {
    size_t questions, asked, right, due;
};

/* A question that is due; the catalogue's. */
struct study_due {
    const struct lesson *lesson;
    const struct question *question;
    int64_t due;
};

/* The moment from which on today is over. Moments are ms since 1970. */
int64_t study_tomorrow(int64_t now);
/* What is to be asked before that moment counts as due. progress NULL: nothing was answered. */
struct study_count study_lesson(const struct progress *progress, const struct lesson *lesson,
                                int64_t tomorrow);
/* All that are due, the one that waits longest first; how many. *ret_due is the caller's to
 * mem_free. */
size_t study_due(const struct progress *progress, const struct catalogue *catalogue,
                 int64_t tomorrow, struct study_due **ret_due);
/* Days until the exam, 0: today; -1: there is none, or it is over. */
int study_days_to_exam(const struct progress *progress, int64_t now);

int64_t study_now(void);
/* "2026-12-24" -> its first moment. 0 or -EINVAL. */
int study_read_day(const char *text, int64_t *ret_day);
void study_put_day(int64_t day, struct buf *out);

#endif
