/* SPDX-License-Identifier: MIT */
/*
 * made_text.h: the question about a step of a run (made.h), written as an author would write it, in
 * Markdown: so everything that asks questions can ask it. Pure.
 */
#ifndef MADE_TEXT_H
#define MADE_TEXT_H

#include "lesson.h"
#include "predict.h"
#include "run.h"
#include "timeline.h"

struct made_moment {
    const struct lesson *from;
    const char *program;
    const struct run_param *params; /* those that are not as declared */
    size_t param_count;
    const struct log *log;
    struct timeline *timeline; /* of the log */
    uint64_t step;             /* that is asked about */
    const struct predict_set *set;
    const struct predict_outcome *outcome;
    uint64_t number; /* names the question */
};

/* A lesson.md with that question alone; its text says which program of the lesson was run, and its
 * first listing is the command that runs it again in this order up to this step. */
void made_text(const struct made_moment *moment, struct buf *out);

#endif
