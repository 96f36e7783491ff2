/* SPDX-License-Identifier: MIT */
/* Pairs of processes as rows: seven processes of a recorded run, at its moments. */
#include "recorded.h"
#include "scenery.h"

static const char rows[] = "tcp-server\tTCP to-client\tclient1\tmean\n"
                           "fifo-server\tFIFO namedpipe\tclient2\tmedian\n"
                           "shm-server\tmemory count cells\tclient3\tmode\n";

static void init(struct scenery *s) {
    scenery_init_log(s, recorded_log("three-servers-right"));
    s->program.rows = (char *)(uintptr_t)rows;
}

/* The last step with a record of this kind that has this text (for a mark: its label). */
static void at(struct scenery *s, enum event_kind kind, const char *text) {
    for (uint64_t n = log_count(s->log); n > 0; n--) {
        const struct event *event = log_at(s->log, n);
        if (event->kind == kind && (strcmp(log_str(s->log, event->text), text) == 0)) {
            scenery_at(s, timeline_step_of(s->timeline, n));
            return;
        }
    }
    fail_msg("no such record: %s", text);
}

static void seven_processes(void **state) {
    struct scenery s;

    (void)state;
    init(&s);
    scenery_same(&s, "rows-ended-80x24", 80, 24);
    at(&s, EVENT_PRINT, "mean 3.60");
    scenery_same(&s, "rows-moved-80x24", 80, 24);
    at(&s, EVENT_ASK, "Type integers, then Enter:");
    scenery_same(&s, "rows-asks-80x24", 80, 24);
    scenery_same(&s, "rows-asks-60x20", 60, 20);
    scenery_same(&s, "rows-asks-200x60", 200, 60);
    scenery_at(&s, 3);
    scenery_same(&s, "rows-few-80x24", 80, 24);
    scenery_done(&s);
}

/* Where there is no room for rows, the stage is the one of every program. */
static void no_room(void **state) {
    struct scenery s;
    char *with, *without;

    (void)state;
    init(&s);
    with = scenery_picture(&s, 40, 16, false);
    s.program.rows = NULL;
    without = scenery_picture(&s, 40, 16, false);
    assert_string_equal(with, without);
    mem_free(with);
    mem_free(without);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seven_processes),
        cmocka_unit_test(no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
