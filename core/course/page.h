/* SPDX-License-Identifier: MIT */
/*
 * page.h: prose set in lines of at most some columns: words wrapped, tables fitted, lists indented.
 * The same for the text view and for plain output. Pure: how wide a character is, the caller says.
 */
#ifndef PAGE_H
#define PAGE_H

#include "prose.h"

/* What to set for. */
struct page_wish {
    int width; /* columns; taken as 20 if less */
    /* Columns of len bytes of UTF-8; NULL: one a code point. */
    int (*columns)(const char *text, size_t len);
    bool ascii;  /* marks and rules in ASCII (the words stay as they are) */
    bool notes;  /* with the presenter's notes */
    bool linear; /* for ears: a table as one sentence a row, no lines and bars */
};

struct page_piece {
    unsigned look; /* enum prose_look */
    char *text;    /* UTF-8, 0-terminated */
    int columns;
    char *target; /* of a link or a stage; else NULL */
};

struct page_line {
    struct page_piece *pieces;
    size_t piece_count, piece_cap;
    int columns;
    int source_line; /* in lesson.md */
};

struct page {
    struct page_line *lines;
    size_t line_count, line_cap;
};

/* Sets all blocks, one empty line between them (none inside a tight list). *ret_page holds copies
 * of all it needs: the prose may go. */
void page_set(const struct prose *prose, const struct page_wish *wish, struct page *ret_page);
/* Sets one text, as a choice or a hint: its lines are appended to *page, the second and further
 * ones indented by `indent` columns. */
void page_set_text(const struct prose_text *text, const struct page_wish *wish, int indent,
                   struct page *page);
void page_done(struct page *page);
/* A line as it reads, without looks; appended to *out, no newline. */
void page_line_text(const struct page_line *line, struct buf *out);

#endif
