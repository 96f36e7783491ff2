/* SPDX-License-Identifier: MIT */
/*
 * sheet.h: a model made of lines, each of pieces with a look; what most views are made of. A sheet
 * is written from top to bottom, then drawn from any line on.
 */
#ifndef SHEET_H
#define SHEET_H

#include "canvas.h"

struct sheet_piece {
    unsigned look;
    char *text;
};

struct sheet_line {
    struct sheet_piece *pieces;
    size_t count, cap;
    unsigned look; /* of the whole row, where a piece has STYLE_NORMAL; STYLE_NORMAL: none */
    size_t row;    /* of the list that the view shows, from 1: what a click there means; 0: none */
};

struct sheet {
    struct sheet_line *lines;
    size_t count, cap;
    int width;
    size_t current; /* the line to keep in sight, from 1; 0: none */
    bool to_end;    /* keep the end in sight */
    bool no_bar;    /* no scroll bar beside it */
};

struct sheet *sheet_new(int width);
/* One to be drawn into width columns, the last of which is the scroll bar's. */
struct sheet *sheet_page(int width);
void sheet_free(void *sheet);
/* A new, empty line; what is put next goes there. */
void sheet_line(struct sheet *sheet);
void sheet_put(struct sheet *sheet, unsigned look, const char *text);
void sheet_printf(struct sheet *sheet, unsigned look, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Blanks up to a column. */
void sheet_pad(struct sheet *sheet, int column);
/* New lines with the text wrapped at words; further lines are indented. */
void sheet_text(struct sheet *sheet, unsigned look, int indent, const char *text);
/* Goes on in a new line where the current one is too long, at a blank if there is one in its right
 * half; further lines are indented. */
void sheet_wrap(struct sheet *sheet, int indent);
/* What is behind the first `at` bytes of the current line becomes a new line, which begins with
 * `lead` instead of the blanks that it began with. */
void sheet_break(struct sheet *sheet, size_t at, unsigned look, const char *lead);
/* Bytes of the current line. */
size_t sheet_bytes(const struct sheet *sheet);
/* How the whole current line looks (STYLE_CURRENT, STYLE_SELECTED). */
void sheet_look(struct sheet *sheet, unsigned look);
/* The current line stands for the list's row number `row`, from 0. */
void sheet_row(struct sheet *sheet, size_t row);
/* The current line is the one to keep in sight. */
void sheet_here(struct sheet *sheet);
int sheet_columns(const struct sheet *sheet);

/* Draws lines from *top on (put into range), with a scroll bar if not all fit. follow: see view.h.
 */
void sheet_draw(const void *sheet, struct area area, int *top, bool follow);

#endif
