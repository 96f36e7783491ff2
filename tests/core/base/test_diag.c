/* SPDX-License-Identifier: MIT */
/*
 * test_diag.c: a fault as people read it.
 */
#include "diag.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const struct diag *diag, const char *text) {
    struct buf out = {0};
    diag_write(diag, &out);
    assert_string_equal(buf_str(&out), text);
    buf_done(&out);
}

static void test_first_fault_stays(void **state) {
    (void)state;
    struct diag diag;
    diag_init(&diag);
    expect(&diag, "");
    assert_int_equal(diag_set(&diag, -EINVAL, "lesson.lua", 7, "no program \"%s\"", "rigth"),
                     -EINVAL);
    assert_int_equal(diag_set(&diag, -ENOENT, NULL, 0, "later"), -ENOENT);
    expect(&diag, "lesson.lua:7: no program \"rigth\"\n");
    diag_done(&diag);
    diag_done(&diag);
    diag_done(NULL);
    assert_int_equal(diag_set(NULL, -EIO, NULL, 0, "nobody listens"), -EIO);
}

static void test_quote(void **state) {
    (void)state;
    const char *text = "one\ntwo\nthree";
    static const char *const expected[] = {"f: x\n", "f:1: x\n  one\n", "f:2: x\n  two\n",
                                           "f:3: x\n  three\n", "f:4: x\n"};
    for (int line = 0; line < 5; line++) {
        struct diag diag = {0};
        diag_set(&diag, -EINVAL, "f", line, "x");
        diag_quote(&diag, text, strlen(text));
        diag_quote(&diag, "again", 5);
        expect(&diag, expected[line]);
        diag_done(&diag);
    }
    diag_quote(NULL, text, strlen(text));
}

static void test_without_a_place(void **state) {
    (void)state;
    struct diag diag = {0};
    diag_set(&diag, -EPERM, NULL, 0, "not permitted");
    expect(&diag, "not permitted\n");
    diag_done(&diag);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_fault_stays),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_without_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
