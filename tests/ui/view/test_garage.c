/* SPDX-License-Identifier: MIT */
/* Semaphores, events and conditions on stage: the parking garage in several sizes and states, and
 * the box that it is beside other objects, against golden pictures. */
#include "scenery.h"

/* Five cars and three places; one has left, and one is let in for it. */
static const char garage[] = "run semaphore right\n"
                             "main start\n"
                             "main semaphore garage 3 @2\n"
                             "main fork car1 @3\n"
                             "main fork car2 @3\n"
                             "main fork car3 @3\n"
                             "main fork car4 @3\n"
                             "main fork car5 @3\n"
                             "car1 acquire garage @5\n"
                             "car2 acquire garage @5\n"
                             "car3 acquire garage @5\n"
                             "car4 acquire garage @5\n"
                             "car5 acquire garage @5\n"
                             "car2 release garage @6\n"
                             "car1 exit 0 @7\n"
                             "main wait car4 @8\n";

static void parking_garage(void **state) {
    struct buf tale = {0};
    struct scenery s;

    (void)state;
    scenery_init(&s, garage);
    scenery_same(&s, "garage-80x24", 80, 24);
    scenery_same(&s, "garage-60x20", 60, 20);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "garage-kernel-80x24", 80, 24);
    s.scene.page = VIEW_STAGE;
    scenery_at(&s, 11);
    scenery_same(&s, "garage-full-80x24", 80, 24);
    scenery_at(&s, 0); /* its place is kept before it is there */
    scenery_same(&s, "garage-before-80x24", 80, 24);
    scenery_done(&s);
    scenery_init(&s, "run semaphore over\nmain start\nmain semaphore garage 1 @2\n"
                     "main release garage @3\nmain acquire garage @4\nmain acquire garage @4\n");
    scenery_same(&s, "garage-over-80x24", 80, 24);
    scenery_done(&s);
    buf_puts(&tale, "run semaphore right\nmain start\nmain bounded garage 130 @2\n");
    for (int i = 1; i <= 140; i++) {
        buf_putf(&tale, "main fork car%d @3\n", i);
    }
    for (int i = 1; i <= 140; i++) {
        buf_putf(&tale, "car%d acquire garage @4\n", i);
    }
    buf_puts(&tale, "car7 release garage @5\n");
    scenery_init(&s, buf_str(&tale));
    scenery_same(&s, "garage-130-80x24", 80, 24);
    scenery_at(&s, 190);
    scenery_same(&s, "garage-filling-132x43", 132, 43);
    scenery_done(&s);
    buf_done(&tale);
}

/* Beside another object it is a box. */
static void semaphore_in_a_box(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, "run lesson both\nmain start\nmain value n 0 @1\nmain semaphore s 1 @2\n"
                     "main fork a @3\nmain fork b @3\na acquire s @4\nb acquire s @4\n");
    scenery_same(&s, "semaphore-80x24", 80, 24);
    scenery_done(&s);
}

/* A semaphore has no owner: who releases need not be who acquired. */
static void released_by_others(void **state) {
    struct scenery s;

    (void)state;
    /* only r1 was in, so it is out now */
    scenery_init(&s, "run lesson room\nmain start\nmain value n 0 @1\nmain semaphore room 1 @2\n"
                     "main fork r1 @3\nmain fork r2 @3\nr1 acquire room @4\nr2 release room @5\n");
    scenery_same(&s, "semaphore-lent-80x24", 80, 24);
    scenery_done(&s);
    /* one of three is out */
    scenery_init(&s, "run lesson room\nmain start\nmain semaphore room 3 @2\nmain fork a @3\n"
                     "main fork b @3\nmain fork c @3\na acquire room @4\nb acquire room @4\n"
                     "c acquire room @4\nmain release room @5\n");
    scenery_same(&s, "garage-unsure-80x24", 80, 24);
    scenery_done(&s);
}

/* Three wait, then one set lets all go. */
static void event(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(
        &s, "run event right\nmain start\nmain event go @1\nmain fork w1 @2\nmain fork w2 @2\n"
            "main fork w3 @2\nw1 await go @3\nw2 await go @3\nw3 await go @3\nmain set go @5\n");
    scenery_same(&s, "event-80x24", 80, 24);
    scenery_at(&s, 7);
    scenery_same(&s, "event-waiting-80x24", 80, 24);
    scenery_same(&s, "event-waiting-60x20", 60, 20);
    scenery_done(&s);
}

/* One waits and has given the lock back; another has been notified and is awake. */
static void condition(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s,
                 "run condition one\nmain start\nmain mutex L @1\nmain condition C L @2\n"
                 "main fork w1 @3\nmain fork w2 @3\nw1 lock L @4\nw1 enlist C @4\nw1 unlock L @4\n"
                 "w1 doze C @4\nw2 lock L @4\nw2 enlist C @4\nw2 unlock L @4\nw2 doze C @4\n"
                 "main lock L @5\nmain notify C @6\nmain rouse C @6\n");
    scenery_same(&s, "condition-80x24", 80, 24);
    scenery_same(&s, "condition-60x20", 60, 20);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "condition-kernel-80x24", 80, 24);
    scenery_done(&s);
}

static void barrier(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(
        &s, "run lesson barrier\nmain start\nmain barrier b 3 @1\nmain fork a @2\nmain meet b @3\n"
            "a meet b @3\n");
    scenery_same(&s, "barrier-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parking_garage),     cmocka_unit_test(semaphore_in_a_box),
        cmocka_unit_test(released_by_others), cmocka_unit_test(event),
        cmocka_unit_test(condition),          cmocka_unit_test(barrier),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
