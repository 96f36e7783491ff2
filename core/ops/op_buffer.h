/* SPDX-License-Identifier: MIT */
/*
 * op_buffer.h: how much a socket holds (socket(7), SO_SNDBUF and SO_RCVBUF): asked for with
 * setsockopt(2), and asked after with getsockopt(2). What the kernel gives is its own affair: Linux
 * doubles what was asked for, for its own bookkeeping, and keeps it between two limits.
 */
#ifndef OP_BUFFER_H
#define OP_BUFFER_H

#include "op_descriptor.h"

enum op_buffer { OP_BUFFER_SEND, OP_BUFFER_RECEIVE };

/* 0 or -errno (ENOTSOCK). */
int op_buffer_set(const struct op_descriptor *descriptor, enum op_buffer which, int bytes,
                  int line);
/* As getsockopt(2) tells it, or -errno. */
int op_buffer_get(const struct op_descriptor *descriptor, enum op_buffer which, int line);

#endif
