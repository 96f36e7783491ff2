/* SPDX-License-Identifier: MIT */
/*
 * page.c: blocks into lines: margins (list marks, quotation bars), listings as they stand, one
 * empty line between blocks. Words: page_flow.c; tables: page_table.c.
 */
#include "page.h"
#include "mem.h"
#include "page_setter.h"
#include "text.h"
#include <stdint.h>
#include <string.h>

#define WIDTH_LEAST 20
#define TAB         4
#define DEPTH_MAX   16

struct setter {
    struct page_wish wish;
    struct page *page;
    int indents[DEPTH_MAX + 1]; /* columns left of a block inside of so many items */
};

static void put_spaces(struct buf *out, int n) {
    for (; n > 0; n--) {
        buf_putc(out, ' ');
    }
}

static void put_mark(const struct page_wish *wish, const struct prose_block *block,
                     struct buf *out) {
    switch (block->mark) {
    case PROSE_NO_MARK:
        break;
    case PROSE_BULLET:
        buf_puts(out, wish->ascii ? "- " : "• ");
        break;
    case PROSE_NUMBER:
        buf_putf(out, "%d. ", block->number);
        break;
    case PROSE_TASK_OPEN:
        buf_puts(out, "[ ] ");
        break;
    case PROSE_TASK_DONE:
        buf_puts(out, "[x] ");
        break;
    }
}

/* The margins of a block: quotation bars, indent of the items around it, its own mark. */
static void make_margins(struct setter *setter, const struct prose_block *block, struct buf *first,
                         struct buf *rest) {
    const struct page_wish *wish = &setter->wish;
    for (int i = 0; i < block->quotes; i++) {
        buf_puts(first, wish->linear ? "> " : wish->ascii ? "| " : "│ ");
    }
    buf_puts(rest, buf_str(first));
    int depth = block->depth < DEPTH_MAX ? block->depth : DEPTH_MAX;
    struct buf mark = {0};
    put_mark(wish, block, &mark);
    int mark_columns = page_columns(wish, buf_str(&mark), mark.len);
    if (block->mark != PROSE_NO_MARK && depth > 0) {
        setter->indents[depth] = setter->indents[depth - 1] + mark_columns;
    }
    int indent = depth > 0 ? setter->indents[depth] : 0;
    put_spaces(first, indent - mark_columns);
    buf_puts(first, buf_str(&mark));
    put_spaces(rest, indent);
    buf_done(&mark);
}

/* Up to where a listing's line fits into so many columns: all of it, or to a blank in the second
 * half of what fits, or just that. */
static size_t fitting(const struct page_wish *wish, const char *text, size_t len, int width) {
    size_t at = 0, blank = 0;
    int columns = 0;
    while (at < len) {
        uint32_t character;
        size_t bytes = text_decode(text + at, len - at, &character);
        columns += character == '\t' ? TAB - columns % TAB : page_columns(wish, text + at, bytes);
        if (columns > width && at > 0) {
            return blank > at / 2 ? blank : at;
        }
        at += bytes;
        blank = character == ' ' ? at : blank;
    }
    return len;
}

/* One line of a listing: as it stands, turned where the page ends. */
static void set_code_line(const struct page_wish *wish, const char *text, size_t len,
                          const char *margin, int source_line, struct page *page) {
    struct page_line *line = page_line_new(page, source_line);
    page_put(wish, line, margin, strlen(margin), PROSE_FRAME, NULL);
    int left = line->columns;
    size_t end = fitting(wish, text, len, wish->width - left);
    for (size_t at = 0; at < len;) {
        uint32_t character;
        size_t bytes = text_decode(text + at, len - at, &character);
        int columns = character == '\t' ? TAB - (line->columns - left) % TAB
                                        : page_columns(wish, text + at, bytes);
        if (at >= end) {
            line = page_line_new(page, source_line);
            page_put(wish, line, margin, strlen(margin), PROSE_FRAME, NULL);
            end = at + fitting(wish, text + at, len - at, wish->width - left);
        }
        if (character == '\t') {
            page_put(wish, line, "    ", (size_t)columns, PROSE_CODE, NULL);
        } else {
            page_put(wish, line, text + at, bytes, PROSE_CODE, NULL);
        }
        at += bytes;
    }
}

static void set_listing(const struct page_wish *wish, const struct prose_block *block,
                        const struct page_margin *margin, struct page *page) {
    struct buf left = {0};
    buf_putf(&left, "%s  ", margin->rest);
    int source_line = block->line;
    for (const char *at = block->code ? block->code : ""; *at;) {
        const char *end = strchr(at, '\n');
        size_t len = end ? (size_t)(end - at) : strlen(at);
        set_code_line(wish, at, len, buf_str(&left), source_line++, page);
        at += len + (end ? 1 : 0);
    }
    buf_done(&left);
}

static void set_rule(const struct page_wish *wish, const struct prose_block *block,
                     struct page *page) {
    const char *dash = wish->ascii ? "-" : "─";
    struct page_line *line = page_line_new(page, block->line);
    while (line->columns < wish->width) {
        page_put(wish, line, dash, strlen(dash), PROSE_FRAME, NULL);
    }
}

static void set_block(struct setter *setter, const struct prose_block *block) {
    const struct page_wish *wish = &setter->wish;
    struct buf first = {0};
    struct buf rest = {0};
    make_margins(setter, block, &first, &rest);
    struct page_margin margin = {buf_str(&first), buf_str(&rest)};
    switch (block->kind) {
    case PROSE_PARAGRAPH:
        page_flow(wish, &block->text, 0, &margin, setter->page);
        break;
    case PROSE_HEADING:
        page_flow(wish, &block->text, PROSE_TITLE, &margin, setter->page);
        break;
    case PROSE_NOTE:
        page_flow(wish, &block->text, PROSE_ASIDE, &margin, setter->page);
        break;
    case PROSE_LISTING:
        set_listing(wish, block, &margin, setter->page);
        break;
    case PROSE_TABLE:
        page_flow_table(wish, block, &margin, setter->page);
        break;
    case PROSE_RULE:
        set_rule(wish, block, setter->page);
        break;
    }
    buf_done(&first);
    buf_done(&rest);
}

static bool needs_gap(const struct prose_block *before, const struct prose_block *block) {
    return !(block->tight && before->depth > 0 && block->depth > 0);
}

void page_set(const struct prose *prose, const struct page_wish *wish, struct page *ret_page) {
    struct page page = {0};
    struct setter setter = {.wish = *wish, .page = &page};
    setter.wish.width = wish->width < WIDTH_LEAST ? WIDTH_LEAST : wish->width;
    const struct prose_block *before = NULL;
    for (size_t i = 0; i < prose->block_count; i++) {
        const struct prose_block *block = &prose->blocks[i];
        if (block->kind == PROSE_NOTE && !wish->notes) {
            continue;
        }
        if (before && needs_gap(before, block)) {
            page_line_new(&page, block->line);
        }
        set_block(&setter, block);
        before = block;
    }
    *ret_page = page;
}

void page_set_text(const struct prose_text *text, const struct page_wish *wish, int indent,
                   struct page *page) {
    struct buf left = {0};
    put_spaces(&left, indent);
    struct page sub = {0};
    struct page_wish narrower = *wish;
    narrower.width = (wish->width < WIDTH_LEAST ? WIDTH_LEAST : wish->width) - indent;
    page_flow(&narrower, text, 0, &(struct page_margin){"", ""}, &sub);
    for (size_t i = 0; i < sub.line_count; i++) {
        struct page_line *line = page_line_new(page, sub.lines[i].source_line);
        page_put(wish, line, buf_str(&left), i ? left.len : 0, PROSE_FRAME, NULL);
        for (size_t p = 0; p < sub.lines[i].piece_count; p++) {
            const struct page_piece *piece = &sub.lines[i].pieces[p];
            page_put(wish, line, piece->text, strlen(piece->text), piece->look, piece->target);
        }
    }
    page_done(&sub);
    buf_done(&left);
}

void page_done(struct page *page) {
    if (!page) {
        return;
    }
    for (size_t i = 0; i < page->line_count; i++) {
        struct page_line *line = &page->lines[i];
        for (size_t p = 0; p < line->piece_count; p++) {
            mem_free(line->pieces[p].text);
            mem_free(line->pieces[p].target);
        }
        mem_free(line->pieces);
    }
    mem_free(page->lines);
    *page = (struct page){0};
}

void page_line_text(const struct page_line *line, struct buf *out) {
    for (size_t i = 0; i < line->piece_count; i++) {
        buf_puts(out, line->pieces[i].text);
    }
}
