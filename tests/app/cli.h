/* SPDX-License-Identifier: MIT */
/*
 * cli.h: running the program with a command line and an input, and what came of it.
 */
#ifndef CLI_H
#define CLI_H

#include "buf.h"

/* What came of one command. */
struct cli {
    int code; /* exit status; 128 + n: killed by signal n; -1: it did not end in time */
    struct buf out, err;
};

/* The path of the program: the first argument of the test. */
void cli_program(const char *path);
/* Runs it with the words of `line` (separated by blanks; 'several words' in single quotes; words
 * like NAME=value before the first other one go into its environment). Input: its standard input
 * (NULL: empty). Its working directory is tests/app. */
void cli_run(struct cli *ret_cli, const char *line, const char *input);
/* The same, and when some output has come, this signal. */
void cli_run_signal(struct cli *ret_cli, const char *line, int number);
void cli_done(struct cli *cli);

/* Runs it and asserts its exit code and its texts: all of it; or, if the expected text ends with
 * "...", what stands before that at the beginning; or, if it begins with "...", somewhere. NULL:
 * whatever. */
#define cli_expect(line, input, code, out, err)                                                    \
    cli_expect_at(line, input, code, out, err, __FILE__, __LINE__)
void cli_expect_at(const char *line, const char *input, int code, const char *out, const char *err,
                   const char *file, int at);

#endif
