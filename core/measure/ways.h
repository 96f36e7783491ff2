/* SPDX-License-Identifier: MIT */
/*
 * ways.h: the ways between two processes as two calls, put and get, so that one loop measures all
 * of them. A way is opened before the fork: both sides are there, each process keeps its own. The
 * table is ways.c; private to core/measure.
 */
#ifndef WAYS_H
#define WAYS_H

#include "cage.h"
#include "measured.h"
#include <stdatomic.h>

enum { RING_BYTES = 65536 }; /* as much as a pipe holds */

/* One direction of shared memory: bytes in a ring, one writer, one reader. head and tail count
 * bytes and wrap; they are the words that who waits sleeps on. On cache lines of their own. */
struct ring {
    _Alignas(64) _Atomic uint32_t head; /* the writer's */
    _Atomic uint32_t reader_waits;
    _Alignas(64) _Atomic uint32_t tail; /* the reader's */
    _Atomic uint32_t writer_waits;
    _Alignas(64) unsigned char bytes[RING_BYTES];
};

/* What one process has of a way. */
struct side {
    int in, out; /* descriptors, or -1 */
    struct ring *from, *to;
};

struct opening {
    struct side sides[2];
    size_t message; /* bytes of the messages to come */
    const struct cage *cage;
    const char *call; /* the last call made, to be told when it failed */
};

struct way {
    /* Both sides. 0, or -errno and opening->call; what was opened is closed by the caller. */
    int (*open)(struct opening *opening);
    /* One message. 0, or -errno. get waits for all of its len bytes. */
    int (*put)(struct side *side, const void *bytes, size_t len);
    int (*get)(struct side *side, void *bytes, size_t len);
    const char *put_call; /* what put calls, to be told when it failed */
    /* After so many bytes the receiver answers, because nothing else holds the sender back; 0: at
     * the end of the transfer. */
    size_t window;
};

/* NULL for MEASURED_MEMCPY, which is no way between two. */
const struct way *way_of(enum measured_way way);
/* Why it was refused, for people: the call, the error, and what is known about it. */
void way_tell_refused(enum measured_way way, const char *call, int err, char ret_why[MEASURED_WHY]);
void side_close(struct side *side);

/* way_stream.c */
int way_pipe_open(struct opening *opening);
int way_fifo_open(struct opening *opening);
int way_stream_open(struct opening *opening);
int way_tcp_open(struct opening *opening);
int way_write(struct side *side, const void *bytes, size_t len);
int way_read(struct side *side, void *bytes, size_t len);
/* way_message.c */
int way_dgram_open(struct opening *opening);
int way_udp_open(struct opening *opening);
int way_send(struct side *side, const void *bytes, size_t len);
int way_recv(struct side *side, void *bytes, size_t len);
int way_mqueue_open(struct opening *opening);
int way_mq_send(struct side *side, const void *bytes, size_t len);
int way_mq_receive(struct side *side, void *bytes, size_t len);
/* way_shared.c */
int way_shared_open(struct opening *opening);
int way_ring_put(struct side *side, const void *bytes, size_t len);
int way_ring_get(struct side *side, void *bytes, size_t len);
int way_spin_put(struct side *side, const void *bytes, size_t len);
int way_spin_get(struct side *side, void *bytes, size_t len);
int way_futex_put(struct side *side, const void *bytes, size_t len);
int way_futex_get(struct side *side, void *bytes, size_t len);

#endif
