/* SPDX-License-Identifier: MIT */
/*
 * howfar.h: how far long work is, on standard error where that is a terminal: one line, written
 * over and over without an escape sequence (dumb terminals have none); for the tutor as lines a
 * sentence now and then, and nothing is written over.
 */
#ifndef HOWFAR_H
#define HOWFAR_H

#include <stdbool.h>

/* From now on as lines; and whether it is so. */
void howfar_as_lines(void);
bool howfar_is_lines(void);
/* A sentence without its full stop, of at most 78 columns. */
void howfar_show(const char *text);
/* The work is over: the line is empty again. */
void howfar_end(void);

#endif
