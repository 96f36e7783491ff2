/* SPDX-License-Identifier: MIT */
/* Message queues in real processes: what each call records, who waits, and whose name it is. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_mqueue.h"
#include <mqueue.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Where a run has no namespace of its own for queues, two tests must not meet. */
static char name[40];

/* Without a namespace of its own, and where /dev/mqueue is not mounted, Landlock lets nobody make a
 * queue; in a cage the lesson is checked (tests/lessons). */
static char *drive_or_skip(int (*body)(void *arg), const char *order) {
    char *lines = drive(body, NULL, order, NULL);
    if (strstr(lines, "main: mq_open = -1 EACCES") || strstr(lines, "main: mq_open = -1 ENOSYS")) {
        mem_free(lines);
        skip();
    }
    return lines;
}

static int urgent_first(void *arg) {
    (void)arg;
    struct op_mqueue q = {0};
    char bytes[16];
    unsigned prio = 0;
    if (op_mq_open(name, 3, 16, &q, 1) < 0) {
        gate_exit_process(1, 1);
    }
    op_mq_send(&q, "low", 3, 1, 2);
    op_mq_send(&q, "high", 4, 7, 3);
    op_mq_unlink(name, 4);
    op_mq_receive(&q, bytes, sizeof bytes, &prio, 5);
    op_mq_receive(&q, bytes, 3, &prio, 6);
    op_mq_send(&q, "seventeen letters", 17, 0, 7);
    op_mq_close(&q, 8);
    gate_exit_process(op_mq_open(name, 0, 0, &q, 9) == -ENOENT ? 0 : 1, 10);
}

static void test_urgent_first(void **state) {
    (void)state;
    char *lines = drive_or_skip(urgent_first, NULL);
    static const char *const expected[] = {
        "mqueue {\"capacity\":3,\"msgsize\":16}\nmain: fd 3 rw ",
        "main: mq_send(3, \"low\", 3, 1) @2\nmain: mq_send = 0 [low] {\"len\":3,\"prio\":1}\n",
        "main: mq_unlink = 0 {\"unlinked\":1}\n",
        "main: mq_receive = 4 [high] {\"len\":4,\"prio\":7,\"unlinked\":1}\n",
        "main: mq_receive(3, 3) @6\nmain: mq_receive = -1 EMSGSIZE\n",
        "main: mq_send = -1 EMSGSIZE\n",
        "main: mq_close(3) @8\nmain: close = 0\nmain: closed 3\n",
        "main: mq_open = -1 ENOENT\n",
        "main: _exit(0) @10\n",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        if (!strstr(lines, expected[i])) {
            print_error("there is no %s in\n%s\n", expected[i], lines);
        }
        assert_non_null(strstr(lines, expected[i]));
    }
    mem_free(lines);
}

/* A sender waits while it is full, a receiver while it is empty; the object is one in both. */
static int both_wait(void *arg) {
    (void)arg;
    struct op_mqueue q = {0};
    char bytes[8];
    unsigned prio = 0;
    if (op_mq_open(name, 1, 8, &q, 1) < 0) {
        gate_exit_process(1, 1);
    }
    if (gate_fork("child", 2) == 0) {
        struct op_mqueue own = {0};
        op_mq_open(name, 0, 0, &own, 3);
        for (int i = 0; i < 3; i++) {
            op_mq_receive(&own, bytes, sizeof bytes, &prio, 4);
        }
        gate_exit_process(0, 5);
    }
    op_mq_send(&q, "a", 1, 0, 6);
    op_mq_send(&q, "b", 1, 0, 7);
    op_mq_send(&q, "c", 1, 0, 8);
    op_mq_unlink(name, 9);
    gate_exit_process(0, 10);
}

static void test_both_wait(void **state) {
    (void)state;
    static const char *const orders[] = {"00011", "00110"};
    for (size_t i = 0; i < 2; i++) {
        char *lines = drive_or_skip(both_wait, orders[i]);
        const char *first = strstr(lines, "child: mq_receive = 1 [a] ");
        assert_non_null(first);
        first = strstr(first, "child: mq_receive = 1 [b] ");
        assert_non_null(first);
        assert_null(strstr(lines, "child: object"));
        mem_free(lines);
    }
    char *lines = drive_or_skip(both_wait, NULL);
    assert_non_null(strstr(lines, "child: mq_receive = 1 [c] "));
    assert_non_null(strstr(lines, "child: ended\n"));
    mem_free(lines);
}

static int name_it(void **state) {
    (void)state;
    snprintf(name, sizeof name, "ipc-tutor-test-%ld", (long)getpid());
    return 0;
}

/* Where Landlock refuses the open, the kernel has made the queue all the same. */
static int remove_it(void **state) {
    char real[sizeof name + 1];
    (void)state;
    snprintf(real, sizeof real, "/%s", name);
    mq_unlink(real);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_urgent_first),
        cmocka_unit_test(test_both_wait),
    };
    return cmocka_run_group_tests(tests, name_it, remove_it);
}
