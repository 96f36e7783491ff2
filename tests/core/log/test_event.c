/* SPDX-License-Identifier: MIT */
/*
 * test_event.c: each name leads to its constant and back; what is no name leads to the first one.
 */
#include "event.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_kinds_both_ways(void **state) {
    (void)state;
    for (int kind = 1; kind < EVENT_KIND_COUNT; kind++) {
        const char *name = event_kind_name((enum event_kind)kind);
        assert_true(strlen(name) > 0);
        assert_int_equal(event_kind_by_name(name), kind);
    }
    assert_string_equal(event_kind_name(EVENT_OP_BLOCK), "op.block");
}

static void test_ops_both_ways(void **state) {
    (void)state;
    for (int op = 1; op < OP_COUNT; op++) {
        const char *name = op_name((enum op_kind)op);
        assert_true(strlen(name) > 0);
        assert_int_equal(op_by_name(name), op);
        assert_non_null(strchr(op_manual((enum op_kind)op), '('));
    }
}

static void test_objects_ends_and_outcomes(void **state) {
    (void)state;
    for (int type = 1; type < OBJ_COUNT; type++) {
        assert_int_equal(obj_type_by_name(obj_type_name((enum obj_type)type)), type);
    }
    for (int outcome = OUTCOME_OK; outcome <= OUTCOME_STOPPED; outcome++) {
        const char *name = run_outcome_name((enum run_outcome)outcome);
        assert_int_equal(run_outcome_by_name(name), outcome);
    }
}

static void test_what_is_not_there(void **state) {
    (void)state;
    static const char *const names[] = {"", "no.such", NULL};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(event_kind_by_name(names[i]), EVENT_UNKNOWN);
        assert_int_equal(op_by_name(names[i]), OP_NONE);
        assert_int_equal(obj_type_by_name(names[i]), OBJ_NONE);
        assert_int_equal(run_outcome_by_name(names[i]), OUTCOME_NONE);
    }
    static const int numbers[] = {0, -1, 60000};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(event_kind_name((enum event_kind)numbers[i]), "");
        assert_string_equal(op_name((enum op_kind)numbers[i]), "");
        assert_string_equal(op_manual((enum op_kind)numbers[i]), "");
        assert_string_equal(obj_type_name((enum obj_type)numbers[i]), "");
        assert_string_equal(run_outcome_name((enum run_outcome)numbers[i]), "");
    }
}

static void test_a_record_is_small(void **state) {
    (void)state;
    assert_int_equal(sizeof(struct event), 96);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds_both_ways),           cmocka_unit_test(test_ops_both_ways),
        cmocka_unit_test(test_objects_ends_and_outcomes), cmocka_unit_test(test_what_is_not_there),
        cmocka_unit_test(test_a_record_is_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
