/* SPDX-License-Identifier: MIT */
/*
 * test_stepping.c: a run under a student's hands: to the deadlock and why, who goes next, back and
 * on, branch, again, play, parameters, other programs, and a question that is answered.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The sentences of the last line of the hang, over the rows of the pane that they are wrapped in.
 */
static bool reads_why(struct tty *tty, void *arg) {
    (void)arg;
    return tty_shows(tty, "main waits in read(2)") && tty_shows(tty, "End-of-file") &&
           tty_shows(tty, "Close fd 4");
}

static void test_deadlock(void **state) {
    (void)state;
    static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tty *tty = tutor_start("pipe-fork:forgotten", sizes[i][0], sizes[i][1]);
        assert_true(tutor_to_end(tty) > 5);
        tty_see(tty, "DEADLOCK");
        tty_see(tty, "\u22EF waits: read p"); /* the stage says it with a mark and a word */
        tty_type(tty, "e");                   /* and in full */
        tty_must(tty_until(tty, reads_why, NULL, "why main waits for ever"));
        tty_type(tty, "e");
        tty_see(tty, "\u22EF waits: read p");
        tutor_quit(tty);
    }
}

/* 2 is the second process: it goes although the fair order would take the first. */
static void test_choosing(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    tty_type(tty, "n");
    tutor_at(tty, 1, 1);
    tty_type(tty, "n");
    tutor_at(tty, 2, 2);
    tty_see(tty, "2 child");
    tty_see(tty, "1-9 let one go");
    tty_type(tty, "1");
    tutor_at(tty, 3, 3);
    tty_see(tty, "main closes fd 4");
    tty_type(tty, "1"); /* reads before there is anything */
    tutor_at(tty, 4, 4);
    tty_see(tty, "\u22EF waits: read p");
    tty_type(tty, "2");
    tutor_at(tty, 5, 5);
    tty_see(tty, "child closes fd 3");
    tutor_quit(tty);
}

static void test_time(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    for (int i = 1; i <= 4; i++) {
        tty_type(tty, "n");
        tutor_at(tty, i, i);
    }
    tty_type(tty, "p");
    tutor_at(tty, 3, 4);
    tty_see(tty, "past");
    tty_press(tty, VTERM_KEY_LEFT);
    tutor_at(tty, 2, 4);
    tty_type(tty, "f");
    tutor_at(tty, 3, 4);
    tty_type(tty, "0");
    tutor_at(tty, 0, 4);
    tty_type(tty, "$");
    tutor_at(tty, 4, 4);
    tty_see(tty, "live");
    tty_type(tty, "g");
    tty_see(tty, "Enter send");
    tty_type(tty, "2");
    tty_press(tty, VTERM_KEY_ENTER);
    tutor_at(tty, 2, 4);
    tty_see(tty, "past");
    tty_press(tty, VTERM_KEY_END);
    tutor_at(tty, 4, 4);
    tutor_quit(tty);
}

/* Branching makes new processes: the step one looked at is the live end, and goes on from there. */
static void test_branch_and_again(void **state) {
    (void)state;
    struct family before, after;
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    int steps = tutor_to_end(tty);
    family_of(tty_pid(tty), &before);
    tty_type(tty, "g");
    tty_see(tty, "Enter send");
    tty_type(tty, "3");
    tty_press(tty, VTERM_KEY_ENTER);
    tutor_at(tty, 3, steps);
    tty_type(tty, "b");
    tutor_at(tty, 3, 3);
    tty_see(tty, "live");
    tty_see_not(tty, "DEADLOCK");
    tty_type(tty, "1"); /* another order than before */
    tutor_at(tty, 4, 4);
    assert_true(tutor_to_end(tty) > 4);
    tty_see(tty, "DEADLOCK");
    tty_type(tty, "r");
    tutor_at(tty, 0, 0);
    tty_see(tty, "live");
    tty_see_not(tty, "DEADLOCK");
    assert_int_equal(tutor_to_end(tty), steps);
    family_of(tty_pid(tty), &after);
    assert_true(after.n <= before.n); /* no set of processes was left behind */
    tutor_quit(tty);
}

static bool is_over(struct tty *tty, void *arg) {
    (void)arg;
    return tutor_is_over(tty);
}

static void test_play(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    tty_type(tty, " ");
    tty_see(tty, "playing");
    tty_type(tty, " ");
    tty_see_not(tty, "playing");
    tty_type(tty, "+++++++++ ");
    tty_must(tty_until(tty, is_over, NULL, "played to the end"));
    tty_see(tty, "ended well");
    tty_see_not(tty, "playing");
    tutor_quit(tty);
}

static void test_parameter_and_program(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    int ten_lines = tutor_to_end(tty);
    tty_type(tty, "P");
    tty_see(tty, "lines = 10");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Enter send");
    tty_press(tty, VTERM_KEY_BACKSPACE);
    tty_press(tty, VTERM_KEY_BACKSPACE);
    tty_type(tty, "99"); /* more than it may be: said, not taken */
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "50");
    tty_press(tty, VTERM_KEY_BACKSPACE);
    tty_press(tty, VTERM_KEY_BACKSPACE);
    tty_type(tty, "2");
    tty_see(tty, "> 2");
    tty_press(tty, VTERM_KEY_ENTER);
    tutor_at(tty, 0, 0);
    assert_in_range(tutor_to_end(tty), 8, ten_lines - 8);
    tty_type(tty, "v");
    tty_see(tty, "3 second");
    tty_type(tty, "2");
    tutor_at(tty, 0, 0);
    tty_see(tty, "main keeps its write end");
    tutor_quit(tty);
}

static void test_ask(void **state) {
    (void)state;
    struct tty *tty = tutor_start(TEST_LESSON("asks") ":once", 80, 24);
    tty_type(tty, "n");
    tty_see(tty, "Which number?");
    tty_see(tty, "Enter send");
    tty_type(tty, "q7\u00E4"); /* in a field q is a letter */
    tty_see(tty, "> q7\u00E4");
    tty_press(tty, VTERM_KEY_ESCAPE); /* not now: it still waits for the answer */
    tty_see_not(tty, "Enter send");
    tty_see(tty, "a answer");
    tty_type(tty, "a");
    tty_see(tty, "Enter send");
    tty_ctrl(tty, 'u');
    tty_type(tty, "42");
    tty_see(tty, "> 42");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see_not(tty, "Enter send");
    tutor_to_end(tty);
    tty_see(tty, "ended well");
    tty_type(tty, "o");
    tty_see(tty, "main prints you said 42");
    tutor_quit(tty);
}

/* A message goes its way and has arrived at the end, whatever the next key is. */
static void test_keys_faster_than_frames(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    tty_type(tty, "nnnnnnnnnn");
    tutor_at(tty, 10, 10);
    tty_type(tty, "pppppfff0$");
    tutor_at(tty, 10, 10);
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deadlock), cmocka_unit_test(test_choosing),
        cmocka_unit_test(test_time),     cmocka_unit_test(test_branch_and_again),
        cmocka_unit_test(test_play),     cmocka_unit_test(test_parameter_and_program),
        cmocka_unit_test(test_ask),      cmocka_unit_test(test_keys_faster_than_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
