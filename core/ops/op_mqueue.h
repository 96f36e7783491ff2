/* SPDX-License-Identifier: MIT */
/*
 * op_mqueue.h: POSIX message queues (mq_overview(7)): mq_open(3), mq_send(3), mq_receive(3),
 * mq_unlink(3). A name is without the slash that the kernel wants before it. An open queue is a
 * descriptor: it is inherited, and closed by op_mq_close.
 */
#ifndef OP_MQUEUE_H
#define OP_MQUEUE_H

#include "op_descriptor.h"

enum { OP_MQ_PRIO_MAX = 32767 }; /* Linux: MQ_PRIO_MAX - 1 */

struct op_mqueue {
    struct op_descriptor descriptor;
    size_t msgsize; /* most bytes of one message */
};

/* maxmsg > 0: makes the queue if there is none of that name (O_CREAT); 0: there must be one. 0 or
 * -errno. */
int op_mq_open(const char *name, long maxmsg, long msgsize, struct op_mqueue *ret_queue, int line);
/* 0 or -errno; waits while the queue is full. */
int op_mq_send(const struct op_mqueue *queue, const void *bytes, size_t len, unsigned prio,
               int line);
/* The length of the oldest of the most urgent messages, or -errno; waits while there is none. */
ssize_t op_mq_receive(const struct op_mqueue *queue, void *bytes, size_t cap, unsigned *ret_prio,
                      int line);
int op_mq_close(const struct op_mqueue *queue, int line);
int op_mq_unlink(const char *name, int line);

#endif
