/* SPDX-License-Identifier: MIT */
/*
 * op_fifo.c: named pipes. Other processes find the object by its inode, as the kernel does: after
 * unlink(2) and mkfifo(3) the same name is another FIFO.
 *
 * Who waits in open(2) waits in a queue of the name (its "door"): the first opener of an end wakes
 * all who wait for that end, and the last one to close wakes them to look (fs/pipe.c).
 */
#include "op_fifo.h"
#include "gate.h"
#include "op_call.h"
#include "op_named.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The object that a name stands for now; 0: none. */
static uint32_t object_of(const void *path) {
    struct stat st;
    return lstat(path, &st) < 0 ? 0 : gate_obj_by_key(op_inode_key(&st));
}

int op_mkfifo(const char *path, int line) {
    char call[OP_CALL_MAX], attrs[48];
    snprintf(call, sizeof call, "mkfifo(\"%s\", 0600)", path);
    gate_enter(&(struct gate_op){.op = OP_MKFIFO, .fd = -1, .line = line, .call = call});
    int ret = mkfifo(path, 0600);
    int err = ret < 0 ? errno : 0;
    struct stat st = {0};
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (!err && lstat(path, &st) == 0) {
        snprintf(attrs, sizeof attrs, "{\"atomic\":%d}", PIPE_BUF);
        gate_obj_key(op_inode_key(&st), gate_obj_new(OBJ_FIFO, path, attrs));
    }
    return -err;
}

static const struct {
    const char *name;
    int flags;
} modes[] = {[END_R] = {"O_RDONLY", O_RDONLY},
             [END_W] = {"O_WRONLY", O_WRONLY},
             [END_RW] = {"O_RDWR", O_RDWR}};

static void opened_record(int fd) {
    char state[48] = "";
    int capacity = fcntl(fd, F_GETPIPE_SZ);
    if (capacity > 0) {
        snprintf(state, sizeof state, "{\"capacity\":%d}", capacity);
    }
    gate_exit(&(struct gate_result){.ret = fd, .state = state[0] ? state : NULL});
}

int op_open(const char *path, enum fd_end end, struct op_descriptor *ret_descriptor, int line) {
    char call[OP_CALL_MAX];
    uint32_t obj = object_of(path), door = op_door('d', path);
    snprintf(call, sizeof call, "open(\"%s\", %s)", path, modes[end].name);
    gate_enter(&(struct gate_op){
        .op = OP_OPEN,
        .obj = obj,
        .fd = -1,
        .line = line,
        .call = call,
        .touch = {{.obj = door, .dir = end == END_R ? GATE_IN : GATE_OUT, .queue = GATE_HERD},
                  {.obj = obj, .dir = GATE_OUT}},
        .touch_count = obj ? 2 : 1,
        .find = object_of,
        .find_arg = path});
    int fd = open(path, modes[end].flags);
    if (fd < 0) {
        int err = errno;
        gate_exit(&(struct gate_result){.ret = -1, .err = err});
        return -err;
    }
    opened_record(fd);
    struct stat st;
    obj = fstat(fd, &st) < 0 ? 0 : gate_obj_by_key(op_inode_key(&st));
    *ret_descriptor =
        (struct op_descriptor){.fd = fd, .obj = obj, .type = OBJ_FIFO, .end = end, .door = door};
    gate_fd_open(fd, obj, end);
    return 0;
}

int op_unlink(const char *path, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "unlink(\"%s\")", path);
    gate_enter(&(struct gate_op){.op = OP_UNLINK,
                                 .obj = object_of(path),
                                 .fd = -1,
                                 .line = line,
                                 .call = call,
                                 .find = object_of,
                                 .find_arg = path});
    int ret = unlink(path);
    int err = ret < 0 ? errno : 0;
    gate_exit(
        &(struct gate_result){.ret = ret, .err = err, .state = err ? NULL : "{\"unlinked\":1}"});
    return -err;
}
