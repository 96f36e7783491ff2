/* SPDX-License-Identifier: MIT */
/* A channel on stage and in the kernel view, from recorded runs. */
#include "recorded.h"
#include "scenery.h"

static void is_full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("unbuffered-full"));
    scenery_at(&s, 6);
    scenery_same(&s, "channel-full-80x24", 80, 24);
    scenery_same(&s, "channel-full-60x20", 60, 20);
    scenery_same(&s, "channel-full-200x60", 200, 60);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "channel-kernel-80x24", 80, 24);
    scenery_done(&s);
}

/* No buffer: the value is in the sender's hands. */
static void is_met(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("unbuffered-meeting"));
    scenery_at(&s, 3);
    scenery_same(&s, "channel-meeting-80x24", 80, 24);
    scenery_at(&s, 5);
    scenery_same(&s, "channel-met-80x24", 80, 24);
    scenery_done(&s);
}

static void is_closed(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("unbuffered-close"));
    scenery_at(&s, 4);
    scenery_same(&s, "channel-closed-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_full),
        cmocka_unit_test(is_met),
        cmocka_unit_test(is_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
