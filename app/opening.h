/* SPDX-License-Identifier: MIT */
/*
 * opening.h: what open and present have in common: both take the screen.
 */
#ifndef OPENING_H
#define OPENING_H

#include "command.h"
#include <stdbool.h>

/* Opens what the invocation names (LESSON[:PROGRAM]|FILE); with a show, other terminals can follow
 * (core/show). The exit code. */
int opening_exec(const struct invocation *invocation, bool show);

#endif
