/* SPDX-License-Identifier: MIT */
/*
 * test_clock.c: the clock goes forward, and what is left of a deadline is rounded up.
 */
#include "clock.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_goes_forward(void **state) {
    (void)state;
    int64_t last = clock_ns();
    assert_true(last > 0);
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_ns();
        assert_true(now >= last);
        last = now;
    }
}

static void test_left(void **state) {
    (void)state;
    assert_int_equal(clock_ms_left(-1), -1);
    assert_int_equal(clock_ms_left(0), 0);
    assert_int_equal(clock_ms_left(clock_ns()), 0);
    assert_int_equal(clock_ms_left(INT64_MAX), INT_MAX);
    int left = clock_ms_left(clock_ns() + 1000 * NS_PER_S);
    assert_true(left > 0 && left <= 1000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goes_forward),
        cmocka_unit_test(test_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
