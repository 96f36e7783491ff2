/* SPDX-License-Identifier: MIT */
/*
 * bars.c: how much of something: bars and scroll bars.
 */
#include "glyphs.h"
#include "lines.h"

/* part of whole in `cells` cells: not 0 unless part is, and all only when all is there. */
static int filled(int cells, uint64_t part, uint64_t whole) {
    if (part == 0 || cells <= 0) {
        return 0;
    }
    if (part >= whole) {
        return cells;
    }
    int fill = (int)((double)cells * ((double)part / (double)whole));
    fill = fill < 1 ? 1 : fill;
    return fill >= cells && cells > 1 ? cells - 1 : fill;
}

void canvas_bar(struct area area, int x, int y, int width, uint64_t part, uint64_t whole,
                unsigned look) {
    int fill = filled(width, part, whole);
    for (int i = 0; i < width; i++) {
        canvas_puts(area, x + i, y, look, i < fill ? GLYPH_STRETCH : GLYPH_WAITED);
    }
}

void canvas_scrollbar(struct area area, int first, int shown, int total, unsigned look) {
    int height = area.height;
    if (total <= shown || height < 1 || shown < 1) {
        return;
    }
    int size = (int)((long)height * shown / total);
    size = size < 1 ? 1 : size;
    int last_first = total - shown;
    first = first < 0 ? 0 : first > last_first ? last_first : first;
    int top = (int)((long)(height - size) * first / last_first);
    for (int y = 0; y < height; y++) {
        bool thumb = y >= top && y < top + size;
        canvas_puts(area, area.width - 1, y, look, thumb ? GLYPH_FULL : GLYPH_WAITED);
    }
}
