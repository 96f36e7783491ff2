/* SPDX-License-Identifier: MIT */
/*
 * find.h: a question whose answer is a schedule: "who must go when, so that the counter ends with
 * 2?" The student plays scheduler; the run is the judge. What is sought is said as values that
 * paths (path.h) must have when the run is over. Pure: whoever asks makes the run.
 */
#ifndef FIND_H
#define FIND_H

#include "buf.h"
#include "diag.h"
#include "log.h"
#include "run.h"
#include <stdbool.h>
#include <stdint.h>

enum find_relation { FIND_IS, FIND_IS_NOT, FIND_HAS };

/* "Goal: `counter.value` is `2`" */
struct find_goal {
    char *path;
    enum find_relation relation;
    char *value;
    int line;
};

struct find {
    struct find_goal *goals;
    size_t goal_count, goal_cap;
    struct run_param *params; /* "With: `rounds=3`"; the others are as declared */
    size_t param_count, param_cap;
    uint64_t steps; /* the run may have at most so many; 0: any number */
    int steps_line;
    char *solution; /* the author's schedule; from its end on the fair order */
    int solution_line;
};

/* The run went by the student's order, from its beginning. */
struct find_verdict {
    bool found;
    const struct find_goal
        *missed;    /* the first goal that it does not reach; NULL: too many steps */
    char *value;    /* what is there instead; NULL: nothing is there */
    uint64_t since; /* from this step on it was so */
    uint64_t steps; /* of the run */
    /* So many steps it went as the author's schedule does: up to there what is sought could still
     * be reached (behind it perhaps too). */
    uint64_t common;
};

/* What stands behind "Goal:", "With:", "Steps:", "Solution:": its words outside of `code` in a row,
 * and the pieces of code. 0 or -EINVAL with *diag. */
struct find_entry {
    const char *words;
    const char *const *codes;
    size_t code_count;
    const char *file;
    int line;
};
int find_read_goal(struct find *find, const struct find_entry *entry, struct diag *diag);
int find_read_with(struct find *find, const struct find_entry *entry, struct diag *diag);
int find_read_steps(struct find *find, const struct find_entry *entry, struct diag *diag);
int find_read_solution(struct find *find, const struct find_entry *entry, struct diag *diag);
void find_free(struct find *find);

/* log: a whole run. *ret_verdict is the caller's to find_verdict_done. */
void find_judge(const struct find *find, const struct log *log, struct find_verdict *ret_verdict);
void find_verdict_done(struct find_verdict *verdict);
/* What is sought: "counter.value is 2, outcome is ok"; and the limit ("at most 12 steps"), nothing
 * without one. */
void find_put_goals(const struct find *find, struct buf *out);
void find_put_limit(const struct find *find, struct buf *out);
/* Why not, in two sentences; nothing where it was found. */
void find_put_why(const struct find_verdict *verdict, const struct find *find, struct buf *out);
/* How many steps the author's schedule is long. */
uint64_t find_solution_steps(const struct find *find);
/* In which order the run went in its records 1 ... last. */
void find_put_schedule(const struct log *log, uint64_t last, struct buf *out);
/* A run that is judged: of this lesson and program, by this schedule ("" or NULL: the fair order,
 * never the program's own). Strings are not copied. */
struct run_wish find_wish(const struct find *find, const char *schedule);

#endif
