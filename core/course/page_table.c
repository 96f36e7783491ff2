/* SPDX-License-Identifier: MIT */
/*
 * page_table.c: a table fitted to the page: each column as wide as its widest cell; while the whole
 * is too wide the widest column gives way, and its cells wrap. Where cells wrap, rules part the
 * rows. Linear (page.h): a sentence a row.
 */
#include "mem.h"
#include "page_setter.h"
#include <string.h>

#define COLUMN_LEAST 4

struct fit {
    const struct page_wish *wish;
    const struct prose_block *table;
    const struct page_margin *margin;
    int *widths;
};

static int cell_columns(const struct page_wish *wish, const struct prose_text *cell) {
    char *words = prose_words(cell);
    int columns = page_columns(wish, words, strlen(words));
    mem_free(words);
    return columns;
}

static void natural_widths(struct fit *fit) {
    const struct prose_block *table = fit->table;
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        int columns = cell_columns(fit->wish, &table->cells[i]);
        int *width = &fit->widths[i % table->columns];
        *width = columns > *width ? columns : *width;
    }
}

/* Whether the table had to be narrowed. */
static bool narrow(struct fit *fit) {
    const char *margin = fit->margin->first;
    size_t columns = fit->table->columns;
    int total = page_columns(fit->wish, margin, strlen(margin)) + 3 * ((int)columns - 1);
    for (size_t i = 0; i < columns; i++) {
        total += fit->widths[i];
    }
    bool narrowed = false;
    for (; total > fit->wish->width; total--) {
        size_t widest = 0;
        for (size_t i = 1; i < columns; i++) {
            widest = fit->widths[i] > fit->widths[widest] ? i : widest;
        }
        if (fit->widths[widest] <= COLUMN_LEAST) {
            break;
        }
        fit->widths[widest]--;
        narrowed = true;
    }
    return narrowed;
}

static struct page_line *begin_line(const struct fit *fit, struct page *page) {
    struct page_line *line = page_line_new(page, fit->table->line);
    page_put(fit->wish, line, fit->margin->rest, strlen(fit->margin->rest), PROSE_FRAME, NULL);
    return line;
}

static void put_rule(const struct fit *fit, struct page *page) {
    const char *dash = fit->wish->ascii ? "-" : "─";
    const char *cross = fit->wish->ascii ? "-+-" : "─┼─";
    struct page_line *line = begin_line(fit, page);
    for (size_t c = 0; c < fit->table->columns; c++) {
        if (c) {
            page_put(fit->wish, line, cross, strlen(cross), PROSE_FRAME, NULL);
        }
        for (int i = 0; i < fit->widths[c]; i++) {
            page_put(fit->wish, line, dash, strlen(dash), PROSE_FRAME, NULL);
        }
    }
}

/* Line i of a cell that was set as a page of its own, between its paddings. */
static void put_cell_line(const struct fit *fit, struct page_line *line, const struct page *cell,
                          size_t i, size_t column) {
    const struct page_line *words = i < cell->line_count ? &cell->lines[i] : NULL;
    int spare = fit->widths[column] - (words ? words->columns : 0);
    enum prose_align align = fit->table->aligns[column];
    int before = align == PROSE_RIGHT ? spare : align == PROSE_CENTRE ? spare / 2 : 0;
    page_pad(fit->wish, line, before);
    for (size_t p = 0; words && p < words->piece_count; p++) {
        const struct page_piece *piece = &words->pieces[p];
        page_put(fit->wish, line, piece->text, strlen(piece->text), piece->look, piece->target);
    }
    if (column + 1 < fit->table->columns) {
        page_pad(fit->wish, line, spare - before);
    }
}

static void put_row(const struct fit *fit, size_t row, struct page *page) {
    static const struct page_margin none = {"", ""};
    size_t columns = fit->table->columns;
    struct page *cells = mem_new(columns * sizeof *cells);
    size_t height = 1;
    for (size_t c = 0; c < columns; c++) {
        struct page_wish wish = *fit->wish;
        wish.width = fit->widths[c];
        page_flow(&wish, &fit->table->cells[row * columns + c], row ? 0 : PROSE_TITLE, &none,
                  &cells[c]);
        height = cells[c].line_count > height ? cells[c].line_count : height;
    }
    const char *bar = fit->wish->ascii ? " | " : " │ ";
    for (size_t i = 0; i < height; i++) {
        struct page_line *line = begin_line(fit, page);
        for (size_t c = 0; c < columns; c++) {
            if (c) {
                page_put(fit->wish, line, bar, strlen(bar), PROSE_FRAME, NULL);
            }
            put_cell_line(fit, line, &cells[c], i, c);
        }
    }
    for (size_t c = 0; c < columns; c++) {
        page_done(&cells[c]);
    }
    mem_free(cells);
}

/* "read end: main: uses; child: close." */
static void flow_row(const struct page_wish *wish, const struct prose_block *table, size_t row,
                     const struct page_margin *margin, struct page *page) {
    struct buf text = {0};
    for (size_t c = 0; c < table->columns; c++) {
        char *head = prose_words(&table->cells[c]);
        char *cell = prose_words(&table->cells[row * table->columns + c]);
        buf_puts(&text, c == 0 ? "" : c == 1 ? ": " : "; ");
        if (*head && c > 0) {
            buf_putf(&text, "%s: ", head);
        }
        buf_puts(&text, *cell ? cell : "nothing");
        mem_free(head);
        mem_free(cell);
    }
    buf_puts(&text, ".");
    struct prose_span span = {.text = text.data, .line = table->line};
    const struct prose_text sentence = {.spans = &span, .span_count = 1};
    page_flow(wish, &sentence, 0, margin, page);
    buf_done(&text);
}

static void flow_rows(const struct page_wish *wish, const struct prose_block *table,
                      const struct page_margin *margin, struct page *page) {
    const struct page_margin rest = {margin->rest, margin->rest};
    for (size_t row = 1; row < table->rows; row++) {
        flow_row(wish, table, row, row == 1 ? margin : &rest, page);
    }
}

void page_flow_table(const struct page_wish *wish, const struct prose_block *table,
                     const struct page_margin *margin, struct page *page) {
    if (wish->linear) {
        flow_rows(wish, table, margin, page);
        return;
    }
    struct fit fit = {.wish = wish, .table = table, .margin = margin};
    fit.widths = mem_new((table->columns + 1) * sizeof *fit.widths);
    natural_widths(&fit);
    bool rules = narrow(&fit);
    for (size_t row = 0; row < table->rows; row++) {
        if (row == 1 || (row > 1 && rules)) {
            put_rule(&fit, page);
        }
        put_row(&fit, row, page);
    }
    mem_free(fit.widths);
}
