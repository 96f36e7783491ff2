/* SPDX-License-Identifier: MIT */
/*
 * tutor.h: the tutor on the screen, from the first picture to the last key. What it opens is given
 * as it was read: app/ finds lessons and files, and tells of faults before the screen is taken.
 */
#ifndef TUTOR_H
#define TUTOR_H

#include "catalogue.h"
#include "exam.h"
#include "log.h"
#include "show_server.h"
#include "term.h"

struct progress;

struct tutor_wish {
    const struct catalogue *catalogue; /* the syllabus; NULL: none, Esc at the lesson ends */
    const struct lesson *lesson;       /* open this one; NULL: the syllabus, or saved */
    const char *program;               /* and start this program of it; NULL: its text first */
    const struct log *saved;           /* open this run, read-only; the caller's */
    const struct diag *saved_fault;    /* its end was torn: said on the screen; or NULL */
    struct term_options term;          /* ascii, no_colour, palette */
    struct show_server *show;          /* who follows is told of it (presenting.c); NULL: no show.
                                          The caller's */
    bool reduce_motion;                /* nothing moves but by a key; NO_MOTION does the same */
    const char *notice;                /* said on the first screen; or NULL */
    struct progress *progress;         /* answers go there; the caller's. NULL: they are not kept */
    struct draft *draft;               /* lesson is draft_lesson of it, and is being written
                                          (editing.c); the caller's. NULL: it is not */
    const struct exam_wish *exam;      /* begin with this exam; NULL: none */
    bool *exam_all_right;              /* becomes true where all of an exam was; or NULL */
};

/* Takes the terminal, works until the user quits, gives it back. 0; -ENOTTY with *diag: no usable
 * terminal; other -errno with *diag: the terminal went away. 128 + n: signal n asked us to end. */
int tutor_open(const struct tutor_wish *wish, struct diag *diag);
/* The same on a terminal that is open already (term_memory); it stays open. */
int tutor_on(const struct tutor_wish *wish, struct term *term, struct diag *diag);

#endif
