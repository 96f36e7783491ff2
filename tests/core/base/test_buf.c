/* SPDX-License-Identifier: MIT */
/*
 * test_buf.c: bytes that grow, and are a string at any time.
 */
#include "buf.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_empty(void **state) {
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_str(&buf), "");
    buf_clear(&buf);
    buf_puts(&buf, "");
    assert_non_null(buf.data);
    assert_int_equal(buf.len, 0);
    buf_done(&buf);
    buf_done(&buf);
    buf_done(NULL);
}

static void test_put_and_grow(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 1000; i++) {
        buf_putc(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.len, i + 1);
        assert_int_equal(buf.data[buf.len], 0);
    }
    buf_clear(&buf);
    buf_puts(&buf, "read");
    buf_put(&buf, "(3)", 3);
    buf_putf(&buf, " = %d of %s", 22, "p");
    assert_string_equal(buf.data, "read(3) = 22 of p");
    buf_drop(&buf, 5);
    assert_string_equal(buf.data, "3) = 22 of p");
    buf_drop(&buf, 0);
    buf_drop(&buf, buf.len);
    assert_string_equal(buf.data, "");
    buf_done(&buf);
}

static void test_long_format(void **state) {
    (void)state;
    char text[5000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct buf buf = {0};
    buf_putf(&buf, "<%s>", text);
    assert_int_equal(buf.len, sizeof text + 1);
    assert_int_equal(buf.data[buf.len - 1], '>');
    buf_done(&buf);
}

static void test_room_and_filled(void **state) {
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 100; i++) {
        char *room = buf_room(&buf, 100);
        memset(room, 'y', 100);
        buf_filled(&buf, (size_t)i);
        assert_int_equal(buf.data[buf.len], 0);
    }
    assert_int_equal(buf.len, 99 * 100 / 2);
    assert_int_equal(strlen(buf.data), buf.len);
    buf_done(&buf);
}

static void test_take(void **state) {
    (void)state;
    struct buf buf = {0};
    char *nothing = buf_take(&buf);
    assert_string_equal(nothing, "");
    buf_put(&buf, "a\0b", 3);
    char *bytes = buf_take(&buf);
    assert_memory_equal(bytes, "a\0b", 4);
    assert_null(buf.data);
    mem_free(nothing);
    mem_free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),       cmocka_unit_test(test_put_and_grow),
        cmocka_unit_test(test_long_format), cmocka_unit_test(test_room_and_filled),
        cmocka_unit_test(test_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
