/* SPDX-License-Identifier: MIT */
/*
 * kind_udp.c: a socket of udp(7), or a datagram socket of unix(7): the datagrams that wait to be
 * received. There is no other side: every process that runs can send to it, and end-of-file never
 * comes. Who sends to a Unix socket whose queue is full waits until its owner receives; UDP loses
 * the datagram instead.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

static bool sends(const struct world_proc *proc) {
    return proc->op == OP_SENDTO;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    if (sends(proc)) {
        const struct world_obj *obj = world_obj(world, proc->obj);
        set->unknown = obj == NULL;
        wait_add_holders(set, world, obj, END_R);
        return;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (&world->procs[i] != proc && !wait_add(set, world, world->procs[i].name, -1)) {
            return;
        }
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    wait_tell_call(world, proc, out);
    if (!sends(proc)) {
        buf_puts(out, ": no datagram is there.");
        return;
    }
    buf_putf(out, ": the queue of %s is full", log_str(world->log, proc->obj));
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, " can receive");
    }
    buf_putc(out, '.');
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    why(world, proc, set, out);
    if (sends(proc)) {
        buf_puts(out, " Nobody makes room, and nothing is dropped here.");
    } else {
        buf_putf(out, " Nobody is left who could send one, and %s has no end-of-file.",
                 obj != NULL && obj->type == OBJ_UNIX_DGRAM ? "a datagram socket" : "UDP");
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, sends(proc) ? "room in the queue of %s" : "a datagram for %s",
             log_str(world->log, proc->obj));
}

/* The owner that has to receive, and waits for something else. */
static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    if (!sends(proc) || set->count == 0) {
        return;
    }
    const struct world_proc *other = &world->procs[set->edges[0].proc];
    buf_putf(out, " Let %s receive from %s before its %s", log_str(world->log, other->name),
             log_str(world->log, proc->obj), op_manual(other->op));
    if (other->line > 0) {
        buf_putf(out, " (line %d)", other->line);
    }
    buf_puts(out, ".");
}

static int64_t number(const struct world *world, strid json, const char *name) {
    return json_int_or(json_get(json_of(log_str(world->log, json)), name), 0);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t waiting = obj_in_flight(obj);
    buf_putf(out, "%lld datagram%s waiting, %lld received", (long long)waiting,
             waiting == 1 ? "" : "s", (long long)(obj->taken - obj->dropped));
    if (obj->type == OBJ_UDP) {
        buf_putf(out, ", %lld dropped", (long long)number(world, obj->state, "drops"));
    }
    buf_puts(out, world_obj_is_unlinked(world, obj) ? ", name removed" : "");
}

static const char *const fields[] = {"waiting", "arrived", "received", "drops", "readers", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {obj_in_flight(obj), obj->written, obj->taken - obj->dropped,
                              number(world, obj->state, "drops"),
                              world_holders(world, obj->name, END_R)};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_udp = {
    .type = OBJ_UDP,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .left = stream_socket_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};

const struct world_kind kind_unix_dgram = {
    .type = OBJ_UNIX_DGRAM,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .left = stream_socket_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};
