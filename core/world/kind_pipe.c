/* SPDX-License-Identifier: MIT */
/*
 * kind_pipe.c: pipe(7). A reader of an empty pipe waits for bytes or for the last write end to be
 * closed; a writer into a full one waits for room or for the last read end to be closed (then
 * SIGPIPE or EPIPE). Who could bring that about is who holds the other end, the waiting process
 * itself included: the kernel does not know who means to use an end.
 */
#include "both_ways.h"
#include "kinds.h"
#include "world_json.h"
#include <string.h>

/* The end that must act for proc to go on. */
static enum fd_end other_end(const struct world_proc *proc) {
    return proc->op == OP_READ ? END_W : proc->op == OP_WRITE ? END_R : END_NONE;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
        if (!fd->closed && fd_end_can(fd->end, other_end(proc)) &&
            !wait_add(set, world, fd->actor, fd->fd)) {
            return;
        }
    }
    /* With nobody at the other end the kernel would not let it sleep: somebody whom the log does
     * not show holds that end. */
    set->unknown = set->count == 0;
}

/* A writer waits for room: for all of its bytes at once if they are PIPE_BUF or fewer. */
static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    wait_tell_call(world, proc, out);
    buf_putf(out, ": %s is %s", log_str(world->log, proc->obj),
             proc->op == OP_READ ? "empty" : "full");
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count == 0) {
        buf_puts(out, ".");
        return;
    }
    buf_puts(out, ", and ");
    wait_tell(world, proc, set, out);
    buf_puts(out, proc->op == OP_READ ? " can still write." : " can still read.");
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    static const char *const numbers[] = {"no", "one", "two", "three", "four"};
    bool reads = proc->op == OP_READ;
    const char *name = log_str(world->log, proc->obj);
    tell_state(world, proc, out);
    if (set->count < sizeof numbers / sizeof *numbers) {
        buf_putf(out, ", and %s still has %s", name, numbers[set->count]);
    } else {
        buf_putf(out, ", and %s still has %zu", name, set->count);
    }
    buf_putf(out, " %s%s", reads ? "writer" : "reader", set->count == 1 ? "" : "s");
    if (set->count > 0) {
        buf_puts(out, ": ");
        wait_tell(world, proc, set, out);
    }
    buf_puts(out, reads ? ". End-of-file can't come." : ". Nobody will make room.");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, proc->obj);
    if (proc->op == OP_READ) {
        buf_putf(out, "bytes in %s, or its last write end closed", name);
    } else {
        buf_putf(out, "room in %s, or its last read end closed", name);
    }
}

/* What the log says about how a process came to its descriptor and what it did with it. */
struct past {
    bool used;      /* it read or wrote through it */
    bool inherited; /* it got it at the fork that made it */
    int32_t fork;   /* line of the fork that made it, or of the last one that it made since it has
                       the descriptor; 0: none */
};

static struct past past_of(const struct world *world, const struct world_proc *holder,
                           const struct world_fd *fd) {
    struct past past = {.inherited = true};
    for (uint64_t n = holder->born; n <= world->n && n > 0; n++) {
        const struct event *event = log_at(world->log, n);
        if (event->actor != holder->name || event->kind != EVENT_OP_ENTER) {
            continue;
        }
        past.inherited = past.inherited && n > fd->record;
        past.fork = n > fd->record && event->op == OP_FORK ? event->line : past.fork;
        past.used = past.used ||
                    (n > fd->record && event->obj == fd->obj && (event->has & EVENT_HAS_FD) != 0 &&
                     event->fd == fd->fd && (event->op == OP_READ || event->op == OP_WRITE));
    }
    for (uint64_t n = holder->born; past.inherited && n > 0; n--) {
        const struct event *event = log_at(world->log, n);
        if (event->actor == holder->parent && event->kind == EVENT_OP_ENTER &&
            event->op == OP_FORK) {
            past.fork = event->line;
            break;
        }
    }
    return past;
}

static void put_line(struct buf *out, int32_t line) {
    if (line > 0) {
        buf_putf(out, " (line %d)", line);
    }
}

/* Where a holder has to close its write end so that the reader gets end-of-file; or where to use
 * it, if that is what it is meant for. */
static void advise_close(const struct world *world, const struct world_proc *reader,
                         const struct wait_edge *edge, bool meant, struct buf *out) {
    const struct world_proc *holder = &world->procs[edge->proc];
    const struct world_fd *fd = world_fd(world, edge->actor, edge->fd);
    const char *name = log_str(world->log, edge->actor);
    if (fd == NULL) {
        return;
    }
    struct past past = past_of(world, holder, fd);
    if (holder != reader && holder->op == OP_READ && meant && !past.used) {
        buf_putf(out, " Let %s write into %s, or close fd %d, before its read(2)", name,
                 log_str(world->log, fd->obj), edge->fd);
        put_line(out, holder->line);
    } else if (!past.used && past.inherited) {
        buf_putf(out, " Close fd %d in %s, which got it at the fork", edge->fd, name);
        put_line(out, past.fork);
    } else if (!past.used && past.fork > 0) {
        buf_putf(out, " Close fd %d in %s after the fork", edge->fd, name);
        put_line(out, past.fork);
    } else {
        buf_putf(out, " Close fd %d in %s before its %s", edge->fd, name, op_manual(holder->op));
        put_line(out, holder->line);
    }
    buf_puts(out, ".");
}

static void advice(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out) {
    enum { ADVISED_MAX = 3 };
    /* The only write end of a pipe that nothing was ever written into may be one that is meant to
     * be used; any other that nobody uses is one that was forgotten. */
    const struct world_obj *obj = world_obj(world, proc->obj);
    bool meant = set->count == 1 && obj != NULL && obj->written == 0;
    const struct world_proc *own =
        proc->op == OP_READ && obj != NULL ? both_ways_reader(world, obj) : NULL;
    if (own != NULL) {
        buf_putf(out,
                 " Take one pipe for each direction, or a socket pair: %s has read from %s what it "
                 "wrote into it itself.",
                 log_str(world->log, own->name), log_str(world->log, obj->name));
        return;
    }
    for (size_t i = 0; i < set->count && i < ADVISED_MAX && proc->op == OP_READ; i++) {
        advise_close(world, proc, &set->edges[i], meant, out);
    }
    for (size_t i = 0; i < set->count && proc->op == OP_WRITE; i++) {
        const struct world_proc *holder = &world->procs[set->edges[i].proc];
        if (holder != proc) {
            const char *name = log_str(world->log, holder->name);
            buf_putf(out, " Let %s read %s before its %s", name, log_str(world->log, proc->obj),
                     op_manual(holder->op));
            put_line(out, holder->line);
            buf_puts(out, ".");
            return;
        }
    }
    if (proc->op == OP_WRITE) {
        buf_putf(out, " Another process must read %s while %s writes, or it must write less.",
                 log_str(world->log, proc->obj), log_str(world->log, proc->name));
    }
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    uint32_t readers = world_holders(world, obj->name, END_R);
    uint32_t writers = world_holders(world, obj->name, END_W);
    if (obj_in_flight(obj) < obj->capacity && obj_is_full(world, obj)) {
        buf_putf(out, "full: %lld bytes, a write is half-way in", (long long)obj->capacity);
    } else if (obj->capacity >= 0) {
        buf_putf(out, "%lld of %lld bytes", (long long)obj_in_flight(obj),
                 (long long)obj->capacity);
    } else {
        buf_putf(out, "%lld bytes", (long long)obj_in_flight(obj));
    }
    buf_putf(out, ", %u reader%s, %u writer%s", readers, readers == 1 ? "" : "s", writers,
             writers == 1 ? "" : "s");
}

static const char *const fields[] = {"bytes",   "capacity", "readers", "writers",
                                     "written", "read",     NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    const int64_t values[] = {
        obj_in_flight(obj),
        obj->capacity,
        world_holders(world, obj->name, END_R),
        world_holders(world, obj->name, END_W),
        obj->written,
        obj->taken - obj->dropped,
    };
    for (size_t i = 0; fields[i] != NULL; i++) {
        if (strcmp(fields[i], name) == 0) {
            buf_putf(out, "%lld", (long long)values[i]);
            return true;
        }
    }
    return false;
}

const struct world_kind kind_pipe = {
    .type = OBJ_PIPE,
    .wait = {.who = who, .why = why, .need = need, .stuck = stuck, .advice = advice},
    .did = stream_did,
    .left = stream_pipe_left,
    .describe = describe,
    .field = field,
    .fields = fields,
};
