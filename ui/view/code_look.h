/* SPDX-License-Identifier: MIT */
/* code_look.h: one line of Lua or C, with looks for keywords, strings, numbers, comments, calls. */
#ifndef CODE_LOOK_H
#define CODE_LOOK_H

#include "sheet.h"

/* Puts the line into the current line of the sheet. A string or comment over several lines is told
 * by its first line alone. */
void code_put(struct sheet *sheet, const char *line, bool is_c);
/* Bytes of the token that the text begins with, at least 1, and its look. */
size_t code_token(const char *at, bool is_c, unsigned *ret_look);
/* Whether a byte may be one of a name or a number. */
bool code_is_word(char c);

#endif
