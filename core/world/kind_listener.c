/* SPDX-License-Identifier: MIT */
/*
 * kind_listener.c: a passive socket (listen(2)). What goes through it are connections: connect(2)
 * puts one in, made whole by the kernel without the server's doing; accept(2) takes it out. Who
 * waits in accept(2) waits for anybody who can run: a connection can come from every process. With
 * the backlog full, connect(2) of a Unix socket waits for an accept(2) (unix(7)), that of TCP for a
 * timer of the kernel.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

static struct json attr(const struct world *world, const struct world_obj *obj, const char *name) {
    return json_get(json_of(log_str(world->log, obj->attrs)), name);
}

static bool is_unix(const struct world *world, const struct world_obj *obj) {
    return obj != NULL && attr(world, obj, "path").at != NULL;
}

/* Whether two attributes say the same, or neither object has them. */
static bool is_same(struct json a, struct json b) {
    return (a.at == NULL) == (b.at == NULL) &&
           (a.at == NULL || (a.len == b.len && memcmp(a.at, b.at, a.len) == 0));
}

const struct world_obj *world_listener_of(const struct world *world, const struct world_obj *obj) {
    static const char *const where[] = {"port", "address", "path"};
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *at = &world->objs[i];
        bool same = at->type == OBJ_LISTENER && world_holders(world, at->name, END_R) > 0;
        for (size_t k = 0; same && k < sizeof where / sizeof *where; k++) {
            same = is_same(attr(world, at, where[k]), attr(world, obj, where[k]));
        }
        if (same) {
            return at;
        }
    }
    return NULL;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (proc->op == OP_CONNECT && is_unix(world, obj)) {
        wait_add_holders(set, world, obj, END_R);
        return;
    }
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
    const char *name = log_str(world->log, proc->obj);
    wait_tell_call(world, proc, out);
    if (proc->op != OP_CONNECT) {
        buf_putf(out, ": no connection waits at %s.", name);
        return;
    }
    buf_putf(out, ": as many connections as the backlog of %s allows are waiting", name);
    if (!is_unix(world, world_obj(world, proc->obj))) {
        buf_puts(out, "; the kernel tries again after a second.");
        return;
    }
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, " can accept one");
    }
    buf_putc(out, '.');
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    why(world, proc, set, out);
    buf_puts(out, proc->op == OP_CONNECT ? " Nobody will." : " Nobody is left who could connect.");
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    if (proc->op != OP_CONNECT || set->count == 0) {
        return;
    }
    const struct world_proc *other = &world->procs[set->edges[0].proc];
    buf_putf(out, " Let %s accept at %s before its %s", log_str(world->log, other->name),
             log_str(world->log, proc->obj), op_manual(other->op));
    if (other->line > 0) {
        buf_putf(out, " (line %d)", other->line);
    }
    buf_puts(out, ".");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    buf_putf(out, proc->op == OP_CONNECT ? "a place in the backlog of %s" : "a connection to %s",
             name);
}

static int64_t backlog(const struct world *world, const struct world_obj *obj) {
    return json_int_or(attr(world, obj, "backlog"), -1);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t waiting = obj_in_flight(obj);
    if (world_holders(world, obj->name, END_R) == 0) {
        buf_puts(out, "closed");
    } else {
        buf_putf(out, "%lld connection%s waiting, backlog %lld", (long long)waiting,
                 waiting == 1 ? "" : "s", (long long)backlog(world, obj));
    }
    buf_putf(out, ", %lld accepted", (long long)obj->taken);
    buf_puts(out, world_obj_is_unlinked(world, obj) ? ", name removed" : "");
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
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
