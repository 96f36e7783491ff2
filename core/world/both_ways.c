/* SPDX-License-Identifier: MIT */
/* both_ways.c: see both_ways.h. */
#include "both_ways.h"

/* Any numbers may stand in a record. */
static bool moves(const struct event *event, const struct world_obj *obj, enum op_kind op) {
    return event->kind == EVENT_OP_EXIT && event->op == op && event->obj == obj->name &&
           (event->has & EVENT_HAS_RANGE) != 0 && event->off >= 0 && event->len > 0 &&
           event->off <= INT64_MAX - event->len;
}

/* The first record from n on of a write into obj, or one behind the last record of all. */
static uint64_t next_write(const struct world *world, const struct world_obj *obj, uint64_t n) {
    while (n <= world->n && !moves(log_at(world->log, n), obj, OP_WRITE)) {
        n++;
    }
    return n;
}

/* Whether a read took something that its own process had written. *write: from where on to look;
 * both go up, since bytes leave a pipe as they came in. */
static bool took_own(const struct world *world, const struct world_obj *obj,
                     const struct event *read, uint64_t *write) {
    int64_t end = read->off + read->len;
    while (*write <= world->n) {
        const struct event *put = log_at(world->log, *write);
        bool overlaps = put->off < end && put->off + put->len > read->off;
        if (overlaps && put->actor == read->actor) {
            return true;
        }
        if (put->off + put->len > end) {
            return false; /* the next read may begin in it */
        }
        *write = next_write(world, obj, *write + 1);
    }
    return false;
}

static bool another_reads(const struct world *world, const struct world_obj *obj, strid actor) {
    for (uint64_t n = 1; n <= world->n; n++) {
        const struct event *event = log_at(world->log, n);
        if (event->kind == EVENT_OP_ENTER && event->op == OP_READ && event->obj == obj->name &&
            event->actor != actor) {
            return true;
        }
    }
    return false;
}

const struct world_proc *both_ways_reader(const struct world *world, const struct world_obj *obj) {
    uint64_t write = next_write(world, obj, 1);
    for (uint64_t n = 1; n <= world->n; n++) {
        const struct event *event = log_at(world->log, n);
        if (moves(event, obj, OP_READ) && took_own(world, obj, event, &write)) {
            return another_reads(world, obj, event->actor) ? world_proc(world, event->actor) : NULL;
        }
    }
    return NULL;
}
