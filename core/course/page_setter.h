/* SPDX-License-Identifier: MIT */
/*
 * page_setter.h: what page.c (blocks), page_flow.c (words into lines) and page_table.c share. Not
 * for others.
 */
#ifndef PAGE_SETTER_H
#define PAGE_SETTER_H

#include "page.h"

/* What stands left of the words: on the first line, and on those that follow. Both as wide as each
 * other. */
struct page_margin {
    const char *first, *rest;
};

int page_columns(const struct page_wish *wish, const char *text, size_t len);
struct page_line *page_line_new(struct page *page, int source_line);
/* Appends a piece, joined to the last one if they look alike; target may be NULL. */
void page_put(const struct page_wish *wish, struct page_line *line, const char *text, size_t len,
              unsigned look, const char *target);
/* Appends n spaces in a plain look. */
void page_pad(const struct page_wish *wish, struct page_line *line, int n);
/* Sets words in lines of at most wish->width columns, margins included; look is added to each. */
void page_flow(const struct page_wish *wish, const struct prose_text *text, unsigned look,
               const struct page_margin *margin, struct page *page);
void page_flow_table(const struct page_wish *wish, const struct prose_block *table,
                     const struct page_margin *margin, struct page *page);

#endif
