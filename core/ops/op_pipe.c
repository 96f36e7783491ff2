/* SPDX-License-Identifier: MIT */
/*
 * op_pipe.c: making a pipe: the object, and the two descriptors that lead to it.
 */
#include "op_pipe.h"
#include "gate.h"
#include "op_call.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* The lowest descriptor from `from` on that is free: the one that the kernel is going to give
 * (open(2)). Nobody else shares the table. */
static int lowest_free(int from) {
    int fd = from;
    while (fcntl(fd, F_GETFD) >= 0) {
        fd++;
    }
    return fd;
}

static uint32_t pipe_object(const char *name, int fd) {
    char attrs[96];
    int capacity = fcntl(fd, F_GETPIPE_SZ);
    if (capacity > 0) {
        snprintf(attrs, sizeof attrs, "{\"capacity\":%d,\"atomic\":%d}", capacity, PIPE_BUF);
    } else {
        snprintf(attrs, sizeof attrs, "{\"atomic\":%d}", PIPE_BUF);
    }
    return gate_obj_new(OBJ_PIPE, name, attrs);
}

int op_pipe_call(int ret_fds[2], int line) {
    char call[OP_CALL_MAX];
    int first = lowest_free(0);
    snprintf(call, sizeof call, "pipe([%d, %d])", first, lowest_free(first + 1));
    gate_enter(&(struct gate_op){.op = OP_PIPE, .fd = -1, .line = line, .call = call});
    int ret = pipe(ret_fds);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}

int op_pipe(const char *name, struct op_descriptor *ret_read, struct op_descriptor *ret_write,
            int line) {
    int fds[2];
    int code = op_pipe_call(fds, line);
    if (code < 0) {
        return code;
    }
    uint32_t obj = pipe_object(name, fds[0]);
    *ret_read = (struct op_descriptor){.fd = fds[0], .obj = obj, .type = OBJ_PIPE, .end = END_R};
    *ret_write = (struct op_descriptor){.fd = fds[1], .obj = obj, .type = OBJ_PIPE, .end = END_W};
    gate_fd_open(fds[0], obj, END_R);
    gate_fd_open(fds[1], obj, END_W);
    return 0;
}
