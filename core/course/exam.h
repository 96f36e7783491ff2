/* SPDX-License-Identifier: MIT */
/*
 * exam.h: an exam: questions of some topics, drawn by a seed: half of them the authors', half made
 * from runs (made.h) with other orders and parameters. One seed gives one exam (of one set of
 * lessons), another one another.
 *
 * Questions whose answer is a schedule (find.h) are left out. They are answered by trying: one lets
 * a process go, sees where it stands, and chooses again. Typed as one line, without the stage, the
 * same answer would ask where each gate of each process lies: counting of steps, not
 * understanding; and who went wrong by one step would have missed all of it.
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
    char *code; /* Lua text of the programs that an author's names (excerpt.h); NULL: none */
};

/* The program of `from` that it is about, or NULL: none alone. */
const char *exam_item_program(const struct exam_item *item);
/* The command that makes the run that it is about: of one made from a run, in its order up to its
 * step; of an author's, the run that has the answer. Appended; nothing where it is about none. */
void exam_item_replay(const struct exam_item *item, struct buf *out);

struct exam {
    struct exam_item *items;
    size_t count, cap;
    uint64_t seed;
};

/* What to draw. */
struct exam_wish {
    const char *const *topics; /* names of topics, ids of lessons */
    size_t topic_count;        /* 0: all lessons */
    size_t count;              /* of questions */
    uint64_t seed;
    int64_t seconds; /* the time that there is for it; 0: no limit */
};

/* Whether there are questions for it. 0, or -ENOENT with *diag: which topic is none, or has none.
 */
int exam_check(const struct catalogue *catalogue, const struct exam_wish *wish, struct diag *diag);

/* Draws all of it. Starts runners and waits for them. progress (may be NULL) is told how many there
 * are so far; false from it ends the drawing (-ECANCELED). 0; -ENOENT as exam_check; else -errno
 * with *diag. Fewer than `count` where there are not so many. *ret_exam is the caller's to
 * exam_done in any case. */
int exam_draw(const struct catalogue *catalogue, const struct exam_wish *wish,
              bool (*progress)(void *context, size_t done), void *context, struct exam *ret_exam,
              struct diag *diag);
void exam_done(struct exam *exam);

/* The same by pieces, for whoever has something to do between them: exam_drawing_more until it is
 * 0. A piece makes one run at most. */
struct exam_drawing;
int exam_drawing_new(const struct catalogue *catalogue, const struct exam_wish *wish,
                     struct exam_drawing **ret_drawing, struct diag *diag);
/* 1: there is more to do; 0: the exam is whole; -errno with *diag: no runs can be made here. */
int exam_drawing_more(struct exam_drawing *drawing, struct diag *diag);
/* How many there are so far. */
size_t exam_drawing_count(const struct exam_drawing *drawing);
/* What was drawn so far; the caller's from now on. */
void exam_drawing_take(struct exam_drawing *drawing, struct exam *ret_exam);
void exam_drawing_free(struct exam_drawing *drawing);

#endif
