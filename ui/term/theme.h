/* SPDX-License-Identifier: MIT */
/*
 * theme.h: which colours the styles of canvas.h have: read from text (assets/themes/NAME.theme), no
 * curses here. The background is never a theme's: it is the terminal's own.
 *
 * A theme is lines of words; # begins a comment. `background dark` (or light) comes first, then
 * `STYLE COLOUR-OF-256 COLOUR-OF-16 COLOUR-OF-8 [bold] [dim] [underline] [reverse]`, where a colour
 * is a number or `own`, the terminal's own text. Styles that are not named are as in the theme that
 * is built in for that background.
 */
#ifndef THEME_H
#define THEME_H

#include "canvas.h"
#include "diag.h"

enum theme_depth { THEME_256, THEME_16, THEME_8, THEME_DEPTHS };

#define THEME_OWN (-1) /* the terminal's own foreground */

#define THEME_BOLD      1u
#define THEME_DIM       2u
#define THEME_UNDERLINE 4u
#define THEME_REVERSE   8u

struct theme_row {
    short colours[THEME_DEPTHS];
    unsigned attrs; /* THEME_BOLD... */
};

struct theme {
    bool light;
    struct theme_row rows[STYLE_N];
};

/* Text as a theme. file is its name in the fault. 0; -EBADMSG with *diag (file, line, what would be
 * right), and *ret_theme is untouched. */
int theme_parse(const char *file, const char *text, size_t len, struct theme *ret_theme,
                struct diag *diag);
/* assets/themes/dark.theme or light.theme, as they were when this was built. */
void theme_builtin(bool light, struct theme *ret_theme);
/* What COLORFGBG says, "foreground;background" in the 16 colours, where a terminal sets it. Nothing
 * is asked of the terminal itself: an answer may come late, or as keys, or never. */
bool theme_background_is_light(void);

#endif
