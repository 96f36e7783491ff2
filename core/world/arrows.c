/* SPDX-License-Identifier: MIT */
/* arrows.c: see arrows.h. */
#include "arrows.h"
#include "kinds.h"
#include "mem.h"
#include "world_map.h"
#include <string.h>

/* So many early reads are remembered: of a log whose writes do not show, the last ones. */
enum { EARLY_MAX = 256 };

/* The end of the range of a record that has one, -1 for another. */
static int64_t range_end(const struct event *event) {
    if ((event->has & EVENT_HAS_RANGE) == 0 || event->off < 0 || event->len <= 0 ||
        event->off > INT64_MAX - event->len) {
        return -1;
    }
    return event->off + event->len;
}

size_t arrows_first(const struct arrows *arrows, uint64_t n) {
    size_t low = 0, high = arrows->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (arrows->arrows[middle].to < n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Mostly at the end; an early read's arrow comes later than its neighbours. */
static void insert(struct arrows *arrows, uint64_t from, uint64_t to) {
    size_t at = arrows_first(arrows, to + 1);
    arrows->arrows =
        mem_grow(arrows->arrows, &arrows->cap, arrows->count + 1, sizeof *arrows->arrows);
    memmove(&arrows->arrows[at + 1], &arrows->arrows[at],
            (arrows->count - at) * sizeof *arrows->arrows);
    arrows->arrows[at] = (struct arrow){(uint32_t)from, (uint32_t)to};
    arrows->count++;
    if (world_map_get(&arrows->readers, from) == UINT32_MAX) {
        world_map_put(&arrows->readers, from, (uint32_t)to);
    }
}

static void take_read(struct arrows *arrows, const struct world_obj *obj, const struct event *event,
                      uint64_t n) {
    int64_t end = range_end(event);
    for (uint32_t i = 0; i < obj->item_count && obj->items[i].off < end; i++) {
        const struct world_item *item = &obj->items[i];
        if (item->off + item->len > event->off) {
            insert(arrows, item->record, n);
        }
    }
    if (end > obj->written) {
        if (arrows->early_count == EARLY_MAX) {
            memmove(arrows->early, arrows->early + 1, --arrows->early_count * sizeof(struct arrow));
        }
        arrows->early = mem_grow(arrows->early, &arrows->early_cap, arrows->early_count + 1,
                                 sizeof *arrows->early);
        arrows->early[arrows->early_count++] = (struct arrow){0, (uint32_t)n};
    }
}

/* The reads that took from this write while it slept get their arrows now. */
static void take_write(struct arrows *arrows, const struct world *before, const struct event *event,
                       uint64_t n) {
    int64_t end = range_end(event);
    size_t kept = 0;
    for (size_t i = 0; i < arrows->early_count; i++) {
        struct arrow early = arrows->early[i];
        const struct event *read = log_at(before->log, early.to);
        if (read->obj != event->obj) {
            arrows->early[kept++] = early;
            continue;
        }
        if (range_end(read) > event->off && read->off < end) {
            insert(arrows, n, early.to);
        }
        if (range_end(read) > end) {
            arrows->early[kept++] = early;
        }
    }
    arrows->early_count = kept;
}

/* Messages that are not received in the order in which they were sent. */
static void take_message(struct arrows *arrows, const struct world *before,
                         const struct world_obj *obj, const struct event *event, uint64_t n) {
    const struct world_item *item = world_kind(obj->type)->taken(before, obj, event);
    if (item != NULL) {
        insert(arrows, item->record, n);
    }
}

void arrows_take(struct arrows *arrows, const struct world *before, const struct event *event,
                 uint64_t n) {
    const struct world_obj *obj =
        event->kind == EVENT_OP_EXIT && n <= UINT32_MAX ? world_obj(before, event->obj) : NULL;
    if (obj == NULL) {
        return;
    }
    if (world_kind(obj->type)->taken != NULL) {
        take_message(arrows, before, obj, event, n);
        return;
    }
    if (range_end(event) < 0) {
        return;
    }
    if (event->off < obj->written || event->op == OP_READ || event->op == OP_RECV ||
        event->op == OP_CHAN_RECV) {
        take_read(arrows, obj, event, n);
    } else if (arrows->early_count > 0) {
        take_write(arrows, before, event, n);
    }
}

void arrows_done(struct arrows *arrows) {
    mem_free(arrows->arrows);
    mem_free(arrows->early);
    world_map_done(&arrows->readers);
    *arrows = (struct arrows){0};
}

size_t arrows_memory(const struct arrows *arrows) {
    return arrows->cap * sizeof *arrows->arrows + arrows->early_cap * sizeof *arrows->early +
           world_map_memory(&arrows->readers);
}
