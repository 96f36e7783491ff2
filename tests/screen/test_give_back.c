/* SPDX-License-Identifier: MIT */
/*
 * test_give_back.c: however the tutor ends, the terminal is given back and no process of a run is
 * left.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#ifndef SANITIZED
#define SANITIZED 0
#endif

/* In the midst of a run: main waits in the kernel, the child stands at its gate. */
static struct tty *start(struct family *ret_family) {
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    tty_type(tty, "nn1");
    tutor_at(tty, 3, 3);
    family_of(tty_pid(tty), ret_family);
    assert_true(ret_family->n >= 4); /* tutor, runner, main, child */
    return tty;
}

static void given_back(struct tty *tty, const struct family *family) {
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        print_error("not given back: %s\n", kept);
    }
    assert_null(kept);
    assert_true(family_gone(family));
    tty_stop(tty);
}

static void test_quit(void **state) {
    (void)state;
    struct family family;
    struct tty *tty = start(&family);
    tty_type(tty, "q");
    int status = tty_exit_status(tty);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    given_back(tty, &family);
}

static void test_ending_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct family family;
        struct tty *tty = start(&family);
        tty_signal(tty, signals[i]);
        int status = tty_exit_status(tty);
        bool as_exit = WIFEXITED(status) && WEXITSTATUS(status) == 128 + signals[i];
        bool as_signal = WIFSIGNALED(status) && WTERMSIG(status) == signals[i];
        assert_true(as_exit || as_signal);
        given_back(tty, &family);
    }
}

static void test_crashes(void **state) {
    (void)state;
    static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct family family;
        struct tty *tty = start(&family);
        tty_signal(tty, signals[i]);
        int status = tty_exit_status(tty);
        if (!SANITIZED) { /* a sanitizer's own handler comes after ours, and exits */
            assert_true(WIFSIGNALED(status));
            assert_int_equal(WTERMSIG(status), signals[i]);
        }
        given_back(tty, &family);
    }
}

/* Nothing can be tidied up, and yet no process stays. */
static void test_kill(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        struct family family;
        struct tty *tty = start(&family);
        tty_signal(tty, SIGKILL);
        int status = tty_exit_status(tty);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        assert_true(family_gone(&family));
        tty_stop(tty);
    }
}

static void test_window_closed(void **state) {
    (void)state;
    struct family family;
    struct tty *tty = start(&family);
    tty_hang_up(tty);
    assert_int_not_equal(tty_exit_status(tty), -1);
    assert_true(family_gone(&family));
    tty_stop(tty);
}

static void test_stop_and_continue(void **state) {
    (void)state;
    struct family family;
    struct tty *tty = start(&family);
    for (int round = 0; round < 2; round++) {
        if (round == 0) {
            tty_ctrl(tty, 'z');
        } else {
            tty_signal(tty, SIGTSTP);
        }
        tty_must(tty_until_stopped(tty));
        assert_null(tty_not_given_back(tty));
        tty_foreground(tty);
        tutor_at(tty, 3 + round, 3 + round);
        tty_must(tty_alternate(tty));
        tty_type(tty, "n"); /* the run goes on where it stood */
        tutor_at(tty, 4 + round, 4 + round);
    }
    tty_type(tty, "q");
    int status = tty_exit_status(tty);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    given_back(tty, &family);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quit),          cmocka_unit_test(test_ending_signals),
        cmocka_unit_test(test_crashes),       cmocka_unit_test(test_kill),
        cmocka_unit_test(test_window_closed), cmocka_unit_test(test_stop_and_continue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
