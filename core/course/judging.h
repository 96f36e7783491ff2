/* SPDX-License-Identifier: MIT */
/*
 * judging.h: the run that answers a question, for whoever can wait for it (of a
 * lesson's question the screen makes it beside what it shows: ui/tutor/questions.c); and a piece at
 * a time, for the many of an exam.
 */
#ifndef JUDGING_H
#define JUDGING_H

#include "answer.h"
#include "lesson.h"
#include "log.h"

/* Runs the question's program as `ipc-tutor check` does: in its own order, with the input that it
 * declares. Waits for its end. 0, *ret_log the caller's to log_free, or NULL where the question
 * needs no run; -errno with *diag: no run could be made. */
int judging_run(const struct lesson *lesson, const struct question *question, struct log **ret_log,
                struct diag *diag);

/* The same, for an answer: an order that this run refuses is tried for real (order_try.h), and if
 * it can happen, *ret_log is of a run in which it does, and given->made_so says so. */
int judging_answer(const struct lesson *lesson, const struct question *question,
                   struct answer_given *given, struct log **ret_log, struct diag *diag);

/* The same a piece at a time, for who has a screen to keep alive. All that is given must live until
 * judging_end. */
struct judging;
struct judging *judging_begin(const struct lesson *lesson, const struct question *question,
                              struct answer_given *given, struct diag *diag);
/* Goes on for about so long (-1: to its end). False: it is over. */
bool judging_go_on(struct judging *judging, int timeout_ms);
/* What came of it, as judging_answer gives it; -ECANCELED: it was not over, and is broken off. */
int judging_end(struct judging *judging, struct log **ret_log);

#endif
