/* SPDX-License-Identifier: MIT */
/*
 * kind_listener.c: a passive socket (listen(2)). What goes through it are connections: connect(2)
 * puts one in, made whole by the kernel without the server's doing; accept(2) takes it out. Who
 * waits in accept(2) waits for anybody who can run: a connection can come from every process.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    if (proc->op == OP_CONNECT) {
        set->outside = true; /* the kernel tries again after a second, and gives up in the end */
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (&world->procs[i] != proc && !wait_add(set, world, world->procs[i].name, -1)) {
            return;
        }
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    (void)set;
    const char *name = log_str(world->log, proc->obj);
    wait_tell_call(world, proc, out);
    if (proc->op == OP_CONNECT) {
        buf_putf(out,
                 ": as many connections as the backlog of %s allows are waiting; the kernel tries "
                 "again after a second.",
                 name);
    } else {
        buf_putf(out, ": no connection waits at %s.", name);
    }
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    why(world, proc, set, out);
    buf_puts(out, " Nobody is left who could connect.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    buf_putf(out, proc->op == OP_CONNECT ? "a place in the backlog of %s" : "a connection to %s",
             name);
}

static int64_t backlog(const struct world *world, const struct world_obj *obj) {
    return json_int_or(json_get(json_of(log_str(world->log, obj->attrs)), "backlog"), -1);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t waiting = obj_in_flight(obj);
    buf_putf(out, "%lld connection%s waiting, backlog %lld, %lld accepted", (long long)waiting,
             waiting == 1 ? "" : "s", (long long)backlog(world, obj), (long long)obj->taken);
}

static const char *const fields[] = {"waiting", "accepted", "connected",
                                     "backlog", "readers",  NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {obj_in_flight(obj), obj->taken, obj->written, backlog(world, obj),
                              world_holders(world, obj->name, END_R)};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_listener = {
    .type = OBJ_LISTENER,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck},
    .did = stream_did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
