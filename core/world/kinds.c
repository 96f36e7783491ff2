/* SPDX-License-Identifier: MIT */
/*
 * kinds.c: the one list of kinds of object, the one list of waits that are on no object, and what
 * their files share. The rules themselves: kind_*.c, wait_*.c.
 */
#include "kinds.h"
#include "mem.h"
#include <stdlib.h>
#include <string.h>

extern const struct world_kind kind_pipe;
extern const struct world_kind kind_value;
extern const struct world_kind kind_array;
extern const struct world_kind kind_lock;
extern const struct world_kind kind_rlock;
extern const struct world_kind kind_semaphore;
extern const struct world_kind kind_event;
extern const struct world_kind kind_fifo;
extern const struct world_kind kind_listener;
extern const struct world_kind kind_tcp;
extern const struct world_kind kind_socketpair;
extern const struct world_kind kind_udp;
extern const struct world_kind kind_mqueue;
extern const struct world_kind kind_condition;
extern const struct world_kind kind_barrier;
extern const struct world_kind kind_queue;
extern const struct world_kind kind_signals;
extern const struct world_kind kind_unix;
extern const struct world_kind kind_unix_dgram;
extern const struct world_kind kind_channel;

static const struct world_kind *const kinds[OBJ_COUNT] = {
    [OBJ_PIPE] = &kind_pipe,
    [OBJ_VALUE] = &kind_value,
    [OBJ_ARRAY] = &kind_array,
    [OBJ_LOCK] = &kind_lock,
    [OBJ_RLOCK] = &kind_rlock,
    [OBJ_SEMAPHORE] = &kind_semaphore,
    [OBJ_EVENT] = &kind_event,
    [OBJ_FIFO] = &kind_fifo,
    [OBJ_LISTENER] = &kind_listener,
    [OBJ_TCP] = &kind_tcp,
    [OBJ_SOCKETPAIR] = &kind_socketpair,
    [OBJ_UDP] = &kind_udp,
    [OBJ_MQUEUE] = &kind_mqueue,
    [OBJ_CONDITION] = &kind_condition,
    [OBJ_BARRIER] = &kind_barrier,
    [OBJ_QUEUE] = &kind_queue,
    [OBJ_SIGNALS] = &kind_signals,
    [OBJ_UNIX] = &kind_unix,
    [OBJ_UNIX_DGRAM] = &kind_unix_dgram,
    [OBJ_CHANNEL] = &kind_channel,
};

extern const struct world_wait wait_child;
extern const struct world_wait wait_sleep;
extern const struct world_wait wait_ask;
extern const struct world_wait wait_poll;
extern const struct world_wait wait_signal;

static const struct world_wait *const op_waits[OP_COUNT] = {
    [OP_WAIT] = &wait_child, [OP_SLEEP] = &wait_sleep,  [OP_ASK] = &wait_ask,
    [OP_POLL] = &wait_poll,  [OP_PAUSE] = &wait_signal, [OP_SIGWAIT] = &wait_signal,
};

/* For a kind of object that this version does not know: it may wait for anybody. */
static void unknown_who(const struct world *world, const struct world_proc *proc,
                        struct wait_set *set) {
    (void)world;
    (void)proc;
    set->unknown = true;
}

static void unknown_why(const struct world *world, const struct world_proc *proc,
                        const struct wait_set *set, struct buf *out) {
    (void)set;
    wait_tell_call(world, proc, out);
    buf_puts(out, ".");
}

static void unknown_need(const struct world *world, const struct world_proc *proc,
                         struct buf *out) {
    const char *obj = log_str(world->log, proc->obj);
    if (*obj != '\0') {
        buf_putf(out, "something that happens to %s", obj);
    }
}

static void unknown_describe(const struct world *world, const struct world_obj *obj,
                             struct buf *out) {
    buf_puts(out, log_str(world->log, obj->state));
}

static bool unknown_field(const struct world *world, const struct world_obj *obj, const char *name,
                          struct buf *out) {
    (void)world;
    (void)obj;
    (void)name;
    (void)out;
    return false;
}

static const char *const no_fields[] = {NULL};

static const struct world_kind kind_unknown = {
    .wait = {.who = unknown_who, .why = unknown_why, .need = unknown_need},
    .describe = unknown_describe,
    .field = unknown_field,
    .fields = no_fields,
};

const struct world_kind *world_kind(enum obj_type type) {
    return (unsigned)type < OBJ_COUNT && kinds[type] != NULL ? kinds[type] : &kind_unknown;
}

const struct world_wait *world_wait(const struct world *world, const struct world_proc *proc) {
    if ((unsigned)proc->op < OP_COUNT && op_waits[proc->op] != NULL) {
        return op_waits[proc->op];
    }
    const struct world_obj *obj = world_obj(world, proc->obj);
    return &world_kind(obj == NULL ? OBJ_NONE : obj->type)->wait;
}

/* Certain to go on: it does not wait, or for the clock or the student. */
static bool goes_on(const struct world_proc *proc) {
    return proc->state != PROC_BLOCKED || proc->op == OP_SLEEP || proc->op == OP_ASK;
}

bool wait_add(struct wait_set *set, const struct world *world, strid actor, int32_t fd) {
    const struct world_proc *proc = world_proc(world, actor);
    if (proc == NULL || !proc_lives(proc)) {
        return true;
    }
    set->edges = mem_grow(set->edges, &set->cap, set->count + 1, sizeof *set->edges);
    set->edges[set->count++] =
        (struct wait_edge){.actor = actor, .fd = fd, .proc = (uint32_t)(proc - world->procs)};
    set->live = set->live || (set->until_live ? goes_on(proc) : proc->state != PROC_BLOCKED);
    return !(set->until_live && set->live);
}

bool wait_add_holders(struct wait_set *set, const struct world *world, const struct world_obj *obj,
                      enum fd_end end) {
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
        if (!fd->closed && fd_end_can(fd->end, end) && !wait_add(set, world, fd->actor, fd->fd)) {
            return false;
        }
    }
    return true;
}

void wait_tell_place(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj != NULL && obj->type == OBJ_SIGNALS) {
        if (obj->maker != proc->name) {
            buf_putf(out, " to %s", log_str(world->log, obj->maker));
        }
    } else if (proc->obj != 0) {
        buf_putf(out, " on %s", log_str(world->log, proc->obj));
    }
    if (proc->fd >= 0) {
        buf_putf(out, " (fd %d)", proc->fd);
    }
}

void wait_tell_call(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *manual = op_manual(proc->op);
    buf_putf(out, "waits in %s", *manual != '\0' ? manual : log_str(world->log, proc->call));
    wait_tell_place(world, proc, out);
}

enum { TOLD_MAX = 4 }; /* so many are named; the rest is counted */

void wait_tell(const struct world *world, const struct world_proc *proc, const struct wait_set *set,
               struct buf *out) {
    size_t told = set->count > TOLD_MAX ? TOLD_MAX - 1 : set->count;
    for (size_t i = 0; i < told; i++) {
        const struct wait_edge *edge = &set->edges[i];
        bool last = i + 1 == set->count;
        buf_puts(out, i == 0 ? "" : last ? " and " : ", ");
        buf_puts(out, log_str(world->log, edge->actor));
        buf_puts(out, edge->actor == proc->name ? " itself" : "");
        if (edge->fd >= 0) {
            buf_putf(out, " (fd %d)", edge->fd);
        }
    }
    if (told < set->count) {
        buf_putf(out, " and %zu more", set->count - told);
    }
}
