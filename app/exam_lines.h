/* SPDX-License-Identifier: MIT */
/*
 * exam_lines.h: an exam as lines: one question after the other, then back to any of them until it
 * is handed in; no hints, nothing said before its end; then what was wrong, why, and which lesson
 * to read again.
 */
#ifndef EXAM_LINES_H
#define EXAM_LINES_H

#include "out.h"
#include "sitting.h"

/* Asks all of it on standard input until its end or for so many seconds (0: no limit). 0, or 128
 * and the signal that ended it. *ret_sitting is the caller's to sitting_done. */
int exam_sit(const struct exam *exam, int64_t seconds, struct out *out,
             struct exam_sitting *ret_sitting);
/* What came of it (exam_tell.c). */
void exam_tell(const struct exam_sitting *sitting, struct out *out);

#endif
