/* SPDX-License-Identifier: MIT */
/*
 * test_resize.c: the window changes while a run is on it; too small says so and still obeys q.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static void test_sizes(void **state) {
    (void)state;
    static const int sizes[][2] = {{132, 43}, {60, 20}, {80, 24},   {200, 60}, {76, 22},  {75, 22},
                                   {76, 21},  {40, 10}, {300, 100}, {41, 60},  {250, 10}, {80, 24}};
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    tty_type(tty, "nnn");
    tutor_at(tty, 3, 3);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        tty_resize(tty, sizes[i][0], sizes[i][1]);
        tutor_whole(tty);
        tty_must(tty_until_idle(tty));
        tutor_whole(tty); /* and it stays */
    }
    tutor_at(tty, 3, 3);
    tty_type(tty, "n");
    tutor_at(tty, 4, 4);
    tutor_quit(tty);
}

static void test_too_small(void **state) {
    (void)state;
    static const int sizes[][2] = {{39, 10}, {40, 9}, {12, 3}, {200, 2}, {30, 60}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tty *tty = tutor_start("pipe-fork:forgotten", sizes[i][0], sizes[i][1]);
        tty_see(tty, "too small");
        tty_see(tty, "need 40x10");
        tty_see(tty, "q quits");
        tutor_quit(tty);
    }
    struct tty *tty = tutor_start("pipe-fork:forgotten", 30, 8);
    tty_see(tty, "too small");
    tty_resize(tty, 80, 24);
    tutor_at(tty, 0, 0);
    tty_resize(tty, 1, 1);
    tty_must(tty_until_idle(tty));
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_too_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
