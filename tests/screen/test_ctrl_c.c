/* SPDX-License-Identifier: MIT */
/*
 * test_ctrl_c.c: Ctrl-C goes to the lesson, typed or as a SIGINT from outside, and ends the tutor
 * nowhere: on the screen and as lines.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* main and its child end by it; what was before can be looked at, and gone on from. */
static void test_who_does_not_catch_it(void **state) {
    (void)state;
    struct tty *tty = tutor_start("signal:interrupt", 80, 24);
    tty_type(tty, "nnn");
    tutor_at(tty, 3, 3);
    tty_ctrl(tty, 'c');
    tutor_at(tty, 4, 4);
    tty_see(tty, "each process of the run got SIGINT");
    tty_see(tty, "child is killed by SIGINT");
    tty_see(tty, "\u2717 SIGINT");
    tty_see(tty, "ended by Ctrl-C");
    tty_see_not(tty, "ended well");
    tty_see_not(tty, "as expected");
    tty_ctrl(tty, 'c');
    tty_see(tty, "here none lives");
    tty_type(tty, "pb"); /* another way from there */
    tutor_at(tty, 3, 3);
    tty_type(tty, "n");
    tutor_at(tty, 4, 4);
    tty_see_not(tty, "\u2717 SIGINT");
    tty_type(tty, "ppI"); /* and Ctrl-C two steps before: the plain key */
    tutor_at(tty, 3, 3);
    tty_see(tty, "A new run, brought to this step");
    tty_see(tty, "killed by SIGINT");
    tutor_quit(tty);
}

/* It waits for nothing else: that ends as a deadlock, and Ctrl-C goes on from there. */
static void test_who_catches_it(void **state) {
    (void)state;
    struct tty *tty = tutor_start(TEST_LESSON("catches:alone"), 80, 24);
    assert_int_equal(tutor_to_end(tty), 2);
    tty_see(tty, "DEADLOCK");
    tty_ctrl(tty, 'c');
    tutor_at(tty, 3, 3);
    tty_see(tty, "ready: handler");
    tty_see(tty, "pend: SIGINT");
    tty_type(tty, "n");
    tutor_at(tty, 4, 4);
    tty_type(tty, "p:interrupt\r"); /* as a command, one step back: a new run that is there */
    tutor_at(tty, 4, 4);
    tty_see(tty, "pend: SIGINT");
    assert_int_equal(tutor_to_end(tty), 6);
    tty_see(tty, "after it");
    tty_see_not(tty, "DEADLOCK");
    tutor_quit(tty);
}

static void test_while_it_asks(void **state) {
    (void)state;
    struct tty *tty = tutor_start(TEST_LESSON("catches:asks"), 80, 24);
    tty_type(tty, "n2"); /* fork; the other ignores it */
    tutor_at(tty, 2, 2);
    tty_type(tty, "1");
    tty_see(tty, "\u250C type "); /* the question's box */
    tty_type(tty, "12");
    tty_ctrl(tty, 'c');
    tutor_at(tty, 4, 4);
    tty_see_not(tty, "\u250C type ");
    tty_see(tty, "\u2717 SIGINT");
    tty_see(tty, "2 other");
    tutor_quit(tty);
}

static void test_stops_playing(void **state) {
    (void)state;
    struct tty *tty = tutor_start(TEST_LESSON("catches:busy"), 80, 24);
    tty_type(tty, "++++ ");
    tty_see(tty, "playing");
    tty_ctrl(tty, 'c');
    tty_see_not(tty, "playing");
    tty_see(tty, "\u2717 SIGINT");
    tty_type(tty, "r"); /* on to a mark that never comes */
    tutor_at(tty, 0, 0);
    tty_type(tty, "m");
    tty_see(tty, "at work");
    tty_ctrl(tty, 'c');
    tty_see(tty, "\u2717 SIGINT");
    tutor_quit(tty);
}

/* Where no run is in front it says so; in a list and a field it leaves that. */
static void test_elsewhere(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    tty_ctrl(tty, 'c');
    tty_see(tty, "Ctrl-C is for a run that is in front. q quits.");
    tty_type(tty, "/fork");
    tty_see(tty, "/fork");
    tty_ctrl(tty, 'c');
    tty_see_not(tty, "/fork");
    tutor_quit(tty);
    tty = tutor_start("signal:interrupt", 80, 24);
    tty_type(tty, "v");
    tty_see(tty, "which program?");
    tty_ctrl(tty, 'c');
    tty_see_not(tty, "which program?");
    tutor_at(tty, 0, 0);
    tutor_quit(tty);
}

/* kill -INT does as the key does, however often and however late. SIGTERM ends the tutor
 * (test_give_back.c). */
static void test_from_outside(void **state) {
    (void)state;
    const struct timespec late = {.tv_sec = 2, .tv_nsec = 300000000};
    struct tty *tty = tutor_start("signal:interrupt", 80, 24);
    tty_signal(tty, SIGINT);
    tutor_at(tty, 1, 1);
    tty_see(tty, "\u2717 SIGINT");
    nanosleep(&late, NULL); /* longer than what hangs is waited for */
    tty_signal(tty, SIGINT);
    tty_see(tty, "here none lives");
    tty_type(tty, "r");
    tutor_at(tty, 0, 0);
    tutor_quit(tty);
}

static struct tty *start_plain(const char *what) {
    const char *const argv[] = {TUTOR, "open", "--plain", what, NULL};
    const char *const env[] = {"HOME=" HOME_DIR, "XDG_DATA_HOME", "XDG_STATE_HOME",
                               "XDG_CONFIG_HOME", NULL};
    return tty_start(&(struct tty_options){.argv = argv, .env = env, .width = 100, .height = 50});
}

static void test_plain(void **state) {
    (void)state;
    struct tty *tty = start_plain(TEST_LESSON("catches:alone"));
    tty_see(tty, "Who goes next?");
    tty_type(tty, "a\r");
    tty_see(tty, "It has ended.");
    tty_ctrl(tty, 'c');
    tty_see(tty, "New processes, at step 2.");
    tty_see(tty, "The terminal sends SIGINT (Ctrl-C) to main.");
    tty_type(tty, "a\r");
    tty_see(tty, "main prints: caught SIGINT");
    tty_type(tty, "r\r");
    tty_type(tty, "\r");
    tty_see(tty, "pause(2)");
    tty_type(tty, "interrupt\r"); /* at its gate: there the handler runs first */
    tty_see(tty, "a signal handler");
    tty_type(tty, "l\r");
    tty_see(tty, "What?");
    tty_ctrl(tty, 'c');
    tty_see(tty, "none is in front");
    tty_type(tty, "q\r");
    assert_int_equal(tty_exit_status(tty), 0);
    tty_stop(tty);
    tty = start_plain(TEST_LESSON("catches:busy"));
    tty_see(tty, "Who goes next?");
    tty_type(tty, "a\r");
    tty_signal(tty, SIGINT);
    tty_see(tty, "main is killed by SIGINT.");
    tty_type(tty, "q\r");
    assert_int_equal(tty_exit_status(tty), 0);
    tty_stop(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_does_not_catch_it),
        cmocka_unit_test(test_who_catches_it),
        cmocka_unit_test(test_while_it_asks),
        cmocka_unit_test(test_stops_playing),
        cmocka_unit_test(test_elsewhere),
        cmocka_unit_test(test_from_outside),
        cmocka_unit_test(test_plain),
    };
    return cmocka_run_group_tests_name("screen: Ctrl-C", tests, NULL, NULL);
}
