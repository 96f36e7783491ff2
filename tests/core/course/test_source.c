/* SPDX-License-Identifier: MIT */
/*
 * Twins: which C line stands for which line of lesson.lua.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "source.h"
#include <errno.h>
#include <string.h>

static void marks_are_taken_off(void **state) {
    (void)state;
    static const char text[] = "#include <unistd.h>\n"
                               "    pipe(p);   // lua: 4\n"
                               "    close(p[0]); // shut // lua: 6, 7\n"
                               "\n"
                               "    read(p[0], b, 1); // lua: 4";
    struct source twin;
    assert_int_equal(source_parse("x.c", text, strlen(text), true, &twin, NULL), 0);
    assert_int_equal(twin.line_count, 5);
    assert_string_equal(twin.lines[1].text, "    pipe(p);");
    assert_string_equal(twin.lines[2].text, "    close(p[0]); // shut");
    assert_int_equal(source_line_of(&twin, 4), 2);
    assert_int_equal(source_line_of(&twin, 7), 3);
    assert_int_equal(source_line_of(&twin, 5), 0);
    assert_true(source_stands_for(&twin, 5, 4));
    assert_false(source_stands_for(&twin, 6, 4));
    source_done(&twin);
}

static void wrong_marks(void **state) {
    (void)state;
    static const char *const rows[] = {
        "a(); // lua:",   "a(); // lua: x",  "a(); // lua: 4 b",
        "a(); // lua: 0", "a(); // lua: 4,", "a(); // lua: 1, 2, 3, 4, 5, 6, 7, 8, 9"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct source twin;
        struct diag diag = {0};
        assert_int_equal(source_parse("x.c", rows[i], strlen(rows[i]), true, &twin, &diag),
                         -EINVAL);
        assert_int_equal(diag.line, 1);
        diag_done(&diag);
    }
}

static void lua_keeps_everything(void **state) {
    (void)state;
    static const char text[] = "local r = pipe() // lua: 4\n";
    struct source lua;
    assert_int_equal(source_parse("lesson.lua", text, strlen(text), false, &lua, NULL), 0);
    assert_int_equal(lua.line_count, 1);
    assert_string_equal(lua.lines[0].text, "local r = pipe() // lua: 4");
    source_done(&lua);
}

static void no_twin(void **state) {
    (void)state;
    struct source twin;
    struct diag diag = {0};
    assert_int_equal(source_twin("/nonexistent", "right", &twin, &diag), -ENOENT);
    assert_string_equal(diag.file, "/nonexistent/right.c");
    diag_done(&diag);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_taken_off),
        cmocka_unit_test(wrong_marks),
        cmocka_unit_test(lua_keeps_everything),
        cmocka_unit_test(no_twin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
