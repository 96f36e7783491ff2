/* SPDX-License-Identifier: MIT */
/* ways.c: the one table of ways, and why one is refused (ways.h). */
#include "ways.h"
#include "fdio.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* UDP: what fits the receiver's buffer with the kernel's own share of each datagram. */
enum { UDP_WINDOW = 32768 };

static const struct way ways[MEASURED_WAYS] = {
    [MEASURED_PIPE] = {way_pipe_open, way_write, way_read, "write(2)", 0},
    [MEASURED_FIFO] = {way_fifo_open, way_write, way_read, "write(2)", 0},
    [MEASURED_STREAM] = {way_stream_open, way_write, way_read, "write(2)", 0},
    [MEASURED_DGRAM] = {way_dgram_open, way_send, way_recv, "send(2)", 0},
    [MEASURED_TCP] = {way_tcp_open, way_write, way_read, "write(2)", 0},
    [MEASURED_UDP] = {way_udp_open, way_send, way_recv, "send(2)", UDP_WINDOW},
    [MEASURED_MQUEUE] = {way_mqueue_open, way_mq_send, way_mq_receive, "mq_send(3)", 0},
    [MEASURED_SHARED] = {way_shared_open, way_ring_put, way_ring_get, "futex(2)", 0},
    [MEASURED_SPIN] = {way_shared_open, way_spin_put, way_spin_get, "spinning", 0},
    [MEASURED_FUTEX] = {way_shared_open, way_futex_put, way_futex_get, "futex(2)", 0},
};

/* What the manual says about an error that is no accident. */
static const struct known {
    enum measured_way way;
    int err;
    const char *text;
} knowns[] = {
    {MEASURED_UDP, EMSGSIZE, "a datagram over IPv4 holds at most 65,507 B (udp(7))"},
    {MEASURED_UDP, EAGAIN, "a datagram was lost: UDP may do that (udp(7))"},
    {MEASURED_DGRAM, EMSGSIZE, "more than the send buffer holds (unix(7))"},
    {MEASURED_MQUEUE, EINVAL, "more than /proc/sys/fs/mqueue/msgsize_max (mq_overview(7))"},
    {MEASURED_MQUEUE, EMFILE, "more than RLIMIT_MSGQUEUE allows (getrlimit(2))"},
    {MEASURED_MQUEUE, ENOSYS, "this kernel has no POSIX message queues"},
};

const struct way *way_of(enum measured_way way) {
    return ways[way].open ? &ways[way] : NULL;
}

void way_tell_refused(enum measured_way way, const char *call, int err,
                      char ret_why[MEASURED_WHY]) {
    const char *text = NULL;
    for (size_t i = 0; i < sizeof knowns / sizeof *knowns; i++) {
        if (knowns[i].way == way && knowns[i].err == -err) {
            text = knowns[i].text;
        }
    }
    snprintf(ret_why, MEASURED_WHY, "%s: %s%s%s", call, strerror(-err), text ? ": " : "",
             text ? text : "");
}

static void ring_close(struct ring **ring) {
    if (*ring) {
        munmap(*ring, sizeof **ring);
        *ring = NULL;
    }
}

void side_close(struct side *side) {
    if (side->out != side->in) {
        fd_close(&side->out);
    }
    fd_close(&side->in);
    side->out = -1;
    ring_close(&side->from);
    ring_close(&side->to);
}
