/* SPDX-License-Identifier: MIT */
/*
 * front.h: the front matter of lesson.md: "key: value" lines between two "---", a small part of
 * YAML, read strictly. Which keys there are: the table in front.c. For lesson.c alone.
 */
#ifndef FRONT_H
#define FRONT_H

#include "diag_list.h"
#include "lesson.h"

/* Reads the front matter at the start of text into *lesson. 0, or -EINVAL with *faults, one a
 * line at most. *ret_body is the number of bytes it takes, *ret_line the line on which what follows
 * begins; *ret_body is 0 where nobody can tell. */
int front_parse(const char *text, size_t len, struct lesson *lesson, size_t *ret_body,
                int *ret_line, struct diag_list *faults);

#endif
