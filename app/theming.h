/* SPDX-License-Identifier: MIT */
/*
 * theming.h: which theme (ui/term/theme.h) the screen is drawn with: --theme, else IPC_TUTOR_THEME,
 * else dark or light by COLORFGBG; from the user's folder, else the program's.
 */
#ifndef THEMING_H
#define THEMING_H

#include "theme.h"

/* wish: a name, a path (a word with a slash), "auto", or NULL (as IPC_TUTOR_THEME says). Always
 * gives a theme: where the one wished for can't be had, the one built in, and the fault is said on
 * standard error and appended to *ret_notice for the screen. */
void theming_choose(const char *wish, struct theme *ret_theme, struct buf *ret_notice);

#endif
