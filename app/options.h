/* SPDX-License-Identifier: MIT */
/*
 * options.h: a command line into a struct invocation, by getopt_long over the command's own table.
 * Options may stand anywhere, before the command too.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "command.h"
#include <stdint.h>

/* 0, or an exit code after saying what is wrong. *ret_invocation is the caller's to
 * invocation_done in any case. */
int options_parse(int argc, char **argv, struct invocation *ret_invocation);
void invocation_done(struct invocation *invocation);

bool option_given(const struct invocation *invocation, enum option_id id);
/* The value it was given last; NULL: it was not given. */
const char *option_value(const struct invocation *invocation, enum option_id id);
/* A whole number between min and max; false, with the fault said, if it is none. What was not given
 * leaves *value as it is. */
bool option_number(const struct invocation *invocation, enum option_id id, int64_t min, int64_t max,
                   int64_t *value);
/* --format: whether it is json; `otherwise` if it was not given; false with the fault said. */
bool option_format(const struct invocation *invocation, bool otherwise, bool *ret_json);

/* The options that every command has. */
extern const struct option_row common_options[];

#endif
