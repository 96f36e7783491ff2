/* SPDX-License-Identifier: MIT */
/*
 * columns.h: how many columns a text takes on the screen, and wrapping it at words. The tables are
 * our own: what libc's wcwidth says hangs on the locale, and a picture must not.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of one character: 0 (combining, invisible), 1 or 2 (wide). Control characters count as
 * the blank they are shown as. */
int columns_of(uint32_t character);
int columns_n(const char *text, size_t len);
int columns(const char *text);
/* The bytes of the longest front of text that fits into width columns; combining marks stay with
 * their letter. */
size_t columns_fit(const char *text, size_t len, int width);

struct wrap_line {
    const char *text; /* into the wrapped text, not 0-terminated; no blanks at its end */
    size_t len;
    int columns;
};

/* The next line of *cursor at width columns (below 1 counts as 1): breaks at '\n' and at blanks,
 * and inside a word or between wide characters where it must. Moves *cursor on; false at the end.
 * An empty text has no lines; "a\n" has one. */
bool wrap_next(const char **cursor, int width, struct wrap_line *ret_line);
/* The number of lines. */
int wrap_count(const char *text, int width);

#endif
