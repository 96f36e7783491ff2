/* SPDX-License-Identifier: MIT */
/*
 * target.h: what LESSON[:PROGRAM]|FILE on a command line means: an id of the catalogue, a folder of
 * a lesson, or a saved run.
 */
#ifndef TARGET_H
#define TARGET_H

#include "catalogue.h"

struct target {
    char *dir;     /* the lesson's folder; NULL: a saved run */
    char *id;      /* of the lesson */
    char *program; /* or NULL */
    char *file;    /* the saved run; else NULL */
};

/* 0, or an exit code after saying why. A word with a '/' is a path; else an id comes first. */
int target_find(const char *what, const char *word, struct target *ret_target);
/* The same for a lesson that is being written: it may be full of faults, and its program need not
 * be there yet; a saved run is none. */
int target_find_draft(const char *what, const char *word, struct target *ret_target);
/* Whether the lesson has the program that was named; 0, or an exit code after saying what there is.
 * Asks a runner. */
int target_check_program(const struct target *target);
void target_done(struct target *target);

#endif
