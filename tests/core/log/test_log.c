/* SPDX-License-Identifier: MIT */
/*
 * test_log.c: what was appended is there, in order, and never moves; strings are kept once.
 */
#include "log.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_empty(void **state) {
    (void)state;
    struct log *log = log_new();
    assert_int_equal(log_count(log), 0);
    assert_null(log_at(log, 0));
    assert_null(log_at(log, 1));
    assert_null(log_at(log, UINT64_MAX));
    assert_string_equal(log_str(log, 0), "");
    assert_string_equal(log_str(log, 7), "");
    assert_string_equal(log_str(log, UINT32_MAX), "");
    assert_int_equal(log_intern(log, ""), 0);
    assert_int_equal(log_intern(log, NULL), 0);
    assert_int_equal(log_find(log, ""), 0);
    assert_int_equal(log_find(log, NULL), 0);
    log_free(log);
    log_free(NULL);
}

static void test_strings_once(void **state) {
    (void)state;
    struct log *log = log_new();
    strid main_id = log_intern(log, "main");
    assert_int_not_equal(main_id, 0);
    assert_int_equal(log_intern_len(log, "main*3", 4), main_id);
    assert_int_equal(log_find(log, "main"), main_id);
    assert_int_equal(log_find(log, "child"), 0);
    assert_int_not_equal(log_intern(log, "child"), main_id);
    assert_string_equal(log_str(log, main_id), "main");
    log_free(log);
}

#define MANY 20000

static void test_many_strings_stay_put(void **state) {
    (void)state;
    struct log *log = log_new();
    const char **places = mem_new(MANY * sizeof *places);
    char text[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "string %d", i);
        assert_int_equal(log_intern(log, text), i + 1);
        places[i] = log_str(log, (strid)i + 1);
    }
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "string %d", i);
        assert_int_equal(log_find(log, text), i + 1);
        assert_ptr_equal(log_str(log, (strid)i + 1), places[i]);
        assert_string_equal(places[i], text);
    }
    mem_free(places);
    log_free(log);
}

static void test_long_string(void **state) {
    (void)state;
    size_t len = 300000;
    char *text = mem_new(len + 1);
    memset(text, 'x', len);
    struct log *log = log_new();
    strid before = log_intern(log, "before");
    strid id = log_intern(log, text);
    strid after = log_intern(log, "after");
    assert_string_equal(log_str(log, id), text);
    assert_string_equal(log_str(log, before), "before");
    assert_string_equal(log_str(log, after), "after");
    mem_free(text);
    log_free(log);
}

static void test_many_records_stay_put(void **state) {
    (void)state;
    struct log *log = log_new();
    const struct event *first = NULL;
    unsigned char data[EVENT_DATA_MAX];
    for (uint64_t n = 1; n <= MANY; n++) {
        struct event event = {.t = (int64_t)n, .kind = EVENT_OP_EXIT, .data_len = 99, .data = 99};
        memset(data, (int)(n & 0xFF), sizeof data);
        assert_int_equal(log_append(log, &event, data, n % (EVENT_DATA_MAX + 1)), n);
        assert_int_equal(event.data_len, 99);
        first = n == 1 ? log_at(log, 1) : first;
    }
    assert_int_equal(log_count(log), MANY);
    assert_ptr_equal(log_at(log, 1), first);
    assert_null(log_at(log, MANY + 1));
    for (uint64_t n = 1; n <= MANY; n++) {
        const struct event *event = log_at(log, n);
        assert_int_equal(event->t, n);
        assert_int_equal(event->data_len, n % (EVENT_DATA_MAX + 1));
        for (size_t i = 0; i < event->data_len; i++) {
            assert_int_equal(log_data(log, event)[i], n & 0xFF);
        }
    }
    log_free(log);
}

static void test_without_data(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event event = {.kind = EVENT_STEP, .data_len = 5, .data = 1 << 30};
    log_append(log, &event, NULL, 5);
    assert_int_equal(log_at(log, 1)->data_len, 0);
    assert_non_null(log_data(log, log_at(log, 1)));
    assert_non_null(log_data(log, &event)); /* a struct that no log made */
    log_free(log);
}

static void test_memory_is_counted(void **state) {
    (void)state;
    struct log *log = log_new();
    size_t empty = log_memory(log);
    struct event event = {.kind = EVENT_PRINT};
    char text[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "line %d", i % 100);
        event.text = log_intern(log, text);
        log_append(log, &event, NULL, 0);
    }
    size_t each = (log_memory(log) - empty) / MANY;
    assert_true(each >= sizeof event);
    assert_true(each <= 150);
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_strings_once),
        cmocka_unit_test(test_many_strings_stay_put),
        cmocka_unit_test(test_long_string),
        cmocka_unit_test(test_many_records_stay_put),
        cmocka_unit_test(test_without_data),
        cmocka_unit_test(test_memory_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
