/* SPDX-License-Identifier: MIT */
/*
 * fold_descriptors.c: how records change who holds which end of what: descriptors are opened,
 * closed, inherited, doubled, and share open file descriptions.
 */
#include "fold_parts.h"
#include "kinds.h"
#include "mem.h"
#include "world_map.h"
#include <string.h>

static uint64_t fd_key(strid actor, int32_t fd) {
    return (uint64_t)actor << 32 | (uint32_t)fd;
}

static struct world_fd *fd_open_one(struct world *world, strid actor, int32_t fd) {
    uint32_t index = world_map_get(&world->fd_map, fd_key(actor, fd));
    if (index == UINT32_MAX || world->fds[index].closed || world->fds[index].fd != fd) {
        return NULL;
    }
    return &world->fds[index];
}

/* An entry for an end that this actor holds: a closed one of the same end if there is one, so that
 * a program that opens and closes for ever does not make the world grow. */
static uint32_t fd_entry(struct world *world, struct world_proc *proc, struct world_obj *obj,
                         enum fd_end end) {
    for (uint32_t next = obj->first_fd; next != 0; next = world->fds[next - 1].next_of_obj) {
        struct world_fd *fd = &world->fds[next - 1];
        if (fd->actor == proc->name && fd->end == end && fd->closed) {
            return next;
        }
    }
    size_t cap = world->fd_cap;
    world->fds = mem_grow(world->fds, &cap, world->fd_count + 1, sizeof *world->fds);
    world->fd_cap = (uint32_t)cap;
    world->fds[world->fd_count++] =
        (struct world_fd){.actor = proc->name, .obj = obj->name, .end = end};
    uint32_t place = world->fd_count;
    *(obj->last_fd == 0 ? &obj->first_fd : &world->fds[obj->last_fd - 1].next_of_obj) = place;
    *(proc->last_fd == 0 ? &proc->first_fd : &world->fds[proc->last_fd - 1].next_of_actor) = place;
    obj->last_fd = place;
    proc->last_fd = place;
    return place;
}

/* A descriptor of the object was closed, maybe the last one. */
static void fold_left(struct world *world, strid name) {
    struct world_obj *obj = fold_obj_get(world, name);
    if (obj != NULL && world_kind(obj->type)->left != NULL) {
        world_kind(obj->type)->left(world, obj);
    }
}

void fold_close_all(struct world *world, const struct world_proc *proc) {
    for (uint32_t next = proc->first_fd; next != 0; next = world->fds[next - 1].next_of_actor) {
        struct world_fd *fd = &world->fds[next - 1];
        if (!fd->closed) {
            fd->closed = true;
            fd->record = world->n;
            fold_left(world, fd->obj);
        }
    }
}

/* Whether a descriptor that is open like this gets its other direction now: sockets read from one
 * object and write into another. */
static bool is_other(const struct world_fd *open, enum fd_end end) {
    return open->other == 0 &&
           ((open->end == END_R && end == END_W) || (open->end == END_W && end == END_R));
}

/* Closes an entry, and the other direction of the same descriptor. */
static void fd_shut(struct world *world, struct world_fd *fd) {
    struct world_fd *both[] = {fd, fd->other != 0 ? &world->fds[fd->other - 1] : NULL};
    for (size_t i = 0; i < 2 && both[i] != NULL; i++) {
        if (both[i]->actor == fd->actor && both[i]->fd == fd->fd && !both[i]->closed) {
            both[i]->closed = true;
            both[i]->record = world->n;
            struct world_obj *obj = fold_obj_get(world, both[i]->obj);
            if (obj != NULL) {
                obj->touched = world->n;
                fold_left(world, obj->name);
            }
        }
    }
}

/* What a new descriptor shares with another: with the other direction of its socket, with the one
 * that dup2(2) was given, or with the one of its parent that a process which never ran inherits by
 * fork(2). NULL: nothing. */
static const struct world_fd *shared_with(const struct world *world, const struct world_proc *proc,
                                          const struct event *event, uint32_t other) {
    if (other != 0) {
        return &world->fds[other - 1];
    }
    const struct world_fd *given =
        proc->op == OP_DUP2 ? world_fd(world, proc->name, proc->fd) : NULL;
    if (given != NULL && (given->obj == event->obj ||
                          (given->other != 0 && world->fds[given->other - 1].obj == event->obj))) {
        return given;
    }
    const struct world_proc *parent = proc->steps == 0 ? world_proc(world, proc->parent) : NULL;
    const struct world_fd *fd = NULL;
    while (parent != NULL && (fd = world_proc_fds(world, parent, fd)) != NULL) {
        if (!fd->closed && fd->fd == event->fd && fd->obj == event->obj) {
            return fd;
        }
    }
    return NULL;
}

void fold_flags(struct world *world, const struct world_proc *proc, const struct event *event) {
    const struct world_fd *fd = fd_open_one(world, proc->name, event->fd);
    if (event->op != OP_FCNTL || event->text != 0 || fd == NULL) {
        return;
    }
    bool on = strstr(log_str(world->log, proc->call), "O_NONBLOCK") != NULL;
    for (uint32_t i = 0, file = fd->file; i < world->fd_count; i++) {
        if (world->fds[i].file == file) {
            world->fds[i].nonblock = on;
            world->fds[i].record = world->fds[i].closed ? world->fds[i].record : world->n;
        }
    }
}

void fold_fd_open(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    struct world_obj *obj = fold_obj_get(world, event->obj);
    if (proc == NULL || obj == NULL || event->end == END_NONE || event->end > END_RW) {
        return;
    }
    struct world_fd *before = fd_open_one(world, proc->name, event->fd);
    uint32_t other = 0;
    if (before != NULL && is_other(before, (enum fd_end)event->end)) {
        other = (uint32_t)(before - world->fds) + 1;
    } else if (before != NULL) { /* dup2(2) over an open one closes that */
        fd_shut(world, before);
    }
    uint32_t place = fd_entry(world, proc, obj, (enum fd_end)event->end);
    struct world_fd *fd = &world->fds[place - 1];
    const struct world_fd *same = shared_with(world, proc, event, other);
    fd->file = same != NULL ? same->file : ++world->file_count;
    fd->nonblock = same != NULL && same->nonblock;
    fd->other = other;
    fd->fd = event->fd;
    fd->closed = false;
    fd->record = world->n;
    obj->touched = world->n;
    world_map_put(&world->fd_map, fd_key(proc->name, fd->fd), place - 1);
}

void fold_fd_close(struct world *world, const struct event *event) {
    struct world_fd *fd = fd_open_one(world, event->actor, event->fd);
    if (fd == NULL) {
        return;
    }
    fd_shut(world, fd);
}
