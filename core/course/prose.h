/* SPDX-License-Identifier: MIT */
/*
 * prose.h: the text of a lesson: Markdown (GitHub's dialect, read by md4c) as a list of blocks with
 * styled spans, each with its line in the source. Strict: HTML other than a note, pictures and
 * unknown {directives} are faults. Lines for a page of some width: page.h. Pure.
 */
#ifndef PROSE_H
#define PROSE_H

#include "diag_list.h"
#include <stdbool.h>
#include <stddef.h>

/* How a piece of text looks; several at once are possible. */
enum prose_look {
    PROSE_CODE = 1 << 0,
    PROSE_STRONG = 1 << 1,
    PROSE_EMPHASIS = 1 << 2,
    PROSE_STRUCK = 1 << 3,
    PROSE_LINK = 1 << 4,  /* target: the address */
    PROSE_STAGE = 1 << 5, /* {stage: right}: target is the program; text is what to show */
    /* These are given by page.h alone. */
    PROSE_TITLE = 1 << 6, /* of a heading, or of the head of a table */
    PROSE_FRAME = 1 << 7, /* bullets, rules, the bar beside a quotation */
    PROSE_ASIDE = 1 << 8  /* a presenter's note */
};

enum prose_break { PROSE_GOES_ON, PROSE_SOFT_BREAK, PROSE_HARD_BREAK };

struct prose_span {
    char *text;               /* UTF-8; "" for a break */
    char *target;             /* of a link or a stage; else NULL */
    unsigned look;            /* enum prose_look */
    enum prose_break line_up; /* SOFT: the source has a new line here; HARD: so must the page */
    int line;                 /* in the source, from 1 */
};

struct prose_text {
    struct prose_span *spans;
    size_t span_count, span_cap;
};

enum prose_kind {
    PROSE_PARAGRAPH,
    PROSE_HEADING,
    PROSE_LISTING, /* a block of code: `code` holds it as it stands */
    PROSE_TABLE,
    PROSE_RULE,
    PROSE_NOTE /* <!-- note: ... --> for who presents the lesson; not for its readers */
};

/* What stands before the first block of a list item. */
enum prose_mark { PROSE_NO_MARK, PROSE_BULLET, PROSE_NUMBER, PROSE_TASK_OPEN, PROSE_TASK_DONE };

enum prose_align { PROSE_LEFT, PROSE_CENTRE, PROSE_RIGHT };

struct prose_block {
    enum prose_kind kind;
    int line;                 /* in the source, from 1 */
    int level;                /* heading: 1 to 6 */
    int depth;                /* how many list items it is inside of */
    int quotes;               /* how many quotations it is inside of */
    bool tight;               /* in a list without blank lines between its items */
    enum prose_mark mark;     /* not PROSE_NO_MARK: the first block of its item */
    int number;               /* PROSE_NUMBER */
    struct prose_text text;   /* paragraph, heading, note */
    char *code;               /* listing; each line ends with a newline */
    char *language;           /* listing: as after ```, or NULL */
    struct prose_text *cells; /* table: rows * columns, row by row; row 0 is the head */
    enum prose_align *aligns; /* table: one a column */
    size_t rows, columns;
    char *program; /* note: the program that it is about; NULL: the whole lesson */
};

struct prose {
    struct prose_block *blocks;
    size_t block_count, block_cap;
};

/* Reads text (len bytes, the body of `file` from its line first_line on). 0, or -EINVAL with
 * *faults (file, line). *ret_prose is the caller's to prose_done in any case: with faults it is
 * what could be read, without what they are about. */
int prose_parse(const char *file, int first_line, const char *text, size_t len,
                struct prose *ret_prose, struct diag_list *faults);
void prose_done(struct prose *prose);
void prose_text_done(struct prose_text *text);
void prose_block_done(struct prose_block *block);

/* Whether nothing is there but notes. */
bool prose_is_empty(const struct prose *prose);
/* The words alone, without marks; soft breaks are spaces. The caller's to mem_free. */
char *prose_words(const struct prose_text *text);

#endif
