/* SPDX-License-Identifier: MIT */
/*
 * kind_shared.c: Value and Array: cells in memory that processes share. The world keeps, for each
 * cell, which record last stored into it; the numbers themselves are in the records. Nobody ever
 * waits for memory.
 */
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include "shared_cells.h"
#include <stdlib.h>
#include <string.h>

enum { CELLS_MAX = 4096, LOOK_BACK = 4096 };

static void put_number(struct json value, struct buf *out) {
    size_t before = out->len;
    json_put_said(value, out); /* "nan", "inf" */
    if (out->len == before && value.at != NULL) {
        buf_put(out, value.at, value.len);
    }
}

void cells_text(const struct world *world, const struct world_obj *obj, uint32_t cell,
                struct buf *out) {
    if (cell >= obj->cell_count) {
        return;
    }
    const struct event *event = log_at(world->log, obj->cells[cell]);
    size_t before = out->len;
    if (obj->cells[cell] != 0 && event != NULL) {
        put_number(json_get(json_of(log_str(world->log, event->state)), "value"), out);
    } else {
        struct json attrs = json_of(log_str(world->log, obj->attrs));
        put_number(json_at(json_get(attrs, "cells"), cell), out);
    }
    buf_puts(out, out->len == before ? "0" : "");
}

uint32_t cells_of_record(const struct log *log, const struct event *event) {
    struct json state = json_of(log_str(log, event->state));
    int64_t cell = json_int_or(json_get(state, "cell"), 0);
    return cell < 0 || cell >= CELLS_MAX ? 0 : (uint32_t)cell;
}

bool cells_mapped(const struct world *world, const struct world_obj *obj,
                  const struct world_proc *proc) {
    if (!proc_lives(proc)) {
        return false;
    }
    /* Each of its forebears down to the maker must have been forked after the memory was made; a
     * damaged log may have a circle among them. */
    for (uint32_t i = 0; i <= world->proc_count && proc != NULL; i++) {
        if (proc->name == obj->maker) {
            return true;
        }
        if (proc->born < obj->made) {
            return false;
        }
        proc = world_proc(world, proc->parent);
    }
    return false;
}

uint64_t cells_stale(const struct world *world, const struct world_obj *obj, uint32_t cell,
                     const struct world_proc *proc) {
    uint64_t stored = cell < obj->cell_count ? obj->cells[cell] : 0;
    const struct event *store = log_at(world->log, stored);
    if (stored == 0 || store == NULL || store->actor == proc->name) {
        return 0;
    }
    uint64_t least = stored > LOOK_BACK ? stored - LOOK_BACK : 1;
    for (uint64_t n = world->n; n >= least && n > 0; n--) {
        const struct event *event = log_at(world->log, n);
        bool own = event->kind == EVENT_OP_EXIT && event->actor == proc->name &&
                   event->obj == obj->name && cells_of_record(world->log, event) == cell;
        if (own) {
            return event->op == OP_LOAD && n < stored ? n : 0;
        }
    }
    return 0;
}

static void made(struct world *world, struct world_obj *obj) {
    struct json attrs = json_of(log_str(world->log, obj->attrs));
    int64_t length = json_int_or(json_get(attrs, "length"), 1);
    obj->cell_count = length < 1 ? 1 : length > CELLS_MAX ? CELLS_MAX : (uint32_t)length;
    mem_free(obj->cells);
    obj->cells = mem_new(obj->cell_count * sizeof *obj->cells);
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    uint32_t cell = cells_of_record(world->log, event);
    if (event->op == OP_STORE && event->text == 0 && cell < obj->cell_count) {
        obj->cells[cell] = world->n;
    }
}

static void put_mapped(const struct world *world, const struct world_obj *obj, struct buf *out) {
    const char *between = "";
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (cells_mapped(world, obj, &world->procs[i])) {
            buf_putf(out, "%s%s", between, log_str(world->log, world->procs[i].name));
            between = " ";
        }
    }
}

static void put_cells(const struct world *world, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < obj->cell_count; i++) {
        buf_puts(out, i > 0 ? " " : "");
        cells_text(world, obj, i, out);
    }
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    struct json attrs = json_of(log_str(world->log, obj->attrs));
    buf_puts(out, "'");
    json_put_said(json_get(attrs, "typecode"), out);
    buf_puts(out, "' (");
    json_put_said(json_get(attrs, "ctype"), out);
    if (obj->type == OBJ_ARRAY) {
        buf_putf(out, "[%u]", obj->cell_count);
    }
    buf_putf(out, "), %lld bytes: ", (long long)json_int_or(json_get(attrs, "bytes"), 0));
    put_cells(world, obj, out);
    buf_puts(out, "; mapped in: ");
    size_t before = out->len;
    put_mapped(world, obj, out);
    buf_puts(out, out->len == before ? "nobody, so it is gone" : "");
}

/* A cell of an Array by its number, a Value's as "value". */
static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    char *end = NULL;
    unsigned long cell = strtoul(name, &end, 10);
    if (strcmp(name, "mapped") == 0) {
        put_mapped(world, obj, out);
    } else if (strcmp(name, "cells") == 0) {
        put_cells(world, obj, out);
    } else if (strcmp(name, "value") == 0 && obj->type == OBJ_VALUE) {
        cells_text(world, obj, 0, out);
    } else if (name[0] >= '0' && name[0] <= '9' && *end == '\0' && cell < obj->cell_count) {
        cells_text(world, obj, (uint32_t)cell, out);
    } else {
        return false;
    }
    return true;
}

/* Before a store that was made from an old number. */
static void ready(const struct world *world, const struct world_obj *obj,
                  const struct world_proc *proc, struct buf *out) {
    uint32_t cell = 0;
    const char *call = log_str(world->log, proc->call), *bracket = strchr(call, '[');
    if (obj->type == OBJ_ARRAY && bracket != NULL) {
        cell = (uint32_t)strtoul(bracket + 1, NULL, 10);
    }
    uint64_t load = proc->op == OP_STORE ? cells_stale(world, obj, cell, proc) : 0;
    if (load == 0) {
        return;
    }
    const struct event *store = log_at(world->log, obj->cells[cell]);
    buf_putf(out, " It has read ");
    put_number(json_get(json_of(log_str(world->log, log_at(world->log, load)->state)), "value"),
               out);
    buf_puts(out, "; since then ");
    buf_puts(out, log_str(world->log, store->actor));
    buf_puts(out, " has written ");
    cells_text(world, obj, cell, out);
    buf_puts(out, ". If this write is made from what it read, that update will be lost.");
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    (void)world;
    (void)proc;
    set->unknown = true;
}

static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    (void)set;
    wait_tell_call(world, proc, out);
    buf_puts(out, ".");
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    (void)proc;
    buf_puts(out, "nothing: memory never makes anybody wait");
}

static const char *const value_fields[] = {"value", "mapped", NULL};
static const char *const array_fields[] = {"cells", "0", "1", "mapped", NULL};

const struct world_kind kind_value = {.type = OBJ_VALUE,
                                      .wait = {.who = who, .why = why, .need = need},
                                      .made = made,
                                      .did = did,
                                      .ready = ready,
                                      .describe = describe,
                                      .field = field,
                                      .fields = value_fields};
const struct world_kind kind_array = {.type = OBJ_ARRAY,
                                      .wait = {.who = who, .why = why, .need = need},
                                      .made = made,
                                      .did = did,
                                      .ready = ready,
                                      .describe = describe,
                                      .field = field,
                                      .fields = array_fields};
