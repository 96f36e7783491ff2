/* SPDX-License-Identifier: MIT */
/* op_signal.h: the names of signals, and what a process does with one: ignore it, or the default
 * (signal(7)). */
#ifndef OP_SIGNAL_H
#define OP_SIGNAL_H

enum { OP_SIGNAL_NAME_MAX = 24 };

/* "SIGPIPE" for 13, or the number as text. Returns out. */
const char *op_signal_name(int signal, char out[OP_SIGNAL_NAME_MAX]);
/* 13 for "PIPE" and for "SIGPIPE"; 0 if there is none of that name. */
int op_signal_number(const char *name);

enum op_disposition { OP_SIGNAL_DEFAULT, OP_SIGNAL_IGNORE };

/* sigaction(2). 0 or -errno (EINVAL: SIGKILL and SIGSTOP can't be had otherwise). */
int op_signal(int signal, enum op_disposition disposition, int line);

#endif
