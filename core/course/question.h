/* SPDX-License-Identifier: MIT */
/*
 * question.h: one question of a lesson: what is asked, the choices (each wrong one with the reason
 * why), hints in steps, and where the answer comes from: a key for theory, or a run of a program of
 * the lesson (verify.h looks there).
 */
#ifndef QUESTION_H
#define QUESTION_H

#include "diag_list.h"
#include "find.h"
#include "prose.h"

enum { QUESTION_CHOICES_MAX = 9 }; /* one a digit key */

enum question_kind {
    QUESTION_ONE,     /* one of the choices */
    QUESTION_SEVERAL, /* some of the choices */
    QUESTION_ORDER,   /* the choices, put in order; they stand in an order that is right */
    QUESTION_VALUE,   /* typed */
    QUESTION_FIND     /* a schedule: the student plays scheduler */
};

struct question_choice {
    struct prose_text text;
    struct prose_text reason; /* after the em dash: why it is wrong (or right); may be empty */
    bool right;
    int line;
};

struct question {
    char *id; /* as after "## Question:"; never derived from the text */
    int line;
    enum question_kind kind;
    struct prose text;
    struct question_choice *choices;
    size_t choice_count, choice_cap;
    struct prose_text *hints; /* in the order to give them */
    size_t hint_count, hint_cap;
    int answer_line;   /* of "Answer:"; 0: there is none, the marked choice is the key */
    char *program;     /* the answer is in a run of this program; NULL: a key */
    char *path;        /* where in that run (path.h), without the program; NULL: order or a key */
    char *key;         /* QUESTION_VALUE without a run: what is to be typed */
    struct find *find; /* QUESTION_FIND; else NULL */
};

/* Makes a question of the blocks of its section: blocks[0] is the heading. The blocks' texts are
 * moved out of them. 0, or -EINVAL with *faults, of as many blocks as are wrong (the caller adds
 * the lines themselves); whether it is whole is looked at when none is. */
int question_parse(const char *file, struct prose_block *blocks, size_t count,
                   struct question *ret_question, struct diag_list *faults);
void question_done(struct question *question);

/* Whether this value (as a run gives it) is what the choice says: the choice is the value or begins
 * with it as a word; a number may be written as a word (zero to twelve). */
bool question_choice_says(const struct question_choice *choice, const char *value);
/* The one choice that says the value best; NULL: none does, or two do equally. */
const struct question_choice *question_choice_for(const struct question *question,
                                                  const char *value);
/* Whether a typed answer is `value`: letters' case and outer blanks do not count, numbers may be
 * words. */
bool question_same(const char *typed, const char *value);

#endif
