/* SPDX-License-Identifier: MIT */
/*
 * kind_socketpair.c: one lane of a pair of sockets, or of a connection of Unix sockets (unix(7)):
 * bytes (SOCK_STREAM) or messages (the other two types) on their way to the socket that reads from
 * it. With the last writer gone a stream and a seqpacket socket get end-of-file; a datagram socket
 * has none, and waits for ever. A connection is there before anybody has accepted it.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

static bool takes(const struct world_proc *proc) {
    return proc->op == OP_READ || proc->op == OP_RECV;
}

static bool attr_is(const struct world *world, const struct world_obj *obj, const char *type) {
    return json_is(json_get(json_of(log_str(world->log, obj->attrs)), "type"), type);
}

/* A connection whose other side nobody has yet: who listens can accept it. */
static bool unaccepted(const struct world *world, const struct world_proc *proc,
                       const struct world_obj *obj) {
    return obj != NULL && obj->type == OBJ_UNIX &&
           world_holders(world, obj->name, takes(proc) ? END_W : END_R) == 0;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (unaccepted(world, proc, obj)) {
        const struct world_obj *at = world_listener_of(world, obj);
        set->unknown = at == NULL;
        if (at != NULL) {
            wait_add_holders(set, world, at, END_R);
        }
        return;
    }
    if (!wait_add_holders(set, world, obj, takes(proc) ? END_W : END_R)) {
        return;
    }
    set->unknown = set->count == 0 && (obj == NULL || !attr_is(world, obj, "SOCK_DGRAM"));
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_putf(out, ": %s is %s", log_str(world->log, proc->obj), takes(proc) ? "empty" : "full");
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, unaccepted(world, proc, world_obj(world, proc->obj))
                          ? " has not accepted the connection yet"
                      : takes(proc) ? " can still send"
                                    : " can still receive");
    }
    buf_puts(out, ".");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    if (set->count > 0) {
        why(world, proc, set, out);
        buf_puts(out, takes(proc) ? " Nothing can come, no end-of-file either."
                                  : " Nobody will make room.");
        return;
    }
    tell_state(world, proc, out);
    buf_puts(out, ", and nobody is left who could send. A datagram socket gets no end-of-file.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    if (!takes(proc)) {
        buf_putf(out, "room in %s, or its receiver closed", name);
    } else if (obj != NULL && attr_is(world, obj, "SOCK_DGRAM")) {
        buf_putf(out, "a message in %s", name);
    } else {
        buf_putf(out, "something in %s, or its last sender closed", name);
    }
}

/* Whoever could have helped and waits itself, in a call that comes too early. */
static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    if (set->count == 0) {
        buf_puts(out, " Send a message that means \"that was all\", or use \"seqpacket\".");
        return;
    }
    const struct wait_edge *edge = &set->edges[0];
    const struct world_proc *other = &world->procs[edge->proc];
    if (other == proc) {
        buf_putf(out, " Close fd %d in %s after the fork: it is the other one's.", edge->fd,
                 log_str(world->log, proc->name));
        return;
    }
    if (unaccepted(world, proc, world_obj(world, proc->obj))) {
        buf_putf(out, " Let %s accept the connection before its %s",
                 log_str(world->log, edge->actor), op_manual(other->op));
    } else {
        buf_putf(out, " Let %s %s %s%s before its %s", log_str(world->log, edge->actor),
                 takes(proc) ? "send into" : "receive from", name,
                 takes(proc) ? ", or close its socket," : "", op_manual(other->op));
    }
    if (other->line > 0) {
        buf_putf(out, " (line %d)", other->line);
    }
    buf_puts(out, ".");
}

/* The send buffer of who writes into it, where the log knows it; else -1. */
static int64_t buffer_of(const struct world *world, const struct world_obj *obj) {
    struct json state = json_of(log_str(world->log, obj->state));
    return json_int_or(json_get(state, "SO_SNDBUF"), -1);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    long long there = (long long)obj_in_flight(obj);
    const char *what = attr_is(world, obj, "SOCK_STREAM") ? "byte" : "message";
    /* Of a send(2) that sleeps in the middle nobody knows yet how much is in. */
    bool full = obj_is_full(world, obj);
    if (full) {
        buf_puts(out, there > 0 ? "full: at least " : "full");
    }
    if (there > 0 || !full) {
        buf_putf(out, "%lld %s%s on the way", there, what, there == 1 ? "" : "s");
    }
    buf_puts(out, world_obj_is_shut(world, obj) ? ", shut down" : "");
    int64_t buffer = buffer_of(world, obj);
    if (buffer >= 0) {
        buf_putf(out, ", SO_SNDBUF %lld", (long long)buffer);
    }
}

static const char *const fields[] = {"waiting", "senders", "receivers", "sent", "received", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {
        obj_in_flight(obj),
        world_holders(world, obj->name, END_W),
        world_holders(world, obj->name, END_R),
        obj->written,
        obj->taken - obj->dropped,
    };
    for (size_t i = 0; fields[i] != NULL; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_socketpair = {
    .type = OBJ_SOCKETPAIR,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .left = stream_socket_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};

const struct world_kind kind_unix = {
    .type = OBJ_UNIX,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .left = stream_socket_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};
