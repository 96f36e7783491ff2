/* SPDX-License-Identifier: MIT */
/*
 * whole.h: for the tests of whole runs: which lessons and programs there are, running one to its
 * end, and its log as text that is equal for equal runs.
 */
#ifndef WHOLE_H
#define WHOLE_H

#include "log.h"
#include "run.h"
#include <stdbool.h>

enum { WHOLE_PATIENCE_MS = 120000 };

/* One program of a lesson of the tree (or of a folder that a test made). */
struct whole_program {
    char *dir, *lesson, *id, *expect;
    bool forced; /* it comes out so under its own schedule; nothing is claimed of others */
};

struct whole_list {
    struct whole_program *programs;
    size_t count, cap;
};

/* Every program of every lesson in SOURCE_DIR/lessons. -1 (and printed why): it can't be read. */
int whole_find(struct whole_list *list);
/* Every program of one folder. */
int whole_add(struct whole_list *list, const char *dir, const char *lesson);
void whole_done(struct whole_list *list);

/* How often: the usual number, or many with IPC_TUTOR_SOAK set. */
unsigned whole_times(unsigned usual, unsigned soak);
/* The runner that was built, for run_new. */
void whole_use_runner(void);

/* Runs it to the end into a new log. NULL (and printed why): it did not end. */
struct log *whole_run(const struct whole_program *program, const struct run_wish *wish);
/* The outcome of a log that is whole; OUTCOME_NONE if it is not. */
enum run_outcome whole_outcome(const struct log *log);
/* The log as JSON Lines without times, pids, and results that are pids. */
char *whole_text(const struct log *log);
/* Says where two texts differ. */
void whole_print_difference(const char *a, const char *b);

#endif
