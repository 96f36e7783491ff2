/* SPDX-License-Identifier: MIT */
/*
 * test_silence.c: paused, neither the tutor nor the runner nor a process of the lesson wakes up
 * even once, and nothing is written.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool have_looked_often(struct tty *tty, void *arg) {
    (void)tty;
    int *looks = arg;
    return ++*looks > 50; /* about a second: what is measured is that nothing happens in it */
}

/* The family sleeps, and did not wake up between two looks. */
static bool is_quiet(struct tty *tty, void *arg) {
    struct family family;
    long *before = arg;
    family_of(tty_pid(tty), &family);
    long now = family_switches(&family);
    bool quiet = now >= 0 && now == *before && family_asleep(&family);
    *before = now;
    return quiet;
}

static void stays_silent(struct tty *tty) {
    struct family family;
    long before = -1;
    int looks = 0;
    tty_must(tty_until_idle(tty));
    tty_must(tty_until(tty, is_quiet, &before, "all of them sleep"));
    family_of(tty_pid(tty), &family);
    before = family_switches(&family);
    uint64_t bytes = tty_bytes(tty);
    tty_until(tty, have_looked_often, &looks, "some time");
    assert_int_equal(family_switches(&family), before);
    assert_int_equal(tty_bytes(tty), bytes);
}

static void test_paused(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    tutor_at(tty, 0, 0);
    stays_silent(tty);
    tty_type(tty, "nn1");
    tutor_at(tty, 3, 3); /* main waits in the kernel, the child at its gate */
    stays_silent(tty);
    tty_type(tty, "  "); /* played for a moment */
    tty_see_not(tty, "playing");
    stays_silent(tty);
    tutor_to_end(tty);
    stays_silent(tty);
    tutor_quit(tty);
}

static void test_syllabus(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    stays_silent(tty);
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paused),
        cmocka_unit_test(test_syllabus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
