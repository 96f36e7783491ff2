/* SPDX-License-Identifier: MIT */
/* A process with two descriptors of one end: what dup2(2) made, and what was opened twice. */
#include "recorded.h"
#include "scenery.h"

static void made_by_dup2(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("redirect-early"));
    scenery_at(&s, 9);
    scenery_same(&s, "doubled-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "doubled-kernel-80x24", 80, 24);
    scenery_done(&s);
}

/* Beside it one that leads to the same end by an open file description of its own; and more than
 * the wire has room for. */
static void opened_twice(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, "run lesson twice\nmain start\nmain pipe p 3 4 @1\nmain pipe p 5 16 @2\n"
                     "main fork child @3\nchild close 3 @4\nmain pipe p 7 17 @5\n");
    scenery_same(&s, "opened-twice-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "opened-twice-kernel-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_by_dup2),
        cmocka_unit_test(opened_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
