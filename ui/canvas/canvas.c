/* SPDX-License-Identifier: MIT */
/*
 * canvas.c: the cells themselves, areas, and the picture as text. Putting text is in put.c, lines
 * in lines.c.
 */
#include "canvas.h"

#include "mem.h"
#include "text.h"

#include <ctype.h>
#include <string.h>

static const struct cell blank = {.ch = ' ', .look = STYLE_NORMAL, .width = 1};

/* What canvas_dump_looks shows of a style. */
static const char style_letters[STYLE_N] = {
    [STYLE_NORMAL] = '.',  [STYLE_HEADER] = 'h',  [STYLE_FOOTER] = 'f',   [STYLE_KEY] = 'k',
    [STYLE_FRAME] = '-',   [STYLE_TITLE] = 't',   [STYLE_READY] = 'r',    [STYLE_BLOCKED] = 'b',
    [STYLE_ENDED] = 'e',   [STYLE_KILLED] = 'x',  [STYLE_DEADLOCK] = 'd', [STYLE_CHANGED] = 'c',
    [STYLE_MARK] = 'm',    [STYLE_PAST] = 'p',    [STYLE_OBJECT] = 'o',   [STYLE_BYTES] = 'y',
    [STYLE_DIM] = ',',     [STYLE_ERROR] = '!',   [STYLE_GOOD] = 'g',     [STYLE_SELECTED] = 's',
    [STYLE_CURRENT] = '>', [STYLE_KEYWORD] = 'w', [STYLE_STRING] = '"',   [STYLE_NUMBER] = '#',
    [STYLE_COMMENT] = '/', [STYLE_CALL] = '(',    [STYLE_HEADING] = 'a',  [STYLE_EMPHASIS] = '*',
    [STYLE_QUOTE] = 'q',   [STYLE_LINK] = 'l',    [STYLE_INPUT] = 'i',    [STYLE_ACTOR1] = '1',
    [STYLE_ACTOR2] = '2',  [STYLE_ACTOR3] = '3',  [STYLE_ACTOR4] = '4',   [STYLE_ACTOR5] = '5',
    [STYLE_ACTOR6] = '6',
};

unsigned canvas_actor_look(unsigned slot) {
    return STYLE_ACTOR1 + slot % (STYLE_ACTOR6 - STYLE_ACTOR1 + 1);
}

static size_t cell_count(const struct canvas *canvas) {
    return (size_t)canvas->width * (size_t)canvas->height;
}

void canvas_init(struct canvas *canvas, int width, int height, bool ascii) {
    *canvas = (struct canvas){.ascii = ascii};
    canvas_resize(canvas, width, height);
}

void canvas_done(struct canvas *canvas) {
    if (canvas != NULL) {
        mem_free(canvas->cells);
        *canvas = (struct canvas){0};
    }
}

void canvas_clear(struct canvas *canvas) {
    for (size_t i = 0; i < cell_count(canvas); i++) {
        canvas->cells[i] = blank;
    }
    canvas->cursor_x = canvas->cursor_y = -1;
}

void canvas_resize(struct canvas *canvas, int width, int height) {
    width = width < 1 ? 1 : width;
    height = height < 1 ? 1 : height;
    if (canvas->cells == NULL || width != canvas->width || height != canvas->height) {
        mem_free(canvas->cells);
        canvas->width = width;
        canvas->height = height;
        canvas->cells = mem_new(cell_count(canvas) * sizeof *canvas->cells);
    }
    canvas_clear(canvas);
}

const struct cell *canvas_at(const struct canvas *canvas, int x, int y) {
    if (x < 0 || y < 0 || x >= canvas->width || y >= canvas->height) {
        return NULL;
    }
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

bool canvas_same(const struct canvas *a, const struct canvas *b) {
    if (a->width != b->width || a->height != b->height || a->cursor_x != b->cursor_x ||
        a->cursor_y != b->cursor_y) {
        return false;
    }
    for (size_t i = 0; i < cell_count(a); i++) {
        if (!cell_same(&a->cells[i], &b->cells[i])) {
            return false;
        }
    }
    return true;
}

bool cell_same(const struct cell *a, const struct cell *b) {
    return a->ch == b->ch && a->look == b->look && a->width == b->width &&
           memcmp(a->marks, b->marks, sizeof a->marks) == 0;
}

void cell_text(const struct cell *cell, struct buf *out) {
    if (cell->width == 0) {
        return;
    }
    text_put_char(out, cell->ch);
    for (int i = 0; i < CELL_MARKS && cell->marks[i] != 0; i++) {
        text_put_char(out, cell->marks[i]);
    }
}

static void drop_blanks_at_end(struct buf *out, size_t row_start) {
    while (out->len > row_start && out->data[out->len - 1] == ' ') {
        out->data[--out->len] = '\0';
    }
}

void canvas_dump(const struct canvas *canvas, struct buf *out) {
    for (int y = 0; y < canvas->height; y++) {
        size_t row_start = out->len;
        for (int x = 0; x < canvas->width; x++) {
            cell_text(canvas_at(canvas, x, y), out);
        }
        drop_blanks_at_end(out, row_start);
        buf_putc(out, '\n');
    }
}

void canvas_dump_looks(const struct canvas *canvas, struct buf *out) {
    canvas_dump(canvas, out);
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            const struct cell *cell = canvas_at(canvas, x, y);
            char letter = style_letters[LOOK_STYLE(cell->look)];
            bool reversed = (cell->look & ATTR_REVERSE) != 0;
            buf_putc(out, reversed ? (char)toupper((unsigned char)letter) : letter);
        }
        buf_putc(out, '\n');
    }
}

struct area area_all(struct canvas *canvas) {
    return (struct area){.canvas = canvas,
                         .width = canvas->width,
                         .height = canvas->height,
                         .right = canvas->width,
                         .bottom = canvas->height};
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

struct area area_sub(struct area area, int x, int y, int width, int height) {
    struct area sub = {.canvas = area.canvas,
                       .x = area.x + x,
                       .y = area.y + y,
                       .width = larger(width, 0),
                       .height = larger(height, 0)};
    sub.left = larger(area.left, sub.x);
    sub.top = larger(area.top, sub.y);
    sub.right = smaller(area.right, sub.x + sub.width);
    sub.bottom = smaller(area.bottom, sub.y + sub.height);
    return sub;
}

struct area area_inside(struct area area) {
    return area_sub(area, 1, 1, area.width - 2, area.height - 2);
}
