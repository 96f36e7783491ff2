/* SPDX-License-Identifier: MIT */
/* Semaphores in real processes: who waits, who is let on in which order, and what fails. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_semaphore.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void runs_as(int (*body)(void *arg), const char *order, const char *expected) {
    char *lines = drive(body, NULL, order, NULL);
    assert_string_equal(lines, expected);
    mem_free(lines);
}

static int alone(void *arg) {
    struct op_semaphore s;
    (void)arg;
    bool right = op_semaphore_new("s", 1, false, &s, 1) == 0 && op_getvalue(&s, 2) == 1 &&
                 op_try_acquire(&s, 3) == 0 && op_try_acquire(&s, 4) == -EAGAIN &&
                 op_release(&s, 5) == 0 && op_release(&s, 6) == 0 && op_getvalue(&s, 7) == 2;
    gate_exit_process(right ? 0 : 1, 8);
}

static void test_plain_goes_over(void **state) {
    (void)state;
    runs_as(alone, "",
            "main: sem_init(s, 1, 1) @1\nmain: sem_init = 0\n"
            "main: object s semaphore {\"initial\":1,\"bounded\":false}\n"
            "main: sem_getvalue(s) @2\nmain: getvalue = 1\n"
            "main: sem_trywait(s) @3\nmain: try_acquire = 0\n"
            "main: sem_trywait(s) @4\nmain: try_acquire = -1 EAGAIN\n"
            "main: sem_post(s) @5\nmain: release = 0\n"
            "main: sem_post(s) @6\nmain: release = 0\n"
            "main: sem_getvalue(s) @7\nmain: getvalue = 2\n"
            "main: _exit(0) @8\nmain: ended\n\n");
}

static int bounded(void *arg) {
    struct op_semaphore s;
    (void)arg;
    bool right = op_semaphore_new(NULL, 2, true, &s, 1) == 0 && op_acquire(&s, 2) == 0 &&
                 op_release(&s, 3) == 0 && op_release(&s, 4) == -EOVERFLOW &&
                 op_getvalue(&s, 5) == 2;
    gate_exit_process(right ? 0 : 1, 6);
}

static void test_bounded_fails(void **state) {
    (void)state;
    runs_as(bounded, "",
            "main: sem_init(sem, 1, 2) @1\nmain: sem_init = 0\n"
            "main: object semaphore#1 semaphore {\"initial\":2,\"bounded\":true}\n"
            "main: sem_wait(semaphore#1) @2\nmain: acquire = 0\n"
            "main: sem_post(semaphore#1) @3\nmain: release = 0\n"
            "main: sem_post(semaphore#1) @4\nmain: release = -1 EOVERFLOW\n"
            "main: sem_getvalue(semaphore#1) @5\nmain: getvalue = 2\n"
            "main: _exit(0) @6\nmain: ended\n\n");
}

static int queue_of_two(void *arg) {
    struct op_semaphore s;
    (void)arg;
    op_semaphore_new("s", 0, false, &s, 1);
    for (int i = 0; i < 2; i++) {
        if (gate_fork(i == 0 ? "a" : "b", 2) == 0) {
            op_acquire(&s, 3);
            gate_exit_process(0, 4);
        }
    }
    op_release(&s, 5);
    op_release(&s, 6);
    gate_exit_process(0, 7);
}

/* b comes first, so b is let on first. */
static void test_first_come_first_served(void **state) {
    (void)state;
    char *lines = drive(queue_of_two, NULL, "0002100", NULL);
    const char *b = strstr(lines, "b: acquire = 0"), *a = strstr(lines, "a: acquire = 0");
    if (!a || !b || a < b) {
        print_error("%s\n", lines);
    }
    assert_true(a && b && b < a);
    mem_free(lines);
}

/* The number that is too large is refused by sem_init(3) itself. */
static int too_many(void *arg) {
    struct op_semaphore s;
    (void)arg;
    gate_exit_process(op_semaphore_new("s", UINT32_MAX, false, &s, 1) == -EINVAL ? 0 : 1, 2);
}

static void test_too_large(void **state) {
    (void)state;
    runs_as(too_many, "",
            "main: sem_init(s, 1, 4294967295) @1\nmain: sem_init = -1 EINVAL\n"
            "main: _exit(0) @2\nmain: ended\n\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_goes_over),
        cmocka_unit_test(test_bounded_fails),
        cmocka_unit_test(test_first_come_first_served),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests_name("semaphores", tests, NULL, NULL);
}
