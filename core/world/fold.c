/* SPDX-License-Identifier: MIT */
/*
 * fold.c: how each kind of record changes the world: one function a kind, one table of them (those
 * about descriptors are in fold_descriptors.c). A record may say anything (a damaged file, another
 * version's): what makes no sense is passed over, what was never announced is taken as announced by
 * its first mention.
 */
#include "fold_parts.h"
#include "interrupted.h"
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include "world_map.h"
#include <string.h>

struct world_proc *fold_proc_get(struct world *world, strid name) {
    uint32_t index = world_map_get(&world->proc_map, name);
    if (name == 0 || index != UINT32_MAX) {
        return name == 0 ? NULL : &world->procs[index];
    }
    size_t cap = world->proc_cap;
    world->procs = mem_grow(world->procs, &cap, world->proc_count + 1, sizeof *world->procs);
    world->proc_cap = (uint32_t)cap;
    world_map_put(&world->proc_map, name, world->proc_count);
    struct world_proc *proc = &world->procs[world->proc_count++];
    *proc = (struct world_proc){.name = name, .fd = -1, .born = world->n};
    return proc;
}

struct world_obj *fold_obj_get(struct world *world, strid name) {
    uint32_t index = world_map_get(&world->obj_map, name);
    if (name == 0 || index != UINT32_MAX) {
        return name == 0 ? NULL : &world->objs[index];
    }
    size_t cap = world->obj_cap;
    world->objs = mem_grow(world->objs, &cap, world->obj_count + 1, sizeof *world->objs);
    world->obj_cap = (uint32_t)cap;
    world_map_put(&world->obj_map, name, world->obj_count);
    struct world_obj *obj = &world->objs[world->obj_count++];
    *obj = (struct world_obj){.name = name, .capacity = -1};
    return obj;
}

static bool names_actor(const struct log *log, strid names, strid actor) {
    const char *list = log_str(log, names), *name = log_str(log, actor);
    size_t len = strlen(name);
    for (const char *at = list; len > 0 && (at = strstr(at, name)) != NULL; at++) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
            return true;
        }
    }
    return false;
}

/* A deadlock holds until one of its actors goes on or ends after all (by a signal). */
static void deadlock_moved(struct world *world, strid actor) {
    const struct event *record = log_at(world->log, world->deadlock);
    if (world->deadlock != 0 &&
        (record == NULL || names_actor(world->log, record->waits_for, actor))) {
        world->deadlock = 0;
    }
}

static void fold_run_start(struct world *world, const struct event *event) {
    world->lesson = event->name;
    world->program = event->text;
    world->params = event->state;
    world->schedule_given = event->waits_for;
}

/* Puts proc among the children of its parent, where it isn't yet. */
static void adopt(struct world *world, struct world_proc *proc, strid parent_name) {
    struct world_proc *parent =
        world_proc(world, parent_name) ? fold_proc_get(world, parent_name) : NULL;
    if (parent == NULL || proc->parent != 0) {
        return;
    }
    proc->parent = parent_name;
    proc->next_sibling = parent->first_child;
    parent->first_child = (uint32_t)(proc - world->procs) + 1;
}

static void fold_actor_start(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc == NULL) {
        return;
    }
    fold_close_all(world, proc);
    *proc = (struct world_proc){
        .name = proc->name,
        .parent = proc->parent,
        .pid = event->pid,
        .vpid = event->vpid,
        .fd = -1,
        .line = event->line,
        .since = world->n,
        .born = world->n,
        .first_child = proc->first_child,
        .next_sibling = proc->next_sibling,
        .first_fd = proc->first_fd,
        .last_fd = proc->last_fd,
    };
    adopt(world, proc, event->name);
}

/* Children that outlive their parent are orphans; those that ended before it are reaped by whoever
 * adopts them (init, or the runner): credentials(7), wait(2). */
static void leave_children(struct world *world, const struct world_proc *parent) {
    for (uint32_t next = parent->first_child; next != 0;) {
        struct world_proc *child = &world->procs[next - 1];
        child->orphan = child->orphan || proc_lives(child);
        child->state = child->state == PROC_ZOMBIE ? PROC_GONE : child->state;
        next = child->next_sibling;
    }
}

static void fold_actor_exit(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc == NULL) {
        return;
    }
    const struct world_proc *parent = world_proc(world, proc->parent);
    proc->state = parent != NULL && parent != proc && proc_lives(parent) ? PROC_ZOMBIE : PROC_GONE;
    proc->killed = (event->has & EVENT_HAS_SIGNAL) != 0;
    proc->status = (int32_t)event->ret;
    proc->since = world->n;
    proc->waits_for = 0;
    proc->why = 0;
    proc->ask = 0;
    fold_close_all(world, proc);
    leave_children(world, proc);
    deadlock_moved(world, proc->name);
}

static void fold_obj_new(struct world *world, const struct event *event) {
    struct world_obj *obj = fold_obj_get(world, event->obj);
    if (obj == NULL) {
        return;
    }
    obj->type = event->type < OBJ_COUNT ? (enum obj_type)event->type : OBJ_NONE;
    obj->type_name = event->name;
    obj->attrs = event->state;
    obj->maker = event->actor;
    obj->made = world->n;
    obj->gone = false;
    obj->touched = world->n;
    obj->capacity = json_int_or(json_get(json_of(log_str(world->log, obj->attrs)), "capacity"), -1);
    const struct world_kind *kind = world_kind(obj->type);
    if (kind->made != NULL) {
        kind->made(world, obj);
    }
}

/* More than was counted was put in by somebody without records, less was taken by one. */
static void fold_obj_fill(struct world *world, const struct event *event) {
    struct world_obj *obj = fold_obj_get(world, event->obj);
    if (obj == NULL || event->len < 0 || event->len > INT32_MAX) {
        return;
    }
    int64_t in_it = obj_in_flight(obj);
    obj->written = obj->taken + in_it; /* what a reader took before this told of it was written */
    if (event->len > in_it) {
        struct event put = {.off = obj->written, .len = event->len - in_it, .actor = event->actor};
        stream_put(obj, &put, world->n);
    } else {
        stream_take(obj, obj->taken, in_it - event->len);
    }
    obj->uncounted = true;
    obj->touched = world->n;
}

static void fold_obj_gone(struct world *world, const struct event *event) {
    struct world_obj *obj = fold_obj_get(world, event->obj);
    if (obj != NULL) {
        obj->gone = true;
        obj->touched = world->n;
    }
}

static void fold_step(struct world *world, const struct event *event) {
    world->steps++;
    world->actor = event->actor;
    world->step_record = world->n;
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc != NULL) {
        proc->steps++;
        proc->state = PROC_USER;
        proc->since = world->n;
    }
}

/* The terminal's signal to all: nobody's step, and pending where it is not ignored. */
static void fold_interrupt(struct world *world, const struct event *event) {
    world->steps++;
    world->actor = 0;
    world->step_record = world->n;
    for (uint32_t i = 0; i < world->obj_count; i++) {
        struct world_obj *obj = &world->objs[i];
        const struct world_proc *of =
            obj->type == OBJ_SIGNALS ? world_proc(world, obj->maker) : NULL;
        if (of != NULL && proc_lives(of) && names_actor(world->log, event->waits_for, of->name)) {
            kind_signals_sent(world, obj, event->ret);
            obj->touched = world->n;
        }
    }
}

/* What the process is at, from a record about an operation. */
static struct world_proc *proc_at(struct world *world, const struct event *event,
                                  enum proc_state state) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc == NULL) {
        return NULL;
    }
    proc->state = state;
    proc->since = world->n;
    proc->op = event->op < OP_COUNT ? (enum op_kind)event->op : OP_NONE;
    proc->obj = event->obj;
    proc->fd = (event->has & EVENT_HAS_FD) != 0 ? event->fd : -1;
    proc->line = event->line != 0 ? event->line : proc->line;
    proc->waits_for = 0;
    proc->why = 0;
    return proc;
}

static void fold_op_ready(struct world *world, const struct event *event) {
    struct world_proc *proc = proc_at(world, event, PROC_READY);
    if (proc == NULL) {
        return;
    }
    proc->call = event->text;
    struct world_obj *obj = proc->op == OP_HANDLER ? fold_obj_get(world, proc->obj) : NULL;
    if (obj != NULL && obj->type == OBJ_SIGNALS) {
        kind_signals_ready(obj, log_str(world->log, proc->call));
        obj->touched = world->n;
    }
}

static void fold_op_enter(struct world *world, const struct event *event) {
    struct world_proc *proc = proc_at(world, event, PROC_USER);
    if (proc != NULL) {
        proc->call = event->text;
        deadlock_moved(world, proc->name);
    }
}

static void fold_op_block(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc == NULL) {
        return;
    }
    /* The record may leave out what op.enter said. */
    int32_t fd = proc->fd;
    proc = proc_at(world, event, PROC_BLOCKED);
    if ((event->has & EVENT_HAS_FD) == 0) {
        proc->fd = fd;
    }
    proc->waits_for = event->waits_for;
    proc->why = event->text;
}

/* The child whose end a wait(2) told of: by name in the record's state, else by the name in the
 * call, waitpid(child), else by its pid, which is the result. */
static strid reaped(const struct world *world, const struct event *event) {
    const struct world_proc *waiter = world_proc(world, event->actor);
    if (waiter == NULL) {
        return 0;
    }
    char *said = json_strdup(json_get(json_of(log_str(world->log, event->state)), "child"));
    if (said != NULL) {
        strid found = log_find(world->log, said);
        mem_free(said);
        return found;
    }
    strid named = wait_child_name(world, waiter);
    for (uint32_t next = waiter->first_child; named == 0 && next != 0;) {
        const struct world_proc *child = &world->procs[next - 1];
        if (event->ret > 0 && (child->vpid == event->ret || child->pid == event->ret)) {
            named = child->name;
        }
        next = child->next_sibling;
    }
    return named;
}

static void fold_reap(struct world *world, const struct event *event) {
    strid name = event->text == 0 ? reaped(world, event) : 0;
    struct world_proc *child = world_proc(world, name) == NULL ? NULL : fold_proc_get(world, name);
    if (child != NULL && child->state == PROC_ZOMBIE) {
        child->state = PROC_GONE;
        child->since = world->n;
    }
}

static void fold_op_exit(struct world *world, const struct event *event) {
    if (event->op == OP_WAIT) {
        fold_reap(world, event);
    }
    struct world_proc *proc = proc_at(world, event, PROC_USER);
    if (proc == NULL) {
        return;
    }
    proc->has_ret = (event->has & EVENT_HAS_RET) != 0;
    proc->last_ret = event->ret;
    proc->last_err = event->text;
    proc->ask = event->op == OP_ASK ? 0 : proc->ask;
    proc->program = event->op == OP_EXEC && event->text == 0 ? event->state : proc->program;
    deadlock_moved(world, proc->name);
    fold_flags(world, proc, event);
    struct world_obj *obj = fold_obj_get(world, event->obj);
    if (obj == NULL) {
        return;
    }
    obj->touched = world->n;
    obj->state = event->state != 0 ? event->state : obj->state;
    const struct world_kind *kind = world_kind(obj->type);
    if (kind->did != NULL) {
        kind->did(world, obj, event);
    }
}

static void fold_mark(struct world *world, const struct event *event) {
    size_t cap = world->mark_cap;
    world->marks = mem_grow(world->marks, &cap, world->mark_count + 1, sizeof *world->marks);
    world->mark_cap = (uint32_t)cap;
    world->marks[world->mark_count++] =
        (struct world_mark){.T = (event->has & EVENT_HAS_T) != 0 ? event->ret : -1,
                            .label = event->name,
                            .record = world->n};
}

static void fold_say(struct world *world, const struct event *event) {
    world->say = event->text;
}

static void fold_print(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc != NULL) {
        proc->last_print = event->text;
    }
}

static void fold_ask(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc != NULL) {
        proc->ask = event->text;
    }
}

static void fold_answer(struct world *world, const struct event *event) {
    struct world_proc *proc = fold_proc_get(world, event->actor);
    if (proc != NULL) {
        proc->ask = 0;
    }
}

static void fold_deadlock(struct world *world, const struct event *event) {
    (void)event;
    world->deadlock = world->n;
}

static void fold_run_end(struct world *world, const struct event *event) {
    world->outcome = event->type <= OUTCOME_STOPPED ? (enum run_outcome)event->type : OUTCOME_NONE;
    world->expected = event->text;
    world->schedule = event->waits_for;
    world->as_expected = (event->has & EVENT_TRUTH) != 0;
    world->interrupted = interrupted_by(world->log, world->n);
}

static void (*const folds[EVENT_KIND_COUNT])(struct world *, const struct event *) = {
    [EVENT_RUN_START] = fold_run_start,
    [EVENT_ACTOR_START] = fold_actor_start,
    [EVENT_ACTOR_EXIT] = fold_actor_exit,
    [EVENT_OBJ_NEW] = fold_obj_new,
    [EVENT_OBJ_GONE] = fold_obj_gone,
    [EVENT_FD_OPEN] = fold_fd_open,
    [EVENT_FD_CLOSE] = fold_fd_close,
    [EVENT_STEP] = fold_step,
    [EVENT_OP_READY] = fold_op_ready,
    [EVENT_OP_ENTER] = fold_op_enter,
    [EVENT_OP_BLOCK] = fold_op_block,
    [EVENT_OP_EXIT] = fold_op_exit,
    [EVENT_MARK] = fold_mark,
    [EVENT_SAY] = fold_say,
    [EVENT_PRINT] = fold_print,
    [EVENT_ASK] = fold_ask,
    [EVENT_ANSWER] = fold_answer,
    [EVENT_DEADLOCK] = fold_deadlock,
    [EVENT_RUN_END] = fold_run_end,
    [EVENT_OBJ_FILL] = fold_obj_fill,
    [EVENT_INTERRUPT] = fold_interrupt,
};

bool world_fold(struct world *world) {
    const struct event *event = log_at(world->log, world->n + 1);
    if (event == NULL) {
        return false;
    }
    world->n++;
    world->t = event->t;
    if (event->kind < EVENT_KIND_COUNT && folds[event->kind] != NULL) {
        folds[event->kind](world, event);
    }
    return true;
}

void world_fold_to(struct world *world, uint64_t n) {
    while (world->n < n && world_fold(world)) {
    }
}
