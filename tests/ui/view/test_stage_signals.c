/* SPDX-License-Identifier: MIT */
/* The signals of a process on stage and in the kernel view, from a recorded run. */
#include "recorded.h"
#include "scenery.h"

static void is_pending(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("signal-once"));
    scenery_at(&s, 8);
    scenery_same(&s, "signals-pending-80x24", 80, 24);
    scenery_same(&s, "signals-pending-132x43", 132, 43);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "signals-kernel-80x24", 80, 24);
    scenery_done(&s);
}

static void interrupts(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("signal-interrupt"));
    scenery_at(&s, 7);
    scenery_same(&s, "signals-handler-80x24", 80, 24);
    scenery_done(&s);
}

/* Who sends is told by whom it goes to, not by what shows the signals. */
static void sender(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("signal-once"));
    scenery_at(&s, 6);
    scenery_same(&s, "signals-sender-80x24", 80, 24);
    scenery_done(&s);
}

/* SIGCHLD is nobody's step, and pending all the same; who has ended has no signals. */
static void of_the_kernel(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("signal-chld"));
    scenery_at(&s, 5);
    scenery_same(&s, "signals-chld-80x24", 80, 24);
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "signals-gone-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_pending),
        cmocka_unit_test(interrupts),
        cmocka_unit_test(sender),
        cmocka_unit_test(of_the_kernel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
