/* SPDX-License-Identifier: MIT */
/*
 * test_json_write.c: whatever is put, valid JSON on one line comes out, and says the same again.
 */
#include "json_value.h"
#include "json_write.h"
#include "mem.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(struct buf *out, const char *text) {
    assert_string_equal(buf_str(out), text);
    buf_done(out);
}

static void test_pieces(void **state) {
    (void)state;
    struct buf out = {0};
    json_put_open(&out, '{');
    json_put_key(&out, "capacity");
    json_put_int(&out, 65536);
    json_put_key(&out, "names");
    json_put_open(&out, '[');
    json_put_comma(&out);
    json_put_text(&out, "main");
    json_put_comma(&out);
    json_put_text(&out, "{");
    json_put_comma(&out);
    json_put_null(&out);
    json_put_close(&out, ']');
    json_put_key(&out, "empty");
    json_put_open(&out, '{');
    json_put_close(&out, '}');
    json_put_key(&out, "truth");
    json_put_bool(&out, true);
    json_put_close(&out, '}');
    expect(&out,
           "{\"capacity\":65536,\"names\":[\"main\",\"{\",null],\"empty\":{},\"truth\":true}");
}

static void test_numbers(void **state) {
    (void)state;
    struct buf out = {0};
    static const int64_t numbers[] = {0, 7, -7, 10, INT64_MAX, INT64_MIN};
    json_put_open(&out, '[');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        json_put_comma(&out);
        json_put_int(&out, numbers[i]);
    }
    json_put_close(&out, ']');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t again = 1;
        assert_true(json_int(json_at(json_of(out.data), i), &again));
        assert_true(again == numbers[i]);
    }
    expect(&out, "[0,7,-7,10,9223372036854775807,-9223372036854775808]");
    json_put_double(&out, 3.0);
    json_put_comma(&out);
    json_put_double(&out, 0.5);
    json_put_comma(&out);
    json_put_double(&out, (double)NAN);
    json_put_comma(&out);
    json_put_double(&out, (double)INFINITY);
    expect(&out, "3,0.5,null,null");
}

static void test_text_is_valid_whatever_it_was(void **state) {
    (void)state;
    struct buf out = {0};
    json_put_text(&out, NULL);
    expect(&out, "null");
    json_put_text(&out, "tab\tquote\"slash\\bell\a\x7F");
    expect(&out, "\"tab\\tquote\\\"slash\\\\bell\\u0007\\u007f\"");
    json_put_text(&out, "ü\xFFx\xC3");
    expect(&out, "\"ü\xEF\xBF\xBDx\xEF\xBF\xBD\"");
    json_put_text_len(&out, "a\0b", 3);
    expect(&out, "\"a\\u0000b\"");
}

static void test_every_byte_both_ways(void **state) {
    (void)state;
    unsigned char bytes[256];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)i;
    }
    struct buf out = {0};
    struct buf again = {0};
    json_put_bytes(&out, bytes, sizeof bytes);
    for (size_t i = 0; i < out.len; i++) {
        assert_true(out.data[i] >= 0x20 && out.data[i] < 0x7F);
    }
    assert_true(json_put_bytes_said(json_of(out.data), &again));
    assert_int_equal(again.len, sizeof bytes);
    assert_memory_equal(again.data, bytes, sizeof bytes);
    buf_done(&out);
    buf_done(&again);
}

static void test_json_in_json(void **state) {
    (void)state;
    struct buf out = {0};
    json_put_json(&out, "{\"a\":\n[1]}");
    expect(&out, "{\"a\": [1]}");
    json_put_json(&out, "{\"a\":");
    expect(&out, "\"{\\\"a\\\":\"");
    json_put_json(&out, "");
    expect(&out, "\"\"");
    json_put_json(&out, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
    assert_int_equal(json_of(out.data).type, JSON_ARRAY);
    buf_done(&out);
    json_put_json(&out, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
    assert_int_equal(json_of(out.data).type, JSON_STRING);
    buf_done(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_text_is_valid_whatever_it_was),
        cmocka_unit_test(test_every_byte_both_ways),
        cmocka_unit_test(test_json_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
