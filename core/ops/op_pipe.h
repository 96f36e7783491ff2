/* SPDX-License-Identifier: MIT */
/* op_pipe.h: pipe(2). What is done with its ends is op_descriptor.h's. */
#ifndef OP_PIPE_H
#define OP_PIPE_H

#include "op_descriptor.h"

/* A pipe, and both its ends open in this process. name: of the object in the records; NULL:
 * "pipe#1". 0, or -errno (EMFILE) with the outputs untouched. */
int op_pipe(const char *name, struct op_descriptor *ret_read, struct op_descriptor *ret_write,
            int line);

/* The call alone: what the pipe is an object of, and its descriptors, the caller says. */
int op_pipe_call(int ret_fds[2], int line);

#endif
