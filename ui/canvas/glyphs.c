/* SPDX-License-Identifier: MIT */
/*
 * glyphs.c: what stands for each mark where only ASCII can be shown.
 */
#include "glyphs.h"
#include <string.h>

const struct glyph glyph_table[] = {
    {0x2190, '<'}, /* ← */
    {0x2191, '^'}, /* ↑ */
    {0x2192, '>'}, /* → */
    {0x2193, 'v'}, /* ↓ */
    {0x21AA, '+'}, /* ↪ */
    {0x21B5, '<'}, /* ↵ */
    {0x2205, '0'}, /* ∅ */
    {0x2212, '-'}, /* − */
    {0x2219, '-'}, /* ∙ */
    {0x221E, '8'}, /* ∞ */
    {0x2260, '#'}, /* ≠ */
    {0x2297, 'X'}, /* ⊗ */
    {0x22EE, ':'}, /* ⋮ */
    {0x22EF, '~'}, /* ⋯ */
    {0x2582, '_'}, /* ▂ */
    {0x2584, 'o'}, /* ▄ */
    {0x2586, 'O'}, /* ▆ */
    {0x2588, '#'}, /* █ */
    {0x258C, '['}, /* ▌ */
    {0x2590, ']'}, /* ▐ */
    {0x2591, '.'}, /* ░ */
    {0x2592, ':'}, /* ▒ */
    {0x2593, '#'}, /* ▓ */
    {0x25A0, '#'}, /* ■ */
    {0x25A1, 'o'}, /* □ */
    {0x25B2, '^'}, /* ▲ */
    {0x25B3, '!'}, /* △ */
    {0x25B6, '>'}, /* ▶ */
    {0x25B7, ')'}, /* ▷ */
    {0x25BC, 'v'}, /* ▼ */
    {0x25BD, 'v'}, /* ▽ */
    {0x25C0, '<'}, /* ◀ */
    {0x25C1, '<'}, /* ◁ */
    {0x25C6, '@'}, /* ◆ */
    {0x25C7, 'o'}, /* ◇ */
    {0x25CB, 'o'}, /* ○ */
    {0x25CF, '*'}, /* ● */
    {0x2713, 'v'}, /* ✓ */
    {0x2714, 'v'}, /* ✔ */
    {0x2715, 'x'}, /* ✕ */
    {0x2717, 'x'}, /* ✗ */
    {0x2718, 'x'}, /* ✘ */
    {0, 0},
};

/* What lesson texts may hold besides: punctuation of Latin-1 and of the general block. */
static const struct glyph punctuation[] = {
    {0x00A7, 'S'},  {0x00AB, '"'},  {0x00B0, 'o'}, {0x00B5, 'u'}, {0x00B7, '-'}, {0x00BB, '"'},
    {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2018, '\''},
    {0x2019, '\''}, {0x201A, '\''}, {0x201C, '"'}, {0x201D, '"'}, {0x201E, '"'}, {0x2022, '*'},
    {0x2026, '~'},  {0x2032, '\''}, {0x2033, '"'}, {0x2039, '<'}, {0x203A, '>'}, {0, 0},
};

/* U+00C0 to U+017F without accents. */
#define LATIN_FIRST 0xC0u
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/"
                            "ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
                            "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTt"
                            "TtUuUuUuUuUuUuWwYyYZzZzZzs";

static char find(const struct glyph *table, uint32_t codepoint) {
    for (; table->codepoint != 0; table++) {
        if (table->codepoint == codepoint) {
            return table->ascii;
        }
    }
    return 0;
}

/* Lines of the box-drawing block by their direction, dashed ones as points. */
static char box_ascii(uint32_t codepoint) {
    static const struct {
        const char *lines;
        size_t count;
        char ascii;
    } rows[] = {
        {"\x00\x01\x50\x74\x76\x78\x7A\x7C\x7E", 9, '-'},
        {"\x02\x03\x51\x75\x77\x79\x7B\x7D\x7F", 9, '|'},
        {"\x04\x05\x08\x09\x4C\x4D", 6, '.'},
        {"\x06\x07\x0A\x0B\x4E\x4F", 6, ':'},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (memchr(rows[i].lines, (int)(codepoint - 0x2500), rows[i].count) != NULL) {
            return rows[i].ascii;
        }
    }
    return '+';
}

char glyph_ascii(uint32_t codepoint) {
    if (codepoint < 0x7F) {
        return (char)codepoint;
    }
    if (codepoint >= LATIN_FIRST && codepoint - LATIN_FIRST < sizeof latin - 1) {
        return latin[codepoint - LATIN_FIRST];
    }
    if (codepoint >= 0x2500 && codepoint <= 0x257F) {
        return box_ascii(codepoint);
    }
    if (codepoint >= 0x2800 && codepoint <= 0x28FF) {
        return codepoint == 0x2800 ? ' ' : '#'; /* Braille patterns, as used for fine graphs */
    }
    char found = find(glyph_table, codepoint);
    if (found == 0) {
        found = find(punctuation, codepoint);
    }
    return found != 0 ? found : '?';
}
