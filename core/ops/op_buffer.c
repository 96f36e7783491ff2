/* SPDX-License-Identifier: MIT */
/* op_buffer.c: see op_buffer.h. */
#include "op_buffer.h"
#include "gate.h"
#include "op_call.h"
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

static const struct {
    const char *name;
    int option;
} buffers[] = {
    [OP_BUFFER_SEND] = {"SO_SNDBUF", SO_SNDBUF},
    [OP_BUFFER_RECEIVE] = {"SO_RCVBUF", SO_RCVBUF},
};

/* Of a socket that is two objects, the one whose bytes the buffer holds. More room wakes whoever
 * sleeps on the socket. */
static struct gate_op op_on(const struct op_descriptor *descriptor, enum op_kind kind,
                            enum op_buffer which, const char *call, int line) {
    bool out = which == OP_BUFFER_SEND && descriptor->obj_out;
    uint32_t obj = out ? descriptor->obj_out : descriptor->obj;
    return (struct gate_op){.op = kind,
                            .obj = obj,
                            .fd = descriptor->fd,
                            .line = line,
                            .call = call,
                            .touch = {{descriptor->obj, GATE_OUT, GATE_WAKES},
                                      {descriptor->obj_out, GATE_OUT, GATE_WAKES}},
                            .touch_count = descriptor->obj_out ? 2
                                           : descriptor->obj   ? 1
                                                               : 0};
}

int op_buffer_set(const struct op_descriptor *descriptor, enum op_buffer which, int bytes,
                  int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "setsockopt(%d, SOL_SOCKET, %s, %d)", descriptor->fd,
             buffers[which].name, bytes);
    struct gate_op op = op_on(descriptor, OP_SETSOCKOPT, which, call, line);
    gate_enter(&op);
    int ret = setsockopt(descriptor->fd, SOL_SOCKET, buffers[which].option, &bytes, sizeof bytes);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}

int op_buffer_get(const struct op_descriptor *descriptor, enum op_buffer which, int line) {
    char call[OP_CALL_MAX], state[64];
    snprintf(call, sizeof call, "getsockopt(%d, SOL_SOCKET, %s)", descriptor->fd,
             buffers[which].name);
    struct gate_op op = op_on(descriptor, OP_GETSOCKOPT, which, call, line);
    op.touch_count = 0;
    int bytes = 0;
    socklen_t len = sizeof bytes;
    gate_enter(&op);
    int ret = getsockopt(descriptor->fd, SOL_SOCKET, buffers[which].option, &bytes, &len);
    int err = ret < 0 ? errno : 0;
    snprintf(state, sizeof state, "{\"%s\":%d}", buffers[which].name, bytes);
    gate_exit(&(struct gate_result){.ret = ret, .err = err, .state = err ? NULL : state});
    return err ? -err : bytes;
}
