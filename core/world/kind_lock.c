/* SPDX-License-Identifier: MIT */
/*
 * kind_lock.c: Lock and RLock: pthread_mutex_lock(3). Who waits for a lock waits for its owner and
 * nobody else: the kernel gives it back for one that died, but nobody can take it from one that
 * lives. The owner is in the state that the last operation on the lock gave.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

enum { CHAIN_MAX = 16 };

/* Who has it; NULL: nobody, or nobody whom the log knows. */
static const struct world_proc *owner_of(const struct world *world, const struct world_obj *obj) {
    struct buf name = {0};
    json_put_said(json_get(json_of(log_str(world->log, obj->state)), "owner"), &name);
    strid id = name.len > 0 ? log_find(world->log, buf_str(&name)) : 0;
    buf_done(&name);
    return world_proc(world, id);
}

static int64_t depth_of(const struct world *world, const struct world_obj *obj) {
    return json_int_or(json_get(json_of(log_str(world->log, obj->state)), "depth"), 0);
}

static bool says(const struct world *world, const struct world_obj *obj, const char *what) {
    struct json value = json_get(json_of(log_str(world->log, obj->state)), what);
    return value.at != NULL && value.len == 4; /* true */
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_proc *owner = owner_of(world, world_obj(world, proc->obj));
    if (owner != NULL) {
        wait_add(set, world, owner->name, -1);
    }
    set->unknown = set->count == 0;
}

static void tell(const struct world *world, const struct world_proc *proc,
                 const struct wait_set *set, const char *between, const char *behind,
                 struct buf *out) {
    wait_tell_call(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, between);
        wait_tell(world, proc, set, out);
        buf_puts(out, behind);
    }
    buf_putc(out, '.');
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell(world, proc, set, ": ", " has it", out);
    if (set->count == 1) {
        const struct world_proc *owner = &world->procs[set->edges[0].proc];
        if (owner != proc && owner->state == PROC_BLOCKED) {
            buf_putf(out, " %s itself ", log_str(world->log, owner->name));
            wait_tell_call(world, owner, out);
            buf_putc(out, '.');
        }
    }
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell(world, proc, set, ", which ", " has", out);
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_proc *owner = owner_of(world, world_obj(world, proc->obj));
    buf_putf(out, "%s released", log_str(world->log, proc->obj));
    if (owner != NULL) {
        buf_putf(out, " by %s", log_str(world->log, owner->name));
    }
}

static bool waits_for_lock(const struct world *world, const struct world_proc *proc) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    return proc->state == PROC_BLOCKED && proc->op == OP_LOCK && obj != NULL &&
           (obj->type == OBJ_LOCK || obj->type == OBJ_RLOCK);
}

/* Those who wait for one another's locks, from proc on: how many, if the last waits for the first;
 * else 0. */
static size_t chain(const struct world *world, const struct world_proc *proc,
                    const struct world_proc *ret_procs[CHAIN_MAX]) {
    const struct world_proc *at = proc;
    for (size_t count = 0; count < CHAIN_MAX && at != NULL && waits_for_lock(world, at);) {
        ret_procs[count++] = at;
        at = owner_of(world, world_obj(world, at->obj));
        if (at == proc) {
            return count;
        }
    }
    return 0;
}

static void put_line(struct buf *out, int32_t line) {
    if (line > 0) {
        buf_putf(out, " (line %d)", line);
    }
}

/* The locks of a circle, in the order in which they were made: any order is right if it is the same
 * for all, and that is one which everybody can see. */
static void advise_order(const struct world *world, const struct world_proc *const *procs,
                         size_t count, struct buf *out) {
    buf_putf(out, " Take %s in the same order in every process: ", count == 2 ? "both" : "them");
    const char *between = "";
    for (uint32_t i = 0; i < world->obj_count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (procs[j]->obj == world->objs[i].name) {
                buf_putf(out, "%s%s", between, log_str(world->log, world->objs[i].name));
                between = ", then ";
                break;
            }
        }
    }
    buf_putc(out, '.');
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const struct world_proc *procs[CHAIN_MAX];
    const char *name = log_str(world->log, proc->obj);
    size_t count = chain(world, proc, procs);
    if (count == 1) {
        buf_putf(out, " Release %s before it is taken again", name);
        put_line(out, proc->line);
        buf_puts(out, ", or make it an RLock.");
        return;
    }
    for (size_t i = 1; i < count; i++) {
        if (procs[i] < proc) {
            return; /* said once, by the first of the circle */
        }
    }
    if (count > 1) {
        advise_order(world, procs, count, out);
    } else if (set->count == 1) {
        const struct world_proc *owner = &world->procs[set->edges[0].proc];
        if (!waits_for_lock(world, owner)) {
            buf_putf(out, " Let %s release %s before its %s", log_str(world->log, owner->name),
                     name, op_manual(owner->op));
            put_line(out, owner->line);
            buf_putc(out, '.');
        }
    }
}

/* Those who wait, in the order in which they came. */
static size_t put_waiting(const struct world *world, const struct world_obj *obj, struct buf *out) {
    uint64_t after = 0;
    for (size_t count = 0;; count++) {
        const struct world_proc *next = NULL;
        for (uint32_t i = 0; i < world->proc_count; i++) {
            const struct world_proc *proc = &world->procs[i];
            if (proc->state == PROC_BLOCKED && proc->obj == obj->name && proc->since > after &&
                (next == NULL || proc->since < next->since)) {
                next = proc;
            }
        }
        if (next == NULL) {
            return count;
        }
        after = next->since;
        buf_putf(out, "%s%s", count > 0 ? " " : "", log_str(world->log, next->name));
    }
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    const struct world_proc *owner = owner_of(world, obj);
    struct buf waiting = {0};
    if (says(world, obj, "lost")) {
        buf_puts(out, "useless: its owner died, and nobody made it consistent");
    } else if (owner == NULL) {
        buf_puts(out, "free");
    } else {
        buf_putf(out, proc_lives(owner) ? "held by %s" : "held by %s, which has ended",
                 log_str(world->log, owner->name));
        if (depth_of(world, obj) > 1) {
            buf_putf(out, ", taken %lld times", (long long)depth_of(world, obj));
        }
        buf_puts(out, says(world, obj, "inconsistent") ? ", not consistent: an owner died" : "");
    }
    if (put_waiting(world, obj, &waiting) > 0) {
        buf_putf(out, "; waiting: %s", buf_str(&waiting));
    }
    buf_done(&waiting);
}

static const char *const fields[] = {"owner", "depth", "waiting", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const struct world_proc *owner = owner_of(world, obj);
    if (strcmp(name, "owner") == 0) {
        buf_puts(out, owner == NULL ? "" : log_str(world->log, owner->name));
    } else if (strcmp(name, "depth") == 0) {
        buf_putf(out, "%lld", (long long)depth_of(world, obj));
    } else if (strcmp(name, "waiting") == 0) {
        put_waiting(world, obj, out);
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_lock = {
    .type = OBJ_LOCK,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .describe = describe,
    .field = field,
    .fields = fields,
};
const struct world_kind kind_rlock = {
    .type = OBJ_RLOCK,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .describe = describe,
    .field = field,
    .fields = fields,
};
