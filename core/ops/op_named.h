/* SPDX-License-Identifier: MIT */
/*
 * op_named.h: what has a name in a file system (a FIFO, a socket, a message queue) is known by its
 * inode, as the kernel knows it: after unlink(2) the same name may be another thing.
 */
#ifndef OP_NAMED_H
#define OP_NAMED_H

#include <stdint.h>

struct stat;

/* For gate_obj_key: the inode that stat(2) told. A message queue's has a file system of its own. */
uint64_t op_inode_key(const struct stat *st);
/* A number for gate_touch alone, for what waits at the name itself, whatever it stands for: above
 * all that objects ever get. kind keeps names of different kinds apart. */
uint32_t op_door(char kind, const char *name);

#endif
