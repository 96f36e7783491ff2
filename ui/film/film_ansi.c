/* SPDX-License-Identifier: MIT */
/*
 * film_ansi.c: see film_ansi.h. Cells hold no control characters (ui/canvas sees to it), so that no
 * text of a lesson can command the terminal.
 */
#include "film_ansi.h"

enum {
    NO_LOOK = 0x10000,
    GAP = 4 /* cells that did not change are cheaper than to go over them */
};

static bool blank(const struct cell *cell) {
    return cell->ch == ' ' && cell->look == STYLE_NORMAL && cell->marks[0] == 0;
}

/* Whether the cell has to be written; with a wide character both of its halves. */
static bool differs(const struct canvas *before, const struct canvas *now, int x, int y) {
    const struct cell *cell = canvas_at(now, x, y);
    return before == NULL ? !blank(cell) : !cell_same(canvas_at(before, x, y), cell);
}

static void put_look(struct buf *out, const struct theme *theme, unsigned look) {
    const struct theme_row *row = &theme->rows[LOOK_STYLE(look)];
    int colour = row->colours[THEME_256];
    bool bold = (look & ATTR_BOLD) != 0 || (row->attrs & THEME_BOLD) != 0;
    bool underline = (look & ATTR_UNDERLINE) != 0 || (row->attrs & THEME_UNDERLINE) != 0;
    bool reverse = (look & ATTR_REVERSE) != 0 || (row->attrs & THEME_REVERSE) != 0;
    buf_putf(out, "\x1b[0%s%s%s", bold ? ";1" : "", underline ? ";4" : "", reverse ? ";7" : "");
    if (colour != THEME_OWN) {
        buf_putf(out, ";38;5;%d", colour);
    }
    buf_putc(out, 'm');
}

/* One past the last cell of the stretch that begins at x: short gaps are written over. */
static int stretch_end(const struct canvas *before, const struct canvas *now, int x, int y) {
    int end = x + 1;
    for (int at = end; at < now->width && at - end <= GAP; at++) {
        end = differs(before, now, at, y) ? at + 1 : end;
    }
    return end;
}

static void put_row(const struct canvas *before, const struct canvas *now, int y,
                    const struct theme *theme, unsigned *look, struct buf *out) {
    for (int x = 0; x < now->width; x++) {
        if (!differs(before, now, x, y)) {
            continue;
        }
        x -= x > 0 && canvas_at(now, x, y)->width == 0; /* from its left half on */
        int end = stretch_end(before, now, x, y);
        buf_putf(out, "\x1b[%d;%dH", y + 1, x + 1);
        for (; x < end; x++) {
            const struct cell *cell = canvas_at(now, x, y);
            if (cell->width > 0 && cell->look != *look) {
                *look = cell->look;
                put_look(out, theme, *look);
            }
            cell_text(cell, out);
        }
    }
}

void film_ansi(const struct canvas *before, const struct canvas *now, int rows,
               const struct theme *theme, struct buf *out) {
    size_t begin = out->len;
    unsigned look = NO_LOOK;
    for (int y = 0; y < rows && y < now->height; y++) {
        put_row(before, now, y, theme, &look, out);
    }
    if (out->len > begin) {
        buf_puts(out, "\x1b[0m");
    }
}
