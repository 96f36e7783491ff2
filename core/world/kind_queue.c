/* SPDX-License-Identifier: MIT */
/*
 * kind_queue.c: a queue (op_queue.h). Who gets from an empty one waits for an item, who puts into a
 * full one for a place, or for room in its pipe. Everybody who has the queue can both put and get,
 * and has both ends of its pipe open: so end-of-file never comes.
 *
 * items are the puts that no get has taken all of; capacity counts the tasks not called done.
 */
#include "json_value.h"
#include "kinds.h"
#include "queue_items.h"
#include "world_json.h"
#include <string.h>

enum { CONTENTS_MAX = 64 };

static bool gets(const struct world_proc *proc) {
    return proc->op == OP_READ;
}

/* All others who have the end that must act. Who waits here can't do it itself. */
static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL) {
        set->unknown = true;
        return;
    }
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
        if (!fd->closed && fd->actor != proc->name &&
            fd_end_can(fd->end, gets(proc) ? END_W : END_R) &&
            !wait_add(set, world, fd->actor, -1)) {
            return;
        }
    }
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    const char *name = log_str(world->log, proc->obj);
    int64_t maxsize = obj == NULL ? 0 : queue_maxsize(world, obj);
    wait_tell_call(world, proc, out);
    if (gets(proc)) {
        buf_putf(out, ": the queue %s is empty", name);
    } else if (proc->op == OP_WRITE) {
        buf_putf(out, ": the pipe of the queue %s is full", name);
    } else {
        buf_putf(out, ": the queue %s is full, with %lld item%s", name, (long long)maxsize,
                 maxsize == 1 ? "" : "s");
    }
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, ", and nobody else has it.");
        return;
    }
    buf_puts(out, ", and ");
    wait_tell(world, proc, set, out);
    buf_puts(out, gets(proc) ? " can put." : " can get.");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, gets(proc) ? ", and nobody is left who could put"
                                 : ", and nobody is left "
                                   "who could get");
    } else {
        buf_puts(out, gets(proc) ? ", and who could put waits too: "
                                 : ", and who could get waits too: ");
        wait_tell(world, proc, set, out);
    }
    buf_puts(out, ".");
    if (gets(proc)) {
        buf_putf(out, " %s has the write end itself: end-of-file can't come.",
                 log_str(world->log, proc->name));
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    buf_putf(out, gets(proc) ? "a put into %s" : "a get from %s", name);
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const char *name = log_str(world->log, proc->name), *obj = log_str(world->log, proc->obj);
    (void)set;
    if (gets(proc)) {
        buf_putf(out, " Let somebody put a last item that says so into %s, for each that gets",
                 obj);
    } else {
        buf_putf(out, " Another process must get from %s while %s puts", obj, name);
    }
    buf_puts(out, proc->line > 0 ? "" : ".");
    if (proc->line > 0) {
        buf_putf(out, " (line %d).", proc->line);
    }
}

static void made(struct world *world, struct world_obj *obj) {
    (void)world;
    obj->capacity = 0;
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    struct json part = json_get(json_of(log_str(world->log, event->state)), "part");
    if (event->op == OP_READ || event->op == OP_WRITE) {
        stream_did(world, obj, event);
    } else if (event->text == 0 && json_is(part, "add")) {
        obj->capacity += obj->capacity < INT32_MAX;
    } else if (event->text == 0 && json_is(part, "end")) {
        obj->capacity -= obj->capacity > 0;
    }
}

/* How often something was put. */
static int64_t puts_of(const struct world *world, const struct world_obj *obj) {
    int64_t count = 0;
    for (uint64_t n = obj->made; n > 0 && n <= world->n; n++) {
        const struct event *event = log_at(world->log, n);
        count += event->kind == EVENT_OP_EXIT && event->obj == obj->name && event->text == 0 &&
                 event->op == OP_WRITE;
    }
    return count;
}

static void put_owner(const struct world *world, const struct world_obj *obj, const char *part,
                      const char *what, struct buf *out) {
    const struct world_obj *lock = queue_part(world, obj, part);
    struct buf owner = {0};
    if (lock != NULL && obj_field(world, lock, "owner", &owner) && owner.len > 0) {
        buf_putf(out, ", %s: %s", what, buf_str(&owner));
    }
    buf_done(&owner);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    int64_t maxsize = queue_maxsize(world, obj), tasks = queue_tasks(world, obj);
    buf_putf(out, "%u", obj->item_count);
    if (maxsize > 0) {
        buf_putf(out, " of %lld", (long long)maxsize);
    }
    buf_puts(out, obj->item_count == 1 && maxsize == 0 ? " item" : " items");
    if (tasks >= 0) {
        buf_putf(out, ", %lld not done", (long long)tasks);
    }
    put_owner(world, obj, "rlock", "gets", out);
    put_owner(world, obj, "wlock", "puts", out);
}

static const char *const fields[] = {"items", "maxsize",  "tasks",   "put",
                                     "got",   "contents", "writers", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "items") == 0) {
        buf_putf(out, "%u", obj->item_count);
    } else if (strcmp(name, "maxsize") == 0) {
        buf_putf(out, "%lld", (long long)queue_maxsize(world, obj));
    } else if (strcmp(name, "tasks") == 0) {
        buf_putf(out, "%lld", (long long)queue_tasks(world, obj));
    } else if (strcmp(name, "put") == 0) {
        buf_putf(out, "%lld", (long long)puts_of(world, obj));
    } else if (strcmp(name, "got") == 0) {
        buf_putf(out, "%lld", (long long)(puts_of(world, obj) - obj->item_count));
    } else if (strcmp(name, "writers") == 0) {
        buf_putf(out, "%u", world_holders(world, obj->name, END_W));
    } else if (strcmp(name, "contents") == 0) {
        queue_put_items(world, obj, CONTENTS_MAX, ", ", out);
    } else {
        return false;
    }
    return true;
}

const struct world_kind kind_queue = {
    .type = OBJ_QUEUE,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .made = made,
    .did = did,
    .ready = ready_part,
    .describe = describe,
    .field = field,
    .fields = fields,
};
