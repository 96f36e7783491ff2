/* SPDX-License-Identifier: MIT */
/*
 * kind_udp.c: a socket of udp(7): the datagrams that wait in its receive buffer. There is no other
 * side: every process that runs can send to it, and end-of-file never comes.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (&world->procs[i] != proc && !wait_add(set, world, world->procs[i].name, -1)) {
            return;
        }
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    (void)set;
    wait_tell_call(world, proc, out);
    buf_putf(out, ": no datagram is there.");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    why(world, proc, set, out);
    buf_puts(out, " Nobody is left who could send one, and UDP has no end-of-file.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "a datagram for %s", log_str(world->log, proc->obj));
}

static int64_t number(const struct world *world, strid json, const char *name) {
    return json_int_or(json_get(json_of(log_str(world->log, json)), name), 0);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t waiting = obj_in_flight(obj);
    buf_putf(out, "%lld datagram%s waiting, %lld received, %lld dropped", (long long)waiting,
             waiting == 1 ? "" : "s", (long long)obj->taken,
             (long long)number(world, obj->state, "drops"));
}

static const char *const fields[] = {"waiting", "arrived", "received", "drops", "readers", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {obj_in_flight(obj), obj->written, obj->taken,
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
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck},
    .did = stream_did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
