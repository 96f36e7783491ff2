/* SPDX-License-Identifier: MIT */
/*
 * op_exec.c: one program's descriptors given to another: dup2(2) puts an end where the other will
 * look for it, execve(2) keeps what is open.
 */
#include "op_exec.h"
#include "gate.h"
#include "op_call.h"
#include "programs.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int op_dup2(const struct op_descriptor *from, int fd, struct op_descriptor *ret_copy, int line) {
    char call[OP_CALL_MAX];
    bool open = fd > STDERR_FILENO && fcntl(fd, F_GETFD) >= 0;
    snprintf(call, sizeof call, "dup2(%d, %d)", from->fd, fd);
    /* What it closes may be the last end of anything. */
    gate_enter(&(struct gate_op){.op = OP_DUP2,
                                 .obj = from->obj,
                                 .fd = from->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = from->obj, .dir = GATE_OUT}},
                                 .touch_count = from->obj ? 1 : 0,
                                 .may_end = true});
    int ret = dup2(from->fd, fd);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (err) {
        return -err;
    }
    *ret_copy = *from;
    ret_copy->fd = fd;
    gate_standard_fd(fd);
    if (fd != from->fd) {
        if (open) {
            gate_fd_close(fd);
        }
        gate_fd_open(fd, from->obj, from->end);
        if (from->obj_out) {
            gate_fd_open(fd, from->obj_out, END_W);
        }
    }
    return 0;
}

/* As strace(1) writes it: execve("/usr/bin/sort", ["sort", "-r"]). The environment is always the
 * same (gate_exec.c). */
static void write_call(char *call, size_t cap, const char *path, char *const *argv) {
    char quoted[OP_CALL_MAX - 48];
    size_t len = (size_t)snprintf(call, cap, "execve(\"%s\", [", path);
    for (size_t i = 0; argv[i] && len < cap; i++) {
        op_quote(quoted, sizeof quoted, argv[i], strlen(argv[i]));
        len += (size_t)snprintf(call + len, cap - len, "%s%s", i > 0 ? ", " : "", quoted);
    }
    if (len < cap) {
        snprintf(call + len, cap - len, "], ...)");
    }
}

int op_exec(const char *program, const char *const *args, size_t count, int line) {
    char call[OP_CALL_MAX];
    const char *argv[OP_EXEC_ARGS_MAX + 2] = {program};
    const char *path = programs_path(program);
    if (count > OP_EXEC_ARGS_MAX) {
        return -E2BIG;
    }
    memcpy(argv + 1, args, count * sizeof *args);
    /* execve(2) takes strings that it could change, for reasons of history, and does not. */
    char *given[OP_EXEC_ARGS_MAX + 2];
    memcpy(given, argv, sizeof given);
    write_call(call, sizeof call, path ? path : program, given);
    return gate_exec(program, given, call, line);
}
