/* SPDX-License-Identifier: MIT */
/*
 * completion.h: scripts that complete command lines in bash, zsh and fish, made from the table of
 * commands and their options: they know what the program knows. What changes from machine to
 * machine, lessons and their programs, they ask the program for: `completion words`.
 */
#ifndef COMPLETION_H
#define COMPLETION_H

#include "command.h"

/* What may stand in a place of the command line, any of these. */
enum completes {
    COMPLETES_LESSON = 1 << 0, /* and LESSON:PROGRAM */
    COMPLETES_FILE = 1 << 1,
    COMPLETES_FOLDER = 1 << 2,
    COMPLETES_COMMAND = 1 << 3,
    COMPLETES_FORMAT = 1 << 4,
    COMPLETES_SHELL = 1 << 5
};

/* By how the arguments or the value are called in the help: "[LESSON[:PROGRAM]|FILE]"; 0: nothing
 * that could be completed. */
unsigned completes_of(const char *called);

/* Its words where there are but some, separated by blanks; NULL: there are not. */
const char *completes_words(unsigned completes);

/* Calls visit for each option of a command, its own and the common ones. */
void completion_options(const struct command *command,
                        void (*visit)(struct buf *out, const struct command *command,
                                      const struct option_row *row),
                        struct buf *out);

/* Appends text, in single quotes of a shell, with a backslash before each of these characters. */
void completion_quote(struct buf *out, const char *text, const char *special);

void completion_bash(struct buf *out);
void completion_zsh(struct buf *out);
void completion_fish(struct buf *out);

#endif
