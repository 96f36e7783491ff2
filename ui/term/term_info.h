/* SPDX-License-Identifier: MIT */
/*
 * term_info.h: what terminfo knows of a terminal, asked before curses is begun.
 */
#ifndef TERM_INFO_H
#define TERM_INFO_H

#include <stdbool.h>

/* There is a description of this terminal here, and it is one of a screen. */
bool term_info_known(const char *name);

#endif
