/* SPDX-License-Identifier: MIT */
/*
 * find_lines.h: a question whose answer is a schedule: what is sought, on its page and in the
 * header of the stage while the student plays scheduler.
 */
#ifndef FIND_LINES_H
#define FIND_LINES_H

#include "sheet.h"
#include "view.h"

/* On the page: what is sought, with which parameters, and what came of the last try. */
void find_lines(const struct asking *asking, struct sheet *sheet);
/* What to do on the page. */
void find_how(const struct asking *asking, struct buf *out);
/* On the stage: "sought: counter.value is 2". */
void find_header(const struct scene *scene, struct buf *out);
/* What a key does there where that is not what it does as a rule; NULL: it does that. */
const char *find_word(const struct scene *scene, enum action action);

#endif
