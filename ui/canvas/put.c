/* SPDX-License-Identifier: MIT */
/*
 * put.c: text into cells: clipped, wide characters never halved, and in ASCII where the canvas
 * wants it. Every cell that is ever written passes put_cell, and every look passes restyle or
 * put_cell.
 */
#include "cells.h"
#include "columns.h"
#include "glyphs.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* Codepoints that take no column and that no cell should carry: they reorder or reshape what the
 * terminal shows beside them (joiners, directions, variation selectors). */
static bool is_invisible(uint32_t codepoint) {
    return (codepoint >= 0x200B && codepoint <= 0x200F) ||
           (codepoint >= 0x202A && codepoint <= 0x202E) ||
           (codepoint >= 0x2060 && codepoint <= 0x206F) ||
           (codepoint >= 0xFE00 && codepoint <= 0xFE0F) || codepoint == 0xFEFF ||
           codepoint >= 0xE0000;
}

static uint32_t shown(uint32_t codepoint) {
    bool control = codepoint < 0x20 || (codepoint >= 0x7F && codepoint <= 0xA0) ||
                   codepoint == 0x2028 || codepoint == 0x2029;
    return control ? ' ' : codepoint;
}

static bool inside(struct area area, int x, int y) {
    return x >= area.left && x < area.right && y >= area.top && y < area.bottom;
}

struct cell *area_cell(struct area area, int x, int y) {
    x += area.x;
    y += area.y;
    if (!inside(area, x, y)) {
        return NULL;
    }
    return &area.canvas->cells[(size_t)y * (size_t)area.canvas->width + (size_t)x];
}

/* Makes a cell free to be written: the other half of a wide character that it was part of becomes a
 * blank, even if that half lies outside the area. */
static void part_wide(struct canvas *canvas, struct cell *cell) {
    size_t at = (size_t)(cell - canvas->cells);
    if (cell->width == 0 && at > 0) {
        cell[-1].ch = ' ';
        cell[-1].width = 1;
        memset(cell[-1].marks, 0, sizeof cell->marks);
    } else if (cell->width == 2) {
        cell[1].ch = ' ';
        cell[1].width = 1;
    }
}

void put_cell(struct area area, struct cell *cell, uint32_t ch, unsigned look) {
    part_wide(area.canvas, cell);
    *cell = (struct cell){.ch = ch, .look = (uint16_t)look, .width = 1};
}

static void put_wide(struct area area, int x, int y, unsigned look, uint32_t codepoint) {
    struct cell *left = area_cell(area, x, y);
    struct cell *right = area_cell(area, x + 1, y);
    bool ascii = area.canvas->ascii;
    bool whole = left != NULL && right != NULL && !ascii;
    if (left != NULL) {
        put_cell(area, left, ascii ? '?' : ' ', look);
    }
    if (right != NULL) {
        put_cell(area, right, ascii ? '?' : ' ', look);
    }
    if (whole) {
        left->ch = codepoint;
        left->width = 2;
        right->ch = 0;
        right->width = 0;
    }
}

static void add_mark(struct area area, int x, int y, uint32_t mark) {
    struct cell *cell = area_cell(area, x, y);
    if (cell != NULL && cell->width == 0) {
        cell = area_cell(area, x - 1, y);
    }
    if (cell == NULL || area.canvas->ascii) {
        return;
    }
    for (int i = 0; i < CELL_MARKS; i++) {
        if (cell->marks[i] == 0) {
            cell->marks[i] = mark;
            return;
        }
    }
}

int canvas_put(struct area area, int x, int y, unsigned look, uint32_t codepoint) {
    uint32_t ch = shown(codepoint);
    int width = columns_of(ch);
    if (width == 2) {
        put_wide(area, x, y, look, ch);
        return 2;
    }
    struct cell *cell = area_cell(area, x, y);
    if (width == 1 && cell != NULL) {
        uint32_t narrow = area.canvas->ascii ? (unsigned char)glyph_ascii(ch) : ch;
        put_cell(area, cell, narrow, look);
    }
    return width;
}

int canvas_putn(struct area area, int x, int y, unsigned look, const char *text, size_t len) {
    int at = x;
    while (len > 0) {
        uint32_t codepoint;
        size_t used = text_decode(text, len, &codepoint);
        if (columns_of(codepoint) > 0) {
            at += canvas_put(area, at, y, look, codepoint);
        } else if (at > x && !is_invisible(codepoint)) {
            add_mark(area, at - 1, y, codepoint);
        }
        text += used;
        len -= used;
    }
    return at - x;
}

int canvas_puts(struct area area, int x, int y, unsigned look, const char *text) {
    return canvas_putn(area, x, y, look, text, strlen(text));
}

int canvas_printf(struct area area, int x, int y, unsigned look, const char *format, ...) {
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int width;
    int len = vsnprintf(small, sizeof small, format, args);
    if (len >= 0 && (size_t)len < sizeof small) {
        width = canvas_putn(area, x, y, look, small, (size_t)len);
    } else {
        struct buf large = {0};
        buf_vputf(&large, format, again);
        width = canvas_puts(area, x, y, look, buf_str(&large));
        buf_done(&large);
    }
    va_end(again);
    va_end(args);
    return width;
}

int canvas_puts_fit(struct area area, int x, int y, int width, unsigned look, const char *text) {
    if (width < 1) {
        return 0;
    }
    if (columns(text) <= width) {
        return canvas_puts(area, x, y, look, text);
    }
    int used = canvas_putn(area, x, y, look, text, columns_fit(text, strlen(text), width - 1));
    return used + canvas_puts(area, x + used, y, look, GLYPH_MORE);
}

int canvas_puts_right(struct area area, int right, int y, unsigned look, const char *text) {
    return canvas_puts(area, right - columns(text), y, look, text);
}

int canvas_puts_centred(struct area area, int x, int y, int width, unsigned look,
                        const char *text) {
    int free = width - columns(text);
    return canvas_puts_fit(area, x + (free > 0 ? free / 2 : 0), y, width, look, text);
}

int canvas_text(struct area area, int x, int y, int width, int skip, unsigned look,
                const char *text) {
    struct wrap_line line;
    int count = 0;
    while (wrap_next(&text, width, &line)) {
        if (count >= skip) {
            canvas_putn(area, x, y + count - skip, look, line.text, line.len);
        }
        count++;
    }
    return count;
}

void canvas_fill(struct area area, unsigned look) {
    for (int y = area.top; y < area.bottom; y++) {
        for (int x = area.left; x < area.right; x++) {
            put_cell(area, area_cell(area, x - area.x, y - area.y), ' ', look);
        }
    }
}

void canvas_restyle(struct area area, unsigned look) {
    for (int y = area.top; y < area.bottom; y++) {
        for (int x = area.left; x < area.right; x++) {
            area_cell(area, x - area.x, y - area.y)->look = (uint16_t)look;
        }
    }
}

void canvas_add_attrs(struct area area, unsigned attrs) {
    for (int y = area.top; y < area.bottom; y++) {
        for (int x = area.left; x < area.right; x++) {
            struct cell *cell = area_cell(area, x - area.x, y - area.y);
            cell->look = (uint16_t)(cell->look | LOOK_ATTRS(attrs));
        }
    }
}

void canvas_flip_attrs(struct area area, unsigned attrs) {
    for (int y = area.top; y < area.bottom; y++) {
        for (int x = area.left; x < area.right; x++) {
            struct cell *cell = area_cell(area, x - area.x, y - area.y);
            cell->look = (uint16_t)(cell->look ^ LOOK_ATTRS(attrs));
        }
    }
}

void canvas_cursor(struct area area, int x, int y) {
    if (inside(area, area.x + x, area.y + y)) {
        area.canvas->cursor_x = area.x + x;
        area.canvas->cursor_y = area.y + y;
    }
}
