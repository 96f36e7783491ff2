/* SPDX-License-Identifier: MIT */
/*
 * exam.h: an exam: questions of some topics, drawn by a seed: half of them the authors', half made
 * from runs (made.h) with other orders and parameters. One seed gives one exam (of one set of
 * lessons), another one another.
 */
#ifndef EXAM_H
#define EXAM_H

#include "catalogue.h"
#include <stdint.h>

struct exam_item {
    const struct lesson *from;       /* the lesson to read again; the catalogue's */
    const struct lesson *lesson;     /* where the question stands: that one, or `owned` */
    const struct question *question; /* of that lesson */
    struct lesson *owned;            /* made from a run; NULL: an author's */
};

struct exam {
    struct exam_item *items;
    size_t count, cap;
    uint64_t seed;
};

/* Draws `count` questions. topic NULL: all. Starts runners and waits for them. progress (may be
 * NULL) is told how many there are so far; false from it ends the drawing (-ECANCELED). 0; -ENOENT
 * with *diag: no such topic, or it has no questions; else -errno with *diag. Fewer than `count`
 * where there are not so many. *ret_exam is the caller's to exam_done in any case. */
int exam_draw(const struct catalogue *catalogue, const char *topic, size_t count, uint64_t seed,
              bool (*progress)(void *context, size_t done), void *context, struct exam *ret_exam,
              struct diag *diag);
void exam_done(struct exam *exam);

#endif
