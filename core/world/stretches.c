/* SPDX-License-Identifier: MIT */
/* stretches.c: see stretches.h. An operation is open from its op.enter to its op.exit; an actor has
 * at most one open, the last of its lane. */
#include "stretches.h"
#include "mem.h"
#include "world_map.h"

enum { RECORD_MAX = INT32_MAX };

long lanes_find(const struct lanes *lanes, strid actor) {
    uint32_t index = world_map_get(&lanes->by_actor, actor);
    return index == UINT32_MAX ? -1 : (long)index;
}

static struct lane *lane_get(struct lanes *lanes, strid actor, uint64_t n, uint64_t step) {
    long found = lanes_find(lanes, actor);
    if (found >= 0 || actor == 0) {
        return actor == 0 ? NULL : &lanes->lanes[found];
    }
    lanes->lanes = mem_grow(lanes->lanes, &lanes->cap, lanes->count + 1, sizeof *lanes->lanes);
    world_map_put(&lanes->by_actor, actor, (uint32_t)lanes->count);
    struct lane *lane = &lanes->lanes[lanes->count++];
    *lane = (struct lane){.life = {.actor = actor, .born = n, .born_step = step}};
    return lane;
}

static struct lane_op *open_op(struct lane *lane) {
    if (lane->count == 0 || lane->ops[lane->count - 1].done != 0) {
        return NULL;
    }
    return &lane->ops[lane->count - 1];
}

static void finish(struct lane *lane, uint32_t n, uint64_t step) {
    struct lane_op *op = open_op(lane);
    if (op != NULL) {
        op->done = n & RECORD_MAX;
        lane->slept_now += op->blocked ? (uint32_t)(step - lane->entered_step) : 0;
    }
}

static void enter(struct lane *lane, uint32_t n, uint64_t step) {
    finish(lane, n, step);
    lane->ops = mem_grow(lane->ops, &lane->cap, lane->count + 1, sizeof *lane->ops);
    lane->slept = mem_grow(lane->slept, &lane->slept_cap, lane->count + 1, sizeof *lane->slept);
    lane->slept[lane->count] = lane->slept_now;
    lane->ops[lane->count++] = (struct lane_op){.enter = n};
    lane->entered_step = step;
}

/* Which kinds make a lane, and which matter at all. */
enum use { USE_NONE, USE_START, USE_ENTER, USE_BLOCK, USE_EXIT, USE_END };

static const uint8_t uses[EVENT_KIND_COUNT] = {
    [EVENT_ACTOR_START] = USE_START, [EVENT_OP_ENTER] = USE_ENTER, [EVENT_OP_BLOCK] = USE_BLOCK,
    [EVENT_OP_EXIT] = USE_EXIT,      [EVENT_ACTOR_EXIT] = USE_END,
};

void lanes_take(struct lanes *lanes, const struct event *event, uint64_t number, uint64_t step) {
    enum use use = event->kind < EVENT_KIND_COUNT ? (enum use)uses[event->kind] : USE_NONE;
    if (use == USE_NONE || number > RECORD_MAX) { /* that would be 200 GB of log */
        return;
    }
    uint32_t n = (uint32_t)number;
    struct lane *lane = lane_get(lanes, event->actor, n, step);
    if (lane == NULL) {
        return;
    }
    if (use == USE_ENTER) {
        enter(lane, n, step);
    } else if (use == USE_BLOCK && open_op(lane) != NULL) {
        open_op(lane)->blocked = 1;
    } else if (use == USE_EXIT || use == USE_END) {
        finish(lane, n, step);
    }
    if (use == USE_START || use == USE_END) {
        lane->life.ended = use == USE_END ? n : 0;
        lane->life.ended_step = use == USE_END ? step : 0;
    }
}

size_t lane_first_op(const struct lane *lane, uint64_t n) {
    size_t low = 0, high = lane->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct lane_op *op = &lane->ops[middle];
        if (op->done != 0 && op->done < n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t lane_ops_until(const struct lane *lane, uint64_t n) {
    size_t low = 0, high = lane->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lane->ops[middle].enter <= n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void lanes_done(struct lanes *lanes) {
    for (size_t i = 0; i < lanes->count; i++) {
        mem_free(lanes->lanes[i].ops);
        mem_free(lanes->lanes[i].slept);
    }
    mem_free(lanes->lanes);
    world_map_done(&lanes->by_actor);
    *lanes = (struct lanes){0};
}

size_t lanes_memory(const struct lanes *lanes) {
    size_t total = lanes->cap * sizeof *lanes->lanes + world_map_memory(&lanes->by_actor);
    for (size_t i = 0; i < lanes->count; i++) {
        total += lanes->lanes[i].cap * sizeof *lanes->lanes[i].ops +
                 lanes->lanes[i].slept_cap * sizeof *lanes->lanes[i].slept;
    }
    return total;
}
