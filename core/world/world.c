/* SPDX-License-Identifier: MIT */
/*
 * world.c: a world's memory and what one asks it. How records change it: fold.c.
 */
#include "world.h"
#include "json_value.h"
#include "mem.h"
#include "world_map.h"
#include <stdio.h>
#include <string.h>

void world_init(struct world *world, const struct log *log) {
    *world = (struct world){.log = log};
}

void world_done(struct world *world) {
    if (world == NULL) {
        return;
    }
    for (uint32_t i = 0; i < world->obj_count; i++) {
        mem_free(world->objs[i].item_base);
        mem_free(world->objs[i].cells);
    }
    mem_free(world->procs);
    mem_free(world->objs);
    mem_free(world->fds);
    mem_free(world->marks);
    world_map_done(&world->proc_map);
    world_map_done(&world->obj_map);
    world_map_done(&world->fd_map);
    *world = (struct world){0};
}

/* Exactly count elements, without room to grow: copies are mostly kept, not gone on with. */
static void *copy_array(const void *from, size_t count, size_t size) {
    if (count == 0) {
        return NULL;
    }
    void *copy = mem_new(count * size);
    memcpy(copy, from, count * size);
    return copy;
}

void world_copy(struct world *ret_copy, const struct world *world) {
    *ret_copy = *world;
    ret_copy->procs = copy_array(world->procs, world->proc_count, sizeof *world->procs);
    ret_copy->objs = copy_array(world->objs, world->obj_count, sizeof *world->objs);
    ret_copy->fds = copy_array(world->fds, world->fd_count, sizeof *world->fds);
    ret_copy->marks = copy_array(world->marks, world->mark_count, sizeof *world->marks);
    ret_copy->proc_cap = world->proc_count;
    ret_copy->obj_cap = world->obj_count;
    ret_copy->fd_cap = world->fd_count;
    ret_copy->mark_cap = world->mark_count;
    for (uint32_t i = 0; i < world->obj_count; i++) {
        struct world_obj *obj = &ret_copy->objs[i];
        obj->item_base = copy_array(obj->items, obj->item_count, sizeof *obj->items);
        obj->items = obj->item_base;
        obj->item_cap = obj->item_count;
        obj->cells = copy_array(obj->cells, obj->cell_count, sizeof *obj->cells);
    }
    world_map_copy(&ret_copy->proc_map, &world->proc_map);
    world_map_copy(&ret_copy->obj_map, &world->obj_map);
    world_map_copy(&ret_copy->fd_map, &world->fd_map);
}

size_t world_memory(const struct world *world) {
    size_t total = sizeof *world + world->proc_cap * sizeof *world->procs +
                   world->obj_cap * sizeof *world->objs + world->fd_cap * sizeof *world->fds +
                   world->mark_cap * sizeof *world->marks + world_map_memory(&world->proc_map) +
                   world_map_memory(&world->obj_map) + world_map_memory(&world->fd_map);
    for (uint32_t i = 0; i < world->obj_count; i++) {
        total += world->objs[i].item_cap * sizeof *world->objs[i].items +
                 world->objs[i].cell_count * sizeof *world->objs[i].cells;
    }
    return total;
}

const struct world_proc *world_proc(const struct world *world, strid name) {
    uint32_t index = world_map_get(&world->proc_map, name);
    return index == UINT32_MAX ? NULL : &world->procs[index];
}

const struct world_obj *world_obj(const struct world *world, strid name) {
    uint32_t index = world_map_get(&world->obj_map, name);
    return index == UINT32_MAX ? NULL : &world->objs[index];
}

const struct world_fd *world_fd(const struct world *world, strid actor, int32_t fd) {
    uint32_t index = world_map_get(&world->fd_map, (uint64_t)actor << 32 | (uint32_t)fd);
    if (actor == 0 || index == UINT32_MAX) {
        return NULL;
    }
    /* The entry may have gone on under another number since. */
    const struct world_fd *entry = &world->fds[index];
    return entry->closed || entry->fd != fd ? NULL : entry;
}

const struct world_fd *world_obj_fds(const struct world *world, const struct world_obj *obj,
                                     const struct world_fd *after) {
    uint32_t next = after == NULL ? obj->first_fd : after->next_of_obj;
    return next == 0 ? NULL : &world->fds[next - 1];
}

const struct world_fd *world_proc_fds(const struct world *world, const struct world_proc *proc,
                                      const struct world_fd *after) {
    uint32_t next = after == NULL ? proc->first_fd : after->next_of_actor;
    return next == 0 ? NULL : &world->fds[next - 1];
}

uint32_t world_holders(const struct world *world, strid obj, enum fd_end end) {
    const struct world_obj *found = world_obj(world, obj);
    uint32_t count = 0;
    if (found == NULL) {
        return 0;
    }
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, found, fd)) != NULL;) {
        count += !fd->closed && fd_end_can(fd->end, end);
    }
    return count;
}

bool fd_end_can(enum fd_end end, enum fd_end what) {
    return end != END_NONE && (end == what || end == END_RW);
}

const char *fd_end_name(enum fd_end end) {
    static const char *const names[] = {
        [END_NONE] = "", [END_R] = "r", [END_W] = "w", [END_RW] = "rw"};
    return (unsigned)end < sizeof names / sizeof *names ? names[end] : "";
}

bool proc_lives(const struct world_proc *proc) {
    return proc->state != PROC_ZOMBIE && proc->state != PROC_GONE;
}

bool proc_program(const struct world *world, const struct world_proc *proc, struct buf *out) {
    if (proc->program != 0) {
        json_put_said(json_get(json_of(log_str(world->log, proc->program)), "program"), out);
    }
    return proc->program != 0;
}

const char *proc_state_name(enum proc_state state) {
    static const char *const names[] = {[PROC_USER] = "running",
                                        [PROC_READY] = "ready",
                                        [PROC_BLOCKED] = "blocked",
                                        [PROC_ZOMBIE] = "zombie",
                                        [PROC_GONE] = "gone"};
    return (unsigned)state < sizeof names / sizeof *names ? names[state] : "";
}

bool obj_is_full(const struct world *world, const struct world_obj *obj) {
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        if (proc->state == PROC_BLOCKED && proc->obj == obj->name &&
            (proc->op == OP_WRITE || proc->op == OP_SEND)) {
            return true;
        }
    }
    return false;
}

int64_t obj_in_flight(const struct world_obj *obj) {
    return obj->written > obj->taken ? obj->written - obj->taken : 0;
}

const char *signal_text(int32_t number, char buffer[static 24]) {
    const char *name = sigabbrev_np(number);
    if (name == NULL) {
        snprintf(buffer, 24, "signal %d", number);
    } else {
        snprintf(buffer, 24, "SIG%s", name);
    }
    return buffer;
}

void world_put_outcome(const struct world *world, struct buf *out) {
    bool interrupted = world->interrupted != 0;

    if (world->outcome != OUTCOME_OK || !interrupted) {
        buf_putf(out, "%s%s", run_outcome_name(world->outcome), interrupted ? ", " : "");
    }
    buf_puts(out, interrupted ? "interrupted by Ctrl-C" : "");
}

const char *world_ended_word(const struct world *world) {
    if (world->interrupted == 0) {
        return "ended well";
    }
    return world->interrupted == world->step_record ? "ended by Ctrl-C" : "interrupted";
}
