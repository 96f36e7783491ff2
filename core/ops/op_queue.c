/* SPDX-License-Identifier: MIT */
/*
 * op_queue.c: see op_queue.h. Locks, condition and pipe are those of their own files; the two
 * semaphores belong to the queue as an object, so that who waits for a place waits on the queue.
 */
#include "op_queue.h"
#include "op_call.h"
#include "op_pipe.h"
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { HEAD = 4 };

struct op_queue_memory {
    sem_t places, tasks;
};

static int mapped(uint32_t maxsize, struct op_queue_memory **ret_memory) {
    struct op_queue_memory *memory =
        mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return -errno;
    }
    if (sem_init(&memory->places, 1, maxsize) < 0 || sem_init(&memory->tasks, 1, 0) < 0) {
        int code = -errno;
        munmap(memory, sizeof *memory);
        return code;
    }
    *ret_memory = memory;
    return 0;
}

/* The semaphores that this queue needs, in one step. */
static int make_semaphores(struct op_queue *queue, int line) {
    char call[OP_CALL_MAX];
    if (queue->maxsize == 0 && !queue->joinable) {
        return 0;
    }
    if (queue->maxsize > 0) {
        snprintf(call, sizeof call, "sem_init(places, 1, %u)%s", queue->maxsize,
                 queue->joinable ? ", sem_init(tasks, 1, 0)" : "");
    } else {
        snprintf(call, sizeof call, "sem_init(tasks, 1, 0)");
    }
    gate_enter(&(struct gate_op){
        .op = OP_SEM_INIT, .obj = queue->obj, .fd = -1, .line = line, .call = call});
    int code = mapped(queue->maxsize, &queue->memory);
    gate_exit(&(struct gate_result){.ret = code < 0 ? -1 : 0, .err = -code});
    return code;
}

static int make_pipe(struct op_queue *queue, const char *name, int line) {
    int fds[2];
    char attrs[96];
    int code = op_pipe_call(fds, line);
    if (code < 0) {
        return code;
    }
    snprintf(attrs, sizeof attrs, "{\"maxsize\":%u,\"joinable\":%s}", queue->maxsize,
             queue->joinable ? "true" : "false");
    queue->obj = gate_obj_new_named(OBJ_QUEUE, name, attrs, queue->name);
    struct op_descriptor end = {.fd = fds[0], .obj = queue->obj, .type = OBJ_QUEUE, .end = END_R};
    queue->read = queue->write = end;
    queue->write.fd = fds[1];
    queue->write.end = END_W;
    gate_fd_open(fds[0], queue->obj, END_R);
    gate_fd_open(fds[1], queue->obj, END_W);
    return 0;
}

static int make_lock(const struct op_queue *queue, const char *part, struct op_lock *ret_lock,
                     int line) {
    char name[GATE_NAME_MAX];
    snprintf(name, sizeof name, "%.40s-%s", queue->name, part);
    return op_lock_new(name, false, ret_lock, line);
}

static int make_joinable(struct op_queue *queue, int line) {
    char name[GATE_NAME_MAX];
    int code = make_lock(queue, "lock", &queue->lock, line);
    snprintf(name, sizeof name, "%.40s-cond", queue->name);
    return code < 0 ? code : op_condition_new(name, &queue->lock, &queue->cond, line);
}

int op_queue_new(const char *name, uint32_t maxsize, bool joinable, struct op_queue *ret_queue,
                 int line) {
    struct op_queue *queue = ret_queue;
    *queue = (struct op_queue){.maxsize = maxsize, .joinable = joinable};
    int code = make_pipe(queue, name, line);
    code = code < 0 ? code : make_lock(queue, "rlock", &queue->rlock, line);
    code = code < 0 ? code : make_lock(queue, "wlock", &queue->wlock, line);
    code = code < 0 ? code : make_semaphores(queue, line);
    code = code < 0 || !joinable ? code : make_joinable(queue, line);
    queue->places_queue = code < 0 ? 0 : gate_queue_new();
    return code;
}

enum part { TAKE_PLACE, GIVE_PLACE, ADD_TASK, END_TASK, LOOK_TASKS };

static const struct {
    const char *call, *semaphore, *state;
    enum op_kind op;
} parts[] = {
    [TAKE_PLACE] = {"sem_wait", "places", "{\"part\":\"take\"}", OP_ACQUIRE},
    [GIVE_PLACE] = {"sem_post", "places", "{\"part\":\"give\"}", OP_RELEASE},
    [ADD_TASK] = {"sem_post", "tasks", "{\"part\":\"add\"}", OP_RELEASE},
    [END_TASK] = {"sem_trywait", "tasks", "{\"part\":\"end\"}", OP_TRY_ACQUIRE},
    [LOOK_TASKS] = {"sem_getvalue", "tasks", "{\"part\":\"look\"}", OP_GETVALUE},
};

static int act(struct op_queue_memory *memory, enum part part) {
    int value = 0;
    switch (part) {
    case TAKE_PLACE:
        return sem_wait(&memory->places);
    case GIVE_PLACE:
        return sem_post(&memory->places);
    case ADD_TASK:
        return sem_post(&memory->tasks);
    case END_TASK:
        return sem_trywait(&memory->tasks);
    case LOOK_TASKS:
        sem_getvalue(&memory->tasks, &value);
        return value;
    }
    return 0;
}

/* One call on one of the semaphores: what it gave, or -errno. */
static int step(const struct op_queue *queue, enum part part, int line) {
    char call[OP_CALL_MAX];
    bool waits = part == TAKE_PLACE;
    snprintf(call, sizeof call, "%s(%s.%s)", parts[part].call, queue->name, parts[part].semaphore);
    gate_enter(&(struct gate_op){
        .op = parts[part].op,
        .obj = queue->obj,
        .fd = -1,
        .line = line,
        .call = call,
        .touch = {{queue->places_queue, waits ? GATE_IN : GATE_OUT, waits ? GATE_FIFO : 0}},
        .touch_count = waits || part == GIVE_PLACE, /* nobody ever sleeps on tasks */
    });
    int ret = act(queue->memory, part), err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err, .state = parts[part].state});
    return err ? -err : ret;
}

/* A lock whose owner died inside is given back as it is: then nobody gets it any more, as what it
 * guards may be half an item. */
static int enter(const struct op_lock *lock, int line) {
    int code = op_lock_acquire(lock, line);
    if (code == -EOWNERDEAD) {
        op_lock_release(lock, line);
    }
    return code;
}

static int take_place(const struct op_queue *queue, int line) {
    int code = 0;
    while (queue->maxsize > 0 && (code = step(queue, TAKE_PLACE, line)) == -EINTR) {
    }
    return code;
}

static int add_task(const struct op_queue *queue, int line) {
    int code = enter(&queue->lock, line);
    if (code == 0) {
        step(queue, ADD_TASK, line);
        op_lock_release(&queue->lock, line);
    }
    return code;
}

static int write_all(const struct op_queue *queue, const unsigned char *bytes, size_t len,
                     int line) {
    for (size_t done = 0; done < len;) {
        ssize_t moved = op_write(&queue->write, bytes + done, len - done, line);
        if (moved < 0 && moved != -EINTR) {
            return (int)moved;
        }
        done += moved > 0 ? (size_t)moved : 0;
    }
    return 0;
}

int op_queue_put(const struct op_queue *queue, const void *bytes, size_t len, int line) {
    unsigned char item[HEAD + QUEUE_ITEM_MAX] = {0, 0, (unsigned char)(len >> 8),
                                                 (unsigned char)(len & 0xff)};
    memcpy(item + HEAD, bytes, len);
    int code = take_place(queue, line);
    code = code < 0 || !queue->joinable ? code : add_task(queue, line);
    code = code < 0 ? code : enter(&queue->wlock, line);
    if (code == 0) {
        code = write_all(queue, item, HEAD + len, line);
        op_lock_release(&queue->wlock, line);
    }
    return code;
}

/* 0, or -errno. Its own process has the write end too: end-of-file never comes. */
static int read_all(const struct op_queue *queue, unsigned char *bytes, size_t len, int line) {
    for (size_t done = 0; done < len;) {
        ssize_t moved = op_read(&queue->read, bytes + done, len - done, line);
        if (moved == 0 || (moved < 0 && moved != -EINTR)) {
            return moved == 0 ? -EPIPE : (int)moved;
        }
        done += moved > 0 ? (size_t)moved : 0;
    }
    return 0;
}

static ssize_t read_item(const struct op_queue *queue, unsigned char *bytes, int line) {
    unsigned char head[HEAD];
    int code = read_all(queue, head, HEAD, line);
    size_t len = (size_t)head[2] << 8 | head[3];
    if (code == 0 && (head[0] != 0 || head[1] != 0 || len > QUEUE_ITEM_MAX)) {
        return -EBADMSG;
    }
    code = code < 0 ? code : read_all(queue, bytes, len, line);
    return code < 0 ? code : (ssize_t)len;
}

ssize_t op_queue_get(const struct op_queue *queue, unsigned char bytes[QUEUE_ITEM_MAX], int line) {
    int code = enter(&queue->rlock, line);
    if (code < 0) {
        return code;
    }
    ssize_t len = read_item(queue, bytes, line);
    if (len >= 0 && queue->maxsize > 0) {
        step(queue, GIVE_PLACE, line);
    }
    op_lock_release(&queue->rlock, line);
    return len;
}

int op_queue_task_done(const struct op_queue *queue, int line) {
    int code = enter(&queue->lock, line);
    if (code < 0) {
        return code;
    }
    code = step(queue, END_TASK, line);
    if (code == 0 && step(queue, LOOK_TASKS, line) == 0) {
        op_condition_notify(&queue->cond, UINT32_MAX, line);
    }
    op_lock_release(&queue->lock, line);
    return code;
}

int op_queue_join(const struct op_queue *queue, int line) {
    int code = enter(&queue->lock, line);
    if (code < 0) {
        return code;
    }
    if (step(queue, LOOK_TASKS, line) > 0) {
        code = op_condition_wait(&queue->cond, line);
    }
    op_lock_release(&queue->lock, line);
    return code;
}
