/* SPDX-License-Identifier: MIT */
/*
 * timeline.c: the whole run, kept so that any of it is at hand at once. The world at the end is
 * folded on as the log grows; now and then a copy of it is kept, and the world at n is the nearest
 * copy before n, folded on to n. Steps, stops, stretches and arrows are indexes of records: small,
 * and turned into what timeline.h promises when somebody asks.
 */
#include "timeline.h"
#include "arrows.h"
#include "mem.h"
#include "stretches.h"
#include "world_map.h"
#include <string.h>

/* Copies lie so far apart that they cost at most 8 bytes a record, and at least so many records,
 * which are folded in well under a millisecond. */
enum { SNAPSHOT_RECORDS = 4096, SNAPSHOT_BYTES_A_RECORD = 8, SNAPSHOT_LOOK = 1024 };

struct timeline {
    const struct log *log;
    struct world head;       /* after the last record that was taken in */
    struct world cursor;     /* after the record that was asked for last */
    struct world *snapshots; /* in the order of n */
    size_t snapshot_count, snapshot_cap;
    size_t snapshot_memory;
    uint32_t *steps; /* [k - 1]: the step record of step k */
    size_t step_count, step_cap;
    struct timeline_stop *stops;
    size_t stop_count, stop_cap;
    size_t *marks; /* of stops: those that are marks */
    size_t mark_count, mark_cap;
    uint32_t *words; /* records of what was said and printed */
    size_t word_count, word_cap;
    struct lanes lanes;
    struct arrows arrows;
};

struct timeline *timeline_new(const struct log *log) {
    struct timeline *timeline = mem_new(sizeof *timeline);
    timeline->log = log;
    world_init(&timeline->head, log);
    world_init(&timeline->cursor, log);
    timeline_update(timeline);
    return timeline;
}

void timeline_free(struct timeline *timeline) {
    if (timeline == NULL) {
        return;
    }
    for (size_t i = 0; i < timeline->snapshot_count; i++) {
        world_done(&timeline->snapshots[i]);
    }
    world_done(&timeline->head);
    world_done(&timeline->cursor);
    mem_free(timeline->snapshots);
    mem_free(timeline->steps);
    mem_free(timeline->stops);
    mem_free(timeline->marks);
    mem_free(timeline->words);
    lanes_done(&timeline->lanes);
    arrows_done(&timeline->arrows);
    mem_free(timeline);
}

static void keep_snapshot(struct timeline *timeline) {
    const struct world *head = &timeline->head;
    uint64_t last =
        timeline->snapshot_count == 0 ? 0 : timeline->snapshots[timeline->snapshot_count - 1].n;
    if (head->n % SNAPSHOT_LOOK != 0 || head->n - last < SNAPSHOT_RECORDS ||
        (head->n - last) * SNAPSHOT_BYTES_A_RECORD < world_memory(head)) {
        return;
    }
    timeline->snapshots = mem_grow(timeline->snapshots, &timeline->snapshot_cap,
                                   timeline->snapshot_count + 1, sizeof *timeline->snapshots);
    struct world *copy = &timeline->snapshots[timeline->snapshot_count++];
    world_copy(copy, head);
    timeline->snapshot_memory += world_memory(copy);
}

static void add_step(struct timeline *timeline, uint64_t n) {
    timeline->steps = mem_grow(timeline->steps, &timeline->step_cap, timeline->step_count + 1,
                               sizeof *timeline->steps);
    timeline->steps[timeline->step_count++] = (uint32_t)n;
}

static void add_stop(struct timeline *timeline, const struct event *event, uint64_t n) {
    static const enum stop_kind kinds[EVENT_KIND_COUNT] = {[EVENT_MARK] = STOP_MARK,
                                                           [EVENT_SAY] = STOP_SAY,
                                                           [EVENT_ASK] = STOP_ASK,
                                                           [EVENT_INTERRUPT] = STOP_INTERRUPT};
    bool mark = event->kind == EVENT_MARK || event->kind == EVENT_INTERRUPT;
    if (mark) {
        timeline->marks = mem_grow(timeline->marks, &timeline->mark_cap, timeline->mark_count + 1,
                                   sizeof *timeline->marks);
        timeline->marks[timeline->mark_count++] = timeline->stop_count;
    }
    timeline->stops = mem_grow(timeline->stops, &timeline->stop_cap, timeline->stop_count + 1,
                               sizeof *timeline->stops);
    timeline->stops[timeline->stop_count++] = (struct timeline_stop){
        .kind = kinds[event->kind],
        .record = n,
        .step = timeline->step_count,
        .actor = event->actor,
        .text = mark ? event->name : event->text,
        .T = event->kind == EVENT_MARK && (event->has & EVENT_HAS_T) != 0 ? event->ret : -1,
    };
}

static bool is_stop(const struct event *event) {
    return event->kind == EVENT_MARK || event->kind == EVENT_SAY || event->kind == EVENT_ASK ||
           event->kind == EVENT_INTERRUPT;
}

static bool has_words(const struct event *event) {
    return event->kind == EVENT_PRINT || event->kind == EVENT_SAY || event->kind == EVENT_ASK ||
           event->kind == EVENT_ANSWER;
}

static void add_words(struct timeline *timeline, uint64_t n) {
    timeline->words = mem_grow(timeline->words, &timeline->word_cap, timeline->word_count + 1,
                               sizeof *timeline->words);
    timeline->words[timeline->word_count++] = (uint32_t)n;
}

uint64_t timeline_words_at(const struct timeline *timeline, size_t index) {
    return index < timeline->word_count ? timeline->words[index] : 0;
}

void timeline_update(struct timeline *timeline) {
    const struct event *event;
    while ((event = log_at(timeline->log, timeline->head.n + 1)) != NULL) {
        uint64_t n = timeline->head.n + 1;
        if (event->kind == EVENT_STEP || event->kind == EVENT_INTERRUPT) {
            add_step(timeline, n);
        }
        if (is_stop(event)) {
            add_stop(timeline, event, n);
        }
        if (has_words(event)) {
            add_words(timeline, n);
        }
        arrows_take(&timeline->arrows, &timeline->head, event, n);
        lanes_take(&timeline->lanes, event, n, timeline->step_count);
        world_fold(&timeline->head);
        keep_snapshot(timeline);
    }
}

const struct log *timeline_log(const struct timeline *timeline) {
    return timeline->log;
}

uint64_t timeline_count(const struct timeline *timeline) {
    return timeline->head.n;
}

const struct world *timeline_head(const struct timeline *timeline) {
    return &timeline->head;
}

/* The last snapshot at or before record n, or NULL. */
static const struct world *snapshot_before(const struct timeline *timeline, uint64_t n) {
    size_t low = 0, high = timeline->snapshot_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->snapshots[middle].n <= n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &timeline->snapshots[low - 1];
}

const struct world *timeline_at(struct timeline *timeline, uint64_t n) {
    if (n >= timeline->head.n) {
        return &timeline->head;
    }
    const struct world *snapshot = snapshot_before(timeline, n);
    struct world *cursor = &timeline->cursor;
    if (cursor->n > n || (snapshot != NULL && snapshot->n > cursor->n)) {
        world_done(cursor);
        if (snapshot == NULL) {
            world_init(cursor, timeline->log);
        } else {
            world_copy(cursor, snapshot);
        }
    }
    world_fold_to(cursor, n);
    return cursor;
}

size_t timeline_memory(const struct timeline *timeline) {
    return sizeof *timeline + world_memory(&timeline->head) + world_memory(&timeline->cursor) +
           timeline->snapshot_memory + timeline->snapshot_cap * sizeof *timeline->snapshots +
           timeline->step_cap * sizeof *timeline->steps +
           timeline->stop_cap * sizeof *timeline->stops +
           timeline->mark_cap * sizeof *timeline->marks +
           timeline->word_cap * sizeof *timeline->words + lanes_memory(&timeline->lanes) +
           arrows_memory(&timeline->arrows);
}

uint64_t timeline_steps(const struct timeline *timeline) {
    return timeline->step_count;
}

uint64_t timeline_step_of(const struct timeline *timeline, uint64_t n) {
    size_t low = 0, high = timeline->step_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->steps[middle] <= n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint64_t timeline_step_begin(const struct timeline *timeline, uint64_t k) {
    k = k < timeline->step_count ? k : timeline->step_count;
    return k == 0 ? 1 : timeline->steps[k - 1];
}

uint64_t timeline_step_end(const struct timeline *timeline, uint64_t k) {
    return k < timeline->step_count ? timeline->steps[k] - 1 : timeline->head.n;
}

size_t timeline_stop_count(const struct timeline *timeline) {
    return timeline->stop_count;
}

const struct timeline_stop *timeline_stop_at(const struct timeline *timeline, size_t index) {
    return index < timeline->stop_count ? &timeline->stops[index] : NULL;
}

/* The index of the first stop at record n or later. */
static size_t stop_from(const struct timeline *timeline, uint64_t n) {
    size_t low = 0, high = timeline->stop_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->stops[middle].record < n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct timeline_stop *timeline_stop_after(const struct timeline *timeline, uint64_t n) {
    return n == UINT64_MAX ? NULL : timeline_stop_at(timeline, stop_from(timeline, n + 1));
}

const struct timeline_stop *timeline_stop_before(const struct timeline *timeline, uint64_t n) {
    size_t index = stop_from(timeline, n);
    return index == 0 ? NULL : &timeline->stops[index - 1];
}

const struct timeline_stop *timeline_mark_after(const struct timeline *timeline, uint64_t n) {
    size_t low = 0, high = timeline->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->stops[timeline->marks[middle]].record <= n) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < timeline->mark_count ? &timeline->stops[timeline->marks[low]] : NULL;
}

/* Kinds that are something that happened to their actor. */
static const bool is_event[EVENT_KIND_COUNT] = {
    [EVENT_ACTOR_START] = true, [EVENT_ACTOR_EXIT] = true, [EVENT_OP_BLOCK] = true,
    [EVENT_OP_EXIT] = true,     [EVENT_MARK] = true,       [EVENT_SAY] = true,
    [EVENT_PRINT] = true,       [EVENT_ASK] = true,        [EVENT_ANSWER] = true,
};

static bool happened_to(const struct timeline *timeline, strid actor, uint64_t n) {
    const struct event *event = log_at(timeline->log, n);
    return event->actor == actor && event->kind < EVENT_KIND_COUNT && is_event[event->kind];
}

uint64_t timeline_event_after(const struct timeline *timeline, strid actor, uint64_t n) {
    while (++n <= timeline->head.n) {
        if (happened_to(timeline, actor, n)) {
            return n;
        }
    }
    return 0;
}

uint64_t timeline_event_before(const struct timeline *timeline, strid actor, uint64_t n) {
    for (n = n > timeline->head.n ? timeline->head.n + 1 : n; n > 1;) {
        if (happened_to(timeline, actor, --n)) {
            return n;
        }
    }
    return 0;
}

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

static struct timeline_arrow arrow_of(const struct timeline *timeline, struct arrow arrow) {
    const struct event *from = log_at(timeline->log, arrow.from);
    const struct event *to = log_at(timeline->log, arrow.to);
    int64_t off = from->off > to->off ? from->off : to->off;
    int64_t from_end = from->off + from->len, to_end = to->off + to->len;
    return (struct timeline_arrow){
        .from = arrow.from,
        .to = arrow.to,
        .from_step = timeline_step_of(timeline, arrow.from),
        .to_step = timeline_step_of(timeline, arrow.to),
        .writer = from->actor,
        .reader = to->actor,
        .obj = to->obj,
        .off = off,
        .len = (from_end < to_end ? from_end : to_end) - off,
    };
}

size_t timeline_arrows(const struct timeline *timeline, uint64_t from, uint64_t to,
                       struct timeline_arrow *ret_arrows, size_t max) {
    const struct arrows *arrows = &timeline->arrows;
    size_t at = arrows_first(arrows, timeline_step_begin(timeline, from)), count = 0;
    uint64_t end = timeline_step_end(timeline, to);
    for (; at < arrows->count && arrows->arrows[at].to <= end && count < max; at++) {
        ret_arrows[count++] = arrow_of(timeline, arrows->arrows[at]);
    }
    return count;
}

uint64_t timeline_arrow_count(const struct timeline *timeline, uint64_t from, uint64_t to) {
    const struct arrows *arrows = &timeline->arrows;
    size_t first = arrows_first(arrows, timeline_step_begin(timeline, from));
    return to < from ? 0 : arrows_first(arrows, timeline_step_end(timeline, to) + 1) - first;
}

/* The row of this one; it is added if it is new and there is room. */
static struct timeline_flow *flow_of(struct timeline_flow *flows, size_t *count, size_t max,
                                     strid other) {
    for (size_t i = 0; i < *count; i++) {
        if (flows[i].other == other) {
            return &flows[i];
        }
    }
    if (*count == max) {
        return NULL;
    }
    flows[*count] = (struct timeline_flow){.other = other};
    return &flows[(*count)++];
}

size_t timeline_flows(const struct timeline *timeline, uint64_t from, uint64_t to, strid actor,
                      struct timeline_flow *ret_flows, size_t max) {
    const struct arrows *arrows = &timeline->arrows;
    uint64_t end = timeline_step_end(timeline, to);
    size_t count = 0, at = arrows_first(arrows, timeline_step_begin(timeline, from));
    for (; at < arrows->count && arrows->arrows[at].to <= end; at++) {
        strid writer = log_at(timeline->log, arrows->arrows[at].from)->actor;
        strid reader = log_at(timeline->log, arrows->arrows[at].to)->actor;
        if (writer != actor && reader != actor) {
            continue;
        }
        struct timeline_flow *flow =
            flow_of(ret_flows, &count, max, writer == actor ? reader : writer);
        if (flow != NULL) {
            flow->to += writer == actor;
            flow->from += writer != actor;
        }
    }
    return count;
}

size_t timeline_arrows_of(const struct timeline *timeline, uint64_t n,
                          struct timeline_arrow *ret_arrows, size_t max) {
    const struct arrows *arrows = &timeline->arrows;
    size_t count = 0;
    for (size_t i = 0; i < arrows->count && count < max; i++) {
        if (arrows->arrows[i].from == n || arrows->arrows[i].to == n) {
            ret_arrows[count++] = arrow_of(timeline, arrows->arrows[i]);
        }
    }
    return count;
}

size_t timeline_arrows_at(const struct timeline *timeline, uint64_t n,
                          struct timeline_arrow *ret_arrows, size_t max) {
    const struct arrows *arrows = &timeline->arrows;
    size_t count = 0;
    uint32_t reader = n > 0 && n < UINT32_MAX ? world_map_get(&arrows->readers, n) : UINT32_MAX;
    for (size_t at = arrows_first(arrows, n);
         at < arrows->count && arrows->arrows[at].to == n && count < max; at++) {
        ret_arrows[count++] = arrow_of(timeline, arrows->arrows[at]);
    }
    if (reader != UINT32_MAX && count < max) {
        ret_arrows[count++] = arrow_of(timeline, (struct arrow){(uint32_t)n, reader});
    }
    return count;
}
