/* SPDX-License-Identifier: MIT */
/*
 * test_columns.c: how wide texts are and where they wrap.
 */
#include "buf.h"
#include "columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_columns(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int columns;
    } rows[] = {
        {"", 0},
        {"pipe", 4},
        {"Öl läuft über", 13},
        {"e\u0301", 1}, /* e and a combining acute */
        {"管道", 4},    /* wide */
        {"가", 2},      /* a Hangul syllable */
        {"ㄱ", 2},
        {"\uFF21", 2},       /* full-width A */
        {"▶⋯✗✓■▓░█│─", 10},  /* the chrome is narrow */
        {"a\tb", 3},         /* a control character is shown as one blank */
        {"\x80\xff", 2},     /* bad bytes are shown */
        {"\u200B\u200E", 0}, /* zero-width space, direction mark */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(columns(rows[i].text), rows[i].columns);
    }
}

static void test_fit(void **state) {
    (void)state;
    assert_int_equal(columns_fit("hello", 5, 3), 3);
    assert_int_equal(columns_fit("hello", 5, 0), 0);
    assert_int_equal(columns_fit("管道", 6, 3), 3); /* half a wide character does not fit */
    assert_int_equal(columns_fit("e\u0301x", 4, 1), 3);
}

/* The lines of text at width, joined by '|'. */
static void wraps_to(const char *text, int width, const char *expected) {
    struct buf got = {0};
    struct wrap_line line;
    int n = 0;
    const char *cursor = text;
    while (wrap_next(&cursor, width, &line)) {
        if (n++ > 0) {
            buf_putc(&got, '|');
        }
        buf_put(&got, line.text, line.len);
        assert_int_equal(line.columns, columns_n(line.text, line.len));
    }
    assert_string_equal(buf_str(&got), expected);
    buf_done(&got);
    assert_int_equal(wrap_count(text, width), n);
}

static void test_wrap(void **state) {
    (void)state;
    wraps_to("", 10, "");
    wraps_to("one", 10, "one");
    wraps_to("one two three", 7, "one two|three");
    wraps_to("one two three", 8, "one two|three");
    wraps_to("one  two", 5, "one|two");
    wraps_to("one\ntwo\n", 10, "one|two");
    wraps_to("one\n\ntwo", 10, "one||two");
    wraps_to("abcdefgh", 3, "abc|def|gh");
    wraps_to("a abcdefgh b", 4, "a|abcd|efgh|b");
    wraps_to("  indented text", 10, "  indented|text");
    wraps_to("管道和信号", 5, "管道|和信|号");
    wraps_to("a管b", 2, "a|管|b");
    wraps_to("管道", 1, "管|道"); /* wider than the line: still one a line */
    wraps_to("x", 0, "x");
    wraps_to("e\u0301e\u0301", 1, "e\u0301|e\u0301");
    wraps_to("blanks at the end   \nnext", 30, "blanks at the end|next");
    wraps_to("   ", 2, "");
}

/* Every wrap of every width ends, loses no letter, and is never wider than it may be. */
static void test_wrap_keeps_all(void **state) {
    (void)state;
    static const char text[] = "main waits in read(2): p is empty, and Prozeß 管道 (fd 4)\n  can "
                               "still  write\xff it.\n\nEnd-of-file can't come.";
    size_t letters = 0;
    for (size_t i = 0; i < strlen(text); i++) {
        letters += text[i] != ' ' && text[i] != '\n';
    }
    for (int width = 2; width < 90; width++) {
        size_t seen = 0;
        const char *cursor = text;
        struct wrap_line line;
        while (wrap_next(&cursor, width, &line)) {
            assert_true(line.columns <= width);
            for (size_t i = 0; i < line.len; i++) {
                seen += line.text[i] != ' ';
            }
        }
        assert_int_equal(seen, letters);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_wrap_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
