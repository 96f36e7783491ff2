/* SPDX-License-Identifier: MIT */
/*
 * test_draw.c: what is drawn is what the emulator shows, only what changed is written, and nothing
 * at all while nothing happens.
 */
#include "tty.h"

#include "fdio.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const demo[] = {DEMO, NULL};

static struct tty *start(int width, int height) {
    struct tty *tty =
        tty_start(&(struct tty_options){.argv = demo, .width = width, .height = height});
    tty_see(tty, "size ");
    return tty;
}

static void test_picture(void **state) {
    (void)state;
    struct tty *tty = start(40, 10);
    tty_see(tty, "└──────────────────────────────────────█"); /* the last cell too */
    assert_string_equal(tty_row(tty, 0), "┌ demo ────────────────────────────────┐");
    assert_string_equal(tty_row(tty, 5), "│ wide \u7BA1\u9053|  cafe\u0301|  resizes 0         │");
    assert_true(tty_cell(tty, 2, 6).attrs.reverse);
    assert_false(tty_cell(tty, 12, 6).attrs.reverse);
    assert_true(tty_alternate(tty));
    tty_stop(tty);
}

static void test_little_is_written(void **state) {
    (void)state;
    struct tty *tty = start(132, 43);
    tty_type(tty, "a");
    tty_see(tty, "number 1");
    tty_must(tty_until_idle(tty));
    uint64_t before = tty_bytes(tty);
    tty_type(tty, "b");
    tty_see(tty, "number 2");
    tty_must(tty_until_idle(tty));
    assert_in_range(tty_bytes(tty) - before, 1, 200);
    before = tty_bytes(tty);
    tty_type(tty, "R"); /* all of it */
    tty_see(tty, "number 3");
    tty_must(tty_until_idle(tty));
    assert_true(tty_bytes(tty) - before > 200);
    tty_stop(tty);
}

static void test_resize(void **state) {
    (void)state;
    struct tty *tty = start(80, 24);
    static const int sizes[][2] = {{132, 43}, {60, 20}, {20, 8}, {200, 60}, {80, 24}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char text[32], corner[8] = "█";
        tty_resize(tty, sizes[i][0], sizes[i][1]);
        snprintf(text, sizeof text, "size %dx%d", sizes[i][0], sizes[i][1]);
        tty_see(tty, text);
        tty_see(tty, corner);
        int x, y;
        tty_must(tty_until_idle(tty));
        assert_true(tty_find(tty, corner, &x, &y));
        assert_int_equal(x, sizes[i][0] - 1);
        assert_int_equal(y, sizes[i][1] - 1);
    }
    tty_stop(tty);
}

static bool coloured(const VTermScreenCell *cell) {
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg);
}

static VTermScreenCell cell_of_ready(const char *const *argv, const char *term,
                                     const char *const *env) {
    struct tty *tty = tty_start(&(struct tty_options){.argv = argv, .term = term, .env = env});
    int x = 0, y = 0;
    tty_see(tty, "ascii");
    tty_find(tty, "ascii", &x, &y);
    VTermScreenCell cell = tty_cell(tty, x, y);
    tty_stop(tty);
    return cell;
}

static void test_colours(void **state) {
    (void)state;
    const char *const light[] = {DEMO, "--light", NULL}, *const none[] = {DEMO, "--no-colour",
                                                                          NULL};
    VTermScreenCell on_dark = cell_of_ready(demo, "xterm-256color", NULL);
    VTermScreenCell on_light = cell_of_ready(light, "xterm-256color", NULL);
    VTermScreenCell found_light =
        cell_of_ready(demo, "xterm-256color", (const char *const[]){"COLORFGBG=0;15", NULL});
    assert_true(coloured(&on_dark) && coloured(&on_light));
    assert_false(vterm_color_is_equal(&on_dark.fg, &on_light.fg));
    assert_true(vterm_color_is_equal(&found_light.fg, &on_light.fg));
    assert_true(VTERM_COLOR_IS_DEFAULT_BG(&on_dark.bg));
    VTermScreenCell plain = cell_of_ready(none, "xterm-256color", NULL);
    assert_false(coloured(&plain));
    plain = cell_of_ready(demo, NULL, (const char *const[]){"NO_COLOR=1", NULL});
    assert_false(coloured(&plain));
    plain = cell_of_ready(demo, NULL, (const char *const[]){"NO_COLOR=", NULL}); /* empty: unset */
    assert_true(coloured(&plain));
    plain = cell_of_ready(demo, "vt100", NULL);
    assert_false(coloured(&plain));
    plain = cell_of_ready(demo, "screen", NULL); /* 8 colours */
    assert_true(coloured(&plain));
}

/* Every style can be told from nothing: it is shown, in some colour or attribute of a palette. */
static void test_styles(void **state) {
    (void)state;
    static const char *const samples[] = {"READY",    "BLOCKED", "KILLED", "OBJECT",
                                          "SELECTED", "KEYWORD", "ACTOR6"};
    struct tty *tty = start(80, 24);
    tty_type(tty, "T");
    tty_see(tty, "ACTOR6");
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        int x, y;
        assert_true(tty_find(tty, samples[i], &x, &y));
        VTermScreenCell cell = tty_cell(tty, x, y);
        assert_true(coloured(&cell) || cell.attrs.reverse);
    }
    tty_stop(tty);
}

static long switches(pid_t pid) {
    char path[64];
    struct buf text = {0};
    long voluntary = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    if (file_read(path, &text, 0, NULL) == 0) {
        const char *found = strstr(buf_str(&text), "\nvoluntary_ctxt_switches:");
        if (found != NULL) {
            sscanf(found, "\nvoluntary_ctxt_switches: %ld", &voluntary);
        }
    }
    buf_done(&text);
    return voluntary;
}

static bool time_has_passed(struct tty *tty, void *arg) {
    (void)tty;
    int *looks = arg;
    return ++*looks >
           25; /* half a second of looks: what is measured is that nothing happens in it */
}

static void test_silence(void **state) {
    (void)state;
    struct tty *tty = start(80, 24);
    tty_must(tty_until_idle(tty));
    long before = switches(tty_pid(tty));
    uint64_t bytes = tty_bytes(tty);
    int looks = 0;
    tty_until(tty, time_has_passed, &looks, "some time");
    assert_true(before > 0);
    assert_int_equal(switches(tty_pid(tty)), before);
    assert_int_equal(tty_bytes(tty), bytes);
    tty_stop(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_picture), cmocka_unit_test(test_little_is_written),
        cmocka_unit_test(test_resize),  cmocka_unit_test(test_colours),
        cmocka_unit_test(test_styles),  cmocka_unit_test(test_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
