/* SPDX-License-Identifier: MIT */
/*
 * timeline_lanes.c: what a timeline says of one actor's lane: its stretches and operations as
 * steps, what it did until a step, where something began or ended.
 */
#include "timeline_parts.h"

size_t timeline_lane_count(const struct timeline *timeline) {
    return timeline->lanes.count;
}

const struct timeline_lane *timeline_lane(const struct timeline *timeline, size_t index) {
    return index < timeline->lanes.count ? &timeline->lanes.lanes[index].life : NULL;
}

long timeline_lane_of(const struct timeline *timeline, strid actor) {
    return lanes_find(&timeline->lanes, actor);
}

/* An array that is being filled, and the next step that nothing was said about yet. */
struct filling {
    struct timeline_stretch *stretches;
    size_t count, max;
    uint64_t next;
};

static void fill(struct filling *filling, struct timeline_stretch stretch) {
    if (filling->count < filling->max && stretch.from <= stretch.to) {
        filling->stretches[filling->count++] = stretch;
    }
    filling->next = stretch.to + 1 > filling->next ? stretch.to + 1 : filling->next;
}

/* Between operations a process stands at its gate. */
static void fill_gap(struct filling *filling, uint64_t until) {
    if (filling->next < until) {
        fill(filling, (struct timeline_stretch){
                          .kind = STRETCH_READY, .from = filling->next, .to = until - 1});
    }
}

static struct timeline_stretch stretch_of(const struct timeline *timeline, struct lane_op op) {
    return (struct timeline_stretch){
        .kind = op.blocked ? STRETCH_BLOCKED : STRETCH_OP,
        .op = (enum op_kind)log_at(timeline->log, op.enter)->op,
        .from = timeline_step_of(timeline, op.enter),
        .to = op.done == 0 ? timeline->step_count : timeline_step_of(timeline, op.done),
        .record = op.enter,
        .done = op.done,
    };
}

size_t timeline_stretches(const struct timeline *timeline, size_t index, uint64_t from, uint64_t to,
                          struct timeline_stretch *ret_stretches, size_t max) {
    if (index >= timeline->lanes.count || from > to) {
        return 0;
    }
    const struct lane *lane = &timeline->lanes.lanes[index];
    const struct timeline_lane *life = &lane->life;
    uint64_t end = life->ended == 0 ? timeline->step_count : life->ended_step;
    struct filling filling = {.stretches = ret_stretches, .max = max};
    filling.next = from > life->born_step ? from : life->born_step;
    size_t at = lane_first_op(lane, timeline_step_begin(timeline, from));
    for (; at < lane->count && filling.count < max; at++) {
        struct timeline_stretch stretch = stretch_of(timeline, lane->ops[at]);
        if (stretch.from > to) {
            break;
        }
        fill_gap(&filling, stretch.from);
        fill(&filling, stretch);
    }
    fill_gap(&filling, (end < to ? end : to) + 1);
    return filling.count;
}

/* The last operation of a lane that began in step k or before, and how many did; NULL: none. */
static const struct lane_op *last_op(const struct timeline *timeline, const struct lane *lane,
                                     uint64_t k, size_t *ret_count) {
    *ret_count = lane_ops_until(lane, timeline_step_end(timeline, k));
    return *ret_count > 0 ? &lane->ops[*ret_count - 1] : NULL;
}

bool timeline_op_at(const struct timeline *timeline, size_t index, uint64_t k,
                    struct timeline_stretch *ret_op) {
    size_t count;
    if (index >= timeline->lanes.count) {
        return false;
    }
    const struct lane_op *op = last_op(timeline, &timeline->lanes.lanes[index], k, &count);
    if (op == NULL) {
        return false;
    }
    *ret_op = stretch_of(timeline, *op);
    return ret_op->to >= k;
}

struct timeline_sum timeline_sum(const struct timeline *timeline, size_t index, uint64_t k) {
    struct timeline_sum sum = {0};
    size_t count;
    if (index >= timeline->lanes.count) {
        return sum;
    }
    const struct lane *lane = &timeline->lanes.lanes[index];
    const struct lane_op *op = last_op(timeline, lane, k, &count);
    if (op == NULL) {
        return sum;
    }
    sum.ops = count;
    sum.slept = lane->slept[count - 1];
    if (op->blocked) {
        struct timeline_stretch stretch = stretch_of(timeline, *op);
        sum.slept += (stretch.to < k ? stretch.to : k) - stretch.from;
    }
    return sum;
}

/* Keeps the nearest of several steps. */
static void nearer(uint64_t step, bool after, bool *found, uint64_t *ret_step) {
    if (!*found || (after ? step < *ret_step : step > *ret_step)) {
        *ret_step = step;
        *found = true;
    }
}

bool timeline_lane_after(const struct timeline *timeline, size_t index, uint64_t k,
                         uint64_t *ret_step) {
    bool found = false;
    size_t count;
    if (index >= timeline->lanes.count) {
        return false;
    }
    const struct lane *lane = &timeline->lanes.lanes[index];
    const struct lane_op *op = last_op(timeline, lane, k, &count);
    if (op != NULL && op->done != 0 && timeline_step_of(timeline, op->done) > k) {
        nearer(timeline_step_of(timeline, op->done), true, &found, ret_step);
    }
    if (lane->ops != NULL && count < lane->count) {
        nearer(timeline_step_of(timeline, lane->ops[count].enter), true, &found, ret_step);
    }
    if (lane->life.born_step > k) {
        nearer(lane->life.born_step, true, &found, ret_step);
    }
    if (lane->life.ended != 0 && lane->life.ended_step > k) {
        nearer(lane->life.ended_step, true, &found, ret_step);
    }
    return found;
}

bool timeline_lane_before(const struct timeline *timeline, size_t index, uint64_t k,
                          uint64_t *ret_step) {
    bool found = false;
    size_t count;
    if (index >= timeline->lanes.count || k == 0) {
        return false;
    }
    const struct lane *lane = &timeline->lanes.lanes[index];
    const struct lane_op *op = last_op(timeline, lane, k - 1, &count);
    if (op != NULL) {
        uint64_t done = op->done != 0 ? timeline_step_of(timeline, op->done) : k;
        nearer(timeline_step_of(timeline, op->enter), false, &found, ret_step);
        if (done < k) {
            nearer(done, false, &found, ret_step);
        }
    }
    if (lane->life.born_step < k) {
        nearer(lane->life.born_step, false, &found, ret_step);
    }
    if (lane->life.ended != 0 && lane->life.ended_step < k) {
        nearer(lane->life.ended_step, false, &found, ret_step);
    }
    return found;
}
