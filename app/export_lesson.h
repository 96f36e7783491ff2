/* SPDX-License-Identifier: MIT */
/*
 * export_lesson.h: a whole lesson as one page: its text, and each of its programs, run as it is.
 */
#ifndef EXPORT_LESSON_H
#define EXPORT_LESSON_H

#include "target.h"

/* The page of the target's lesson, its screens of this size, appended to *out. 0, or an exit code
 * after saying why: the lesson is wrong, or a program could not be run to its end. */
int export_lesson(const struct target *target, int columns, int rows, struct buf *out);

#endif
