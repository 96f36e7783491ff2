/* SPDX-License-Identifier: MIT */
/*
 * sitting.h: an exam that somebody sits: what was answered so far, then what is right; the same for
 * the screen and for lines. Who asks and who keeps the time is not here. Nothing of it is on disk
 * before sitting_keep: an exam that is broken off leaves nothing, and its seed begins it anew.
 */
#ifndef SITTING_H
#define SITTING_H

#include "asking.h"
#include "exam.h"

struct judging;

struct exam_answer {
    struct asking asking;
    bool right, faulty; /* once judged; faulty: it could not be, and does not count */
    bool marked;        /* to return to */
};

struct exam_sitting {
    const struct exam *exam;
    struct exam_answer *answers; /* one an item */
    size_t right, counted;       /* of those judged so far */
    bool time_over;              /* the time ended it */
    int64_t seconds;             /* that it took */
    struct judging *judging;     /* one of them being judged, or NULL */
};

/* All questions open. The exam must outlive it. */
void sitting_begin(struct exam_sitting *sitting, const struct exam *exam);
void sitting_done(struct exam_sitting *sitting);

/* Whether all is given that the question asks for; an order that is not whole is no answer. */
bool sitting_answered(const struct exam_sitting *sitting, size_t index);
/* How many are. */
size_t sitting_count(const struct exam_sitting *sitting);
size_t sitting_marked(const struct exam_sitting *sitting);

/* Judges one of them, each once: by its key or by a run, which it waits for. */
void sitting_judge(struct exam_sitting *sitting, size_t index);
/* The same for about so many ms: true: it is not judged yet, call again for the same one. */
bool sitting_judge_on(struct exam_sitting *sitting, size_t index, int timeout_ms);
/* The authors' questions that were answered go into the progress; what a seed made is asked once
 * and never again. */
void sitting_keep(const struct exam_sitting *sitting, struct progress *progress);

/* The result as one JSON object, for instructors. */
void sitting_json(const struct exam_sitting *sitting, const struct exam_wish *wish,
                  struct buf *out);

#endif
