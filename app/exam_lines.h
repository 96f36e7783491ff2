/* SPDX-License-Identifier: MIT */
/*
 * exam_lines.h: an exam as lines: one question after the other, no hints, nothing said before its
 * end; then what was wrong, why, and which lesson to read again.
 */
#ifndef EXAM_LINES_H
#define EXAM_LINES_H

#include "asking.h"
#include "exam.h"
#include "out.h"

struct exam_answer {
    bool given, right, faulty; /* faulty: it could not be judged, and does not count */
    struct asking asking;      /* as it was left */
};

struct exam_sitting {
    const struct exam *exam;
    struct exam_answer *answers; /* one an item */
    size_t right, counted;
    bool time_over;
    int64_t seconds;
};

/* Asks all of it on standard input until its end or for so many minutes (0: no limit). 0, or 128
 * and the signal that ended it. *ret_sitting is the caller's to exam_sitting_done. */
int exam_sit(const struct exam *exam, int64_t minutes, struct out *out,
             struct exam_sitting *ret_sitting);
void exam_sitting_done(struct exam_sitting *sitting);
/* What came of it. */
void exam_tell(const struct exam_sitting *sitting, struct out *out);
void exam_json(const struct exam_sitting *sitting, const char *topic, struct buf *out);

#endif
