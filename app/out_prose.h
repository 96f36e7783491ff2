/* SPDX-License-Identifier: MIT */
/* out_prose.h: the text of a lesson as lines, to be read or heard. */
#ifndef OUT_PROSE_H
#define OUT_PROSE_H

#include "out.h"
#include "prose.h"

/* Its lines, each behind `indent`. */
void out_prose(struct out *out, const char *indent, const struct prose *prose);
/* An empty line and then its lines, each behind `indent`; nothing for NULL. */
void out_code(struct out *out, const char *indent, const char *code);
/* The words alone. */
void out_words(struct out *out, const char *before, const struct prose_text *text,
               const char *after);

#endif
