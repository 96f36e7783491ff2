/* SPDX-License-Identifier: MIT */
/*
 * kind_mqueue.c: mq_overview(7). A receiver of an empty queue waits for a message, a sender into a
 * full one for room. Whoever has the queue open could bring that about, and as long as its name is
 * there any process that lives could open it.
 *
 * Of an object's items `off` is the priority here and `len` the bytes; they stand in the order in
 * which they are received: the most urgent first, among those as urgent the oldest.
 */
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include "world_json.h"
#include <string.h>

/* Those who have it open, then all others who live, as they could open it by its name. */
static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL) {
        set->unknown = true;
        return;
    }
    bool named = !world_obj_is_unlinked(world, obj);
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
        if (!fd->closed && fd->actor != proc->name && !wait_add(set, world, fd->actor, fd->fd)) {
            return;
        }
    }
    for (uint32_t i = 0; named && i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        if (other != proc && !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

/* Those of the set who have it open: they stand first. */
static struct wait_set holders_of(const struct wait_set *set) {
    struct wait_set holders = *set;
    for (holders.count = 0; holders.count < set->count; holders.count++) {
        if (set->edges[holders.count].fd < 0) {
            break;
        }
    }
    return holders;
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    wait_tell_call(world, proc, out);
    if (proc->op == OP_MQ_RECEIVE) {
        buf_putf(out, ": no message is in %s", name);
    } else {
        buf_putf(out, ": %s is full, with %lld messages", name,
                 (long long)(obj == NULL ? 0 : obj->capacity));
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    struct wait_set holders = holders_of(set);
    tell_state(world, proc, out);
    if (holders.count == 0) {
        buf_puts(out, ", and nobody else has it open.");
        return;
    }
    buf_puts(out, ", and ");
    wait_tell(world, proc, &holders, out);
    buf_puts(out, proc->op == OP_MQ_RECEIVE ? " can send one." : " can take one out.");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    struct wait_set holders = holders_of(set);
    bool receives = proc->op == OP_MQ_RECEIVE;
    tell_state(world, proc, out);
    if (holders.count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, &holders, out);
        buf_puts(out, receives ? " does not send" : " does not receive");
    }
    buf_puts(out, receives ? ". A message queue has no end-of-file." : ". Nobody will make room.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, proc->op == OP_MQ_RECEIVE ? "a message in %s" : "room in %s",
             log_str(world->log, proc->obj));
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    (void)set;
    if (proc->op == OP_MQ_RECEIVE) {
        buf_putf(out, " Let somebody send a last message that says so, before %s asks for it",
                 log_str(world->log, proc->name));
    } else {
        buf_putf(out, " Another process must receive from %s while %s sends",
                 log_str(world->log, proc->obj), log_str(world->log, proc->name));
    }
    buf_puts(out, proc->line > 0 ? "" : ".");
    if (proc->line > 0) {
        buf_putf(out, " (line %d).", proc->line);
    }
}

static void insert(struct world_obj *obj, struct world_item item) {
    size_t head = obj->item_base == NULL ? 0 : (size_t)(obj->items - obj->item_base);
    if (head > 0) {
        memmove(obj->item_base, obj->items, obj->item_count * sizeof item);
    }
    size_t cap = obj->item_cap;
    obj->item_base = mem_grow(obj->item_base, &cap, obj->item_count + 1, sizeof item);
    obj->item_cap = (uint32_t)cap;
    obj->items = obj->item_base;
    uint32_t at = obj->item_count++;
    for (; at > 0 && obj->items[at - 1].off < item.off; at--) {
        obj->items[at] = obj->items[at - 1];
    }
    obj->items[at] = item;
}

/* Of the messages as urgent as the one received, the oldest: it is the first of them. */
static const struct world_item *taken(const struct world *world, const struct world_obj *obj,
                                      const struct event *event) {
    struct json state = json_of(log_str(world->log, event->state));
    int64_t prio = json_int_or(json_get(state, "prio"), 0);
    bool receives = event->op == OP_MQ_RECEIVE && event->text == 0;
    for (uint32_t i = 0; receives && i < obj->item_count; i++) {
        if (obj->items[i].off == prio) {
            return &obj->items[i];
        }
    }
    return NULL;
}

static void remove_item(struct world_obj *obj, const struct world_item *item) {
    size_t at = (size_t)(item - obj->items);
    memmove(&obj->items[at], &obj->items[at + 1], (obj->item_count - at - 1) * sizeof *obj->items);
    obj->item_count--;
}

bool world_mqueue_is_gone(const struct world *world, const struct world_obj *obj) {
    return world_obj_is_unlinked(world, obj) && world_holders(world, obj->name, END_R) == 0 &&
           world_holders(world, obj->name, END_W) == 0;
}

static void left(const struct world *world, struct world_obj *obj) {
    if (world_mqueue_is_gone(world, obj)) {
        stream_drop(obj);
        obj->item_count = 0;
    }
}

/* written and taken count messages here: what is between them is in the queue. */
static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    struct json state = json_of(log_str(world->log, event->state));
    int64_t prio = json_int_or(json_get(state, "prio"), 0);
    int64_t len = json_int_or(json_get(state, "len"), 0);
    if (event->text != 0) {
        return;
    }
    if (event->op == OP_MQ_SEND && obj->written < INT32_MAX) {
        insert(obj, (struct world_item){prio, len, event->actor, world->n});
        obj->written++;
    } else if (event->op == OP_MQ_RECEIVE && obj->taken < obj->written) {
        const struct world_item *item = taken(world, obj, event);
        if (item != NULL) {
            remove_item(obj, item);
        }
        obj->taken++;
    }
    left(world, obj);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    if (world_mqueue_is_gone(world, obj)) {
        buf_puts(out, "gone: its name was removed, and nobody has it open");
        return;
    }
    buf_putf(out, "%lld", (long long)obj_in_flight(obj));
    if (obj->capacity >= 0) {
        buf_putf(out, " of %lld", (long long)obj->capacity);
    }
    buf_puts(out, obj_in_flight(obj) == 1 && obj->capacity < 0 ? " message" : " messages");
    uint32_t holders = world_holders(world, obj->name, END_R);
    buf_putf(out, ", open in %u place%s%s", holders, holders == 1 ? "" : "s",
             world_obj_is_unlinked(world, obj) ? ", name removed" : "");
}

static const char *const fields[] = {"messages", "capacity", "sent", "received", "first", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {
        obj_in_flight(obj),
        obj->capacity,
        obj->written,
        obj->taken - obj->dropped,
        obj->item_count > 0 ? obj->items[0].off : -1, /* priority of the next one */
    };
    (void)world;
    for (size_t i = 0; fields[i] != NULL; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_mqueue = {
    .type = OBJ_MQUEUE,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = did,
    .left = left,
    .taken = taken,
    .describe = describe,
    .field = field,
    .fields = fields,
};
