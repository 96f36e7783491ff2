/* SPDX-License-Identifier: MIT */
/*
 * op_exec.h: dup2(2) and execve(2).
 */
#ifndef OP_EXEC_H
#define OP_EXEC_H

#include "op_descriptor.h"

/* Descriptors that dup2 may make are below this: above are the tutor's own. */
enum { OP_DUP2_BELOW = 64, OP_EXEC_ARGS_MAX = 15 };

/* dup2(2): from now on number `fd` leads where `from` does; what it led to is closed. 0 and
 * *ret_copy, or -errno. */
int op_dup2(const struct op_descriptor *from, int fd, struct op_descriptor *ret_copy, int line);
/* execve(2) of a program that programs_allow let in, with these arguments behind its name. Only
 * returns if it failed: -errno. */
int op_exec(const char *program, const char *const *args, size_t count, int line);

#endif
