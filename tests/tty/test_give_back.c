/* SPDX-License-Identifier: MIT */
/*
 * test_give_back.c: however the program ends or stops, the terminal is as it was before.
 */
#include "tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cmocka.h>

#ifndef SANITIZED
#define SANITIZED 0
#endif

static const char *const demo[] = {DEMO, NULL};

static struct tty *start(void) {
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo});
    tty_see(tty, "size 80x24");
    tty_must(tty_alternate(tty));
    return tty;
}

static void given_back(struct tty *tty) {
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        print_error("not given back: %s\n", kept);
    }
    assert_null(kept);
}

static void exits(struct tty *tty, int status) {
    int got = tty_exit_status(tty);
    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), status);
    given_back(tty);
}

static void test_quit(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_type(tty, "q");
    exits(tty, 0);
    tty_see(tty, "demo ends with 0");
    tty_see_not(tty, "size 80x24");
    tty_stop(tty);
}

static void crashes(const char *key, int signal) {
    struct tty *tty = start();
    tty_type(tty, key);
    int got = tty_exit_status(tty);
    given_back(tty);
    assert_int_not_equal(got, 0);
    if (!SANITIZED) { /* a sanitizer's own handler comes after ours, and exits */
        assert_true(WIFSIGNALED(got));
        assert_int_equal(WTERMSIG(got), signal);
    }
    tty_stop(tty);
}

static void test_crashes(void **state) {
    (void)state;
    crashes("S", SIGSEGV);
    crashes("A", SIGABRT);
    crashes("O", SIGSEGV); /* a stack overflow: the handler has a stack of its own */
}

static void test_exits(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_type(tty, "D");
    exits(tty, 70);
    tty_see(tty, "the demo dies as it was told");
    tty_stop(tty);
    tty = start();
    tty_type(tty, "E");
    exits(tty, 3);
    tty_stop(tty);
}

static void test_child_crashes(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_type(tty, "F");
    tty_see(tty, "number 1");
    tty_type(tty, "x"); /* still the demo's terminal, still raw */
    tty_see(tty, "typed Fx|");
    tty_must(tty_alternate(tty));
    tty_type(tty, "q");
    exits(tty, 0);
    tty_stop(tty);
}

static void test_ending_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct tty *tty = start();
        tty_signal(tty, signals[i]);
        exits(tty, 40 + signals[i]);
        tty_stop(tty);
    }
    struct tty *tty = start();
    tty_ctrl(tty, 'c');
    exits(tty, 40 + SIGINT);
    tty_stop(tty);
}

static bool ends_when_asked(struct tty *tty, void *arg) {
    (void)arg;
    tty_signal(tty, SIGTERM);
    return tty_has_ended(tty);
}

/* A program that hangs is ended by asking again. */
static void test_hang(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_type(tty, "H");
    tty_see(tty, "typed H|");
    tty_must(tty_until(tty, ends_when_asked, NULL, "a second SIGTERM ends it"));
    int got = tty_exit_status(tty);
    assert_true(WIFSIGNALED(got));
    assert_int_equal(WTERMSIG(got), SIGTERM);
    given_back(tty);
    tty_stop(tty);
}

static void test_stop_and_continue(void **state) {
    (void)state;
    struct tty *tty = start();
    for (int round = 0; round < 3; round++) {
        if (round % 2 == 0) {
            tty_ctrl(tty, 'z');
        } else {
            tty_signal(tty, SIGTSTP);
        }
        tty_must(tty_until_stopped(tty));
        given_back(tty);
        tty_resize(tty, 90 + round, 30);
        tty_foreground(tty);
        char text[32];
        snprintf(text, sizeof text, "size %dx30", 90 + round);
        tty_see(tty, text);
        tty_must(tty_alternate(tty));
        tty_type(tty, "x");
        snprintf(text, sizeof text, "typed %.*s|", round + 1, "xxx");
        tty_see(tty, text);
    }
    tty_type(tty, "q");
    exits(tty, 0);
    tty_stop(tty);
}

/* SIGSTOP gives no chance to tidy up; what comes after fg is drawn anew all the same. */
static void test_sigstop(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_signal(tty, SIGSTOP);
    tty_must(tty_until_stopped(tty));
    tty_foreground(tty);
    tty_see(tty, "resizes 1");
    tty_type(tty, "q");
    exits(tty, 0);
    tty_stop(tty);
}

static void test_stopped_then_ended(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_ctrl(tty, 'z');
    tty_must(tty_until_stopped(tty));
    tty_signal(tty, SIGTERM);
    tty_foreground(tty);
    exits(tty, 40 + SIGTERM);
    tty_stop(tty);
}

static void test_hang_up(void **state) {
    (void)state;
    struct tty *tty = start();
    tty_hang_up(tty);
    int got = tty_exit_status(tty);
    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), 5); /* term_wait: -EIO */
    tty_stop(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quit),
        cmocka_unit_test(test_crashes),
        cmocka_unit_test(test_exits),
        cmocka_unit_test(test_child_crashes),
        cmocka_unit_test(test_ending_signals),
        cmocka_unit_test(test_hang),
        cmocka_unit_test(test_stop_and_continue),
        cmocka_unit_test(test_sigstop),
        cmocka_unit_test(test_stopped_then_ended),
        cmocka_unit_test(test_hang_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
