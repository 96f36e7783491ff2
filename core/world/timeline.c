/* SPDX-License-Identifier: MIT */
/*
 * timeline.c: the whole run, kept so that any of it is at hand at once. The world at the end is
 * folded on as the log grows; now and then a copy of it is kept, and the world at n is the nearest
 * copy before n, folded on to n. Steps, stops, stretches and arrows are indexes of records: small,
 * and turned into what timeline.h promises when somebody asks: lanes in timeline_lanes.c, arrows in
 * timeline_arrows.c.
 */
#include "timeline.h"
#include "mem.h"
#include "timeline_parts.h"
#include <string.h>

/* Copies lie so far apart that they cost at most 8 bytes a record, and at least so many records,
 * which are folded in well under a millisecond. */
enum { SNAPSHOT_RECORDS = 4096, SNAPSHOT_BYTES_A_RECORD = 8, SNAPSHOT_LOOK = 1024 };

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
