/* SPDX-License-Identifier: MIT */
/*
 * fuzz_world_fold.c: any bytes as a saved run. Whatever was read is folded, told, asked for who
 * waits for whom and for paths, at the end and on the way there. A copy taken on the way and folded
 * on gives the same world.
 */
#include "json_lines.h"
#include "json_value.h"
#include "mem.h"
#include "path.h"
#include "tell.h"
#include "timeline.h"
#include "waits.h"
#include "world_json.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct world *world, struct buf *out) {
    struct deadlock deadlock;
    world_to_json(world, out);
    if (json_of(buf_str(out)).type != JSON_OBJECT) {
        abort(); /* what the world is written as is no JSON */
    }
    world_to_text(world, out);
    if (world_deadlock(world, &deadlock)) {
        buf_clear(out);
        circle_write(world->log, deadlock.circle, deadlock.circle_count, out);
        struct deadlock_link *circle;
        if (circle_read(world->log, buf_str(out), &circle) != deadlock.circle_count) {
            abort(); /* a circle that can't be read back */
        }
        mem_free(circle);
        deadlock_is_known(world, &deadlock);
        deadlock_why(world, &deadlock, out);
        deadlock_done(&deadlock);
    }
    buf_clear(out);
}

/* The paths that are in the run itself, as what is printed. */
static void ask(struct timeline *timeline, struct buf *out) {
    const struct log *log = timeline_log(timeline);
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_PRINT || event->kind == EVENT_SAY) {
            struct diag diag = {0};
            const char *rest;
            path_value(timeline, log_str(log, event->text), out, &diag);
            path_program(log_str(log, event->text), (const char *const[]){"right"}, 1, &rest);
            diag_done(&diag);
        }
    }
}

static void draw(struct timeline *timeline) {
    struct timeline_stretch stretches[16];
    struct timeline_arrow arrows[16];
    uint64_t steps = timeline_steps(timeline);
    for (size_t lane = 0; lane < timeline_lane_count(timeline); lane++) {
        size_t count = timeline_stretches(timeline, lane, 0, steps, stretches, 16);
        for (size_t i = 0; i < count; i++) {
            if (stretches[i].from > stretches[i].to ||
                (i > 0 && stretches[i].from < stretches[i - 1].from)) {
                abort(); /* stretches out of order */
            }
        }
        timeline_event_before(timeline, timeline_lane(timeline, lane)->actor, UINT64_MAX);
    }
    timeline_arrows(timeline, 0, steps, arrows, 16);
    timeline_stop_before(timeline, UINT64_MAX);
}

static void fold_in_two(struct timeline *timeline, uint64_t n) {
    const struct log *log = timeline_log(timeline);
    struct world copy;
    struct buf one = {0}, other = {0};
    world_copy(&copy, timeline_at(timeline, n));
    world_fold_to(&copy, log_count(log));
    world_to_json(&copy, &one);
    world_to_json(timeline_head(timeline), &other);
    if (one.len != other.len || memcmp(one.data, other.data, one.len) != 0) {
        abort(); /* the way there matters */
    }
    world_done(&copy);
    buf_done(&one);
    buf_done(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct log *log = log_new();
    struct buf out = {0};
    json_lines_read(log, "fuzz", (const char *)data, size, NULL);
    struct timeline *timeline = timeline_new(log);
    uint64_t count = log_count(log);
    for (uint64_t n = count; n > 0; n--) {
        tell_event(log, n, &out);
        tell_next(log, n, &out);
        buf_clear(&out);
        if (n % 16 == 0 || n == count) {
            look(timeline_at(timeline, n), &out);
        }
    }
    tell_records(log, 1, count < 40 ? count : 40, &out);
    ask(timeline, &out);
    draw(timeline);
    fold_in_two(timeline, count / 2);
    buf_done(&out);
    timeline_free(timeline);
    log_free(log);
    return 0;
}
