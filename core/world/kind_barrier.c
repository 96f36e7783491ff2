/* SPDX-License-Identifier: MIT */
/*
 * kind_barrier.c: a barrier: futex(2). Who waits at it goes on when as many have come as it is for;
 * so whoever has it in its memory and is not there yet can help to end the wait.
 */
#include "holders.h"
#include "json_value.h"
#include "kinds.h"
#include "shared_cells.h"
#include <string.h>

static int64_t parties_of(const struct world *world, const struct world_obj *obj) {
    return json_int_or(json_get(json_of(log_str(world->log, obj->attrs)), "parties"), 1);
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

static void tell_there(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    wait_tell_call(world, proc, out);
    if (obj != NULL) {
        buf_putf(out, ": %u of %lld are there", waiters_count(world, obj),
                 (long long)parties_of(world, obj));
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_there(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, " can still come");
    }
    buf_putc(out, '.');
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell_there(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, ", and nobody else is left who could come.");
        return;
    }
    buf_puts(out, ", and who could come waits elsewhere: ");
    wait_tell(world, proc, set, out);
    buf_putc(out, '.');
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    int64_t more = obj != NULL ? parties_of(world, obj) - (int64_t)waiters_count(world, obj) : 1;
    buf_putf(out, "%lld more at %s", (long long)more, log_str(world->log, proc->obj));
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    (void)set;
    if (obj != NULL) {
        buf_putf(out, " Make %s for as many as come to it, not for %lld.",
                 log_str(world->log, proc->obj), (long long)parties_of(world, obj));
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
    uint32_t there = waiters_count(world, obj);
    buf_putf(out, "%u of %lld are there%s", there, (long long)parties_of(world, obj),
             there > 0 ? ": " : "");
    put_waiting(world, obj, out);
}

static const char *const fields[] = {"waiting", "waiters", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "waiting") == 0) {
        put_waiting(world, obj, out);
    } else if (strcmp(name, "waiters") == 0) {
        buf_putf(out, "%u", waiters_count(world, obj));
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_barrier = {
    .type = OBJ_BARRIER,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .describe = describe,
    .field = field,
    .fields = fields,
};
