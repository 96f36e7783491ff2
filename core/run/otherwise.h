/* SPDX-License-Identifier: MIT */
/*
 * otherwise.h: "here it blocked; is there another order in which it does not?" A bounded search by
 * really running: the same program again and again, in other orders, each up to the operation that
 * the question is about: the same process, the same operation on the same line, as often as it had
 * been made. First orders near to the one that was (the same steps, and only then another choice),
 * with the process held back as long as others can go, or let go whenever it can; then random ones.
 * Returns at once, as run.h does: poll otherwise_fd, then otherwise_pump. One run at a time.
 */
#ifndef OTHERWISE_H
#define OTHERWISE_H

#include "predict.h"
#include "run.h"

enum { OTHERWISE_TRIES = 40 };

/* All of it must live until otherwise_free. */
struct otherwise_wish {
    struct run_wish run;   /* lesson_dir, lesson, program, params, no_cage count */
    const struct log *log; /* the run that was; its records up to the step are not changed */
    uint64_t step;         /* number of the record with which the step began that was predicted */
    const struct predict_set *set; /* its choices were made in that log */
    size_t said;                   /* which of them is sought */
    int limit_ms;                  /* for all together; 0: 10 s */
};

struct otherwise;

/* Starts. 0; -EINVAL: that record is no step with an operation; -errno with *diag: no runner can be
 * started. */
int otherwise_new(const struct otherwise_wish *wish, struct otherwise **ret_otherwise,
                  struct diag *diag);
/* Ends a run that is going. NULL: nothing. */
void otherwise_free(struct otherwise *otherwise);
/* Readable when otherwise_pump has something to do; -1: it is over. */
int otherwise_fd(const struct otherwise *otherwise);
/* In how many ms it wants a pump even if nothing comes: where its time is up. */
int otherwise_timeout(const struct otherwise *otherwise);
/* Takes what has come. False: it is over, found or not. */
bool otherwise_pump(struct otherwise *otherwise);
/* Orders that were tried: different ones, none of them the one that was. */
unsigned otherwise_tried(const struct otherwise *otherwise);
/* Runs made so far. */
unsigned otherwise_runs(const struct otherwise *otherwise);

bool otherwise_found(const struct otherwise *otherwise);
/* Of a found one: its log up to the end of that step, the caller's from now on (NULL: it was taken
 * before, or there is none), and the number of the step in it, from 1. */
struct log *otherwise_take(struct otherwise *otherwise, uint64_t *ret_step);
/* Of a found one, also after otherwise_take: what came before it there and not in the run that was,
 * or not yet ("Before it: a writes 1 into counter."), then what happened. */
void otherwise_why(const struct otherwise *otherwise, struct buf *out);

#endif
