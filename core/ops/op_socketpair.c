/* SPDX-License-Identifier: MIT */
/*
 * op_socketpair.c: making a pair: two lanes, and two descriptors that each lead to both.
 */
#include "op_socketpair.h"
#include "gate.h"
#include "op_address.h"
#include "op_call.h"
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

static const int types[] = {
    [OP_STREAM] = SOCK_STREAM, [OP_DGRAM] = SOCK_DGRAM, [OP_SEQPACKET] = SOCK_SEQPACKET};

static uint32_t lane(enum op_sock_type type, const char *name) {
    char attrs[64];
    snprintf(attrs, sizeof attrs, "{\"type\":\"%s\",\"messages\":%d}", op_sock_name(type),
             type != OP_STREAM);
    return gate_obj_new(OBJ_SOCKETPAIR, name, attrs);
}

int op_socketpair(enum op_sock_type type, const char *const lanes[2],
                  struct op_descriptor ret_sockets[2], int line) {
    char call[OP_CALL_MAX];
    int fds[2];
    snprintf(call, sizeof call, "socketpair(AF_UNIX, %s, 0)", op_sock_name(type));
    gate_enter(&(struct gate_op){.op = OP_SOCKETPAIR, .fd = -1, .line = line, .call = call});
    int ret = socketpair(AF_UNIX, types[type], 0, fds);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (err) {
        return -err;
    }
    uint32_t objs[2] = {lane(type, lanes[0]), lane(type, lanes[1])};
    for (int i = 0; i < 2; i++) {
        ret_sockets[i] = (struct op_descriptor){.fd = fds[i],
                                                .obj = objs[1 - i],
                                                .obj_out = objs[i],
                                                .type = OBJ_SOCKETPAIR,
                                                .end = END_RW,
                                                .family = OP_UNIX,
                                                .socket = type,
                                                .messages = type != OP_STREAM};
        gate_fd_open(fds[i], objs[1 - i], END_R);
        gate_fd_open(fds[i], objs[i], END_W);
    }
    return 0;
}
