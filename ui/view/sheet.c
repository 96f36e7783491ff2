/* SPDX-License-Identifier: MIT */
/* sheet.c: see sheet.h. */
#include "sheet.h"
#include "columns.h"
#include "lines.h"
#include "mem.h"
#include <string.h>

struct sheet *sheet_new(int width) {
    struct sheet *sheet = mem_new(sizeof(*sheet));

    sheet->width = width > 1 ? width : 1;
    return sheet;
}

struct sheet *sheet_page(int width) {
    return sheet_new(width - 1);
}

void sheet_free(void *model) {
    struct sheet *sheet = model;

    if (sheet == NULL) {
        return;
    }
    for (size_t i = 0; i < sheet->count; i++) {
        for (size_t j = 0; j < sheet->lines[i].count; j++) {
            mem_free(sheet->lines[i].pieces[j].text);
        }
        mem_free(sheet->lines[i].pieces);
    }
    mem_free(sheet->lines);
    mem_free(sheet);
}

void sheet_line(struct sheet *sheet) {
    sheet->lines = mem_grow(sheet->lines, &sheet->cap, sheet->count + 1, sizeof(*sheet->lines));
    sheet->lines[sheet->count++] = (struct sheet_line){.look = STYLE_NORMAL};
}

static struct sheet_line *last_line(struct sheet *sheet) {
    if (sheet->count == 0) {
        sheet_line(sheet);
    }
    return &sheet->lines[sheet->count - 1];
}

static void put_piece(struct sheet *sheet, unsigned look, char *text) {
    struct sheet_line *line = last_line(sheet);

    line->pieces = mem_grow(line->pieces, &line->cap, line->count + 1, sizeof(*line->pieces));
    line->pieces[line->count++] = (struct sheet_piece){.look = look, .text = text};
}

void sheet_put(struct sheet *sheet, unsigned look, const char *text) {
    put_piece(sheet, look, mem_strdup(text));
}

void sheet_printf(struct sheet *sheet, unsigned look, const char *format, ...) {
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    put_piece(sheet, look, buf_take(&text));
}

int sheet_columns(const struct sheet *sheet) {
    int sum = 0;

    if (sheet->count > 0) {
        const struct sheet_line *line = &sheet->lines[sheet->count - 1];
        for (size_t i = 0; i < line->count; i++) {
            sum += columns(line->pieces[i].text);
        }
    }
    return sum;
}

void sheet_pad(struct sheet *sheet, int column) {
    int missing = column - sheet_columns(sheet);

    if (missing > 0) {
        sheet_printf(sheet, STYLE_NORMAL, "%*s", missing, "");
    }
}

void sheet_text(struct sheet *sheet, unsigned look, int indent, const char *text) {
    const char *cursor = text;
    struct wrap_line line;
    int width = sheet->width - indent > 8 ? sheet->width - indent : sheet->width;
    bool first = true;

    while (wrap_next(&cursor, width, &line)) {
        sheet_line(sheet);
        if (!first && width < sheet->width) {
            sheet_pad(sheet, indent);
        }
        put_piece(sheet, look, mem_strndup(line.text, line.len));
        first = false;
    }
}

/* What is behind `at` bytes of piece `i` of the line becomes the pieces of a new line, behind what
 * was put there. */
static void move_rest(struct sheet *sheet, size_t line, size_t i, size_t at) {
    struct sheet_piece piece = sheet->lines[line].pieces[i];
    const char *rest = piece.text + at;
    bool begun;

    rest += strspn(rest, " ");
    begun = *rest != '\0';
    if (begun) {
        put_piece(sheet, piece.look, mem_strdup(rest));
    }
    for (size_t j = i + 1; j < sheet->lines[line].count; j++) {
        char *text = sheet->lines[line].pieces[j].text;
        size_t blanks = begun ? 0 : strspn(text, " ");
        memmove(text, text + blanks, strlen(text + blanks) + 1);
        begun = begun || *text != '\0';
        put_piece(sheet, sheet->lines[line].pieces[j].look, text);
    }
    sheet->lines[line].count = i + 1;
    piece.text[at] = '\0';
}

static void break_line(struct sheet *sheet, size_t i, size_t at, int indent) {
    size_t line = sheet->count - 1;

    sheet_line(sheet);
    sheet_pad(sheet, indent);
    move_rest(sheet, line, i, at);
}

void sheet_break(struct sheet *sheet, size_t at, unsigned look, const char *lead) {
    size_t line = (size_t)(last_line(sheet) - sheet->lines), i = 0;

    while (i < sheet->lines[line].count && at > strlen(sheet->lines[line].pieces[i].text)) {
        at -= strlen(sheet->lines[line].pieces[i].text);
        i++;
    }
    sheet_line(sheet);
    sheet_put(sheet, look, lead);
    if (i < sheet->lines[line].count) {
        move_rest(sheet, line, i, at);
    }
}

size_t sheet_bytes(const struct sheet *sheet) {
    size_t sum = 0;

    for (size_t i = 0; sheet->count > 0 && i < sheet->lines[sheet->count - 1].count; i++) {
        sum += strlen(sheet->lines[sheet->count - 1].pieces[i].text);
    }
    return sum;
}

/* Breaks the current line once, if it is too long. */
static bool wrap_once(struct sheet *sheet, int indent) {
    const struct sheet_line *line = last_line(sheet);
    size_t at_piece = 0, at = 0;
    int x = 0;

    for (size_t i = 0; i < line->count; i++) {
        const char *text = line->pieces[i].text;
        size_t fits = columns_fit(text, strlen(text), sheet->width - x);
        for (size_t j = 0; j < fits; j++) {
            if (text[j] == ' ' && x + (int)j > sheet->width / 2) {
                at_piece = i;
                at = j + 1;
            }
        }
        if (text[fits] != '\0') {
            if (at == 0 && x + columns_n(text, fits) <= indent) {
                return false; /* no room for a single character */
            }
            break_line(sheet, at > 0 ? at_piece : i, at > 0 ? at : fits, indent);
            return true;
        }
        x += columns(text);
    }
    return false;
}

void sheet_wrap(struct sheet *sheet, int indent) {
    indent = indent < sheet->width / 2 ? indent : sheet->width / 2;
    while (wrap_once(sheet, indent)) {
    }
}

void sheet_look(struct sheet *sheet, unsigned look) {
    last_line(sheet)->look = look;
}

void sheet_row(struct sheet *sheet, size_t row) {
    last_line(sheet)->row = row + 1;
}

void sheet_here(struct sheet *sheet) {
    last_line(sheet);
    sheet->current = sheet->count;
}

/* width: columns that the scroll bar leaves. */
static void draw_line(const struct sheet_line *line, struct area area, int y, int width) {
    int x = 0;

    if (line->look != STYLE_NORMAL) {
        canvas_fill(area_sub(area, 0, y, area.width, 1), line->look);
    }
    for (size_t i = 0; i < line->count; i++) {
        unsigned look = line->pieces[i].look;
        if (LOOK_STYLE(look) == STYLE_NORMAL || (line->look & ATTR_REVERSE) != 0) {
            look = line->look | LOOK_ATTRS(look);
        }
        x += canvas_puts(area, x, y, look, line->pieces[i].text);
    }
    if (x > width && width > 0) {
        canvas_puts(area, width - 1, y, STYLE_DIM, "⋯");
    }
}

/* Where to begin so that the current line is shown, with a third of the room above it. */
static int follow_top(const struct sheet *sheet, int top, int height) {
    int here = (int)sheet->current - 1;

    if (sheet->to_end) {
        return (int)sheet->count - height;
    }
    if (here < 0 || (here >= top && here < top + height)) {
        return top;
    }
    return here - height / 3;
}

void sheet_draw(const void *model, struct area area, int *top, bool follow) {
    const struct sheet *sheet = model;
    int most = (int)sheet->count - area.height;

    if (follow) {
        *top = follow_top(sheet, *top, area.height);
    }
    if (*top > most) {
        *top = most;
    }
    if (*top < 0) {
        *top = 0;
    }
    int bar = !sheet->no_bar && most > 0 ? 1 : 0;
    for (int y = 0; y < area.height && *top + y < (int)sheet->count; y++) {
        draw_line(&sheet->lines[*top + y], area, y, area.width - bar);
    }
    if (sheet->no_bar) {
        return;
    }
    canvas_scrollbar(area, *top, area.height, (int)sheet->count, STYLE_DIM);
}
