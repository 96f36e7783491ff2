/* SPDX-License-Identifier: MIT */
/*
 * kind_channel.c: a channel (op_channel.h). Who sends waits until somebody receives, or until there
 * is a place in the buffer; who receives waits for a value, or for the close. Everybody who has the
 * channel in its memory can do all three.
 */
#include "channel_parts.h"
#include "json_value.h"
#include "kinds.h"
#include "shared_cells.h"
#include <string.h>

static bool sends(const struct world_proc *proc) {
    return proc->op == OP_CHAN_SEND;
}

/* Whoever sleeps at the same channel sleeps for the same reason. */
static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL) {
        set->unknown = true;
        return;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        bool waits = other->state == PROC_BLOCKED && other->obj == proc->obj;
        if (!waits && cells_mapped(world, obj, other) && !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    int64_t capacity = obj == NULL ? 0 : obj->capacity;
    wait_tell_call(world, proc, out);
    if (!sends(proc)) {
        buf_putf(out, ": it receives, %s is empty, and nobody sends", name);
        return;
    }
    buf_puts(out, ": it sends ");
    channel_put_held(world, proc, out);
    if (capacity > 0) {
        buf_putf(out, ", the buffer of %s is full (%lld of %lld), and nobody receives", name,
                 (long long)capacity, (long long)capacity);
    } else {
        buf_putf(out, ", %s has no buffer, and nobody receives", name);
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    buf_puts(out, ".");
    if (set->count > 0) {
        buf_putc(out, ' ');
        wait_tell(world, proc, set, out);
        buf_puts(out, sends(proc) ? " can receive." : " can send, or close it.");
    }
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    buf_puts(out, ". ");
    if (set->count == 0) {
        buf_puts(out, sends(proc) ? "Nobody else is left who could receive."
                                  : "Nobody else is left who could send or close it.");
    } else {
        buf_puts(out, sends(proc) ? "Who could receive waits too: "
                                  : "Who could send or close it waits too: ");
        wait_tell(world, proc, set, out);
        buf_putc(out, '.');
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    buf_putf(out, sends(proc) ? "a receive from %s" : "a send into %s, or its close", name);
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    (void)set;
    if (!sends(proc)) {
        buf_putf(out, " Close %s after the last send: then who receives is told", name);
    } else if (obj != NULL && obj->capacity > 0) {
        buf_putf(out, " Let another process receive from %s as often as is sent", name);
    } else {
        buf_putf(out, " Start who receives from %s before the send, or give %s a buffer", name,
                 name);
    }
    buf_puts(out, proc->line > 0 ? "" : ".");
    if (proc->line > 0) {
        buf_putf(out, " (line %d).", proc->line);
    }
}

static void made(struct world *world, struct world_obj *obj) {
    struct json attrs = json_of(log_str(world->log, obj->attrs));
    obj->capacity = json_int_or(json_get(attrs, "capacity"), 0);
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    if ((event->has & EVENT_HAS_RANGE) == 0) {
        return;
    }
    if (event->op == OP_CHAN_SEND) {
        stream_put(obj, event, world->n);
    } else if (event->op == OP_CHAN_RECV) {
        stream_take(obj, event->off, event->len);
    }
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    static const struct {
        enum op_kind op;
        bool held;
        const char *text;
    } ends[] = {{OP_CHAN_SEND, true, "; waiting to send: "},
                {OP_CHAN_RECV, false, "; waiting to receive: "}};
    struct buf waiting = {0};
    if (obj->capacity > 0) {
        buf_putf(out, "%u of %lld value%s", obj->item_count, (long long)obj->capacity,
                 obj->capacity == 1 ? "" : "s");
    } else {
        buf_puts(out, "no buffer");
    }
    buf_puts(out, channel_closed(world, obj) ? ", closed" : "");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        buf_clear(&waiting);
        if (channel_put_waiters(world, obj, ends[i].op, ends[i].held, &waiting) > 0) {
            buf_putf(out, "%s%s", ends[i].text, buf_str(&waiting));
        }
    }
    buf_done(&waiting);
}

static void put_contents(const struct world *world, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count; i++) {
        buf_puts(out, i == 0 ? "" : ", ");
        channel_put_item(world, &obj->items[i], out);
    }
}

static const char *const fields[] = {"values", "capacity", "contents",  "sent", "received",
                                     "closed", "senders",  "receivers", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "values") == 0) {
        buf_putf(out, "%u", obj->item_count);
    } else if (strcmp(name, "capacity") == 0) {
        buf_putf(out, "%lld", (long long)obj->capacity);
    } else if (strcmp(name, "contents") == 0) {
        put_contents(world, obj, out);
    } else if (strcmp(name, "sent") == 0) {
        buf_putf(out, "%lld", (long long)obj->written);
    } else if (strcmp(name, "received") == 0) {
        buf_putf(out, "%lld", (long long)obj->taken);
    } else if (strcmp(name, "closed") == 0) {
        buf_puts(out, channel_closed(world, obj) ? "true" : "false");
    } else if (strcmp(name, "senders") == 0) {
        channel_put_waiters(world, obj, OP_CHAN_SEND, false, out);
    } else if (strcmp(name, "receivers") == 0) {
        channel_put_waiters(world, obj, OP_CHAN_RECV, false, out);
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_channel = {
    .type = OBJ_CHANNEL,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .made = made,
    .did = did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
