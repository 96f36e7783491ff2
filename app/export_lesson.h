/* SPDX-License-Identifier: MIT */
/*
 * export_lesson.h: a whole lesson as one page: its text, and each of its programs, run as it is.
 */
#ifndef EXPORT_LESSON_H
#define EXPORT_LESSON_H

#include "exporting.h"
#include "target.h"

/* The page of the target's lesson, its screens of this size, appended to *out. 0, or an exit code
 * after saying why: the lesson is wrong, or a program could not be run to its end. *watching is
 * begun here in any case, and the caller's to end; *ret_stopped: it was stopped while it was made.
 */
int export_lesson(const struct target *target, int columns, int rows,
                  struct exporting_watch *watching, bool *ret_stopped, struct buf *out);

#endif
