/* SPDX-License-Identifier: MIT */
/* test_schedule.c: schedules as text: what is read, how it is written, and where faults point. */
#include "schedule.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect_form(const char *text, const char *form, uint64_t steps) {
    struct schedule schedule;
    struct diag diag = {0};
    struct buf out = {0};
    assert_int_equal(schedule_parse(text, &schedule, &diag), 0);
    schedule_write(&schedule, &out);
    assert_string_equal(buf_str(&out), form);
    assert_int_equal(schedule_steps(&schedule), steps);
    buf_done(&out);
    schedule_done(&schedule);
}

static void test_reads_and_writes(void **state) {
    (void)state;
    expect_form("", "", 0);
    expect_form("  \n\t", "", 0);
    expect_form("main", "main", 1);
    expect_form("main*3 child main", "main*3 child main", 5);
    expect_form("main main\nmain child", "main*3 child", 4);
    expect_form("a*2 a*3", "a*5", 5);
    expect_form("a*1", "a", 1);
    expect_form("car#12*2 k\xc3\xbc", "car#12*2 k\xc3\xbc", 3);
    expect_form("a*1000000000 a", "a*1000000000 a", 1000000001);
}

static void expect_fault(const char *text, const char *where) {
    struct schedule schedule;
    struct diag diag = {0};
    assert_int_not_equal(schedule_parse(text, &schedule, &diag), 0);
    assert_non_null(diag.text);
    if (!strstr(diag.text, where)) {
        print_error("\"%s\" is not in: %s\n", where, diag.text);
    }
    assert_non_null(strstr(diag.text, where));
    diag_done(&diag);
}

static void test_faults_name_the_place(void **state) {
    (void)state;
    expect_fault("*3", "character 1:");
    expect_fault("main *3", "character 6:");
    expect_fault("main*", "character 6:");
    expect_fault("main*x", "character 6:");
    expect_fault("main*0", "character 6:");
    expect_fault("main*-1", "character 6:");
    expect_fault("main*1000000001", "character 6:");
    expect_fault("main*99999999999999999999999", "character 6:");
    expect_fault("main*3child", "character 7:");
    expect_fault("main*3*4", "character 7:");
    expect_fault("main \x01", "character 6:");
}

static void test_adds_in_runs(void **state) {
    (void)state;
    struct schedule schedule = {0};
    struct buf out = {0};
    const char *names[] = {"main", "main", "child", "main", "main"};
    for (size_t i = 0; i < 5; i++) {
        schedule_add(&schedule, names[i]);
    }
    schedule_write(&schedule, &out);
    assert_string_equal(buf_str(&out), "main*2 child main*2");
    assert_int_equal(schedule.count, 3);
    buf_done(&out);
    schedule_done(&schedule);
    schedule_done(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_and_writes),
        cmocka_unit_test(test_faults_name_the_place),
        cmocka_unit_test(test_adds_in_runs),
    };
    return cmocka_run_group_tests_name("core/run/schedule", tests, NULL, NULL);
}
