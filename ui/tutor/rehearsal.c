/* SPDX-License-Identifier: MIT */
/* rehearsal.c: see rehearsal.h. */
#include "rehearsal.h"
#include "clock.h"

enum { REHEARSAL_MS = 1000 };

static void wait_for_end(struct run *run) {
    int64_t end = clock_ns() + REHEARSAL_MS * NS_PER_MS;
    enum run_state state = RUN_WORKING;

    while (state == RUN_WORKING && clock_ns() < end) {
        state = run_wait(run, clock_ms_left(end));
    }
}

void rehearse(const struct run_wish *wish, struct cast *cast) {
    struct run_wish alone = *wish;
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag;

    diag_init(&diag);
    alone.hold = false;
    alone.limit_seconds = 1 + REHEARSAL_MS / 1000;
    if (run_new(&alone, log, &run, &diag) == 0) {
        wait_for_end(run);
        run_free(run);
    }
    cast_update(cast, log);
    cast_restart(cast);
    log_free(log);
    diag_done(&diag);
}
