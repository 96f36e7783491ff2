/* SPDX-License-Identifier: MIT */
/*
 * term_palette.c: two palettes, for dark and light backgrounds, each for 256 and for 8 colours. The
 * background itself is always the terminal's own. What a style means is never said by its colour
 * alone: the attributes here are what a terminal without colour shows, and views add a word or
 * mark.
 */
#include "term_palette.h"

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#define OWN (-1) /* the terminal's own foreground */

struct colour {
    short of256, of8;
};

struct palette_row {
    struct colour dark, light;
    attr_t attrs;
};

static const struct palette_row rows[STYLE_N] = {
    [STYLE_NORMAL] = {{OWN, OWN}, {OWN, OWN}, 0},
    [STYLE_HEADER] = {{OWN, OWN}, {OWN, OWN}, A_BOLD},
    [STYLE_FOOTER] = {{250, OWN}, {239, OWN}, 0},
    [STYLE_KEY] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, A_BOLD},
    [STYLE_FRAME] = {{244, OWN}, {245, OWN}, 0},
    [STYLE_TITLE] = {{OWN, OWN}, {OWN, OWN}, A_BOLD},
    [STYLE_READY] = {{114, COLOR_GREEN}, {28, COLOR_GREEN}, 0},
    [STYLE_BLOCKED] = {{221, COLOR_YELLOW}, {130, COLOR_MAGENTA}, 0},
    [STYLE_ENDED] = {{245, OWN}, {243, OWN}, A_DIM},
    [STYLE_KILLED] = {{210, COLOR_RED}, {124, COLOR_RED}, 0},
    [STYLE_DEADLOCK] = {{210, COLOR_RED}, {124, COLOR_RED}, A_BOLD},
    [STYLE_CHANGED] = {{OWN, OWN}, {OWN, OWN}, A_BOLD},
    [STYLE_MARK] = {{183, COLOR_MAGENTA}, {91, COLOR_MAGENTA}, A_BOLD},
    [STYLE_PAST] = {{183, COLOR_MAGENTA}, {91, COLOR_MAGENTA}, A_BOLD},
    [STYLE_OBJECT] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, 0},
    [STYLE_BYTES] = {{159, COLOR_CYAN}, {31, COLOR_BLUE}, 0},
    [STYLE_DIM] = {{245, OWN}, {243, OWN}, A_DIM},
    [STYLE_ERROR] = {{210, COLOR_RED}, {124, COLOR_RED}, A_BOLD},
    [STYLE_GOOD] = {{114, COLOR_GREEN}, {28, COLOR_GREEN}, A_BOLD},
    [STYLE_SELECTED] = {{OWN, OWN}, {OWN, OWN}, A_REVERSE},
    [STYLE_CURRENT] = {{OWN, OWN}, {OWN, OWN}, A_BOLD},
    [STYLE_KEYWORD] = {{147, COLOR_BLUE}, {26, COLOR_BLUE}, 0},
    [STYLE_STRING] = {{150, COLOR_GREEN}, {64, COLOR_GREEN}, 0},
    [STYLE_NUMBER] = {{180, COLOR_MAGENTA}, {94, COLOR_MAGENTA}, 0},
    [STYLE_COMMENT] = {{245, OWN}, {243, OWN}, A_DIM},
    [STYLE_CALL] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, 0},
    [STYLE_HEADING] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, A_BOLD},
    [STYLE_EMPHASIS] = {{OWN, OWN}, {OWN, OWN}, A_BOLD},
    [STYLE_QUOTE] = {{250, OWN}, {239, OWN}, 0},
    [STYLE_LINK] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, A_UNDERLINE},
    [STYLE_INPUT] = {{OWN, OWN}, {OWN, OWN}, A_UNDERLINE},
    [STYLE_ACTOR1] = {{117, COLOR_CYAN}, {25, COLOR_BLUE}, 0},
    [STYLE_ACTOR2] = {{215, COLOR_YELLOW}, {130, COLOR_RED}, 0},
    [STYLE_ACTOR3] = {{150, COLOR_GREEN}, {64, COLOR_GREEN}, 0},
    [STYLE_ACTOR4] = {{183, COLOR_MAGENTA}, {91, COLOR_MAGENTA}, 0},
    [STYLE_ACTOR5] = {{222, COLOR_WHITE}, {94, COLOR_CYAN}, 0},
    [STYLE_ACTOR6] = {{109, COLOR_BLUE}, {66, COLOR_BLUE}, 0},
};

static bool coloured;

/* COLORFGBG, where a terminal sets it, is "foreground;background" in the 16 colours. */
static bool background_is_light(void) {
    const char *said = getenv("COLORFGBG");
    const char *last = said != NULL ? strrchr(said, ';') : NULL;
    return last != NULL && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}

void palette_init(enum term_palette palette, bool no_colour) {
    coloured = !no_colour && has_colors() && start_color() == OK;
    if (!coloured) {
        return;
    }
    use_default_colors();
    bool light = palette == PALETTE_LIGHT || (palette == PALETTE_AUTO && background_is_light());
    for (int i = 0; i < STYLE_N; i++) {
        const struct colour *colour = light ? &rows[i].light : &rows[i].dark;
        init_pair((short)(i + 1), COLORS >= 256 ? colour->of256 : colour->of8, OWN);
    }
}

/* Dim text in a grey of its own needs no A_DIM, which some terminals make all but unreadable. */
static attr_t style_attrs(enum canvas_style style) {
    attr_t attrs = rows[style].attrs;
    return coloured && COLORS >= 256 ? attrs & ~(attr_t)A_DIM : attrs;
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
