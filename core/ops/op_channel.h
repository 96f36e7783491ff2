/* SPDX-License-Identifier: MIT */
/*
 * op_channel.h: a channel as Go has it, between processes, made as Go's runtime makes it
 * (runtime/chan.go), of memory that they share:
 *
 *   a lock       for the few instructions that change the rest
 *   a buffer     of `capacity` values; of an unbuffered channel 0
 *   two lists    who waits to send, and who waits to receive, each with a word to sleep at,
 * futex(2)
 *
 * A send gives its value to the receiver that waits longest; or puts it into the buffer; or, where
 * there is neither, waits in the list until a receiver takes it out of its hands. So a send into an
 * unbuffered channel is over when somebody has the value, and not before. A process that was killed
 * while it waited is passed over.
 *
 * One operation is one of these moves: sleeping or waking is the one system call in it.
 */
#ifndef OP_CHANNEL_H
#define OP_CHANNEL_H

#include "gate.h"

enum { CHANNEL_VALUE_MAX = 1024, CHANNEL_CAPACITY_MAX = 1024 };

struct channel_memory; /* in memory of all who are forked later */

struct op_channel {
    uint32_t obj;
    uint32_t capacity;
    struct channel_memory *memory;
    char name[GATE_NAME_MAX];
};

/* What goes through it: bytes, and a letter of the caller's that says what they are; 's': text, and
 * records put it between quotes. */
struct op_channel_value {
    char type;
    uint16_t len;
    char bytes[CHANNEL_VALUE_MAX];
};

/* mmap(2). name NULL: "channel#1". 0 or -errno. */
int op_channel_new(const char *name, uint32_t capacity, struct op_channel *ret_channel, int line);
/* 0; -EPIPE: it is closed, or was closed while this process waited. -EAGAIN: too many wait. */
int op_channel_send(const struct op_channel *channel, const struct op_channel_value *value,
                    int line);
/* 1; 0: it is closed, and nothing is left in it; -errno. */
int op_channel_recv(const struct op_channel *channel, struct op_channel_value *ret_value, int line);
/* Lets all go who wait: receivers get nothing, senders -EPIPE. 0; -EBADF: it was closed before. */
int op_channel_close(const struct op_channel *channel, int line);

#endif
