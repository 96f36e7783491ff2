/* SPDX-License-Identifier: MIT */
/*
 * headless.h: one run to its end without a screen, its records told as they come. For `run`.
 */
#ifndef HEADLESS_H
#define HEADLESS_H

#include "out.h"
#include "run.h"

struct headless {
    struct run_wish wish;
    bool json;        /* records, else sentences */
    struct out *out;  /* told as they come; NULL: nothing is */
    const char *what; /* for messages: the lesson as it was named */
};

/* Runs; the log gets everything. 0 as expected (a run that the wish's schedule interrupts by
 * Ctrl-C is judged by no expectation), or an exit code, with its message said. A signal
 * that asks us to end stops the run first: 128 and its number. */
int headless_run(const struct headless *wish, struct log *log);
/* All records of a log as they are told: json, or sentences, one a line. */
void headless_tell(const struct log *log, bool json, struct buf *out);

#endif
