/* SPDX-License-Identifier: MIT */
/*
 * op_descriptor.c: the calls. Which queues of an object they touch: pipe(7), settle.c.
 */
#include "op_descriptor.h"
#include "gate.h"
#include "op_call.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* How the kernel wakes those who wait to take from, or put into, an object of a type. */
static const struct {
    uint8_t in, out; /* enum gate_queue */
} queues[OBJ_COUNT] = {
    /* Readers are woken in the order they came. A big write may sleep again half-way, so writers
     * promise nothing (settle.md, trap 8). */
    [OBJ_PIPE] = {.in = GATE_FIFO, .out = 0},
    [OBJ_FIFO] = {.in = GATE_FIFO, .out = 0},
    [OBJ_QUEUE] = {.in = GATE_FIFO, .out = 0},
    /* TCP wakes all who wait to receive (settle.md, section 3). */
    [OBJ_TCP] = {.in = GATE_HERD, .out = 0},
    /* A Unix stream too, and all who wait for room. */
    [OBJ_SOCKETPAIR] = {.in = GATE_HERD, .out = GATE_HERD},
    [OBJ_UNIX] = {.in = GATE_HERD, .out = GATE_HERD},
};

static struct gate_op op_on(const struct op_descriptor *descriptor, enum op_kind kind,
                            enum gate_dir dir, const char *call, int line) {
    uint8_t queue = dir == GATE_IN ? queues[descriptor->type].in : queues[descriptor->type].out;
    if (dir == GATE_IN && descriptor->messages) {
        queue = GATE_FIFO; /* who waits for a message is woken alone */
    }
    uint32_t obj = dir == GATE_OUT && descriptor->obj_out ? descriptor->obj_out : descriptor->obj;
    struct gate_op op = {
        .op = kind,
        .obj = obj,
        .fd = descriptor->fd,
        .line = line,
        .call = call,
        .touch = {{.obj = obj, .dir = (uint8_t)dir, .queue = queue}},
        .touch_count = obj ? 1 : 0,
    };
    if (descriptor->obj_out) {
        /* A socket has one list of sleepers for both directions: bytes for it wake those as well
         * who wait for room in it, to look and sleep again. */
        uint32_t other = obj == descriptor->obj ? descriptor->obj_out : descriptor->obj;
        op.touch[op.touch_count++] =
            (struct gate_touch){.obj = other, .dir = (uint8_t)dir, .queue = GATE_WAKES};
    }
    return op;
}

/* The record of a call that moved `moved` bytes, or failed with errno as it is now. */
static ssize_t moved_record(const struct op_descriptor *descriptor, ssize_t moved,
                            const void *bytes) {
    int err = moved < 0 ? errno : 0;
    struct gate_result result = {.ret = moved, .err = err, .off = -1};
    if (moved >= 0) {
        result.has_range = true;
        result.len = descriptor->messages && moved > 0 ? 1 : moved;
        result.data = bytes;
        result.data_len = (size_t)moved;
    }
    gate_exit(&result);
    return err ? -err : moved;
}

ssize_t op_read(const struct op_descriptor *descriptor, void *bytes, size_t len, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "read(%d, %zu)", descriptor->fd, len);
    struct gate_op op = op_on(descriptor, OP_READ, GATE_IN, call, line);
    gate_enter(&op);
    return moved_record(descriptor, read(descriptor->fd, bytes, len), bytes);
}

ssize_t op_write(const struct op_descriptor *descriptor, const void *bytes, size_t len, int line) {
    char call[OP_CALL_MAX], quoted[OP_CALL_MAX - 48];
    snprintf(call, sizeof call, "write(%d, %s, %zu)", descriptor->fd,
             op_quote(quoted, sizeof quoted, bytes, len), len);
    struct gate_op op = op_on(descriptor, OP_WRITE, GATE_OUT, call, line);
    gate_enter(&op);
    /* With nobody left to read, SIGPIPE ends the process inside of this call (pipe(7)). */
    return moved_record(descriptor, write(descriptor->fd, bytes, len), bytes);
}

/* The flags of send(2) and recv(2): whether this one call may wait. */
static const struct {
    const char *text;
    int flags;
} waiting[] = {[false] = {"0", 0}, [true] = {"MSG_DONTWAIT", MSG_DONTWAIT}};

ssize_t op_recv(const struct op_descriptor *descriptor, void *bytes, size_t len, bool dontwait,
                int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "recv(%d, %zu, %s)", descriptor->fd, len, waiting[dontwait].text);
    struct gate_op op = op_on(descriptor, OP_RECV, GATE_IN, call, line);
    gate_enter(&op);
    return moved_record(descriptor, recv(descriptor->fd, bytes, len, waiting[dontwait].flags),
                        bytes);
}

ssize_t op_send(const struct op_descriptor *descriptor, const void *bytes, size_t len,
                bool dontwait, int line) {
    char call[OP_CALL_MAX], quoted[OP_CALL_MAX - 64];
    snprintf(call, sizeof call, "send(%d, %s, %zu, %s)", descriptor->fd,
             op_quote(quoted, sizeof quoted, bytes, len), len, waiting[dontwait].text);
    struct gate_op op = op_on(descriptor, OP_SEND, GATE_OUT, call, line);
    gate_enter(&op);
    return moved_record(descriptor, send(descriptor->fd, bytes, len, waiting[dontwait].flags),
                        bytes);
}

int op_close(const struct op_descriptor *descriptor, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "close(%d)", descriptor->fd);
    struct gate_op op = op_on(descriptor, OP_CLOSE, GATE_OUT, call, line);
    if (descriptor->door) {
        /* Those who wait in open(2) for the other end are woken to look, and sleep again; those who
         * wait at a socket's name are told that nobody is there. */
        op.touch[op.touch_count++] =
            (struct gate_touch){.obj = descriptor->door, .dir = GATE_OUT, .queue = GATE_HERD};
    }
    /* Connections that nobody accepted are reset with the socket that they wait at. */
    op.may_end = descriptor->type == OBJ_LISTENER;
    gate_enter(&op);
    int ret = close(descriptor->fd);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (err != EBADF) {
        gate_fd_close(descriptor->fd);
    }
    return -err;
}

int op_set_nonblocking(const struct op_descriptor *descriptor, bool on, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "fcntl(%d, F_SETFL, %s)", descriptor->fd, on ? "O_NONBLOCK" : "0");
    gate_enter(&(struct gate_op){
        .op = OP_FCNTL, .obj = descriptor->obj, .fd = descriptor->fd, .line = line, .call = call});
    /* F_SETFL leaves the access mode as it is, and no other flag is ever set here. */
    int ret = fcntl(descriptor->fd, F_SETFL, on ? O_NONBLOCK : 0);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}
