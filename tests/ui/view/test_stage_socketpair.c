/* SPDX-License-Identifier: MIT */
/* Socket pairs on stage and in the kernel view, from recorded runs: two lanes, bytes or messages.
 */
#include "recorded.h"
#include "scenery.h"

static void messages(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("socketpair-dgram"));
    scenery_at(&s, 8);
    scenery_same(&s, "socketpair-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "socketpair-kernel-80x24", 80, 24);
    scenery_done(&s);
}

static void bytes(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("socketpair-stream"));
    scenery_at(&s, 5);
    scenery_same(&s, "socketpair-stream-80x24", 80, 24);
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "socketpair-stuck-80x24", 80, 24);
    scenery_done(&s);
}

/* Both lanes full, and how full nobody knows; a part of a send, and what the buffer is said to be.
 */
static void full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("partial-both-full"));
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "partial-both-full-80x24", 80, 24);
    scenery_done(&s);
    scenery_init_log(&s, recorded_log("partial-fill"));
    scenery_at(&s, 5);
    scenery_same(&s, "partial-fill-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "partial-fill-kernel-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages),
        cmocka_unit_test(bytes),
        cmocka_unit_test(full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
