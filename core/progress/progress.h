/* SPDX-License-Identifier: MIT */
/*
 * progress.h: what a student has answered, kept in a file. The log of answers is the data, each
 * answer one transaction; what is known and what is due is computed from it (fsrs.h). Several
 * tutors may have the file open at once, each may be killed at any moment, the disk may be full and
 * the home read-only: an answer that was acknowledged (progress_answer gave 0) is in the file, one
 * that could not be is held in memory and tried again with the next, and the tutor goes on.
 *
 * The only room that sees sqlite3.h. Moments are milliseconds since 1970, UTC.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "diag.h"
#include "fsrs.h"
#include <stdbool.h>

struct progress;

struct progress_answer {
    const char *lesson, *question; /* ids: an edited text keeps its history */
    const char *mode;              /* "lesson", "review", "exam" */
    const char *given;             /* what was answered, for people; may be NULL */
    bool right;
    int hints;   /* taken before it */
    int64_t at;  /* 0: now */
    int took_ms; /* from the question's showing to the answer; 0: not known */
};

/* What was said of a step before it was made, and what it did. */
struct progress_prediction {
    const char *lesson, *program; /* ids */
    const char *op;               /* kind of operation, as in the log: "read" */
    const char *said, *truth;     /* for people: "blocks", "returns 0: end-of-file" */
    const char *idea;             /* what was mistaken, without names and numbers: thought
                                     "blocks", was "end-of-file"; NULL: it was right */
    int64_t at;                   /* 0: now */
};

/* All predictions about one kind of operation since the last reset. */
struct progress_foretold {
    const char *op; /* this and idea: as long as nothing is predicted or reset */
    uint32_t said, right;
    const char *idea; /* the one that was mistaken most often; NULL: none */
    uint32_t idea_times;
};

/* One question that was answered since its last reset. */
struct progress_item {
    const char *lesson, *question; /* the progress's own strings, as long as it is open */
    struct fsrs memory;
    uint32_t right; /* answers that were */
    bool last_right;
    int64_t due; /* the moment from which it is to be asked again */
};

/* Opens (makes, with the folders on the way, for the user alone) the file. path NULL: there is no
 * place for it. Never fails: where the file can't be used, progress_trouble says why and what to
 * do, and answers are held in memory. A file that is damaged is put aside under another name, never
 * deleted, and what can be read of it is taken over; one that a later version made is left as it
 * is. */
struct progress *progress_open(const char *path);
/* Tries once more to write what is held. */
void progress_close(struct progress *progress);

/* What is wrong (a sentence with what to do next), or NULL: all is kept. */
const char *progress_trouble(const struct progress *progress);
/* What was done at progress_open that the user should know (a damaged file put aside), or NULL. */
const char *progress_notice(const struct progress *progress);
/* Answers that could not be written yet. */
size_t progress_held(const struct progress *progress);

/* Appends. 0: it is on disk. -errno with *diag (which may be NULL): it is held in memory. */
int progress_answer(struct progress *progress, const struct progress_answer *answer,
                    struct diag *diag);
/* The same for a prediction. */
int progress_predict(struct progress *progress, const struct progress_prediction *prediction,
                     struct diag *diag);
/* Forgets a lesson's answers and predictions, or all (NULL): a line in the log from which counting
 * begins anew. 0 or -errno as progress_answer. */
int progress_reset(struct progress *progress, const char *lesson, struct diag *diag);
/* The day of the exam as its first moment; 0: none. */
int progress_set_exam(struct progress *progress, int64_t day, struct diag *diag);
int64_t progress_exam(const struct progress *progress);

/* Takes in what other tutors wrote meanwhile. Cheap where nothing was. */
void progress_refresh(struct progress *progress);
/* NULL: not answered (since its reset). Good until the next call that changes something. */
const struct progress_item *progress_item(const struct progress *progress, const char *lesson,
                                          const char *question);
size_t progress_count(const struct progress *progress);
const struct progress_item *progress_at(const struct progress *progress, size_t index);

/* The predictions since the last reset, oldest first: they are practice, nothing of them is ever
 * due. Good until the next call that changes something. */
size_t progress_prediction_count(const struct progress *progress);
const struct progress_prediction *progress_prediction_at(const struct progress *progress,
                                                         size_t index);
/* Summed up by kind of operation, the one that is most often wrong first; how many. *ret_foretold
 * is the caller's to mem_free. */
size_t progress_foretold(const struct progress *progress, struct progress_foretold **ret_foretold);

/* wrong: again; right after a hint: hard; right: good. */
enum fsrs_grade progress_grade(bool right, int hints);
/* Everything as one JSON object: {"format":1,"exam":...,"questions":[...],
 * "predictions":[...],"log":[...]}. 0 or -errno with *diag. */
int progress_json(struct progress *progress, struct buf *out, struct diag *diag);

#endif
