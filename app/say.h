/* SPDX-License-Identifier: MIT */
/*
 * say.h: what the program says when something is wrong, on standard error, and the exit codes.
 */
#ifndef SAY_H
#define SAY_H

#include "diag.h"

enum exit_code {
    EXIT_AS_EXPECTED = 0,
    EXIT_OTHERWISE = 1, /* a run did not end as its program says; a check found faults */
    EXIT_USAGE = 2,     /* wrong usage, or a lesson that is wrong */
    EXIT_TERMINAL = 69, /* no usable terminal */
    EXIT_OURS = 70,     /* a fault of this program or its installation */
    EXIT_IO = 74,       /* input or output */
    EXIT_DENIED = 77    /* not permitted */
};

/* "ipc-tutor: what: why"; returns code, so that `return fail(...)` reads well. */
int fail(int code, const char *what, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "ipc-tutor: file:line: text" and the line itself. */
int fail_diag(int code, const struct diag *diag);
/* The exit code for -errno of a file or a process. */
int exit_code_of(int error);
/* Appends "; did you mean NEAREST?" if one of the names is near enough to what was typed. */
void say_nearest(struct buf *out, const char *typed, const char *const *names, size_t count);

#endif
