/* SPDX-License-Identifier: MIT */
/*
 * kind_tcp.c: one direction of a connection (tcp(7)): bytes on their way from the sockets that
 * write into it to those that read from it. It is a stream as a pipe is; but who writes has closed
 * one of its two directions when it closes its socket, and the other side of a connection may be
 * there before anybody has accepted it.
 */
#include "kinds.h"
#include <string.h>

static bool puts_in(const struct world_proc *proc) {
    return proc->op == OP_WRITE || proc->op == OP_SEND;
}

static enum fd_end other_end(const struct world_proc *proc) {
    return puts_in(proc) ? END_R : END_W;
}

/* Nobody has the other side yet: who listens can accept it. */
static bool unaccepted(const struct world *world, const struct world_proc *proc,
                       const struct world_obj *obj) {
    return obj != NULL && world_holders(world, obj->name, other_end(proc)) == 0;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (unaccepted(world, proc, obj)) {
        const struct world_obj *at = world_listener_of(world, obj);
        if (at == NULL) {
            set->unknown = true;
        } else {
            wait_add_holders(set, world, at, END_R);
        }
    } else if (obj != NULL && wait_add_holders(set, world, obj, other_end(proc))) {
        set->unknown = set->count == 0;
    }
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_putf(out, puts_in(proc) ? ": the buffers of %s are full" : ": %s is empty",
             log_str(world->log, proc->obj));
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, unaccepted(world, proc, world_obj(world, proc->obj))
                          ? " has not accepted the connection yet"
                      : puts_in(proc) ? " can still read"
                                      : " can still write");
    }
    buf_puts(out, ".");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    why(world, proc, set, out);
    if (!puts_in(proc) && set->count > 0) {
        buf_puts(out, " Neither bytes nor end-of-file can come.");
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    if (puts_in(proc)) {
        buf_putf(out, "room in %s, or the other side closed", name);
    } else {
        buf_putf(out, "bytes in %s, or the other side closed", name);
    }
}

/* Whether what proc read last through this descriptor ends with a line break: it has a whole line,
 * and can't be waiting for the rest of one. */
static bool has_line(const struct world *world, const struct world_proc *proc) {
    for (uint64_t n = world->n; n > proc->born; n--) {
        const struct event *event = log_at(world->log, n);
        if (event->kind == EVENT_OP_EXIT && event->actor == proc->name &&
            (event->op == OP_READ || event->op == OP_RECV) && event->obj == proc->obj) {
            return event->data_len == 0 || event->ret > event->data_len ||
                   log_data(world->log, event)[event->data_len - 1] == '\n';
        }
    }
    return false;
}

/* Two that read from each other: one of them has to write what the other waits for. */
static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    if (puts_in(proc) || set->count == 0) {
        return;
    }
    const struct world_obj *obj = world_obj(world, proc->obj);
    const struct world_proc *other = &world->procs[set->edges[0].proc];
    const char *name = log_str(world->log, other->name);
    if (unaccepted(world, proc, obj)) {
        buf_putf(out, " Let %s accept the connection before its %s", name, op_manual(other->op));
    } else if (obj->taken > 0 && has_line(world, proc)) {
        return;
    } else if (obj->taken > 0) {
        buf_putf(out,
                 " What %s read last does not end with a line break: if it waits for one, let %s "
                 "write it, before its %s",
                 log_str(world->log, proc->name), name, op_manual(other->op));
    } else {
        buf_putf(out, " Let %s write into %s, or close fd %d, before its %s", name,
                 log_str(world->log, obj->name), set->edges[0].fd, op_manual(other->op));
    }
    if (other->line > 0) {
        buf_putf(out, " (line %d)", other->line);
    }
    buf_puts(out, ".");
}

/* The first write to a side that has closed still returns: its bytes are answered with a reset. */
static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    stream_did(world, obj, event);
    stream_socket_left(world, obj);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t bytes = obj_in_flight(obj);
    buf_putf(out, "%lld byte%s on the way%s", (long long)bytes, bytes == 1 ? "" : "s",
             world_obj_is_shut(world, obj) ? ", then end-of-file" : "");
}

static const char *const fields[] = {"bytes", "readers", "writers", "written",
                                     "read",  "shut",    NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "shut") == 0) {
        buf_puts(out, world_obj_is_shut(world, obj) ? "true" : "false");
        return true;
    }
    const int64_t values[] = {
        obj_in_flight(obj),
        world_holders(world, obj->name, END_R),
        world_holders(world, obj->name, END_W),
        obj->written,
        obj->taken - obj->dropped,
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_tcp = {
    .type = OBJ_TCP,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = did,
    .left = stream_socket_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};
