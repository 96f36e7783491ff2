/* SPDX-License-Identifier: MIT */
/* code_wrap.h: where a line of code that is too long goes on in the next row. Pure. */
#ifndef CODE_WRAP_H
#define CODE_WRAP_H

#include "sheet.h"

/* How many bytes of the line (from a row's first byte on, blanks before it are its indent) stand in
 * a row of width columns; all of them if they fit. It ends behind a blank or a comma, else behind
 * an opening bracket, else between two tokens; inside of one only where that alone is too wide. */
size_t code_row(const char *line, bool is_c, int width);
/* The current line of the sheet ends with `line` (code_put): its rows below each other, those that
 * go on indented below it and marked. */
void code_wrap(struct sheet *sheet, const char *line, bool is_c);

#endif
