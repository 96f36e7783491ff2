/* SPDX-License-Identifier: MIT */
/*
 * text.h: UTF-8, how many columns it takes, and wrapping at words. Tables of our own: what libc's
 * wcwidth says hangs on the locale, and a picture must not.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes one codepoint from the front: the bytes used (at least 1 while len > 0, else 0). Overlong
 * forms, surrogates and torn sequences give U+FFFD and one byte. */
size_t utf8_take(const char *text, size_t len, uint32_t *ret_codepoint);
/* Writes up to 4 bytes, no 0 after them; returns how many. */
size_t utf8_put(uint32_t codepoint, char out[4]);

/* Columns: 0 (combining), 1 or 2 (wide). Control characters count as the blank they show as. */
int text_width_of(uint32_t codepoint);
int text_width(const char *text);
int text_width_n(const char *text, size_t len);
/* The bytes of the longest front of text that fits into width columns, combining marks with their
 * letter. */
size_t text_fit(const char *text, size_t len, int width);

struct text_line {
    const char *text; /* not 0-terminated */
    size_t len;
    int width;
};

/* The next line of *cursor at width columns (below 1 counts as 1): breaks at '\n' and at blanks,
 * and inside a word or between wide characters where it must. Moves *cursor on; false at the end.
 * An empty text has no lines; "a\n" has one. */
bool text_wrap(const char **cursor, int width, struct text_line *ret_line);
/* The number of lines. */
int text_wrap_count(const char *text, int width);

#endif
