/* SPDX-License-Identifier: MIT */
/* timeline_arrows.c: what a timeline says of bytes on their way: from whose step to whose. */
#include "timeline_parts.h"
#include "world_map.h"

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
