/* SPDX-License-Identifier: MIT */
/* Named pipes in real processes: what each call records, and that open(2) really waits. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_fifo.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int both_ends(void *arg) {
    (void)arg;
    struct op_descriptor end;
    char bytes[8];
    op_mkfifo("f", 1);
    if (gate_fork("child", 2) == 0) {
        op_open("f", END_R, &end, 3);
        op_read(&end, bytes, sizeof bytes, 4);
        gate_exit_process(0, 5);
    }
    op_open("f", END_W, &end, 6);
    op_write(&end, "ab", 2, 7);
    op_unlink("f", 8);
    gate_exit_process(0, 9);
}

static void test_open_waits(void **state) {
    (void)state;
    /* Whoever comes first sleeps in its call, and comes back in the step of the other one. */
    static const char *const orders[] = {"001", "000"};
    for (size_t i = 0; i < 2; i++) {
        char *lines = drive(both_ends, NULL, orders[i], NULL);
        const char *main_open = strstr(lines, "main: open = 3");
        const char *child_open = strstr(lines, "child: open = 3 {\"capacity\":65536}\n");
        assert_non_null(main_open);
        assert_non_null(child_open);
        assert_non_null(strstr(lines, "main: mkfifo(\"f\", 0600) @1\nmain: mkfifo = 0\n"
                                      "main: object f fifo {\"atomic\":4096}\n"));
        assert_non_null(strstr(child_open, "child: fd 3 r f\n"));
        assert_non_null(strstr(main_open, "main: fd 3 w f\n"));
        assert_non_null(strstr(lines, "child: read = 2 [ab]\n"));
        assert_non_null(strstr(lines, "main: unlink = 0 {\"unlinked\":1}\n"));
        mem_free(lines);
    }
}

static int alone(void *arg) {
    (void)arg;
    struct op_descriptor end;
    op_mkfifo("f", 1);
    op_open("f", END_R, &end, 2);
    gate_exit_process(0, 3);
}

static void test_alone(void **state) {
    (void)state;
    char *lines = drive(alone, NULL, NULL, NULL);
    assert_string_equal(lines, "main: mkfifo(\"f\", 0600) @1\nmain: mkfifo = 0\n"
                               "main: object f fifo {\"atomic\":4096}\n"
                               "main: open(\"f\", O_RDONLY) @2\ndeadlock: main open\n");
    mem_free(lines);
}

static int names(void *arg) {
    (void)arg;
    struct op_descriptor end, old, new;
    bool ok = op_open("f", END_R, &end, 1) == -ENOENT && op_unlink("f", 2) == -ENOENT;
    ok = ok && op_mkfifo("f", 3) == 0 && op_mkfifo("f", 4) == -EEXIST;
    ok = ok && op_open("f", END_RW, &old, 5) == 0 && op_unlink("f", 6) == 0;
    ok = ok && op_mkfifo("f", 7) == 0 && op_open("f", END_RW, &new, 8) == 0;
    ok = ok && old.obj != new.obj &&op_unlink("f", 9) == 0;
    gate_exit_process(ok ? 0 : 1, 10);
}

/* A name that is given anew is another FIFO. */
static void test_names(void **state) {
    (void)state;
    char *lines = drive(names, NULL, NULL, NULL);
    assert_non_null(strstr(lines, "main: fd 3 rw f\n"));
    assert_non_null(strstr(lines, "main: object f#2 fifo"));
    assert_non_null(strstr(lines, "main: fd 4 rw f#2\n"));
    assert_non_null(strstr(lines, "main: _exit(0) @10\nmain: ended\n"));
    mem_free(lines);
}

static int made_later(void *arg) {
    (void)arg;
    struct op_descriptor end;
    if (gate_fork("child", 1) == 0) {
        op_open("f", END_R, &end, 2);
        gate_exit_process(0, 3);
    }
    op_mkfifo("f", 4);
    op_open("f", END_W, &end, 5);
    op_unlink("f", 6);
    gate_exit_process(0, 7);
}

/* The child stands at the gate of its open before there is a name; and it may be too early. */
static void test_made_later(void **state) {
    (void)state;
    char *lines = drive(made_later, NULL, "00100", NULL);
    assert_non_null(strstr(lines, "child: fd 3 r f\n"));
    assert_non_null(strstr(lines, "main: fd 3 w f\n"));
    mem_free(lines);
    lines = drive(made_later, NULL, "01", NULL);
    assert_non_null(strstr(lines, "child: open = -1 ENOENT\n"));
    assert_non_null(strstr(lines, "deadlock: main open\n"));
    mem_free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_waits),
        cmocka_unit_test(test_alone),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_made_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
