/* SPDX-License-Identifier: MIT */
/*
 * overview.h: lessons/overview.txt: the mechanisms side by side, one row each: what they are
 * called, what they do, and which lesson teaches them. Pure data; catalogue.c reads it and sees
 * that the lessons are there. What a mechanism costs is measured, not written (core/measure).
 */
#ifndef OVERVIEW_H
#define OVERVIEW_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <stddef.h>

enum overview_fact {
    OVERVIEW_LESSON,
    OVERVIEW_CLASSES,
    OVERVIEW_OPERATIONS,
    OVERVIEW_CALLS,
    OVERVIEW_DIRECTION,
    OVERVIEW_BOUNDARIES,
    OVERVIEW_WHO,
    OVERVIEW_SURVIVES,
    OVERVIEW_SPEED, /* name of a way in core/measure; may be missing */
    OVERVIEW_FACTS
};

struct overview_row {
    char *name;                   /* "named pipe" */
    char *facts[OVERVIEW_FACTS];  /* what goes into a column; NULL: missing */
    char *wholes[OVERVIEW_FACTS]; /* the whole sentence, where there is more to say; else NULL */
    int line;
};

struct overview {
    char *file;
    struct overview_row *rows;
    size_t count, cap;
};

/* 0, or -errno with *diag. */
int overview_load(const char *file, struct overview *ret_overview, struct diag *diag);
int overview_parse(const char *file, const char *text, size_t len, struct overview *ret_overview,
                   struct diag *diag);
void overview_done(struct overview *overview);
/* Drops all rows from `count` on. */
void overview_keep(struct overview *overview, size_t count);

/* For programs, "direction", and for people, "C calls", as a heading. */
const char *overview_fact_name(enum overview_fact fact);
const char *overview_fact_title(enum overview_fact fact);
/* The whole sentence, or what is in the column; "" if it is missing. */
const char *overview_whole(const struct overview_row *row, enum overview_fact fact);
/* The next word of a list "fork, waitpid" from *at on, which moves on; false: no more. The word is
 * put into `ret_word` alone. */
bool overview_next(const char **at, struct buf *ret_word);

#endif
