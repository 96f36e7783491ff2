/* SPDX-License-Identifier: MIT */
/* Shared memory and locks as whole screens: cells, a number that is old, the circle of a deadlock.
 */
#include "scenery.h"

/* Two who count up, each of whom has read; one has written. */
static const char race[] = "run race lost\n"
                           "main start\n"
                           "main value counter 0 @2\n"
                           "main array a 0,-1,-2,3,4,5,6,7,8,9 @3\n"
                           "main fork a @4\n"
                           "main fork b @5\n"
                           "a load counter 0 @6\n"
                           "b load counter 0 @6\n"
                           "a store counter 1 @6\n"
                           "b store counter 1 @6\n"
                           "b store a[3] -3 @7\n";

static const char circle[] = "run deadlock opposite\n"
                             "main start\n"
                             "main mutex left @2\n"
                             "main mutex right @3\n"
                             "main fork a @4\n"
                             "main fork b @5\n"
                             "a lock left @6\n"
                             "b lock right @7\n"
                             "a lock right @8\n"
                             "b lock left @9\n"
                             "deadlock\n";

static void shared_memory(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, race);
    scenery_same(&s, "shared-80x24", 80, 24);
    scenery_same(&s, "shared-60x20", 60, 20);
    scenery_same(&s, "shared-200x60", 200, 60);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "shared-kernel-80x24", 80, 24);
    s.scene.page = VIEW_STAGE;
    scenery_at(&s, 7);
    scenery_same(&s, "shared-ahead-80x24", 80, 24);
    s.scene.flight = 500;
    scenery_same(&s, "shared-flight-80x24", 80, 24);
    s.scene.flight = 1000;
    scenery_at(&s, 8);
    scenery_same(&s, "shared-lost-80x24", 80, 24);
    scenery_done(&s);
}

static void locks_in_a_circle(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, circle);
    scenery_same(&s, "locks-80x24", 80, 24);
    scenery_same(&s, "locks-60x20", 60, 20);
    scenery_same(&s, "locks-132x43", 132, 43);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "locks-kernel-80x24", 80, 24);
    scenery_done(&s);
}

/* Memory goes with the last process that has it. */
static void gone(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, "run lesson apart\nmain start\nmain fork child @1\nchild value v 0 @2\n"
                     "child store v 1234 @3\nchild exit 0 @4\nmain wait child @5\n");
    scenery_same(&s, "shared-gone-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "shared-gone-kernel-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_memory),
        cmocka_unit_test(locks_in_a_circle),
        cmocka_unit_test(gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
