/* SPDX-License-Identifier: MIT */
/*
 * box_glyphs.c: which box-drawing character has which lines on its four sides: Unicode's names of
 * U+2500-257F as a table (without dashes, arcs and diagonals).
 */
#include "cells.h"

struct box_glyph {
    unsigned char up, right, down, left; /* enum line_weight */
    uint16_t character;
};

static const struct box_glyph box_glyphs[] = {
    {0, 1, 0, 1, 0x2500}, {0, 2, 0, 2, 0x2501}, {1, 0, 1, 0, 0x2502}, {2, 0, 2, 0, 0x2503},
    {0, 1, 1, 0, 0x250C}, {0, 2, 1, 0, 0x250D}, {0, 1, 2, 0, 0x250E}, {0, 2, 2, 0, 0x250F},
    {0, 0, 1, 1, 0x2510}, {0, 0, 1, 2, 0x2511}, {0, 0, 2, 1, 0x2512}, {0, 0, 2, 2, 0x2513},
    {1, 1, 0, 0, 0x2514}, {1, 2, 0, 0, 0x2515}, {2, 1, 0, 0, 0x2516}, {2, 2, 0, 0, 0x2517},
    {1, 0, 0, 1, 0x2518}, {1, 0, 0, 2, 0x2519}, {2, 0, 0, 1, 0x251A}, {2, 0, 0, 2, 0x251B},
    {1, 1, 1, 0, 0x251C}, {1, 2, 1, 0, 0x251D}, {2, 1, 1, 0, 0x251E}, {1, 1, 2, 0, 0x251F},
    {2, 1, 2, 0, 0x2520}, {2, 2, 1, 0, 0x2521}, {1, 2, 2, 0, 0x2522}, {2, 2, 2, 0, 0x2523},
    {1, 0, 1, 1, 0x2524}, {1, 0, 1, 2, 0x2525}, {2, 0, 1, 1, 0x2526}, {1, 0, 2, 1, 0x2527},
    {2, 0, 2, 1, 0x2528}, {2, 0, 1, 2, 0x2529}, {1, 0, 2, 2, 0x252A}, {2, 0, 2, 2, 0x252B},
    {0, 1, 1, 1, 0x252C}, {0, 1, 1, 2, 0x252D}, {0, 2, 1, 1, 0x252E}, {0, 2, 1, 2, 0x252F},
    {0, 1, 2, 1, 0x2530}, {0, 1, 2, 2, 0x2531}, {0, 2, 2, 1, 0x2532}, {0, 2, 2, 2, 0x2533},
    {1, 1, 0, 1, 0x2534}, {1, 1, 0, 2, 0x2535}, {1, 2, 0, 1, 0x2536}, {1, 2, 0, 2, 0x2537},
    {2, 1, 0, 1, 0x2538}, {2, 1, 0, 2, 0x2539}, {2, 2, 0, 1, 0x253A}, {2, 2, 0, 2, 0x253B},
    {1, 1, 1, 1, 0x253C}, {1, 1, 1, 2, 0x253D}, {1, 2, 1, 1, 0x253E}, {1, 2, 1, 2, 0x253F},
    {2, 1, 1, 1, 0x2540}, {1, 1, 2, 1, 0x2541}, {2, 1, 2, 1, 0x2542}, {2, 1, 1, 2, 0x2543},
    {2, 2, 1, 1, 0x2544}, {1, 1, 2, 2, 0x2545}, {1, 2, 2, 1, 0x2546}, {2, 2, 1, 2, 0x2547},
    {1, 2, 2, 2, 0x2548}, {2, 1, 2, 2, 0x2549}, {2, 2, 2, 1, 0x254A}, {2, 2, 2, 2, 0x254B},
    {0, 3, 0, 3, 0x2550}, {3, 0, 3, 0, 0x2551}, {0, 3, 1, 0, 0x2552}, {0, 1, 3, 0, 0x2553},
    {0, 3, 3, 0, 0x2554}, {0, 0, 1, 3, 0x2555}, {0, 0, 3, 1, 0x2556}, {0, 0, 3, 3, 0x2557},
    {1, 3, 0, 0, 0x2558}, {3, 1, 0, 0, 0x2559}, {3, 3, 0, 0, 0x255A}, {1, 0, 0, 3, 0x255B},
    {3, 0, 0, 1, 0x255C}, {3, 0, 0, 3, 0x255D}, {1, 3, 1, 0, 0x255E}, {3, 1, 3, 0, 0x255F},
    {3, 3, 3, 0, 0x2560}, {1, 0, 1, 3, 0x2561}, {3, 0, 3, 1, 0x2562}, {3, 0, 3, 3, 0x2563},
    {0, 3, 1, 3, 0x2564}, {0, 1, 3, 1, 0x2565}, {0, 3, 3, 3, 0x2566}, {1, 3, 0, 3, 0x2567},
    {3, 1, 0, 1, 0x2568}, {3, 3, 0, 3, 0x2569}, {1, 3, 1, 3, 0x256A}, {3, 1, 3, 1, 0x256B},
    {3, 3, 3, 3, 0x256C}, {0, 0, 0, 1, 0x2574}, {1, 0, 0, 0, 0x2575}, {0, 1, 0, 0, 0x2576},
    {0, 0, 1, 0, 0x2577}, {0, 0, 0, 2, 0x2578}, {2, 0, 0, 0, 0x2579}, {0, 2, 0, 0, 0x257A},
    {0, 0, 2, 0, 0x257B}, {0, 2, 0, 1, 0x257C}, {1, 0, 2, 0, 0x257D}, {0, 1, 0, 2, 0x257E},
    {2, 0, 1, 0, 0x257F},
};

static uint32_t find(uint8_t lines) {
    for (size_t i = 0; i < sizeof box_glyphs / sizeof *box_glyphs; i++) {
        const struct box_glyph *glyph = &box_glyphs[i];
        if (lines == SIDE(DIR_UP, glyph->up) + SIDE(DIR_RIGHT, glyph->right) +
                         SIDE(DIR_DOWN, glyph->down) + SIDE(DIR_LEFT, glyph->left)) {
            return glyph->character;
        }
    }
    return 0;
}

/* Every side that has a line, light: what is drawn where heavy and double meet, which Unicode does
 * not have. */
static uint8_t all_light(uint8_t lines) {
    return (uint8_t)((lines | lines >> 1) & 0x55);
}

static uint32_t box_ascii(uint8_t lines) {
    uint8_t light = all_light(lines);
    bool across = (light & (SIDE(DIR_LEFT, 1) | SIDE(DIR_RIGHT, 1))) != 0;
    bool upright = (light & (SIDE(DIR_UP, 1) | SIDE(DIR_DOWN, 1))) != 0;
    if (across && upright) {
        return '+';
    }
    return upright ? '|' : light == lines ? '-' : '=';
}

uint32_t box_character(uint8_t lines, bool ascii) {
    if (ascii) {
        return box_ascii(lines);
    }
    uint32_t found = find(lines);
    return found != 0 ? found : find(all_light(lines));
}
