/* SPDX-License-Identifier: MIT */
/*
 * text.h: UTF-8 and a few plain questions about strings. How many columns a character takes on the
 * screen is ui/canvas's.
 */
#ifndef TEXT_H
#define TEXT_H

#include "buf.h"
#include <stdbool.h>
#include <stdint.h>

#define TEXT_REPLACEMENT 0xFFFDU /* U+FFFD, for bytes that are no character */

/* The character at the start of len > 0 bytes, into *ret_char; how many bytes it takes. A byte that
 * starts no valid sequence (RFC 3629: no surrogates, nothing overlong, at most U+10FFFF) is
 * U+FFFD and takes 1. */
size_t text_decode(const char *text, size_t len, uint32_t *ret_char);
/* Like it, but 0 for a byte that starts no valid sequence. */
size_t text_char_len(const char *text, size_t len);
bool text_is_utf8(const char *text, size_t len);
/* Appends one character. */
void text_put_char(struct buf *buf, uint32_t character);
/* Appends the bytes, each one that belongs to no character as U+FFFD. */
void text_put_valid(struct buf *buf, const char *text, size_t len);
/* Appends a word of a shell's command line: in quotes where it has to be. */
void text_put_word(struct buf *buf, const char *word);

bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);
/* The whole of text as a decimal integer: false if it is none or does not fit. */
bool text_to_int(const char *text, int64_t *ret_value);
/* 64 bits, for tables in memory and for "has it changed": not for files (another machine, another
 * hash), not against an enemy. */
uint64_t text_hash(const void *bytes, size_t len);
/* How many edits (insert, delete, replace, swap neighbours) turn a into b, for "did you mean". */
unsigned text_distance(const char *a, const char *b);

#endif
