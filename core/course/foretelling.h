/* SPDX-License-Identifier: MIT */
/*
 * foretelling.h: predicting, as the screen and the lines have it in common: before a step the
 * student says what it will do; the kernel decides; what was wrong gets its why, and is sought in
 * other orders of the same program (otherwise.h). Each prediction is kept in the progress. Knows
 * nothing of keys; all that is said is made here, so that it is said alike everywhere.
 */
#ifndef FORETELLING_H
#define FORETELLING_H

#include "otherwise.h"
#include "predict.h"

struct progress;

struct foretelling {
    bool on;
    unsigned said, right;   /* since the tutor was started */
    struct predict_set set; /* what is asked, or was last */
    strid actor;            /* of whose step */
    size_t choice;          /* that was taken */
    bool wrong;             /* the last one was: it can be sought */
    uint64_t step;          /* the record with which its step began */
    struct buf verdict;     /* what is to be said about it: paragraphs, a line each */
    struct otherwise *sought;
};

/* What a run is of. The strings and what params point at must live as long as it is sought. */
struct foretelling_run {
    const char *lesson_dir, *lesson, *program;
    const struct run_param *params;
    size_t param_count;
    const struct log *log;
};

void foretelling_done(struct foretelling *foretelling);

/* Makes the choices for this actor's next step; what was sought before ends. false: it is not on,
 * or nothing here is worth a question. */
bool foretelling_ask(struct foretelling *foretelling, const struct world *world, strid actor);
/* "What will happen? main: read(3, 10)", and a choice: "it blocks". */
void foretelling_question(const struct foretelling *foretelling, const struct world *world,
                          struct buf *out);
void foretelling_choice(const struct foretelling *foretelling, const struct log *log, size_t index,
                        struct buf *out);
/* The step was made: it stands in the log from record first to last, `before` is the world before
 * it. Counts it, keeps it in the progress (NULL: nowhere) and fills in the verdict. Whether the
 * choice was right. */
bool foretelling_judge(struct foretelling *foretelling, size_t choice, const struct world *before,
                       const struct foretelling_run *run, uint64_t first, uint64_t last,
                       struct progress *progress);

/* Begins to look for an order in which the step does what was said, if that was wrong. false: there
 * is nothing to look for, or it can't be run. */
bool foretelling_seek(struct foretelling *foretelling, const struct foretelling_run *run);
/* Ends that; what was found so far is forgotten. */
void foretelling_rest(struct foretelling *foretelling);
/* How it stands with the search, as a sentence: under way, found, or in none of so many. Nothing
 * where nothing is sought. */
void foretelling_sought(const struct foretelling *foretelling, struct buf *out);
/* Of a found order: "Here main's read(3, 10) blocks. Before it: ..." */
void foretelling_here(const struct foretelling *foretelling, const struct log *log,
                      struct buf *out);

#endif
