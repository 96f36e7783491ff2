/* SPDX-License-Identifier: MIT */
/*
 * test_lessons.c: every program of the lessons, stepped with n from its start to its end, on
 * screens of three sizes: each picture is whole, each step is one step, and the end is the one that
 * the program claims.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *what;
    const char *end; /* the header's last word */
} programs[] = {
    {"fork:memory", "ended well"},     {"fork:descriptors", "ended well"},
    {"fork:status", "ended well"},     {"fork:killed", "ended well"},
    {"fork:zombie", "ended well"},     {"fork:orphan", "ended well"},
    {"pipe:right", "ended well"},      {"pipe:open", "DEADLOCK"},
    {"pipe:wrong-end", "ended well"},  {"pipe:sigpipe", "ended well"},
    {"pipe:epipe", "ended well"},      {"pipe:bytes", "ended well"},
    {"pipe-fork:right", "ended well"}, {"pipe-fork:forgotten", "DEADLOCK"},
    {"pipe-fork:second", "DEADLOCK"},
};

static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};

static void step_through(const char *what, const char *end, int width, int height) {
    struct tty *tty = tutor_start(what, width, height);
    int steps = 0, step, all;
    tutor_at(tty, 0, 0);
    tutor_whole(tty);
    while (tutor_next(tty)) {
        steps++;
        assert_true(steps < 200);
        tutor_whole(tty);
    }
    tty_must(tutor_step(tty, &step, &all));
    assert_int_equal(step, steps);
    assert_int_equal(all, steps);
    tty_see(tty, end);
    tutor_quit(tty);
}

static void test_programs(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            print_message("%s at %dx%d\n", programs[i].what, sizes[s][0], sizes[s][1]);
            step_through(programs[i].what, programs[i].end, sizes[s][0], sizes[s][1]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
