/* SPDX-License-Identifier: MIT */
/*
 * progress_parts.h: an open progress, for progress.c, progress_foretold.c and progress_json.c
 * alone.
 */
#ifndef PROGRESS_PARTS_H
#define PROGRESS_PARTS_H

#include "progress.h"
#include "progress_file.h"

struct progress {
    struct progress_file *file; /* NULL: there is none that can be used */
    struct buf trouble, notice; /* empty: none */
    int64_t last_n;             /* rows up to here are folded in */
    int64_t exam;
    struct progress_item **items; /* in the order of their first answers; owned */
    size_t item_count, item_cap;
    void *tree;                /* of tsearch(3), by lesson and question: the same items */
    struct progress_row *held; /* not written yet, oldest first; owns its strings */
    size_t held_count, held_cap;
    size_t folded_held;                      /* how many of them are folded in */
    struct progress_prediction *predictions; /* own their strings */
    size_t prediction_count, prediction_cap;
};

/* progress_foretold.c: a row of that kind comes in; those of a lesson, or all (NULL), are
 * forgotten. */
void progress_take_prediction(struct progress *progress, const struct progress_row *row);
void progress_forget_predictions(struct progress *progress, const char *lesson);

#endif
