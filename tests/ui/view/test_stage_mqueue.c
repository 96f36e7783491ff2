/* SPDX-License-Identifier: MIT */
/* A message queue on stage and in the kernel view, from a recorded run. */
#include "recorded.h"
#include "scenery.h"

static void is_full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("mqueue-waits"));
    scenery_at(&s, 6);
    scenery_same(&s, "mqueue-full-80x24", 80, 24);
    scenery_same(&s, "mqueue-full-132x43", 132, 43);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "mqueue-kernel-80x24", 80, 24);
    s.scene.page = VIEW_STAGE;
    scenery_at(&s, s.scene.steps); /* no name, and nobody has it open */
    scenery_same(&s, "mqueue-gone-80x24", 80, 24);
    scenery_done(&s);
}

static void name_is_gone(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("mqueue-outlives"));
    scenery_at(&s, 7);
    scenery_same(&s, "mqueue-unlinked-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_full),
        cmocka_unit_test(name_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
