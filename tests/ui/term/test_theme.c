/* SPDX-License-Identifier: MIT */
/*
 * test_theme.c: theme files: what they may say, and what is said of a wrong one.
 */
#include "fdio.h"
#include "theme.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

static const char *const style_names[] = {
#define STYLE_NAME(name) #name,
    STYLE_LIST(STYLE_NAME)
#undef STYLE_NAME
};

static int parse(const char *text, struct theme *theme, struct diag *diag) {
    return theme_parse("my.theme", text, strlen(text), theme, diag);
}

/* The files themselves name every style once, and are what is built in. */
static void test_files(void **state) {
    (void)state;
    for (int light = 0; light < 2; light++) {
        const char *path = light ? SOURCE_DIR "/assets/themes/light.theme"
                                 : SOURCE_DIR "/assets/themes/dark.theme";
        struct buf text = {0};
        struct theme theme, builtin;
        assert_int_equal(file_read(path, &text, 0, NULL), 0);
        assert_int_equal(theme_parse(path, buf_str(&text), text.len, &theme, NULL), 0);
        theme_builtin(light, &builtin);
        assert_int_equal(theme.light, light);
        assert_int_equal(builtin.light, light);
        assert_memory_equal(theme.rows, builtin.rows, sizeof theme.rows);
        for (int i = 0; i < STYLE_N; i++) {
            struct buf line = {0};
            buf_putf(&line, "\n%s ", style_names[i]);
            const char *found = strcasestr(buf_str(&text), buf_str(&line));
            assert_non_null(found);
            assert_null(strcasestr(found + 1, buf_str(&line)));
            buf_done(&line);
        }
        buf_done(&text);
    }
}

static void test_one_line(void **state) {
    (void)state;
    struct theme theme, light;
    theme_builtin(true, &light);
    assert_int_equal(parse("# mine\n\n  background light # of paper\r\n"
                           "ready 34 own 2 bold underline\n",
                           &theme, NULL),
                     0);
    assert_true(theme.light);
    assert_int_equal(theme.rows[STYLE_READY].colours[THEME_256], 34);
    assert_int_equal(theme.rows[STYLE_READY].colours[THEME_16], THEME_OWN);
    assert_int_equal(theme.rows[STYLE_READY].colours[THEME_8], 2);
    assert_int_equal(theme.rows[STYLE_READY].attrs, THEME_BOLD | THEME_UNDERLINE);
    assert_memory_equal(&theme.rows[STYLE_BLOCKED], &light.rows[STYLE_BLOCKED],
                        sizeof light.rows[0]);
}

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *said;
    } faults[] = {
        {"", 1, "it has no `background dark`"},
        {"# only this\n", 1, "it has no `background dark`"},
        {"ready 1 1 1\n", 1, "first of all comes `background dark`"},
        {"background\n", 1, "`background dark` or `background light`"},
        {"background grey\n", 1, "`background dark` or `background light`"},
        {"background dark light\n", 1, "nothing else in that line"},
        {"background dark\n\nsteady 1 1 1\n", 3, "there is no style steady"},
        {"background dark\nready\n", 2, "ready needs a colour of 256: own, or a number from 0 to"},
        {"background dark\nready 256 1 1\n", 2, "ready needs a colour of 256"},
        {"background dark\nready 10 16 1\n", 2, "ready needs a colour of 16"},
        {"background dark\nready 10 10\n", 2, "ready needs a colour of 8"},
        {"background dark\nready 10 10 -1\n", 2, "ready needs a colour of 8"},
        {"background dark\nready 1 1 1 blink\n", 2, "blink is none of bold, dim"},
        {"background dark\nready 1 1 1 bold bold bold bold bold\n", 2, "the line is too long"},
        {"background dark\nreadyreadyreadyreadyreadyreadyready 1\n", 2, "the line is too long"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct theme theme = {.light = true}, before = theme;
        struct diag diag = {0};
        assert_int_equal(parse(faults[i].text, &theme, &diag), -EBADMSG);
        assert_string_equal(diag.file, "my.theme");
        if (diag.line != faults[i].line || strstr(diag.text, faults[i].said) == NULL) {
            fail_msg("%s: line %d: %s", faults[i].text, diag.line, diag.text);
        }
        assert_memory_equal(&theme, &before, sizeof theme);
        diag_done(&diag);
    }
}

static void test_colorfgbg(void **state) {
    (void)state;
    static const struct {
        const char *value;
        bool light;
    } cases[] = {{"0;15", true}, {"0;default;7", true}, {"15;0", false},
                 {"", false},    {"7", false},          {"0;", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("COLORFGBG", cases[i].value, 1);
        assert_int_equal(theme_background_is_light(), cases[i].light);
    }
    unsetenv("COLORFGBG");
    assert_false(theme_background_is_light());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_colorfgbg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
