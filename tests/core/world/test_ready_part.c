/* SPDX-License-Identifier: MIT */
/* What the next step on a condition variable or a queue is for, told before it is made. */
#include "log.h"
#include "waits.h"
#include "world.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Somebody is ready for that call on an object of that type. */
static void expect(enum obj_type type, enum op_kind op, const char *call, const char *sentence) {
    struct log *log = log_new();
    struct world world;
    struct buf why = {0};
    struct event event = {.kind = EVENT_OBJ_NEW, .type = (uint8_t)type, .has = EVENT_HAS_OBJ};
    event.actor = log_intern(log, "w");
    event.obj = log_intern(log, "C");
    event.fd = -1;
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_READY;
    event.op = (uint16_t)op;
    event.text = log_intern(log, call);
    log_append(log, &event, NULL, 0);
    world_init(&world, log);
    world_fold_to(&world, 2);
    waits_why(&world, event.actor, &why);
    assert_string_equal(buf_str(&why), sentence);
    buf_done(&why);
    world_done(&world);
    log_free(log);
}

static void test_condition(void **state) {
    (void)state;
    expect(OBJ_CONDITION, OP_RELEASE, "sem_post(C.sleeping)",
           "w is ready to go on: next is sem_post(3) on C. So it says that it is going to wait.");
    expect(OBJ_CONDITION, OP_ACQUIRE, "sem_wait(C.wakeup)",
           "w is ready to go on: next is sem_wait(3) on C. So it sleeps until it is notified.");
    expect(OBJ_CONDITION, OP_TRY_ACQUIRE, "sem_trywait(C.sleeping)",
           "w is ready to go on: next is sem_trywait(3) on C. So it looks whether anybody waits.");
    expect(OBJ_CONDITION, OP_RELEASE, "sem_post(C.wakeup)",
           "w is ready to go on: next is sem_post(3) on C. So it wakes one who waits.");
    expect(OBJ_CONDITION, OP_RELEASE, "sem_post(C)",
           "w is ready to go on: next is sem_post(3) on C.");
}

static void test_queue(void **state) {
    (void)state;
    expect(OBJ_QUEUE, OP_ACQUIRE, "sem_wait(C.places)",
           "w is ready to go on: next is sem_wait(3) on C. So it takes a free place, or waits for "
           "one.");
    expect(OBJ_QUEUE, OP_GETVALUE, "sem_getvalue(C.tasks)",
           "w is ready to go on: next is sem_getvalue(3) on C. So it looks how many tasks are not "
           "done yet.");
    expect(OBJ_QUEUE, OP_WRITE, "write(4, \"x\", 1)",
           "w is ready to go on: next is write(2) on C.");
}

/* A semaphore of that name is just a semaphore. */
static void test_semaphore(void **state) {
    (void)state;
    expect(OBJ_SEMAPHORE, OP_RELEASE, "sem_post(C.wakeup)",
           "w is ready to go on: next is sem_post(3) on C.");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_condition),
                                       cmocka_unit_test(test_queue),
                                       cmocka_unit_test(test_semaphore)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
