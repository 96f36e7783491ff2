/* SPDX-License-Identifier: MIT */
/*
 * op_socketpair.h: socketpair(2): two sockets that are connected to each other, and so two
 * directions ("lanes"), each an object of its own. send, recv, read, write and close are
 * op_descriptor.h's.
 */
#ifndef OP_SOCKETPAIR_H
#define OP_SOCKETPAIR_H

#include "op_descriptor.h"

/* lanes: the names of what the first and of what the second socket writes into; either may be
 * NULL: "socketpair#1". 0, or -errno with the outputs untouched. */
int op_socketpair(enum op_sock_type type, const char *const lanes[2],
                  struct op_descriptor ret_sockets[2], int line);

#endif
