/* SPDX-License-Identifier: MIT */
/* Events in real processes: who waits, and whom a set wakes. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_event.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int two_wait(void *arg) {
    struct op_event e;
    (void)arg;
    op_event_new("e", &e, 1);
    for (int i = 0; i < 2; i++) {
        if (gate_fork(i == 0 ? "a" : "b", 2) == 0) {
            op_event_wait(&e, 3);
            gate_exit_process(0, 4);
        }
    }
    op_event_set(&e, 5);
    op_event_set(&e, 6);
    op_event_clear(&e, 7);
    gate_exit_process(op_event_is_set(&e, 8) ? 1 : 0, 9);
}

static void has(const char *lines, const char *part) {
    if (!strstr(lines, part)) {
        print_error("not there: %s\n%s\n", part, lines);
    }
    assert_non_null(strstr(lines, part));
}

/* Both sleep; one set wakes both; the second one wakes nobody. */
static void test_set_wakes_all(void **state) {
    (void)state;
    char *lines = drive(two_wait, NULL, "000120000", NULL);
    has(lines, "main: set = 2 {\"set\":true}");
    has(lines, "main: set = 0 {\"set\":true}");
    has(lines, "a: event_wait = 0");
    has(lines, "b: event_wait = 0");
    has(lines, "main: clear = 0 {\"set\":false}");
    has(lines, "main: is_set = 0");
    has(lines, "main: _exit(0)");
    mem_free(lines);
}

/* a finds it set; b comes after the clear, and nobody sets it again. */
static void test_set_before_wait(void **state) {
    (void)state;
    char *lines = drive(two_wait, NULL, "00001002", NULL);
    has(lines, "main: set = 0 {\"set\":true}");
    has(lines, "a: event_wait = 0");
    assert_null(strstr(lines, "b: event_wait = 0"));
    mem_free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_wakes_all),
        cmocka_unit_test(test_set_before_wait),
    };
    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
