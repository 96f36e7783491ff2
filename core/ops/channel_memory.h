/* SPDX-License-Identifier: MIT */
/*
 * channel_memory.h: the inside of a channel (op_channel.h): the memory that its processes share,
 * and the three moves. Each sleeps once, or wakes, or neither; nothing here knows of gates.
 */
#ifndef CHANNEL_MEMORY_H
#define CHANNEL_MEMORY_H

#include "op_channel.h"

struct channel_memory;

struct channel_moved {
    int64_t number; /* how many values came into the channel before it */
    struct op_channel_value value;
};

/* Memory of a channel takes so many bytes. */
size_t channel_memory_bytes(uint32_t capacity);
/* mmap(2). Never unmapped. 0 or -errno. */
int channel_memory_new(uint32_t capacity, struct channel_memory **ret_memory);
/* 0; -EPIPE: closed, before or while it waited; -EAGAIN: too many wait; -EINTR: a signal's handler
 * ran, and nothing was sent; -EOWNERDEAD, -ENOTRECOVERABLE: a process died in the middle of a move,
 * and the channel is of no more use. */
int channel_send(struct channel_memory *memory, const struct op_channel_value *value,
                 int64_t *ret_number);
/* 1; 0: closed and empty; else as above. */
int channel_receive(struct channel_memory *memory, struct channel_moved *ret_moved);
/* How many were woken; -EBADF: it was closed before; else as above. */
int channel_close(struct channel_memory *memory);

#endif
