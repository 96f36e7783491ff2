/* SPDX-License-Identifier: MIT */
/*
 * test_text.c: UTF-8 by RFC 3629, both ways for every character, its well-known wrong forms; words
 * of a shell.
 */
#include "text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_every_character_both_ways(void **state) {
    (void)state;
    struct buf buf = {0};
    for (uint32_t character = 0; character <= 0x10FFFF; character++) {
        if (character >= 0xD800 && character < 0xE000) {
            continue;
        }
        buf_clear(&buf);
        text_put_char(&buf, character);
        uint32_t again = 0;
        if (text_decode(buf.data, buf.len, &again) != buf.len || again != character) {
            fail_msg("U+%04X comes back as U+%04X", character, again);
        }
        for (size_t len = 1; len < buf.len; len++) {
            assert_int_equal(text_char_len(buf.data, len), 0);
        }
    }
    buf_done(&buf);
}

static void test_wrong_forms(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "\x80",             /* a continuation alone */
        "\xC0\x80",         /* overlong U+0000 */
        "\xC1\xBF",         /* overlong U+007F */
        "\xE0\x9F\xBF",     /* overlong U+07FF */
        "\xED\xA0\x80",     /* surrogate U+D800 */
        "\xF0\x8F\xBF\xBF", /* overlong U+FFFF */
        "\xF4\x90\x80\x80", /* U+110000 */
        "\xF5\x80\x80\x80", /* beyond */
        "\xFF",
        "\xC3(",
        "\xE2\x82(",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint32_t character = 0;
        assert_false(text_is_utf8(wrong[i], strlen(wrong[i])));
        assert_int_equal(text_decode(wrong[i], strlen(wrong[i]), &character), 1);
        assert_int_equal(character, TEXT_REPLACEMENT);
    }
    assert_true(text_is_utf8("", 0));
    assert_true(text_is_utf8("Grüße, 世界 🐧", strlen("Grüße, 世界 🐧")));
}

static void test_put_valid(void **state) {
    (void)state;
    struct buf buf = {0};
    text_put_valid(&buf, "a\xC3\xBC\xFF\xE2\x82", 6);
    assert_string_equal(buf.data, "aü\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_true(text_is_utf8(buf.data, buf.len));
    buf_done(&buf);
}

static void test_starts_and_ends(void **state) {
    (void)state;
    assert_true(text_starts("lesson.lua", "lesson"));
    assert_true(text_starts("x", ""));
    assert_false(text_starts("les", "lesson"));
    assert_true(text_ends("lesson.lua", ".lua"));
    assert_true(text_ends("x", ""));
    assert_false(text_ends("lua", ".lua"));
}

static void test_to_int(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_int;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"42", true, 42},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"0x10", false, 0},
        {"1.0", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 0;
        assert_int_equal(text_to_int(cases[i].text, &value), cases[i].is_int);
        assert_true(value == cases[i].value);
    }
}

static void test_hash(void **state) {
    (void)state;
    assert_true(text_hash("main", 4) == text_hash("main*3", 4));
    assert_true(text_hash("main", 4) != text_hash("mian", 4));
    assert_true(text_hash("", 0) != text_hash("\0", 1));
    assert_true(text_hash("12345678", 8) != text_hash("12345678\0", 9));
}

static void test_distance(void **state) {
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("run", ""), 3);
    assert_int_equal(text_distance("", "run"), 3);
    assert_int_equal(text_distance("check", "chekc"), 1);
    assert_int_equal(text_distance("doctor", "docter"), 1);
    assert_int_equal(text_distance("show", "shw"), 1);
    assert_int_equal(text_distance("list", "lists"), 1);
    assert_int_equal(text_distance("abc", "xyz"), 3);
}

static void test_put_word(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"relay:right", "relay:right"},
        {"./my-lessons/relay_2", "./my-lessons/relay_2"},
        {"my lessons/relay", "'my lessons/relay'"},
        {"main*2", "'main*2'"},
        {"it's", "'it'\\''s'"},
        {"$(id)", "'$(id)'"},
        {"", "''"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf word = {0};
        text_put_word(&word, rows[i][0]);
        assert_string_equal(buf_str(&word), rows[i][1]);
        buf_done(&word);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_both_ways),
        cmocka_unit_test(test_wrong_forms),
        cmocka_unit_test(test_put_valid),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_to_int),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_put_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
