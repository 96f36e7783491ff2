/* SPDX-License-Identifier: MIT */
/*
 * test_json_value.c: what is JSON and what is not, and what a value says.
 */
#include "json_value.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_is_json(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum json_type type;
    } cases[] = {
        {"null", JSON_NULL},
        {" true ", JSON_TRUE},
        {"false\n", JSON_FALSE},
        {"0", JSON_NUMBER},
        {"-0.5e+10", JSON_NUMBER},
        {"1E2", JSON_NUMBER},
        {"\"\"", JSON_STRING},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", JSON_STRING},
        {"\"ü\"", JSON_STRING},
        {"[]", JSON_ARRAY},
        {"[ 1 , [ ] , {} ]", JSON_ARRAY},
        {"{}", JSON_OBJECT},
        {"{\"a\":{\"b\":[null]}}", JSON_OBJECT},
        {"", JSON_NONE},
        {" ", JSON_NONE},
        {"nul", JSON_NONE},
        {"nulll", JSON_NONE},
        {"True", JSON_NONE},
        {"01", JSON_NONE},
        {"-", JSON_NONE},
        {"1.", JSON_NONE},
        {".5", JSON_NONE},
        {"1e", JSON_NONE},
        {"+1", JSON_NONE},
        {"0x1", JSON_NONE},
        {"NaN", JSON_NONE},
        {"\"", JSON_NONE},
        {"\"\\\"", JSON_NONE},
        {"\"\\x\"", JSON_NONE},
        {"\"\\u12\"", JSON_NONE},
        {"\"\\u12g4\"", JSON_NONE},
        {"\"a\nb\"", JSON_NONE},
        {"\"\xFF\"", JSON_NONE},
        {"\"\xC3\"", JSON_NONE},
        {"'a'", JSON_NONE},
        {"[", JSON_NONE},
        {"[1", JSON_NONE},
        {"[1,", JSON_NONE},
        {"[1,]", JSON_NONE},
        {"[,1]", JSON_NONE},
        {"[1 2]", JSON_NONE},
        {"[1}", JSON_NONE},
        {"{", JSON_NONE},
        {"{\"a\"", JSON_NONE},
        {"{\"a\":", JSON_NONE},
        {"{\"a\":1", JSON_NONE},
        {"{\"a\":1,}", JSON_NONE},
        {"{\"a\" 1}", JSON_NONE},
        {"{a:1}", JSON_NONE},
        {"{1:1}", JSON_NONE},
        {"{} {}", JSON_NONE},
        {"1 2", JSON_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (json_of(cases[i].text).type != cases[i].type) {
            fail_msg("%s gives type %d", cases[i].text, (int)json_of(cases[i].text).type);
        }
    }
    assert_int_equal(json_of(NULL).type, JSON_NONE);
    assert_int_equal(json_parse("\0", 1).type, JSON_NONE);
    assert_int_equal(json_parse("\"\0\"", 3).type, JSON_NONE);
    assert_int_equal(json_parse("12345", 3).len, 3);
}

static void test_depth_is_bounded(void **state) {
    (void)state;
    char text[4 * JSON_DEPTH_MAX];
    memset(text, '[', JSON_DEPTH_MAX);
    memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
    assert_int_equal(json_parse(text, 2UL * JSON_DEPTH_MAX).type, JSON_ARRAY);
    memset(text, '[', JSON_DEPTH_MAX + 1);
    memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    assert_int_equal(json_parse(text, 2UL * JSON_DEPTH_MAX + 2).type, JSON_NONE);
    char *deep = mem_new(1000000);
    memset(deep, '[', 1000000);
    assert_int_equal(json_parse(deep, 1000000).type, JSON_NONE);
    mem_free(deep);
}

static void test_get(void **state) {
    (void)state;
    struct json object =
        json_of("{\"a\":1, \"b\" : [10, \"x\", {\"c\": null}], \"a\":2, \"\\u0064\":3}");
    assert_int_equal(json_int_or(json_get(object, "a"), -1), 2);
    assert_int_equal(json_int_or(json_get(object, "d"), -1), 3);
    assert_int_equal(json_get(object, "e").type, JSON_NONE);
    assert_int_equal(json_get(object, "").type, JSON_NONE);
    struct json array = json_get(object, "b");
    assert_int_equal(json_count(array), 3);
    assert_int_equal(json_count(object), 4);
    assert_int_equal(json_int_or(json_at(array, 0), -1), 10);
    assert_true(json_is(json_at(array, 1), "x"));
    assert_int_equal(json_get(json_at(array, 2), "c").type, JSON_NULL);
    assert_int_equal(json_at(array, 3).type, JSON_NONE);
    /* A question to what can't answer it is answered: nothing. */
    assert_int_equal(json_get(array, "a").type, JSON_NONE);
    assert_int_equal(json_at(object, 0).type, JSON_NONE);
    assert_int_equal(json_get(json_at(json_get(json_of(""), "x"), 1), "y").type, JSON_NONE);
    assert_int_equal(json_count(json_of("7")), 0);
    assert_int_equal(json_count(json_of("[]")), 0);
    assert_int_equal(json_count(json_of("{ }")), 0);
}

static void test_integers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_int;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"-1", true, -1},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9007199254740993", true, 9007199254740993},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"1.0", false, 0},
        {"1e3", false, 0},
        {"\"1\"", false, 0},
        {"null", false, 0},
        {"", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 0;
        if (json_int(json_of(cases[i].text), &value) != cases[i].is_int ||
            value != cases[i].value) {
            fail_msg("%s is not read right", cases[i].text);
        }
    }
    double number = 0;
    assert_true(json_double(json_of("-2.5e1"), &number));
    assert_true(number == -25.0);
    assert_false(json_double(json_of("\"1\""), &number));
    assert_false(json_double(json_of("true"), &number));
}

static void expect_said(const char *json, const char *said) {
    char *text = json_strdup(json_of(json));
    assert_non_null(text);
    assert_string_equal(text, said);
    assert_true(json_is(json_of(json), said));
    mem_free(text);
}

static void test_strings(void **state) {
    (void)state;
    expect_said("\"\"", "");
    expect_said("\"plain\"", "plain");
    expect_said("\"a\\tb\\n\\\\\\\"\\/\\r\\b\\f\"", "a\tb\n\\\"/\r\b\f");
    expect_said("\"\\u00fc\\u4e16\"", "ü世");
    expect_said("\"\\ud83d\\udc27!\"", "🐧!");
    expect_said("\"\\ud83d\"", "\xEF\xBF\xBD");
    expect_said("\"\\ud83dx\"", "\xEF\xBF\xBDx");
    expect_said("\"\\ud83d\\u0041\"", "\xEF\xBF\xBD"
                                      "A");
    expect_said("\"\\udc27\"", "\xEF\xBF\xBD");
    expect_said("\"\\u0000\"", "\xEF\xBF\xBD");
    assert_null(json_strdup(json_of("7")));
    assert_null(json_strdup((struct json){0}));
    assert_false(json_is(json_of("7"), "7"));
    assert_false(json_is(json_of("\"ab\""), "a"));
    assert_false(json_is(json_of("\"a\\u0062\""), "a"));
}

static void test_bytes(void **state) {
    (void)state;
    struct buf out = {0};
    assert_true(json_put_bytes_said(json_of("\"a\\u0000\\n\\u00ffü\""), &out));
    assert_int_equal(out.len, 5);
    assert_memory_equal(out.data, "a\0\n\xFF\xFC", 5);
    assert_false(json_put_bytes_said(json_of("\"\\u0100\""), &out));
    assert_false(json_put_bytes_said(json_of("\"世\""), &out));
    assert_false(json_put_bytes_said(json_of("7"), &out));
    buf_done(&out);
}

static void test_walk(void **state) {
    (void)state;
    struct json key, value;
    struct json_walk walk = json_walk(json_of("{\"x\":1,\"y\":[2]}"));
    assert_true(json_next(&walk, &key, &value));
    assert_true(json_is(key, "x"));
    assert_true(json_next(&walk, &key, &value));
    assert_true(json_is(key, "y"));
    assert_int_equal(value.type, JSON_ARRAY);
    assert_false(json_next(&walk, &key, &value));
    assert_null(walk.fault);
    walk = json_walk(json_of("[5]"));
    assert_true(json_next(&walk, &key, &value));
    assert_int_equal(key.type, JSON_NONE);
    assert_false(json_next(&walk, &key, &value));
    walk = json_walk(json_of("no"));
    assert_false(json_next(&walk, &key, &value));
    assert_null(walk.fault);
}

/* Where an unchecked text goes wrong: the byte, and "cut off" only at the very end. */
static void test_faults_have_a_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ptrdiff_t at;
        const char *fault;
    } cases[] = {
        {"", 0, "cut off"},
        {"x", 0, "no object starts with this"},
        {"{\"a\":1", 6, "cut off"},
        {"{\"a\":tru", 8, "cut off in a word"},
        {"{\"a\":\"x", 7, "cut off in a string"},
        {"{\"a\":1 \"b\"", 7, "a comma or the end is missing"},
        {"{\"a\":[1,?]}", 8, "no value starts with this"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        struct json_walk walk = {.at = text, .end = text + strlen(text)};
        struct json key, value;
        if (json_enter_object(&walk)) {
            while (json_next(&walk, &key, &value)) {
            }
        }
        assert_non_null(walk.fault);
        assert_string_equal(walk.fault, cases[i].fault);
        assert_int_equal(walk.at - text, cases[i].at);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_json), cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_get),     cmocka_unit_test(test_integers),
        cmocka_unit_test(test_strings), cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_walk),    cmocka_unit_test(test_faults_have_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
