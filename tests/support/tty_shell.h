/* SPDX-License-Identifier: MIT */
/*
 * tty_shell.h: between tty.c and tty_shell.c: the small shell in the terminal, a process of its
 * own.
 */
#ifndef TTY_SHELL_H
#define TTY_SHELL_H

#include "tty.h"

#include <termios.h>

enum shell_news { SHELL_STARTED, SHELL_STOPPED, SHELL_ENDED };

struct shell_report {
    enum shell_news news;
    pid_t pid;            /* the program's */
    int status;           /* of waitpid(2) */
    struct termios modes; /* the terminal's, right then */
};

/* In the forked child: makes the terminal at slave its own, starts the program in the foreground,
 * reports what becomes of it to `reports`, and continues it in the foreground for each byte from
 * `commands`. Ends with the program. */
_Noreturn void shell_run(const struct tty_options *options, int slave, int commands, int reports);

#endif
