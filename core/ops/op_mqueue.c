/* SPDX-License-Identifier: MIT */
/*
 * op_mqueue.c: message queues. Those who wait are served one by one in the order in which they
 * came (ipc/mqueue.c: all have one priority as processes). Other processes find the object by the
 * queue's inode.
 */
#include "op_mqueue.h"
#include "gate.h"
#include "op_call.h"
#include "op_named.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_CAP = NAME_MAX + 2 };

/* The name that the kernel gets: with what keeps runs apart where they share a namespace. */
static void real_name(char out[PATH_CAP], const char *name) {
    snprintf(out, PATH_CAP, "/%s%s", gate_names_prefix(), name);
}

/* Says that the queue is the run's, so that its name goes when the run does. Before there is one: a
 * run may be killed right after, and where Landlock refuses the open, mq_open(2) has made the queue
 * all the same. 0, or -1 with errno. */
static int note_name(const char *real) {
    char path[PATH_CAP + 4];
    if (!*gate_names_prefix()) {
        return 0;
    }
    snprintf(path, sizeof path, "mq.%s", real + 1);
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    return fd < 0 ? -1 : close(fd);
}

static mqd_t open_or_make(const char *real, long maxmsg, long msgsize) {
    struct mq_attr attr = {.mq_maxmsg = maxmsg, .mq_msgsize = msgsize};
    if (maxmsg == 0) {
        return mq_open(real, O_RDWR);
    }
    return note_name(real) < 0 ? -1 : mq_open(real, O_RDWR | O_CREAT, 0600, &attr);
}

static uint32_t object_of(int fd, const char *name) {
    struct stat st;
    struct mq_attr attr;
    char attrs[96];
    if (fstat(fd, &st) < 0 || mq_getattr(fd, &attr) < 0) {
        return 0;
    }
    uint64_t key = op_inode_key(&st);
    uint32_t obj = gate_obj_by_key(key);
    if (!obj) {
        snprintf(attrs, sizeof attrs, "{\"capacity\":%ld,\"msgsize\":%ld}", attr.mq_maxmsg,
                 attr.mq_msgsize);
        obj = gate_obj_new(OBJ_MQUEUE, name, attrs);
        gate_obj_key(key, obj);
    }
    return obj;
}

int op_mq_open(const char *name, long maxmsg, long msgsize, struct op_mqueue *ret_queue, int line) {
    char call[OP_CALL_MAX], real[PATH_CAP];
    struct mq_attr attr;
    if (maxmsg > 0) {
        snprintf(call, sizeof call, "mq_open(\"/%s\", O_RDWR|O_CREAT, 0600, {%ld, %ld})", name,
                 maxmsg, msgsize);
    } else {
        snprintf(call, sizeof call, "mq_open(\"/%s\", O_RDWR)", name);
    }
    real_name(real, name);
    gate_enter(&(struct gate_op){.op = OP_MQ_OPEN, .fd = -1, .line = line, .call = call});
    mqd_t fd = open_or_make(real, maxmsg, msgsize);
    int err = fd < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = fd, .err = err});
    if (err) {
        return -err;
    }
    uint32_t obj = object_of(fd, name);
    *ret_queue =
        (struct op_mqueue){.descriptor = {.fd = fd, .obj = obj, .type = OBJ_MQUEUE, .end = END_RW},
                           .msgsize = mq_getattr(fd, &attr) < 0 ? 0 : (size_t)attr.mq_msgsize};
    gate_fd_open(fd, obj, END_RW);
    return 0;
}

static struct gate_op op_on(const struct op_mqueue *queue, enum op_kind kind, enum gate_dir dir,
                            const char *call, int line) {
    return (struct gate_op){
        .op = kind,
        .obj = queue->descriptor.obj,
        .fd = queue->descriptor.fd,
        .line = line,
        .call = call,
        .touch = {{.obj = queue->descriptor.obj, .dir = (uint8_t)dir, .queue = GATE_FIFO}},
        .touch_count = 1};
}

/* What a message's record says: its length and priority, and if the queue has lost its name. */
static void put_state(char out[64], int fd, size_t len, unsigned prio) {
    struct stat st;
    bool unlinked = fstat(fd, &st) == 0 && st.st_nlink == 0;
    snprintf(out, 64, "{\"len\":%zu,\"prio\":%u%s}", len, prio, unlinked ? ",\"unlinked\":1" : "");
}

int op_mq_send(const struct op_mqueue *queue, const void *bytes, size_t len, unsigned prio,
               int line) {
    char call[OP_CALL_MAX], quoted[OP_CALL_MAX - 64], state[64];
    int fd = queue->descriptor.fd;
    snprintf(call, sizeof call, "mq_send(%d, %s, %zu, %u)", fd,
             op_quote(quoted, sizeof quoted, bytes, len), len, prio);
    struct gate_op op = op_on(queue, OP_MQ_SEND, GATE_OUT, call, line);
    gate_enter(&op);
    int ret = mq_send(fd, bytes, len, prio);
    int err = ret < 0 ? errno : 0;
    struct gate_result result = {.ret = ret, .err = err};
    if (!err) {
        put_state(state, fd, len, prio);
        result.state = state;
        result.data = bytes;
        result.data_len = len;
    }
    gate_exit(&result);
    return -err;
}

ssize_t op_mq_receive(const struct op_mqueue *queue, void *bytes, size_t cap, unsigned *ret_prio,
                      int line) {
    char call[OP_CALL_MAX], state[64];
    int fd = queue->descriptor.fd;
    unsigned prio = 0;
    snprintf(call, sizeof call, "mq_receive(%d, %zu)", fd, cap);
    struct gate_op op = op_on(queue, OP_MQ_RECEIVE, GATE_IN, call, line);
    gate_enter(&op);
    ssize_t got = mq_receive(fd, bytes, cap, &prio);
    int err = got < 0 ? errno : 0;
    struct gate_result result = {.ret = got, .err = err};
    if (!err) {
        put_state(state, fd, (size_t)got, prio);
        result.state = state;
        result.data = bytes;
        result.data_len = (size_t)got;
        *ret_prio = prio;
    }
    gate_exit(&result);
    return err ? -err : got;
}

int op_mq_close(const struct op_mqueue *queue, int line) {
    char call[OP_CALL_MAX];
    int fd = queue->descriptor.fd;
    snprintf(call, sizeof call, "mq_close(%d)", fd);
    gate_enter(&(struct gate_op){
        .op = OP_CLOSE, .obj = queue->descriptor.obj, .fd = fd, .line = line, .call = call});
    int ret = mq_close(fd);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (err != EBADF) {
        gate_fd_close(fd);
    }
    return -err;
}

/* The object that a name stands for now; 0: none. */
static uint32_t find_named(const void *name) {
    char real[PATH_CAP];
    real_name(real, name);
    mqd_t fd = mq_open(real, O_RDONLY);
    uint32_t obj = fd < 0 ? 0 : object_of(fd, name);
    if (fd >= 0) {
        mq_close(fd);
    }
    return obj;
}

int op_mq_unlink(const char *name, int line) {
    char call[OP_CALL_MAX], real[PATH_CAP];
    snprintf(call, sizeof call, "mq_unlink(\"/%s\")", name);
    real_name(real, name);
    gate_enter(&(struct gate_op){.op = OP_MQ_UNLINK,
                                 .obj = find_named(name),
                                 .fd = -1,
                                 .line = line,
                                 .call = call,
                                 .find = find_named,
                                 .find_arg = name});
    int ret = mq_unlink(real);
    int err = ret < 0 ? errno : 0;
    gate_exit(
        &(struct gate_result){.ret = ret, .err = err, .state = err ? NULL : "{\"unlinked\":1}"});
    return -err;
}
