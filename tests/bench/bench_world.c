/* SPDX-License-Identifier: MIT */
/*
 * bench_world.c: any record of a long run within one frame.
 */
#include "bench.h"
#include "mem.h"
#include "timeline.h"
#include <stdio.h>

enum { RECORDS = 1000000, SEEKS = 200 };
#define FRAME_NS (1e9 / 60)

/* 20 processes and 20 pipes, and then writes and reads through them. */
static struct log *long_run(void) {
    struct log *log = log_new();
    strid actors[20], pipes[20];
    char name[32];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "actor%d", i);
        actors[i] = log_intern(log, name);
        snprintf(name, sizeof name, "pipe#%d", i);
        pipes[i] = log_intern(log, name);
        struct event event = {.kind = EVENT_ACTOR_START, .actor = actors[i], .pid = 100 + i};
        log_append(log, &event, NULL, 0);
        event = (struct event){.kind = EVENT_OBJ_NEW, .obj = pipes[i], .has = EVENT_HAS_OBJ};
        event.type = OBJ_PIPE;
        log_append(log, &event, NULL, 0);
    }
    for (uint64_t i = 0; log_count(log) < RECORDS; i++) {
        bool is_write = i / 20 % 2 == 0;
        struct event event = {.kind = EVENT_STEP, .actor = actors[i % 20], .t = (int64_t)i};
        log_append(log, &event, NULL, 0);
        event.op = is_write ? OP_WRITE : OP_READ;
        event.obj = pipes[i % 20];
        event.has = EVENT_HAS_OBJ | EVENT_HAS_FD | EVENT_HAS_RET | EVENT_HAS_RANGE;
        event.fd = is_write ? 4 : 3;
        event.ret = event.len = 12;
        event.off = (int64_t)(i / 40) * 12;
        event.kind = EVENT_OP_ENTER;
        log_append(log, &event, NULL, 0);
        event.kind = EVENT_OP_EXIT;
        log_append(log, &event, "Another one\n", 12);
        event.kind = EVENT_OP_READY;
        log_append(log, &event, NULL, 0);
    }
    return log;
}

struct seek {
    struct timeline *timeline;
    uint64_t n;
};

static void seek(void *arg) {
    struct seek *to = arg;
    timeline_at(to->timeline, to->n);
}

static void take_in(void *arg) {
    struct timeline *timeline = timeline_new(arg);
    timeline_free(timeline);
}

int main(void) {
    static const char row[] = "any record of 1,000,000, the slowest of 200, of a frame";
    if (!bench_wished(row)) {
        return 0;
    }
    struct log *log = long_run();
    struct seek to = {.timeline = timeline_new(log)};
    double slowest = 0;
    for (uint64_t i = 0; i < SEEKS; i++) {
        /* Each twice, from far away, for the least: what is left is ours and not the machine's. */
        uint64_t target = 1 + i * 7919 * 641 % RECORDS;
        double least = 0;
        for (int again = 0; again < 2; again++) {
            to.n = RECORDS - target + 1;
            seek(&to);
            to.n = target;
            double took = bench_least(seek, &to, 1);
            least = again == 0 || took < least ? took : least;
        }
        slowest = least > slowest ? least : slowest;
    }
    bench_row(row, slowest / FRAME_NS, 1, "%.2f ms of %.2f ms", slowest / 1e6, FRAME_NS / 1e6);
    double all = bench_least(take_in, log, 2);
    bench_row("memory of the timeline, in units of 150 bytes a record",
              (double)timeline_memory(to.timeline) / RECORDS / 150, 1,
              "%.1f bytes; taking in all took %.2f s",
              (double)timeline_memory(to.timeline) / RECORDS, all / 1e9);
    timeline_free(to.timeline);
    log_free(log);
    return 0;
}
