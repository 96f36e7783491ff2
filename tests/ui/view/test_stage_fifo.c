/* SPDX-License-Identifier: MIT */
/* A named pipe on stage and in the kernel view, from a recorded run. */
#include "recorded.h"
#include "scenery.h"

static void waits_in_open(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("fifo-outlives"));
    scenery_at(&s, 6);
    scenery_same(&s, "fifo-open-80x24", 80, 24);
    scenery_done(&s);
}

static void both_ends_in_one(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("fifo-no-eof"));
    scenery_same(&s, "fifo-stage-80x24", 80, 24);
    scenery_same(&s, "fifo-stage-132x43", 132, 43);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "fifo-kernel-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_in_open),
        cmocka_unit_test(both_ends_in_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
