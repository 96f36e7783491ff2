/* SPDX-License-Identifier: MIT */
/*
 * programs.h: which programs of this machine a lesson process may execute: those that its lesson
 * declares, and nothing else. Read gate_exec (gate.h) next.
 */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "diag.h"
#include <limits.h>
#include <stddef.h>

enum { PROGRAMS_MAX = 8 };

/* For a lesson process, once: it and its children may execute the programs of these names, which
 * are looked for in /usr/bin and /bin. The kernel refuses any other (EACCES) where it has Landlock.
 * 0, or with *diag: -ENOENT this machine has none of that name, -ENOEXEC it is no executable of the
 * kernel's own form (a script), -E2BIG too many. */
int programs_allow(const char *const *names, size_t count, struct diag *diag);
/* The file of a program that was let in; NULL: it was not. */
const char *programs_path(const char *name);

#endif
