/* SPDX-License-Identifier: MIT */
/*
 * wait_poll.c: poll(2) without a time-out: waits until one of its descriptors is ready. Who could
 * bring that about is who holds the other end of any of them. The call names them:
 * poll([{3, POLLIN}, {6, POLLOUT}], -1).
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

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    int32_t number;
    enum fd_end other;
    for (const char *at = log_str(world->log, proc->call);
         (at = next_polled(at, &number, &other)) != NULL;) {
        const struct world_fd *polled = world_fd(world, proc->name, number);
        const struct world_obj *obj = polled == NULL ? NULL : world_obj(world, polled->obj);
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
        const struct world_fd *fd = world_fd(world, proc->name, number);
        const char *name = fd == NULL ? "" : log_str(world->log, fd->obj);
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
}

const struct world_wait wait_poll = {.who = who, .why = why, .need = need, .stuck = stuck};
