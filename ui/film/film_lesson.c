/* SPDX-License-Identifier: MIT */
/*
 * film_lesson.c: a lesson's text (prose.h) as HTML, and its programs' runs below. Lists are flat in
 * the prose: an item is a paragraph with its mark, moved to the right by its depth.
 */
#include "film_page.h"
#include "mem.h"
#include "text.h"
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 3 };

/* The elements that looks stand for, from the outside in. */
static const struct {
    unsigned look;
    const char *name;
} elements[] = {
    {PROSE_STRONG, "strong"}, {PROSE_EMPHASIS, "em"}, {PROSE_STRUCK, "s"}, {PROSE_CODE, "code"}};
enum { ELEMENT_COUNT = sizeof elements / sizeof *elements };

/* {stage: right} goes to that film; of other addresses only what is of the web is a link. */
static bool put_link(const struct prose_span *span, struct buf *out) {
    bool stage = (span->look & PROSE_STAGE) != 0;
    bool web = span->target != NULL &&
               (text_starts(span->target, "https://") || text_starts(span->target, "http://"));
    if (span->target == NULL || (!stage && !web)) {
        return false;
    }
    buf_puts(out, stage ? "<a href=\"#program-" : "<a href=\"");
    film_page_text(out, span->target);
    buf_puts(out, "\">");
    return true;
}

static void put_span(const struct prose_span *span, struct buf *out) {
    if (span->line_up != PROSE_GOES_ON) {
        buf_puts(out, span->line_up == PROSE_HARD_BREAK ? "<br/>\n" : "\n");
    }
    bool link = put_link(span, out);
    for (size_t i = 0; i < ELEMENT_COUNT; i++) {
        if ((span->look & elements[i].look) != 0) {
            buf_putf(out, "<%s>", elements[i].name);
        }
    }
    film_page_text(out, span->text);
    for (size_t i = ELEMENT_COUNT; i-- > 0;) {
        if ((span->look & elements[i].look) != 0) {
            buf_putf(out, "</%s>", elements[i].name);
        }
    }
    buf_puts(out, link ? "</a>" : "");
}

static void put_spans(const struct prose_text *text, struct buf *out) {
    for (size_t i = 0; i < text->span_count; i++) {
        put_span(&text->spans[i], out);
    }
}

static void put_mark(const struct prose_block *block, struct buf *out) {
    if (block->mark != PROSE_NO_MARK) {
        buf_puts(out, "<span class=\"mark\">");
        if (block->mark == PROSE_NUMBER) {
            buf_putf(out, "%d.", block->number);
        } else {
            buf_puts(out, block->mark == PROSE_TASK_OPEN   ? "\u2610"
                          : block->mark == PROSE_TASK_DONE ? "\u2611"
                                                           : "\u2022");
        }
        buf_puts(out, "</span> ");
    }
}

static void put_table(const struct prose_block *block, struct buf *out) {
    static const char *const aligns[] = {
        [PROSE_LEFT] = "left", [PROSE_CENTRE] = "center", [PROSE_RIGHT] = "right"};
    buf_puts(out, "<table>\n");
    for (size_t row = 0; row < block->rows; row++) {
        const char *cell = row == 0 ? "th" : "td";
        buf_puts(out, "<tr>");
        for (size_t column = 0; column < block->columns; column++) {
            buf_putf(out, "<%s style=\"text-align: %s\">", cell, aligns[block->aligns[column]]);
            put_spans(&block->cells[row * block->columns + column], out);
            buf_putf(out, "</%s>", cell);
        }
        buf_puts(out, "</tr>\n");
    }
    buf_puts(out, "</table>\n");
}

static void put_listing(const struct prose_block *block, struct buf *out) {
    buf_puts(out, "<pre><code>");
    for (const char *line = block->code; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        char *one = mem_strndup(line, len);
        film_page_text(out, one);
        buf_putc(out, '\n');
        mem_free(one);
        line += len + (line[len] == '\n');
    }
    buf_puts(out, "</code></pre>\n");
}

/* A heading of the text is one below the lesson's own. */
static void put_lines(const struct prose_block *block, struct buf *out) {
    char name[16] = "p";
    if (block->kind == PROSE_HEADING) {
        snprintf(name, sizeof name, "h%d", block->level < 5 ? block->level + 1 : 6);
    }
    buf_putf(out, "<%s>", name);
    put_mark(block, out);
    put_spans(&block->text, out);
    buf_putf(out, "</%s>\n", name);
}

static void put_block(const struct prose_block *block, struct buf *out) {
    int depth = block->depth < DEPTH_MAX ? block->depth : DEPTH_MAX;
    buf_putf(out, "<div class=\"d%d\">", depth);
    for (int i = 0; i < block->quotes; i++) {
        buf_puts(out, "<blockquote>");
    }
    switch (block->kind) {
    case PROSE_PARAGRAPH:
    case PROSE_HEADING:
        put_lines(block, out);
        break;
    case PROSE_LISTING:
        put_listing(block, out);
        break;
    case PROSE_TABLE:
        put_table(block, out);
        break;
    case PROSE_RULE:
        buf_puts(out, "<hr/>");
        break;
    case PROSE_NOTE: /* for who presents it */
        break;
    }
    for (int i = 0; i < block->quotes; i++) {
        buf_puts(out, "</blockquote>");
    }
    buf_puts(out, "</div>\n");
}

static void put_program(const struct film_program *program, struct buf *out) {
    struct buf name = {0};
    buf_putf(&name, "program-%s", program->is->id);
    buf_puts(out, "<h2>");
    film_page_text(out, program->is->id);
    if (program->is->title != NULL && *program->is->title != '\0') {
        buf_puts(out, ": ");
        film_page_text(out, program->is->title);
    }
    buf_puts(out, "</h2>\n");
    film_page_film(program->film, buf_str(&name), out);
    buf_done(&name);
}

void film_lesson(const struct lesson *lesson, const struct film_program *programs, size_t count,
                 struct buf *out) {
    film_page_begin(lesson->title, out);
    buf_puts(out, "<div class=\"text\">\n");
    if (lesson->summary != NULL) {
        buf_puts(out, "<p><em>");
        film_page_text(out, lesson->summary);
        buf_puts(out, "</em></p>\n");
    }
    for (size_t i = 0; i < lesson->text.block_count; i++) {
        put_block(&lesson->text.blocks[i], out);
    }
    buf_puts(out, "</div>\n");
    for (size_t i = 0; i < count; i++) {
        put_program(&programs[i], out);
    }
    film_page_end(out);
}
