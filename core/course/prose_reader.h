/* SPDX-License-Identifier: MIT */
/*
 * prose_reader.h: what the two halves of reading prose share: prose_parse.c (md4c's blocks) and
 * prose_span.c (the text inside a block). Not for others.
 */
#ifndef PROSE_READER_H
#define PROSE_READER_H

#include "prose.h"

#define PROSE_LIST_MAX 16 /* lists in lists that we follow */

struct prose_reader {
    const char *file;
    int first_line;
    const char *source; /* the whole text */
    size_t len;
    struct prose prose;
    struct diag_list *faults;
    int line;               /* of the last piece of text that we saw */
    const char *counted_to; /* lines are counted once: up to here it is line `counted` */
    int counted;
    unsigned look;           /* of the spans that we are inside of */
    struct buf target;       /* of the link that we are inside of */
    struct prose_text *text; /* where text goes; NULL: nowhere, a paragraph is begun */
    struct buf raw;          /* a listing's or an HTML block's text */
    int raw_line;
    bool in_raw;
    int depth, quotes;
    struct {
        bool ordered, tight;
        int next;
    } lists[PROSE_LIST_MAX];
    int list_count;
    enum prose_mark mark; /* of an item whose first block is still to come */
    int number;
    size_t table; /* index of the table's block, while in one */
    size_t cell;
};

/* One more fault, at the line of the last text seen: -EINVAL. What the block holds besides counts
 * for nothing then; the reading goes on behind it. */
int reader_fault(struct prose_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The line of a place in the source; the last one known for a place outside. */
int reader_line(struct prose_reader *reader, const char *at);
/* Appends to the text that is open: words in the look of now, or a break. */
void reader_put(struct prose_reader *reader, const char *words, size_t len);
void reader_break(struct prose_reader *reader, enum prose_break line_up);
/* Appends what an entity as &amp; stands for; a fault if nobody knows. */
int reader_entity(struct prose_reader *reader, const char *entity, size_t len);
/* Turns {stage: x} in a finished text into spans; a fault for an unknown directive. */
int reader_directives(struct prose_reader *reader, struct prose_text *text);

#endif
