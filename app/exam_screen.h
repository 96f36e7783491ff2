/* SPDX-License-Identifier: MIT */
/* exam_screen.h: an exam in the tutor, on the screen (ui/tutor/exams.c). */
#ifndef EXAM_SCREEN_H
#define EXAM_SCREEN_H

#include "command.h"
#include "exam.h"

/* Opens the tutor at the exam; it stays open after its end. The exit code: as expected where all of
 * the exam was right. */
int exam_on_screen(const struct invocation *invocation, const struct catalogue *catalogue,
                   const struct exam_wish *wish);

#endif
