/* SPDX-License-Identifier: MIT */
/*
 * op_poll.c: poll(2) wakes all who wait on an object, whoever reads or writes it first then: so
 * each of its queues is a herd (settle.md, section 3).
 */
#include "op_poll.h"
#include "gate.h"
#include "op_call.h"
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>

_Static_assert(2 * (int)OP_POLL_MAX <= (int)GATE_TOUCH_MAX, "each descriptor touches two at most");

/* "poll([{3, POLLIN}, {6, POLLOUT}], -1)" */
static void put_call(char *out, size_t cap, const struct pollfd *fds, size_t count, int timeout) {
    size_t used = (size_t)snprintf(out, cap, "poll([");
    for (size_t i = 0; i < count && used < cap; i++) {
        used += (size_t)snprintf(out + used, cap - used, "%s{%d, %s}", i ? ", " : "", fds[i].fd,
                                 fds[i].events & POLLOUT ? "POLLOUT" : "POLLIN");
    }
    if (used < cap) {
        snprintf(out + used, cap - used, "], %d)", timeout);
    }
}

int op_poll(struct op_polled *polled, size_t count, bool wait, int line) {
    struct pollfd fds[OP_POLL_MAX];
    char call[OP_CALL_MAX];
    struct gate_op op = {.op = OP_POLL, .fd = -1, .line = line, .call = call};
    assert(count <= OP_POLL_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct op_descriptor *descriptor = polled[i].descriptor;
        uint8_t dir = polled[i].write ? GATE_OUT : GATE_IN;
        fds[i] =
            (struct pollfd){.fd = descriptor->fd, .events = polled[i].write ? POLLOUT : POLLIN};
        op.touch[op.touch_count++] =
            (struct gate_touch){.obj = descriptor->obj, .dir = dir, .queue = GATE_HERD};
        if (descriptor->door && descriptor->type != OBJ_FIFO) {
            /* Who sends or connects to a name touches that alone. */
            op.touch[op.touch_count++] =
                (struct gate_touch){.obj = descriptor->door, .dir = dir, .queue = GATE_HERD};
        }
    }
    if (count == 1) {
        op.obj = polled[0].descriptor->obj;
        op.fd = polled[0].descriptor->fd;
    }
    put_call(call, sizeof call, fds, count, wait ? -1 : 0);
    gate_enter(&op);
    int ret = poll(fds, (nfds_t)count, wait ? -1 : 0);
    int err = ret < 0 ? errno : 0;
    for (size_t i = 0; i < count; i++) {
        polled[i].ready = ret > 0 && fds[i].revents != 0;
    }
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return err ? -err : ret;
}
