/* SPDX-License-Identifier: MIT */
/*
 * op_poll.c: poll(2) wakes all who wait on an object, whoever reads or writes it first then: so
 * each of its queues is a herd (settle.md, section 3).
 */
#include "op_poll.h"
#include "clock.h"
#include "gate.h"
#include "op_call.h"
#include <assert.h>
#include <errno.h>
#include <limits.h>
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

/* As poll(2) counts: whole milliseconds, and a moment is not none. */
static int in_ms(int64_t ns) {
    int64_t ms = ns / NS_PER_MS + (ns % NS_PER_MS != 0);
    return ns < 0 ? -1 : ms > INT_MAX ? INT_MAX : (int)ms;
}

/* What waits for room in a socket waits in another object than what waits for bytes. */
static struct gate_touch touch_of(const struct op_polled *polled) {
    const struct op_descriptor *descriptor = polled->descriptor;
    bool other = polled->write && descriptor->obj_out;
    return (struct gate_touch){.obj = other ? descriptor->obj_out : descriptor->obj,
                               .dir = polled->write ? GATE_OUT : GATE_IN,
                               .queue = GATE_HERD};
}

int op_poll(struct op_polled *polled, size_t count, int64_t timeout_ns, int line) {
    struct pollfd fds[OP_POLL_MAX];
    char call[OP_CALL_MAX];
    struct gate_op op = {.op = OP_POLL, .fd = -1, .line = line, .call = call};
    assert(count <= OP_POLL_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct op_descriptor *descriptor = polled[i].descriptor;
        fds[i] =
            (struct pollfd){.fd = descriptor->fd, .events = polled[i].write ? POLLOUT : POLLIN};
        op.touch[op.touch_count++] = touch_of(&polled[i]);
        if (descriptor->door && descriptor->type != OBJ_FIFO) {
            /* Who sends or connects to a name touches that alone. */
            op.touch[op.touch_count++] =
                (struct gate_touch){.obj = descriptor->door,
                                    .dir = polled[i].write ? GATE_OUT : GATE_IN,
                                    .queue = GATE_HERD};
        }
    }
    if (count == 1) {
        op.obj = op.touch[0].obj;
        op.fd = polled[0].descriptor->fd;
    }
    op.limit = timeout_ns > 0 ? timeout_ns : 0;
    put_call(call, sizeof call, fds, count, in_ms(timeout_ns));
    gate_enter(&op);
    int64_t limit = op.limit > 0 ? gate_kernel_limit(op.limit) : timeout_ns;
    int ret = poll(fds, (nfds_t)count, in_ms(limit));
    int err = ret < 0 ? errno : 0;
    if (err == EINTR && gate_timed_out()) {
        ret = err = 0;
    }
    for (size_t i = 0; i < count; i++) {
        polled[i].ready = ret > 0 && fds[i].revents != 0;
    }
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return err ? -err : ret;
}
