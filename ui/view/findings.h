/* SPDX-License-Identifier: MIT */
/*
 * findings.h: where in all the lessons a text may stand: the head of each, each paragraph, row and
 * line of its text (with the names of the programs that it links to), each question as it is
 * asked. What would give an answer away (choices, reasons, hints) and the presenter's notes are not
 * among them. Made once from the catalogue, then only looked at. Pure.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "buf.h"
#include "catalogue.h"

enum finding_kind { FINDING_HEAD, FINDING_TEXT, FINDING_QUESTION };

struct finding {
    enum finding_kind kind;
    size_t lesson;   /* of the catalogue */
    size_t question; /* FINDING_QUESTION: of the lesson */
    int line;        /* in lesson.md; FINDING_HEAD: 0 */
    char *text;      /* UTF-8, one line */
};

struct findings {
    struct finding *all; /* in the order of the catalogue, and of the text */
    size_t count, cap;
};

void findings_make(const struct catalogue *catalogue, struct findings *ret_findings);
void findings_done(struct findings *findings);

/* The first place of that lesson, from 0; count: it has none. */
size_t findings_of(const struct findings *findings, size_t lesson);
/* The next place where `sought` stands (search.h), from `from` on (itself too), by 1 or -1, round
 * the end once (*ret_wrapped). false: it stands nowhere. */
bool findings_seek(const struct findings *findings, const char *sought, long from, int by,
                   size_t *ret_at, bool *ret_wrapped);
/* In how many places it stands, and the how-manieth `at` is, from 1. */
size_t findings_sum(const struct findings *findings, const char *sought, size_t at,
                    size_t *ret_nth);
/* The words around `sought` that fit into so many columns; all of the text if that fits. */
void findings_excerpt(const struct finding *finding, const char *sought, int width,
                      struct buf *out);

#endif
