/* SPDX-License-Identifier: MIT */
/*
 * kind_semaphore.c: sem_overview(7). sem_wait(3) sleeps while the value is 0, and anybody who has
 * the semaphore in its memory can end that by sem_post(3), not only who acquired it: so all of
 * those count, those who hold a place first. Once one has released what another acquired, nobody is
 * told to release "its" place any more.
 *
 * One that begins at 0 is a signal from one to another; nobody "holds" what it gives.
 */
#include "holders.h"
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include "shared_cells.h"
#include <string.h>

enum { HOLDERS_MAX = 4096, NAMED_MAX = 4 };

int64_t semaphore_initial(const struct world *world, const struct world_obj *obj) {
    return json_int_or(json_get(json_of(log_str(world->log, obj->attrs)), "initial"), 0);
}

static bool waits_on(const struct world_proc *proc, const struct world_obj *obj) {
    return proc->state == PROC_BLOCKED && proc->obj == obj->name;
}

uint32_t waiter_after(const struct world *world, const struct world_obj *obj, uint64_t after) {
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        if (waits_on(proc, obj) && proc->since > after &&
            (found == UINT32_MAX || proc->since < world->procs[found].since)) {
            found = i;
        }
    }
    return found;
}

uint32_t waiters_count(const struct world *world, const struct world_obj *obj) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        count += waits_on(&world->procs[i], obj);
    }
    return count;
}

static void drop_place(struct world_obj *obj, uint32_t at) {
    obj->item_count--;
    memmove(obj->items + at, obj->items + at + 1, (obj->item_count - at) * sizeof *obj->items);
}

/* Of more places than are kept the oldest is taken for one that was given back, if any was: how
 * many are taken stays true. */
static void forget_oldest(struct world_obj *obj) {
    uint32_t oldest = 0;
    for (uint32_t i = 1; i < obj->item_count; i++) {
        oldest = obj->items[i].record < obj->items[oldest].record ? i : oldest;
    }
    drop_place(obj, oldest);
    obj->given--;
}

/* The lowest free place is taken. */
static void take_place(const struct world *world, struct world_obj *obj, strid actor) {
    uint32_t at = 0;
    if (obj->item_count >= HOLDERS_MAX && obj->given == 0) {
        return;
    }
    if (obj->item_count >= HOLDERS_MAX) {
        forget_oldest(obj);
    }
    while (at < obj->item_count && obj->items[at].off == (int64_t)at) {
        at++;
    }
    size_t cap = obj->item_cap;
    obj->item_base =
        mem_grow(obj->item_base, &cap, (size_t)obj->item_count + 1, sizeof *obj->items);
    obj->item_cap = (uint32_t)cap;
    obj->items = obj->item_base;
    memmove(obj->items + at + 1, obj->items + at, (obj->item_count - at) * sizeof *obj->items);
    obj->items[at] = (struct world_item){at, 1, actor, world->n};
    obj->item_count++;
}

uint32_t semaphore_taken(const struct world_obj *obj) {
    return obj->item_count - obj->given;
}

static uint32_t places_of(const struct world_obj *obj, strid actor) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < obj->item_count; i++) {
        count += obj->items[i].actor == actor;
    }
    return count;
}

/* The place that an actor took last, or first; UINT32_MAX: it has none. */
static uint32_t place_of(const struct world_obj *obj, strid actor, bool last) {
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; i < obj->item_count; i++) {
        if (obj->items[i].actor == actor &&
            (found == UINT32_MAX || (obj->items[i].record > obj->items[found].record) == last)) {
            found = i;
        }
    }
    return found;
}

/* Nobody has more places than are taken: what one has above that, others gave back. So where no
 * place is taken, or only one process has any, all is known again. */
static void give_back(const struct world *world, struct world_obj *obj) {
    if (obj->given == 0) {
        return;
    }
    uint32_t *places = mem_new((size_t)world->proc_count * sizeof *places); /* by process */
    for (uint32_t i = 0; i < obj->item_count; i++) {
        places[world_proc(world, obj->items[i].actor) - world->procs]++;
    }
    for (uint32_t at = 0; obj->given > 0 && at < obj->item_count;) {
        strid actor = obj->items[at].actor;
        uint32_t *own = &places[world_proc(world, actor) - world->procs];
        if (*own > semaphore_taken(obj)) {
            drop_place(obj, place_of(obj, actor, false));
            obj->given--;
            (*own)--;
            at = 0;
        } else {
            at++;
        }
    }
    mem_free(places);
}

/* The place that this one took last; who has none gives back one of another process. With no place
 * taken it makes one that was not there before. */
static void leave_place(const struct world *world, struct world_obj *obj, strid actor) {
    uint32_t own = place_of(obj, actor, true);
    if (own != UINT32_MAX) {
        drop_place(obj, own);
    } else if (obj->item_count > 0) {
        obj->given++;
        obj->handed = true;
    }
    give_back(world, obj);
}

static void made(struct world *world, struct world_obj *obj) {
    int64_t initial = semaphore_initial(world, obj);
    obj->written = initial < 0 || initial > INT32_MAX ? 0 : initial;
    obj->taken = 0;
    obj->item_count = 0;
    obj->given = 0;
    obj->handed = false;
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    if (event->text != 0) {
        return;
    }
    if (event->op == OP_ACQUIRE || event->op == OP_TRY_ACQUIRE) {
        obj->taken += obj->taken < obj->written;
        if (semaphore_initial(world, obj) > 0) {
            take_place(world, obj, event->actor);
        }
    } else if (event->op == OP_RELEASE && obj->written < INT64_MAX) {
        obj->written++;
        leave_place(world, obj, event->actor);
    }
}

static bool holds(const struct world_obj *obj, strid actor) {
    return place_of(obj, actor, true) != UINT32_MAX;
}

/* Adds those that hold a place and live, each once; false: enough. Where others release it, one
 * that waits does not wait for itself. */
static bool add_holders(const struct world *world, const struct world_obj *obj,
                        const struct world_proc *proc, struct wait_set *set) {
    bool enough = false;
    bool *added = NULL; /* by process; the first one is often enough */
    for (uint32_t i = 0; i < obj->item_count && !enough; i++) {
        const struct world_proc *holder = world_proc(world, obj->items[i].actor);
        if (holder == NULL || (holder == proc && obj->handed) ||
            (added != NULL && added[holder - world->procs])) {
            continue;
        }
        enough = !wait_add(set, world, holder->name, -1);
        if (!enough) {
            added = added != NULL ? added : mem_new(world->proc_count * sizeof *added);
            added[holder - world->procs] = true;
        }
    }
    mem_free(added);
    return !enough;
}

/* For telling, the holders are those to look at, where there are any. To say that it can never end,
 * all who have the semaphore count: any of them may release. */
static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL || !add_holders(world, obj, proc, set) ||
        (set->count > 0 && !set->until_live)) {
        return;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        if (other != proc && !holds(obj, other->name) && cells_mapped(world, obj, other) &&
            !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

/* Those who ended with a place that they never gave back: from *at on the next one, or NULL. */
static const struct world_proc *gone_holder(const struct world *world, const struct world_obj *obj,
                                            uint32_t *at) {
    while (*at < obj->item_count) {
        const struct world_proc *proc = world_proc(world, obj->items[(*at)++].actor);
        if (proc != NULL && !proc_lives(proc)) {
            return proc;
        }
    }
    return NULL;
}

static uint32_t put_gone(const struct world *world, const struct world_obj *obj, struct buf *out) {
    uint32_t at = 0, count = 0;
    for (const struct world_proc *proc; (proc = gone_holder(world, obj, &at)) != NULL; count++) {
        if (count < NAMED_MAX) {
            buf_puts(out, count == 0 ? " " : ", ");
            buf_puts(out, log_str(world->log, proc->name));
        }
    }
    if (count > NAMED_MAX) {
        buf_putf(out, " and %u more", count - NAMED_MAX);
    }
    if (count > 0) {
        buf_puts(out, " ended without a release.");
    }
    return count;
}

/* What is told of those who acquired is not all: some of their places are free again. */
static void put_given(const struct world_obj *obj, struct buf *out) {
    if (obj->given > 0) {
        buf_putf(out, " For %u of those who acquired it another process has released it.",
                 obj->given);
    }
}

static void tell_value(const struct world *world, const struct world_proc *proc, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_puts(out, ": its value is 0");
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    bool held = set->count > 0 && holds(obj, set->edges[0].actor);
    tell_value(world, proc, out);
    buf_puts(out, set->count == 0 ? "." : held ? ". Acquired by " : ". ");
    wait_tell(world, proc, set, out);
    if (set->count > 0) {
        buf_puts(out, !held ? " can release it." : ": a release must come first.");
    }
    put_gone(world, obj, out);
    put_given(obj, out);
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    bool held = set->count > 0 && holds(obj, set->edges[0].actor);
    tell_value(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, ", and nobody who could release it is left.");
    } else {
        buf_puts(out, held ? ", and those who acquired it wait themselves: "
                           : ", and those who could release it wait themselves: ");
        wait_tell(world, proc, set, out);
        buf_puts(out, ".");
    }
    put_gone(world, obj, out);
    put_given(obj, out);
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "a release of %s", log_str(world->log, proc->obj));
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    uint32_t at = 0;
    const struct world_proc *gone = gone_holder(world, obj, &at);
    if (obj->handed) {
        buf_putf(out, " Somebody must release %s once more.", name);
    } else if (gone != NULL) {
        buf_putf(out,
                 " Let %s release %s before it ends (line %d): no semaphore is given back by "
                 "itself.",
                 log_str(world->log, gone->name), name, gone->line);
    } else if (set->count > 0 && holds(obj, set->edges[0].actor)) {
        const struct world_proc *holder = &world->procs[set->edges[0].proc];
        buf_putf(out, " Let %s release %s before its %s (line %d)%s",
                 log_str(world->log, holder->name), name, op_manual(holder->op), holder->line,
                 holder == proc ? ", or another process while it waits." : ".");
    } else {
        buf_putf(out, " Somebody must release %s once more.", name);
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
    uint32_t waiting = waiters_count(world, obj);
    buf_putf(out, "value %lld (began at %lld), %u acquired and not released, %u wait%s",
             (long long)obj_in_flight(obj), (long long)semaphore_initial(world, obj),
             semaphore_taken(obj), waiting, waiting == 1 ? "s" : "");
}

static void put_holders(const struct world *world, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count; i++) {
        buf_puts(out, i == 0 ? "" : " ");
        buf_puts(out, log_str(world->log, obj->items[i].actor));
    }
}

void semaphore_takers(const struct world *world, const struct world_obj *obj, struct buf *out) {
    enum { TAKERS_MAX = 8 };
    uint32_t told = 0;
    if (obj->given > 0) {
        buf_putf(out, "%u of ", semaphore_taken(obj));
    }
    for (uint32_t i = 0; i < obj->item_count && told < TAKERS_MAX; i++) {
        strid actor = obj->items[i].actor;
        uint32_t before = 0;
        while (obj->items[before].actor != actor) {
            before++;
        }
        if (before < i) {
            continue; /* told already */
        }
        uint32_t places = places_of(obj, actor);
        buf_puts(out, told++ > 0 ? " " : "");
        buf_puts(out, log_str(world->log, actor));
        if (places > 1) {
            buf_putf(out, "*%u", places);
        }
    }
}

static const char *const fields[] = {"value", "holders", "waiting", "taken", "released", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "value") == 0) {
        buf_putf(out, "%lld", (long long)obj_in_flight(obj));
    } else if (strcmp(name, "holders") == 0) {
        put_holders(world, obj, out);
    } else if (strcmp(name, "waiting") == 0) {
        put_waiting(world, obj, out);
    } else if (strcmp(name, "taken") == 0) {
        buf_putf(out, "%u", semaphore_taken(obj));
    } else if (strcmp(name, "released") == 0) {
        buf_putf(out, "%lld", (long long)(obj->written - semaphore_initial(world, obj)));
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_semaphore = {
    .type = OBJ_SEMAPHORE,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice, .alike = true},
    .made = made,
    .did = did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
