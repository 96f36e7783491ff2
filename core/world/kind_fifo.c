/* SPDX-License-Identifier: MIT */
/*
 * kind_fifo.c: fifo(7). Open, it is a pipe (kind_pipe.c). What is different comes from its name:
 * open(2) waits for the other end, and as long as the name is there, any process that lives could
 * open it and so end a wait. When its last end is closed, the name stays and the bytes are gone.
 */
#include "json_value.h"
#include "kinds.h"
#include <string.h>

extern const struct world_kind kind_pipe;

/* All who live but proc, as those who could open the name. */
static void add_openers(const struct world *world, const struct world_proc *proc,
                        struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL || world_obj_is_unlinked(world, obj)) {
        return;
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        if (other != proc && !wait_add(set, world, other->name, -1)) {
            return;
        }
    }
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    if (proc->op != OP_OPEN) {
        kind_pipe.wait.who(world, proc, set);
        set->unknown = false;
    }
    add_openers(world, proc, set);
}

/* Those of the set who hold an end: they stand first. */
static struct wait_set holders_of(const struct wait_set *set) {
    struct wait_set holders = *set;
    for (holders.count = 0; holders.count < set->count; holders.count++) {
        if (set->edges[holders.count].fd < 0) {
            break;
        }
    }
    return holders;
}

static const char *other_way(const struct world *world, const struct world_proc *proc) {
    bool writes = strstr(log_str(world->log, proc->call), "O_WRONLY") != NULL;
    return writes ? "reading" : "writing";
}

static void tell_open(const struct world *world, const struct world_proc *proc, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_putf(out, ": nobody has %s open for %s", log_str(world->log, proc->obj),
             other_way(world, proc));
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    struct wait_set holders = holders_of(set);
    if (proc->op != OP_OPEN) {
        kind_pipe.wait.why(world, proc, &holders, out);
        return;
    }
    tell_open(world, proc, out);
    buf_puts(out, set->count == 0 ? "." : " yet.");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    struct wait_set holders = holders_of(set);
    if (proc->op != OP_OPEN) {
        kind_pipe.wait.stuck(world, proc, &holders, out);
        return;
    }
    tell_open(world, proc, out);
    buf_puts(out, set->count == 0 ? ", and nobody is left who could."
                                  : ", and all who could open it wait themselves.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    if (proc->op == OP_OPEN) {
        buf_putf(out, "another process that opens %s for %s", log_str(world->log, proc->obj),
                 other_way(world, proc));
    } else {
        kind_pipe.wait.need(world, proc, out);
    }
}

/* The reader's own descriptor, opened with O_RDWR, is a write end too. */
static bool holds_itself_up(const struct world *world, const struct world_proc *proc) {
    const struct world_fd *fd = world_fd(world, proc->name, proc->fd);
    return proc->op == OP_READ && fd != NULL && fd->end == END_RW;
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    struct wait_set holders = holders_of(set);
    if (proc->op == OP_OPEN) {
        buf_putf(out, " Let another process open %s for %s while %s waits.", name,
                 other_way(world, proc), log_str(world->log, proc->name));
    } else if (holds_itself_up(world, proc)) {
        buf_putf(out, " Open %s with O_RDONLY in %s: with O_RDWR a reader is a writer too.", name,
                 log_str(world->log, proc->name));
    } else {
        kind_pipe.wait.advice(world, proc, &holders, out);
    }
}

/* The buffer is made at the first open(2): only then its size can be asked for. */
static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    if (event->op == OP_OPEN) {
        struct json state = json_of(log_str(world->log, event->state));
        obj->capacity = json_int_or(json_get(state, "capacity"), obj->capacity);
    }
    stream_did(world, obj, event);
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    kind_pipe.describe(world, obj, out);
    buf_puts(out, world_obj_is_unlinked(world, obj) ? ", name removed" : "");
}

static const char *const fields[] = {"bytes",   "capacity", "readers", "writers",
                                     "written", "read",     "named",   NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "named") == 0) {
        buf_puts(out, world_obj_is_unlinked(world, obj) ? "false" : "true");
        return true;
    }
    return kind_pipe.field(world, obj, name, out);
}

const struct world_kind kind_fifo = {
    .type = OBJ_FIFO,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = did,
    .left = stream_pipe_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};
