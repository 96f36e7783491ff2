/* SPDX-License-Identifier: MIT */
/* cast.c: see cast.h. Actors and objects are told apart by which list their name stands in. */
#include "cast.h"
#include "columns.h"
#include "json_value.h"
#include "mem.h"
#include "queue_items.h"
#include "states.h"
#include <string.h>

void cast_init(struct cast *cast) {
    memset(cast, 0, sizeof(*cast));
}

void cast_done(struct cast *cast) {
    if (cast == NULL) {
        return;
    }
    for (size_t i = 0; i < cast->actor_count; i++) {
        mem_free(cast->actors[i].name);
    }
    for (size_t i = 0; i < cast->obj_count; i++) {
        mem_free(cast->objs[i].name);
    }
    mem_free(cast->actors);
    mem_free(cast->objs);
    mem_free(cast->links);
    mem_free(cast->by_id);
    cast_init(cast);
}

/* by_id holds place + 1; at 2*id for an actor, behind it for an object: a process and an object may
 * have one name. The first one of a name wins. */
static void number(struct cast *cast, size_t at, size_t place) {
    if (at >= cast->by_id_cap) {
        cast->by_id = mem_grow(cast->by_id, &cast->by_id_cap, at + 1, sizeof(size_t));
    }
    if (cast->by_id[at] == 0) {
        cast->by_id[at] = place + 1;
    }
}

static int place_of(const struct cast *cast, strid id, size_t which) {
    size_t at = 2 * (size_t)id + which;
    return id == 0 || at >= cast->by_id_cap ? -1 : (int)cast->by_id[at] - 1;
}

int cast_actor(const struct cast *cast, strid id) {
    return place_of(cast, id, 0);
}

int cast_obj(const struct cast *cast, strid id) {
    return place_of(cast, id, 1);
}

static void add_actor(struct cast *cast, strid id) {
    const char *name = log_str(cast->log, id);
    size_t i = 0;

    if (id == 0 || cast_actor(cast, id) >= 0) {
        return;
    }
    /* Known from an earlier run? Only those that this log has not numbered yet can be it. */
    while (i < cast->actor_count &&
           (cast->actors[i].id != 0 || strcmp(cast->actors[i].name, name) != 0)) {
        i++;
    }
    if (i == cast->actor_count) {
        cast->actors = mem_grow(cast->actors, &cast->actor_cap, i + 1, sizeof(*cast->actors));
        cast->actors[i] = (struct cast_actor){.name = mem_strdup(name)};
        cast->actor_count++;
    }
    cast->actors[i].id = id;
    number(cast, 2 * (size_t)id, i);
}

/* The locks of a queue are shown inside of it, not beside it. */
static bool is_part(const struct cast *cast, const char *name) {
    for (size_t i = 0; i < cast->obj_count; i++) {
        if (cast->objs[i].type == OBJ_QUEUE && queue_is_part(cast->objs[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void add_obj(struct cast *cast, const struct event *event) {
    strid id = event->obj;
    const char *name = log_str(cast->log, id);
    struct json attrs = json_of(log_str(cast->log, event->state));
    size_t i = 0;

    if (id == 0 || cast_obj(cast, id) >= 0 || is_part(cast, name)) {
        return;
    }
    while (i < cast->obj_count &&
           (cast->objs[i].id != 0 || strcmp(cast->objs[i].name, name) != 0)) {
        i++;
    }
    if (i == cast->obj_count) {
        cast->objs = mem_grow(cast->objs, &cast->obj_cap, i + 1, sizeof(*cast->objs));
        cast->objs[i] =
            (struct cast_obj){.name = mem_strdup(name), .type = (enum obj_type)event->type};
        cast->objs[i].row = i;
        cast->objs[i].write_track = 2 * i;
        cast->objs[i].read_track = 2 * i + 1;
        cast->obj_count++;
    }
    cast->objs[i].id = id;
    cast->objs[i].length =
        json_int_or(json_get(attrs, "length"), json_int_or(json_get(attrs, "initial"), 0));
    number(cast, 2 * (size_t)id + 1, i);
}

static void add_link(struct cast *cast, strid actor, strid obj, enum fd_end end) {
    int a = cast_actor(cast, actor);
    int o = cast_obj(cast, obj);

    if (a < 0 || o < 0 || (end == END_RW && cast->objs[o].type == OBJ_QUEUE)) {
        return; /* its semaphores: the wires are those of its pipe */
    }
    cast->objs[o].ends = cast->objs[o].ends || end != END_RW;
    for (size_t i = 0; i < cast->link_count; i++) {
        const struct cast_link *link = &cast->links[i];
        if (link->actor == (size_t)a && link->obj == (size_t)o && link->end == end) {
            return;
        }
    }
    cast->links =
        mem_grow(cast->links, &cast->link_cap, cast->link_count + 1, sizeof(*cast->links));
    cast->links[cast->link_count++] = (struct cast_link){
        .actor = (size_t)a, .obj = (size_t)o, .end = end, .slot = cast->actors[a].links++};
    if (end == END_W) {
        cast->objs[o].writers++;
    } else {
        cast->objs[o].readers++;
    }
}

static void add_about(struct cast *cast, const struct event *event) {
    int actor = cast_actor(cast, event->actor);
    int width = columns(state_op((enum op_kind)event->op));

    if (actor >= 0) {
        width += event->obj != 0 ? 1 + columns(log_str(cast->log, event->obj)) : 0;
        cast->actors[actor].about =
            width > cast->actors[actor].about ? width : cast->actors[actor].about;
    }
}

static void look_at(struct cast *cast, const struct event *event) {
    switch ((enum event_kind)event->kind) {
    case EVENT_ACTOR_START:
        add_actor(cast, event->actor);
        break;
    case EVENT_OBJ_NEW:
        add_obj(cast, event);
        break;
    case EVENT_FD_OPEN:
        if (event->end == END_R || event->end == END_RW) {
            add_link(cast, event->actor, event->obj, END_R);
        }
        if (event->end == END_W || event->end == END_RW) {
            add_link(cast, event->actor, event->obj, END_W);
        }
        break;
    case EVENT_OP_READY:
        /* An object that is used without a descriptor: memory, a lock. */
        if (event->obj != 0 && (event->has & EVENT_HAS_FD) == 0) {
            add_link(cast, event->actor, event->obj, END_RW);
        }
        add_about(cast, event);
        break;
    case EVENT_OP_EXIT:
        if (event->op == OP_SENDTO) { /* no descriptor leads there, but messages go */
            add_link(cast, event->actor, event->obj, END_W);
        } else if (event->op == OP_KILL && event->obj != 0) {
            add_link(cast, event->actor, event->obj, END_RW);
        }
        break;
    case EVENT_MARK:
        cast->marked++;
        cast->marks = cast->marked > cast->marks ? cast->marked : cast->marks;
        break;
    case EVENT_UNKNOWN:
    case EVENT_RUN_START:
    case EVENT_ACTOR_EXIT:
    case EVENT_OBJ_GONE:
    case EVENT_OBJ_FILL:
    case EVENT_INTERRUPT:
    case EVENT_FD_CLOSE:
    case EVENT_STEP:
    case EVENT_OP_ENTER:
    case EVENT_OP_BLOCK:
    case EVENT_SAY:
    case EVENT_PRINT:
    case EVENT_ASK:
    case EVENT_ANSWER:
    case EVENT_DEADLOCK:
    case EVENT_RUN_END:
    case EVENT_KIND_COUNT:
        break;
    }
}

void cast_restart(struct cast *cast) {
    cast->log = NULL;
    cast->n = 0;
    cast->marked = 0;
    if (cast->by_id_cap > 0) {
        memset(cast->by_id, 0, cast->by_id_cap * sizeof(size_t));
    }
    for (size_t i = 0; i < cast->actor_count; i++) {
        cast->actors[i].id = 0;
    }
    for (size_t i = 0; i < cast->obj_count; i++) {
        cast->objs[i].id = 0;
    }
}

void cast_update(struct cast *cast, const struct log *log) {
    cast->log = log;
    while (cast->n < log_count(log)) {
        look_at(cast, log_at(log, ++cast->n));
    }
}
