/* SPDX-License-Identifier: MIT */
/*
 * kind_event.c: an event: futex(2). Who waits for it goes on when anybody who has it in its memory
 * sets it. Whether it is set is in the state that the last operation gave.
 */
#include "holders.h"
#include "json_value.h"
#include "kinds.h"
#include "shared_cells.h"
#include <string.h>

static bool is_set(const struct world *world, const struct world_obj *obj) {
    struct json set = json_get(json_of(log_str(world->log, obj->state)), "set");
    return set.at != NULL && *set.at == 't';
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    for (uint32_t i = 0; obj != NULL && i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        bool waits = other->state == PROC_BLOCKED && other->obj == proc->obj;
        if (!waits && cells_mapped(world, obj, other) && !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

/* How often it was set already (taken), and how often it was cleared (written) are counted by did:
 * a set that was cleared again is what such a wait has missed. */
static void put_missed(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj != NULL && obj->written > 0) {
        buf_puts(out, " It was set before, and cleared again.");
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_puts(out, ": it is not set.");
    if (set->count > 0) {
        buf_putc(out, ' ');
        wait_tell(world, proc, set, out);
        buf_puts(out, " can set it.");
    }
    put_missed(world, proc, out);
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_puts(out, ": it is not set, and ");
    if (set->count == 0) {
        buf_puts(out, "nobody is left who could set it.");
    } else {
        buf_puts(out, "who could set it waits too: ");
        wait_tell(world, proc, set, out);
        buf_puts(out, ".");
    }
    put_missed(world, proc, out);
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "a set of %s", log_str(world->log, proc->obj));
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    if (set->count == 1) { /* of several, who is meant to do it nobody can know */
        const struct world_proc *other = &world->procs[set->edges[0].proc];
        buf_putf(out, " Let %s set %s before its %s (line %d).", log_str(world->log, other->name),
                 name, op_manual(other->op), other->line);
    } else {
        buf_putf(out, " Somebody must set %s.", name);
    }
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    (void)world;
    if (event->op == OP_EVENT_SET && obj->taken < INT32_MAX) {
        obj->taken++;
    } else if (event->op == OP_EVENT_CLEAR && obj->written < obj->taken) {
        obj->written++;
    }
}

static void put_waiting(const struct world *world, const struct world_obj *obj, struct buf *out) {
    uint64_t after = 0;
    for (uint32_t at; (at = waiter_after(world, obj, after)) != UINT32_MAX;) {
        buf_puts(out, after == 0 ? "" : " ");
        buf_puts(out, log_str(world->log, world->procs[at].name));
        after = world->procs[at].since;
    }
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    struct buf waiting = {0};
    put_waiting(world, obj, &waiting);
    buf_puts(out, is_set(world, obj) ? "set" : "not set");
    if (waiting.len > 0) {
        buf_putf(out, "; waiting: %s", buf_str(&waiting));
    }
    buf_done(&waiting);
}

static const char *const fields[] = {"set", "waiting", "waiters", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "set") == 0) {
        buf_puts(out, is_set(world, obj) ? "true" : "false");
    } else if (strcmp(name, "waiting") == 0) {
        put_waiting(world, obj, out);
    } else if (strcmp(name, "waiters") == 0) {
        buf_putf(out, "%u", waiters_count(world, obj));
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_event = {
    .type = OBJ_EVENT,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
