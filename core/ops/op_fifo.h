/* SPDX-License-Identifier: MIT */
/*
 * op_fifo.h: mkfifo(3), open(2) and unlink(2) of named pipes. The names are relative, in the
 * directory of the run. What is done with an open end is op_descriptor.h's.
 */
#ifndef OP_FIFO_H
#define OP_FIFO_H

#include "op_descriptor.h"

/* Each: 0, or -errno. path: a name without a slash; the object has the same name. */
int op_mkfifo(const char *path, int line);
/* Waits until somebody has the other end open, or opens it; END_RW does not wait (fifo(7)). */
int op_open(const char *path, enum fd_end end, struct op_descriptor *ret_descriptor, int line);
int op_unlink(const char *path, int line);

#endif
