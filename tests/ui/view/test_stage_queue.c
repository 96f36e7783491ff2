/* SPDX-License-Identifier: MIT */
/* A queue on stage and in the kernel view, from recorded runs. */
#include "recorded.h"
#include "scenery.h"

static void is_full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("queue-full"));
    scenery_at(&s, 17);
    scenery_same(&s, "queue-full-80x24", 80, 24);
    scenery_same(&s, "queue-full-60x20", 60, 20);
    scenery_done(&s);
}

/* Its locks are inside of it, and in the kernel view. */
static void is_empty(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("queue-inside"));
    scenery_at(&s, 10);
    scenery_same(&s, "queue-inside-80x24", 80, 24);
    scenery_same(&s, "queue-inside-200x60", 200, 60);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "queue-kernel-80x24", 80, 24);
    scenery_done(&s);
}

static void counts_tasks(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("queue-forgot"));
    scenery_at(&s, 18);
    scenery_same(&s, "queue-tasks-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_full),
        cmocka_unit_test(is_empty),
        cmocka_unit_test(counts_tasks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
