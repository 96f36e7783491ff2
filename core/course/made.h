/* SPDX-License-Identifier: MIT */
/*
 * made.h: questions that are made from runs: a program of a lesson, an order of its processes and
 * values of its parameters, all drawn by a seed; at one step, what will the operation do? The
 * choices and the judge are those of predict.h, so the answer is what the kernel did. One seed
 * always gives one question.
 */
#ifndef MADE_H
#define MADE_H

#include "lesson.h"
#include <stdint.h>

/* The next of an endless row of numbers that a seed begins (splitmix64); and one below `below`. */
uint64_t made_random(uint64_t *seed);
size_t made_below(uint64_t *seed, size_t below);

/* A question about this lesson, as the only one of a lesson of its own (the same folder, id and
 * topic; the caller's to lesson_free). Starts runners and waits for them. 0; -EAGAIN: this draw
 * gave none, try again; else -errno with *diag. */
int made_question(const struct lesson *from, uint64_t *seed, struct lesson **ret_lesson,
                  struct diag *diag);

#endif
