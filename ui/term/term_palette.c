/* SPDX-License-Identifier: MIT */
/*
 * term_palette.c: a theme (theme.h) as curses' colour pairs and attributes, for as many colours as
 * the terminal has. The background itself is always the terminal's own. What a style means is never
 * said by its colour alone: the attributes are what a terminal without colour shows, and views add
 * a word or mark.
 */
#include "term_palette.h"

#define NCURSES_NOMACROS 1
#include <curses.h>

static struct theme shown;
static enum theme_depth depth;
static bool coloured;

/* With fewer than 8 colours there is no telling what they are: attributes alone. */
void palette_init(const struct theme *theme, bool no_colour) {
    shown = *theme;
    coloured = !no_colour && has_colors() && start_color() == OK && COLORS >= 8;
    depth = COLORS >= 256 ? THEME_256 : COLORS >= 16 ? THEME_16 : THEME_8;
    if (!coloured) {
        return;
    }
    use_default_colors();
    for (int i = 0; i < STYLE_N; i++) {
        init_pair((short)(i + 1), shown.rows[i].colours[depth], THEME_OWN);
    }
}

/* Dim text in a grey of its own needs no A_DIM, which some terminals make all but unreadable. */
static attr_t style_attrs(enum canvas_style style) {
    unsigned attrs = shown.rows[style].attrs;
    bool grey = coloured && shown.rows[style].colours[depth] != THEME_OWN;
    return (attrs & THEME_BOLD ? A_BOLD : 0) | (attrs & THEME_UNDERLINE ? A_UNDERLINE : 0) |
           (attrs & THEME_REVERSE ? A_REVERSE : 0) | (attrs & THEME_DIM && !grey ? A_DIM : 0);
}

void palette_look(unsigned look, unsigned *ret_attrs, short *ret_pair) {
    enum canvas_style style = LOOK_STYLE(look) < STYLE_N ? LOOK_STYLE(look) : STYLE_NORMAL;
    attr_t attrs = style_attrs(style);
    attrs |= look & ATTR_BOLD ? A_BOLD : 0;
    attrs |= look & ATTR_UNDERLINE ? A_UNDERLINE : 0;
    attrs |= look & ATTR_REVERSE ? A_REVERSE : 0;
    *ret_attrs = attrs;
    *ret_pair = coloured ? (short)(style + 1) : 0;
}
