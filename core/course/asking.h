/* SPDX-License-Identifier: MIT */
/*
 * asking.h: one question on its way from being shown to being answered: in which order the lines
 * stand, what was chosen so far, which hints were given, and what came of it. The same for the
 * screen and for lines. Knows nothing of keys; makes no run (answer.h).
 */
#ifndef ASKING_H
#define ASKING_H

#include "answer.h"
#include "lesson.h"

struct progress;

enum asking_state {
    ASKING_OPEN,    /* it can be answered */
    ASKING_RUNNING, /* it was; its program runs */
    ASKING_ANSWERED
};

struct asking {
    const struct lesson *lesson;
    const struct question *question; /* NULL: none */
    size_t index, count;             /* the number of the question, from 0, of so many */
    bool review;                     /* of those that are due, not of one lesson */
    enum asking_state state;
    size_t lines[QUESTION_CHOICES_MAX]; /* the choice that stands on line i */
    struct answer_given given;
    struct buf typed;
    size_t hints; /* given so far */
    struct answer answer;
    struct diag fault; /* why it could not be judged; its text is NULL where it could */
    int64_t since;     /* when it was shown, ns of clock_ns; 0: not yet */
    bool exam;         /* one of an exam (sitting.h): no hints */
    struct buf tried;  /* QUESTION_FIND: why the last try is not it; empty: it is, or none yet */
    unsigned tries;    /* how many were made */
};

/* Shows a question anew: nothing chosen. The choices of an order are mixed, always the same way
 * and never so that they stand right. */
void asking_begin(struct asking *asking, const struct lesson *lesson,
                  const struct question *question);
void asking_done(struct asking *asking);

/* The number of a line was given (from 1): chosen, or taken back; of one choice, that one alone; of
 * an order, it is the next, or no longer in it. false: there is no such line, or it is too late. */
bool asking_number(struct asking *asking, size_t number);
/* A whole answer in one line: the numbers of lines ("1 3", "3,1,2"), or what is typed; what was
 * given before is gone. false: nothing is given, and a sentence says why (appended). */
bool asking_take_line(struct asking *asking, const char *line, struct buf *why);
/* What was given so far, as a line that asking_take_line would take; appended. */
void asking_put_line(const struct asking *asking, struct buf *out);
/* The place of a line (from 0) in the order that was given, from 1; 0: it has none yet. */
size_t asking_place(const struct asking *asking, size_t line);
/* Whether the choice on a line was chosen; is right. */
bool asking_chosen(const struct asking *asking, size_t line);
bool asking_right(const struct asking *asking, size_t line);
/* The next hint; false: there are no more. */
bool asking_hint(struct asking *asking);
/* Judges it (log: a run of its program, or NULL where it needs none) and keeps it in the progress
 * (NULL: nowhere). 0; -errno: asking->fault says why it could not be judged. The answer is kept in
 * memory where it can't be written: progress_trouble says so. */
int asking_judge(struct asking *asking, const struct log *log, struct progress *progress);
/* QUESTION_FIND: a run by the student's order is over. true: it is what is sought; an open question
 * is answered by that and kept. Else asking->tried says why not, and nothing is kept: one may try
 * as often as one likes. */
bool asking_try(struct asking *asking, const struct log *log, struct progress *progress);
/* QUESTION_FIND: gives up; that is kept as a wrong answer, with the order of the last try. */
void asking_give_up(struct asking *asking, struct progress *progress);
/* What the run or the key says, as a sentence, appended to out; nothing where the choices tell. */
void asking_says(const struct asking *asking, struct buf *out);
/* The numbers of the lines in an order that happens, a blank before each. */
void asking_put_right_order(const struct asking *asking, struct buf *out);

#endif
