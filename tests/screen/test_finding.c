/* SPDX-License-Identifier: MIT */
/*
 * test_finding.c: a question of the real program whose answer is a schedule: the fair order is not
 * it; back to the start, and the deadlock that is sought is brought about; after a restart it is
 * known. And one that is given up.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void to_the_question(struct tty *tty) {
    tty_type(tty, "a");
    tty_see(tty, "of 8");
    tty_type(tty, "nnnnnnn");
    tty_see(tty, "question 8 of 8");
}

static void test_a_deadlock_is_found(void **state) {
    (void)state;
    struct tty *tty = tutor_start("deadlock", 80, 24);
    to_the_question(tty);
    tty_type(tty, "p");
    tty_see(tty, "question 7 of 8");
    tty_see(tty, "outcome is deadlock");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "sought: outcome is deadlock");
    tutor_to_end(tty);
    tty_see(tty, "not so: outcome is deadlock");
    tty_type(tty, "a");
    tty_see(tty, "outcome is ok, from step");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "not so: outcome is deadlock");
    tty_type(tty, "r");
    tty_see(tty, "sought: outcome is deadlock");
    tutor_at(tty, 0, 0);
    tty_type(tty, "nnn1");
    tutor_at(tty, 4, 4);
    tty_type(tty, "2");
    tutor_at(tty, 5, 5);
    tty_type(tty, "3");
    tutor_at(tty, 6, 6);
    tutor_to_end(tty);
    tty_see(tty, "found: outcome is deadlock");
    tty_see(tty, "DEADLOCK");
    tty_type(tty, "a");
    tty_see(tty, "Right. You let them go so: main*4 a b");
    tutor_quit(tty);

    tty = tutor_start("deadlock", 80, 24);
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see(tty, "> deadlock");
    tty_see(tty, "1/8");
    tutor_quit(tty);
}

static void test_one_is_given_up(void **state) {
    (void)state;
    struct tty *tty = tutor_start("race", 80, 24);
    to_the_question(tty);
    tty_see(tty, "counter.value is 2");
    tty_type(tty, "s");
    tty_see(tty, "s again gives up");
    tty_type(tty, "s");
    tty_see(tty, "shown: counter.value is 2");
    tty_see(tty, "step 0 of 21");
    tty_type(tty, "nnn");
    tty_see(tty, "step 3 of 21");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see(tty, "Wrong. A schedule that does it: main*3 a b*4 a b a*4 b");
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_deadlock_is_found),
        cmocka_unit_test(test_one_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
