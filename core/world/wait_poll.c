/* SPDX-License-Identifier: MIT */
/*
 * wait_poll.c: poll(2): waits until one of its descriptors is ready, or until its time-out. Who
 * could bring that about is who holds the other end of any of them. The call names them: poll([{3,
 * POLLIN}, {6, POLLOUT}], -1).
 */
#include "kinds.h"
#include <stdlib.h>
#include <string.h>

/* The next "{3, POLLIN}" from at on: its descriptor and the end that must act; NULL: no more. */
static const char *next_polled(const char *at, int32_t *ret_fd, enum fd_end *ret_other) {
    const char *open = strchr(at, '{');
    if (open == NULL) {
        return NULL;
    }
    char *end;
    long fd = strtol(open + 1, &end, 10);
    *ret_fd = fd >= 0 && fd <= INT32_MAX ? (int32_t)fd : -1;
    *ret_other = strncmp(end, ", POLLOUT", 9) == 0 ? END_R : END_W;
    return end;
}

/* The object that the process polls by this descriptor: of a socket the one that it writes into
 * (other: END_R) or the one that it reads from. NULL: not known. */
static const struct world_obj *polled_obj(const struct world *world, const struct world_proc *proc,
                                          int32_t number, enum fd_end other) {
    enum fd_end own = other == END_R ? END_W : END_R;
    const struct world_fd *any = world_fd(world, proc->name, number);
    for (const struct world_fd *fd = NULL; (fd = world_proc_fds(world, proc, fd)) != NULL;) {
        if (!fd->closed && fd->fd == number && fd_end_can(fd->end, own)) {
            any = fd;
        }
    }
    return any == NULL ? NULL : world_obj(world, any->obj);
}

/* The time-out at the end of the call, in ms; < 0: none. */
static long timeout_of(const struct world *world, const struct world_proc *proc) {
    const char *end = strrchr(log_str(world->log, proc->call), ']');
    return end == NULL || strncmp(end, "], ", 3) != 0 ? -1 : strtol(end + 3, NULL, 10);
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    int32_t number;
    enum fd_end other;
    set->outside = timeout_of(world, proc) > 0;
    for (const char *at = log_str(world->log, proc->call);
         (at = next_polled(at, &number, &other)) != NULL;) {
        const struct world_obj *obj = polled_obj(world, proc, number, other);
        if (obj == NULL) {
            continue;
        }
        for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
            if (!fd->closed && fd_end_can(fd->end, other) &&
                !wait_add(set, world, fd->actor, fd->fd)) {
                return;
            }
        }
    }
    set->unknown = set->count == 0;
}

/* "p (fd 3) and q (fd 5)", or with `can` what must happen: "bytes in p or room in q". */
static void tell_polled(const struct world *world, const struct world_proc *proc, bool can,
                        struct buf *out) {
    int32_t number;
    enum fd_end other;
    const char *between = "";
    for (const char *at = log_str(world->log, proc->call);
         (at = next_polled(at, &number, &other)) != NULL;) {
        const struct world_obj *obj = polled_obj(world, proc, number, other);
        const char *name = obj == NULL ? "" : log_str(world->log, obj->name);
        buf_puts(out, between);
        if (can) {
            buf_putf(out, "%s %s", other == END_W ? "bytes in" : "room in", name);
        } else {
            buf_putf(out, "%s%s(fd %d)", name, *name == '\0' ? "" : " ", number);
        }
        between = can ? ", or " : " and ";
    }
}

static void tell_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    buf_putf(out, "waits in %s on ", op_manual(OP_POLL));
    tell_polled(world, proc, false, out);
    buf_puts(out, ": nothing is ready");
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, ", and ");
        wait_tell(world, proc, set, out);
        buf_puts(out, " can still change that");
    }
    buf_putc(out, '.');
    long timeout = timeout_of(world, proc);
    if (timeout > 0) {
        buf_putf(out, " After %ld ms on the run's clock it goes on all the same.", timeout);
    }
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    tell_state(world, proc, out);
    if (set->count > 0) {
        buf_puts(out, ", and only ");
        wait_tell(world, proc, set, out);
        buf_puts(out, " could change that");
    }
    buf_putc(out, '.');
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    tell_polled(world, proc, true, out);
    buf_puts(out, ", or the last other end closed");
    buf_puts(out, timeout_of(world, proc) > 0 ? ", or time" : "");
}

const struct world_wait wait_poll = {.who = who, .why = why, .need = need, .stuck = stuck};
