/* SPDX-License-Identifier: MIT */
/*
 * test_predicting.c: predictions in the terminal: the lost update foretold wrongly, the order in
 * which it would have been right, and back.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Up to the question about b's store; what is asked before is left to the kernel. */
static void to_the_store(struct tty *tty) {
    tty_type(tty, "y");
    tty_see(tty, "predict 0/0");
    for (int step = 1; step <= 4; step++) {
        tty_type(tty, "n");
        tutor_at(tty, step, step);
    }
    tty_type(tty, "n");
    tty_see(tty, "What will happen? b: load *counter");
    tty_see(tty, "Enter choose");
    tty_type(tty, "3"); /* just step */
    tutor_at(tty, 5, 5);
    tty_type(tty, "n");
    tty_see(tty, "What will happen? a: store *counter = 1");
    tty_type(tty, "3");
    tutor_at(tty, 6, 6);
    tty_type(tty, "n");
    tty_see(tty, "What will happen? b: store *counter = 1");
}

static void test_another_order(void **state) {
    (void)state;
    static const int sizes[][2] = {{80, 24}, {132, 43}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tty *tty = tutor_start("race:lost", sizes[i][0], sizes[i][1]);
        to_the_store(tty);
        tty_type(tty, "2");
        tty_see(tty, "Wrong. You said: it stores; the value is then 2.");
        tty_see(tty, "predict 0/1");
        tty_see(tty, "There is an order in which it does what you said. Y shows it.");
        tty_see(tty, "Y other order");
        tty_type(tty, "Y");
        tty_see(tty, "Here it does what you said: it stores; the value is then 2.");
        tty_see(tty, "another order");
        tty_see(tty, "Y back to yours");
        tty_see(tty, "b writes 2 into counter");
        tty_type(tty, "Y");
        tty_see(tty, "Back in your run.");
        tutor_at(tty, 7, 7);
        tutor_quit(tty);
    }
}

static void test_right(void **state) {
    (void)state;
    struct tty *tty = tutor_start("race:lost", 80, 24);
    to_the_store(tty);
    tty_type(tty, "1");
    tty_see(tty, "Right: it stores; the value is then 1.");
    tty_see(tty, "predict 1/1");
    tty_type(tty, "y"); /* no more: the tally goes, steps are just made */
    tty_see(tty, "No more predictions");
    tty_type(tty, "n");
    tutor_at(tty, 8, 8);
    tutor_quit(tty);
}

/* Leaving while other orders are sought: all that was started is gone. */
static void test_quitting_meanwhile(void **state) {
    (void)state;
    struct family family;
    struct tty *tty = tutor_start("race:lost", 80, 24);
    to_the_store(tty);
    tty_type(tty, "2");
    tty_see(tty, "Wrong.");
    family_of(tty_pid(tty), &family);
    tutor_quit(tty);
    assert_true(family_gone(&family));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_another_order),
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_quitting_meanwhile),
    };
    return cmocka_run_group_tests_name("screen/predicting", tests, NULL, NULL);
}
