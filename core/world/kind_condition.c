/* SPDX-License-Identifier: MIT */
/*
 * kind_condition.c: a condition variable, from the steps that it is made of (op_condition.h), each
 * of which says in its state which one it is. items are those who wait, by the order in which they
 * said so; written are wake-ups given, taken those that reached somebody, capacity notifies that
 * found nobody and are lost.
 */
#include "holders.h"
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include "queue_items.h"
#include "shared_cells.h"
#include <string.h>

enum { WAITING_MAX = 4096 };

static bool part_is(const struct world *world, const struct event *event, const char *part) {
    return json_is(json_get(json_of(log_str(world->log, event->state)), "part"), part);
}

static void add_waiting(const struct world *world, struct world_obj *obj, strid actor) {
    size_t cap = obj->item_cap;
    if (obj->item_count >= WAITING_MAX) {
        return;
    }
    obj->item_base =
        mem_grow(obj->item_base, &cap, (size_t)obj->item_count + 1, sizeof *obj->items);
    obj->item_cap = (uint32_t)cap;
    obj->items = obj->item_base;
    obj->items[obj->item_count++] = (struct world_item){0, 1, actor, world->n};
}

static void drop_waiting(struct world_obj *obj, strid actor) {
    for (uint32_t i = 0; i < obj->item_count; i++) {
        if (obj->items[i].actor == actor) {
            obj->item_count--;
            memmove(obj->items + i, obj->items + i + 1, (obj->item_count - i) * sizeof *obj->items);
            return;
        }
    }
}

static void made(struct world *world, struct world_obj *obj) {
    (void)world;
    obj->capacity = obj->written = obj->taken = 0;
    obj->item_count = 0;
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    if (part_is(world, event, "notify") && event->text != 0) {
        obj->capacity += obj->capacity < INT32_MAX;
    } else if (event->text != 0) {
        return;
    } else if (part_is(world, event, "enlist")) {
        add_waiting(world, obj, event->actor);
    } else if (part_is(world, event, "wake")) {
        obj->written += obj->written < INT32_MAX;
    } else if (part_is(world, event, "sleep")) {
        obj->taken += obj->taken < obj->written;
        drop_waiting(obj, event->actor);
    }
}

/* Whether it is the notifier that waits: for the one that it woke to say so. */
static bool waits_for_ack(const struct world *world, const struct world_proc *proc) {
    return strstr(log_str(world->log, proc->call), ".woken)") != NULL;
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

static void put_lost(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj != NULL && obj->capacity > 0) {
        buf_putf(out, " %lld notif%s came while nobody waited, and %s lost.",
                 (long long)obj->capacity, obj->capacity == 1 ? "y" : "ies",
                 obj->capacity == 1 ? "is" : "are");
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    wait_tell_call(world, proc, out);
    if (waits_for_ack(world, proc)) {
        buf_puts(out, " until the one that it woke says so.");
        return;
    }
    buf_puts(out, " until it is notified; it gave the lock back.");
    if (set->count > 0) {
        buf_putc(out, ' ');
        wait_tell(world, proc, set, out);
        buf_puts(out, " can notify it.");
    }
    put_lost(world, proc, out);
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_puts(out, " for a notify, and ");
    if (set->count == 0) {
        buf_puts(out, "nobody is left who could notify it.");
    } else {
        buf_puts(out, "who could notify it waits too: ");
        wait_tell(world, proc, set, out);
        buf_puts(out, ".");
    }
    put_lost(world, proc, out);
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "a notify of %s", log_str(world->log, proc->obj));
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    (void)set;
    if (obj != NULL && queue_advise_join(world, obj, out)) {
        return;
    }
    if (obj != NULL && obj->capacity > 0) {
        buf_putf(out,
                 " Let %s look, with the lock, at what it waits for before it waits (line %d).",
                 log_str(world->log, proc->name), proc->line);
    } else if (obj != NULL && obj->written > 0) {
        buf_putf(out, " Notify all who wait on %s, or each once.", name);
    } else {
        buf_putf(out, " Somebody must notify %s.", name);
    }
}

static void put_waiting(const struct world *world, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count; i++) {
        buf_puts(out, i == 0 ? "" : " ");
        buf_puts(out, log_str(world->log, obj->items[i].actor));
    }
}

static void put_lock(const struct world *world, const struct world_obj *obj, struct buf *out) {
    json_put_said(json_get(json_of(log_str(world->log, obj->attrs)), "lock"), out);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    buf_puts(out, "lock ");
    put_lock(world, obj, out);
    buf_puts(out, obj->item_count > 0 ? "; waiting: " : "; nobody waits");
    put_waiting(world, obj, out);
    buf_putf(out, "; notified %lld, lost %lld", (long long)obj->written, (long long)obj->capacity);
}

static const char *const fields[] = {"lock", "waiting", "waiters", "notified", "lost", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "lock") == 0) {
        put_lock(world, obj, out);
    } else if (strcmp(name, "waiting") == 0) {
        put_waiting(world, obj, out);
    } else if (strcmp(name, "waiters") == 0) {
        buf_putf(out, "%u", obj->item_count);
    } else if (strcmp(name, "notified") == 0) {
        buf_putf(out, "%lld", (long long)obj->written);
    } else if (strcmp(name, "lost") == 0) {
        buf_putf(out, "%lld", (long long)obj->capacity);
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_condition = {
    .type = OBJ_CONDITION,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .made = made,
    .did = did,
    .ready = ready_part,
    .describe = describe,
    .field = field,
    .fields = fields,
};
