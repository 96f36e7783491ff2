/* SPDX-License-Identifier: MIT */
/* Queues in real processes: the steps of a put and a get, who waits for what, tasks, and what is
 * left when a process dies in the middle. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_queue.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void has(int (*body)(void *arg), const char *const *expected) {
    char *lines = drive(body, NULL, NULL, NULL);
    for (; *expected; expected++) {
        if (!strstr(lines, *expected)) {
            print_error("there is no %s in\n%s\n", *expected, lines);
        }
        assert_non_null(strstr(lines, *expected));
    }
    mem_free(lines);
}

static int alone(void *arg) {
    struct op_queue q;
    unsigned char item[QUEUE_ITEM_MAX];
    (void)arg;
    bool right = op_queue_new("q", 2, false, &q, 1) == 0 && op_queue_put(&q, "abc", 3, 2) == 0 &&
                 op_queue_get(&q, item, 3) == 3 && memcmp(item, "abc", 3) == 0;
    gate_exit_process(right ? 0 : 1, 4);
}

static void test_steps(void **state) {
    static const char *const expected[] = {
        "main: object q queue {\"maxsize\":2,\"joinable\":false}\n",
        "main: object q-rlock lock",
        "main: object q-wlock lock",
        "main: sem_init(places, 1, 2) @1\n",
        "main: sem_wait(q.places) @2\nmain: acquire = 0 {\"part\":\"take\"}\n"
        "main: pthread_mutex_lock(q-wlock) @2\n",
        "main: write(4, \"\\0\\0\\0\\003abc\", 7) @2\n",
        "main: read(3, 4) @3\n",
        "main: read(3, 3) @3\nmain: read = 3 [abc]",
        "main: sem_post(q.places) @3\nmain: release = 0 {\"part\":\"give\"}\n"
        "main: pthread_mutex_unlock(q-rlock) @3\n",
        "main: _exit(0) @4\n",
        NULL};
    (void)state;
    has(alone, expected);
}

/* The child gets twice as much as there is room for; each has to wait for the other. */
static int both_wait(void *arg) {
    struct op_queue q;
    unsigned char item[QUEUE_ITEM_MAX];
    bool right = true;
    (void)arg;
    op_queue_new("q", 1, false, &q, 1);
    pid_t child = gate_fork("child", 2);
    for (unsigned char i = 0; child == 0 && i < 4; i++) {
        right = right && op_queue_get(&q, item, 3) == 1 && item[0] == i;
    }
    for (unsigned char i = 0; child != 0 && i < 4; i++) {
        right = right && op_queue_put(&q, &i, 1, 4) == 0;
    }
    gate_exit_process(right ? 0 : 1, child == 0 ? 5 : 6);
}

static void test_both_wait(void **state) {
    static const char *const expected[] = {"main: sem_wait(q.places) @4\n", "child: _exit(0) @5\n",
                                           "main: _exit(0) @6\n", NULL};
    (void)state;
    has(both_wait, expected);
}

static int tasks(void *arg) {
    struct op_queue q;
    unsigned char item[QUEUE_ITEM_MAX];
    (void)arg;
    bool right = op_queue_new(NULL, 0, true, &q, 1) == 0 && op_queue_join(&q, 2) == 0;
    pid_t child = gate_fork("child", 3);
    if (child == 0) {
        for (int i = 0; i < 2; i++) {
            op_queue_get(&q, item, 4);
            op_queue_task_done(&q, 5);
        }
        gate_exit_process(op_queue_task_done(&q, 6) == -EAGAIN ? 0 : 1, 7);
    }
    right = right && op_queue_put(&q, "a", 1, 8) == 0 && op_queue_put(&q, "b", 1, 8) == 0 &&
            op_queue_join(&q, 9) == 0;
    gate_exit_process(right ? 0 : 1, 10);
}

static void test_tasks(void **state) {
    static const char *const expected[] = {
        "main: object queue#1 queue {\"maxsize\":0,\"joinable\":true}\n",
        "main: object queue#1-cond condition {\"lock\":\"queue#1-lock\"}\n",
        "main: sem_post(queue#1.tasks) @8\nmain: release = 0 {\"part\":\"add\"}\n",
        "child: try_acquire = -1 EAGAIN {\"part\":\"end\"}\n",
        "child: _exit(0) @7\n",
        "main: _exit(0) @10\n",
        NULL};
    (void)state;
    has(tasks, expected);
}

/* Who died with the readers' lock may have taken half an item: nobody gets any more. */
static int dies_inside(void *arg) {
    struct op_queue q;
    unsigned char item[QUEUE_ITEM_MAX];
    (void)arg;
    op_queue_new("q", 0, false, &q, 1);
    if (gate_fork("child", 2) == 0) {
        op_lock_acquire(&q.rlock, 3);
        gate_exit_process(0, 4);
    }
    gate_sleep(1000000000, 5);
    bool right = op_queue_put(&q, "a", 1, 6) == 0 && op_queue_get(&q, item, 7) == -EOWNERDEAD &&
                 op_queue_get(&q, item, 8) == -ENOTRECOVERABLE;
    gate_exit_process(right ? 0 : 1, 9);
}

static void test_dies_inside(void **state) {
    static const char *const expected[] = {"main: _exit(0) @9\n", NULL};
    (void)state;
    has(dies_inside, expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_both_wait),
        cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_dies_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
