/* SPDX-License-Identifier: MIT */
/*
 * predict_cell.c: the numbers that one may expect of a load from shared memory, or to be left by a
 * store: what is there, what this process saw last, what another one is about to store, and the sum
 * of two updates of which one gets lost.
 */
#include "json_value.h"
#include "predict_parts.h"
#include "shared_cells.h"
#include "text.h"
#include <stdlib.h>
#include <string.h>

/* "a[3] = 5", "*v": the cell of a call. */
static uint32_t cell_of(const char *call) {
    const char *bracket = strchr(call, '[');
    long cell = bracket == NULL ? 0 : strtol(bracket + 1, NULL, 10);
    return cell < 0 || cell > UINT16_MAX ? 0 : (uint32_t)cell;
}

/* What a store's call puts there; false where it is no whole number. */
static bool stored(const struct world *world, const struct world_proc *proc, int64_t *ret_value) {
    const char *equals = strstr(log_str(world->log, proc->call), " = ");
    return equals != NULL && text_to_int(equals + 3, ret_value);
}

static bool in_cell(const struct world *world, const struct world_obj *obj, uint32_t cell,
                    int64_t *ret_value) {
    struct buf text = {0};
    cells_text(world, obj, cell, &text);
    bool whole = text.len > 0 && text_to_int(buf_str(&text), ret_value);
    buf_done(&text);
    return whole;
}

/* What this process had of the cell last: what it loaded or stored, else what was there first. */
static bool seen(const struct world *world, const struct world_obj *obj, uint32_t cell,
                 const struct world_proc *proc, int64_t *ret_value) {
    enum { LOOK_BACK = 4096 };
    uint64_t least = world->n > LOOK_BACK ? world->n - LOOK_BACK : 1;
    for (uint64_t n = world->n; n >= least && n > 0; n--) {
        const struct event *event = log_at(world->log, n);
        if (event->kind == EVENT_OP_EXIT && event->actor == proc->name && event->obj == obj->name &&
            cells_of_record(world->log, event) == cell) {
            *ret_value = event->ret;
            return (event->has & EVENT_HAS_RET) != 0;
        }
    }
    struct json attrs = json_of(log_str(world->log, obj->attrs));
    return json_int(json_at(json_get(attrs, "cells"), cell), ret_value);
}

/* In rising order, each number once: so the place of a choice says nothing. */
static void offer_number(struct predict_set *set, const char *text, int64_t value) {
    struct prediction choice = {
        .kind = PREDICT_GOES_ON, .has_value = true, .value = value, .text = text};
    size_t at = 0;
    while (at < set->count && set->choices[at].value < value) {
        at++;
    }
    if (at < set->count && set->choices[at].value == value) {
        return;
    }
    predict_offer(set, choice);
    if (set->choices[set->count - 1].value == value) {
        memmove(set->choices + at + 1, set->choices + at,
                (set->count - 1 - at) * sizeof set->choices[0]);
        set->choices[at] = choice;
    }
}

/* What others are about to store there: to a load it may seem to have been, to a store it seems to
 * be added. */
static void offer_pending(const struct world *world, const struct world_proc *proc, int64_t now,
                          const int64_t *own, const char *text, struct predict_set *set) {
    uint32_t cell = cell_of(log_str(world->log, proc->call));
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *other = &world->procs[i];
        int64_t value, sum;
        if (other == proc || other->state != PROC_READY || other->op != OP_STORE ||
            other->obj != proc->obj || cell_of(log_str(world->log, other->call)) != cell ||
            !stored(world, other, &value)) {
            continue;
        }
        if (own == NULL) {
            offer_number(set, text, value);
        } else if (!__builtin_sub_overflow(value, now, &sum) &&
                   !__builtin_add_overflow(sum, *own, &sum)) {
            offer_number(set, text, sum);
        }
    }
}

static void load(const struct world *world, const struct world_obj *obj,
                 const struct world_proc *proc, struct predict_set *set) {
    static const char text[] = "reads";
    uint32_t cell = cell_of(log_str(world->log, proc->call));
    int64_t now, last;
    if (!in_cell(world, obj, cell, &now)) {
        return;
    }
    offer_number(set, text, now);
    if (seen(world, obj, cell, proc, &last)) {
        offer_number(set, text, last);
    }
    offer_pending(world, proc, now, NULL, text, set);
}

static void store(const struct world *world, const struct world_obj *obj,
                  const struct world_proc *proc, struct predict_set *set) {
    static const char text[] = "stores; the value is then";
    uint32_t cell = cell_of(log_str(world->log, proc->call));
    int64_t now, own, last, sum;
    if (!in_cell(world, obj, cell, &now) || !stored(world, proc, &own)) {
        return;
    }
    offer_number(set, text, own);
    if (cells_stale(world, obj, cell, proc) == 0) {
        offer_pending(world, proc, now, &own, text, set);
    } else if (seen(world, obj, cell, proc, &last) && !__builtin_sub_overflow(own, last, &sum) &&
               !__builtin_add_overflow(sum, now, &sum)) {
        offer_number(set, text, sum);
    }
}

void predict_cells(const struct world *world, const struct world_proc *proc,
                   struct predict_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    if (obj == NULL) {
        return;
    }
    if (proc->op == OP_LOAD) {
        load(world, obj, proc, set);
    } else {
        store(world, obj, proc, set);
    }
    if (set->count < 2) {
        set->count = 0;
    }
}
