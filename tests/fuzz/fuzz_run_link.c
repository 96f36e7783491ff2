/* SPDX-License-Identifier: MIT */
/*
 * fuzz_run_link.c: any bytes as what a runner (or a tutor) says. The log that comes of it can be
 * folded; what is a wish is one whole, and what is a schedule can be written and read again.
 */
#include "link_log.h"
#include "mem.h"
#include "schedule.h"
#include "wish.h"
#include "world.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_schedule(const char *text) {
    struct schedule schedule;
    struct schedule again;
    struct buf first = {0};
    struct buf second = {0};
    if (schedule_parse(text, &schedule, NULL) == 0) {
        schedule_write(&schedule, &first);
        if (schedule_parse(buf_str(&first), &again, NULL) != 0) {
            abort();
        }
        schedule_write(&again, &second);
        if (strcmp(buf_str(&first), buf_str(&second)) != 0 ||
            schedule_steps(&schedule) != schedule_steps(&again)) {
            abort();
        }
        schedule_done(&schedule);
        schedule_done(&again);
    }
    buf_done(&first);
    buf_done(&second);
}

static void take(struct link_log_in *in, struct link_frame *frame) {
    struct link_frame copy = *frame;
    struct wish_held held;
    struct diag diag = {0};
    if (frame->type == LINK_STRING || frame->type == LINK_RECORD) {
        link_log_take(in, frame);
        return;
    }
    if (link_take_fault(&copy, &diag) >= 0) {
        abort();
    }
    diag_done(&diag);
    if (wish_take(frame, &held) == 0) {
        if (held.wish.schedule) {
            try_schedule(held.wish.schedule);
        }
        wish_done(&held);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct link link;
    struct link_frame frame;
    struct link_log_in in;
    struct log *log = log_new();
    struct world world;
    link_init(&link, -1);
    link_log_in_init(&in, log);
    world_init(&world, log);
    buf_put(&link.in, data, size);
    while (link_next(&link, &frame) == 1) {
        take(&in, &frame);
    }
    world_fold_to(&world, log_count(log));
    char *text = mem_strndup((const char *)data, size);
    try_schedule(text);
    mem_free(text);
    world_done(&world);
    link_log_in_done(&in);
    log_free(log);
    link_done(&link);
    return 0;
}
