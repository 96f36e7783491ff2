/* SPDX-License-Identifier: MIT */
/*
 * run_line.h: the options that say how a program is run (--set, --schedule, --seed, --input), for
 * all commands that run one.
 */
#ifndef RUN_LINE_H
#define RUN_LINE_H

#include "command.h"
#include "run.h"
#include "target.h"

struct run_line {
    struct run_param *params;
    char **names; /* of the parameters: ours to free */
    size_t param_count;
    struct buf input;
    int64_t seed;
};

/* 0, or an exit code after saying why. *line, zeroed before, is to be run_line_done in any case. */
int run_line_take(const struct invocation *invocation, struct run_line *line);
void run_line_done(struct run_line *line);
/* Whether any of these options was given. */
bool run_line_given(const struct invocation *invocation);
/* What is to be run; strings stay those of the three. */
void run_line_wish(const struct invocation *invocation, const struct run_line *line,
                   const struct target *target, struct run_wish *ret_wish);

#endif
