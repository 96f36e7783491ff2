/* SPDX-License-Identifier: MIT */
/* stage_words.h: how a line inside of an object is worded where there is little room: rather less
 * is said than something cut, for half of a name or a number says another one. Pure. */
#ifndef STAGE_WORDS_H
#define STAGE_WORDS_H

#include "sheet.h"

/* A new line with the first of the wordings (the longest first, NULL behind the last) that fits;
 * the last one if none does. */
void stage_put_wording(struct sheet *sheet, unsigned look, const char *const wordings[]);
/* A new line "label: a b c" of names with blanks between them ("nobody" for none), in `look`. Where
 * they do not fit, as many as do and how many more: "wait: a b +3"; else the sum alone: "5 wait".
 */
void stage_put_names(struct sheet *sheet, unsigned look, const char *label, const char *names);
/* The same of `count` names, of which only the first are given. */
void stage_put_first_names(struct sheet *sheet, unsigned look, const char *label, const char *names,
                           unsigned count);
/* Appends a line that ends with names ("held by a; waiting: b c d"): where it is too long, as many
 * of these as fit and how many more; all of it where something else is at its end. */
void stage_line_text(const char *line, int width, struct buf *out);
/* "4096 of 65536 B", where that has no room "4096 of 65536", else "4096/65536". */
void stage_fill_text(long long there, long long capacity, int width, struct buf *out);

#endif
