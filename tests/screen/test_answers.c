/* SPDX-License-Identifier: MIT */
/*
 * test_answers.c: a question of the real program answered wrongly, its run looked at, then answered
 * rightly; after a restart the progress is there. Kept in a folder of this test's own.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_wrong_then_right_then_again(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    tty_type(tty, "jj");
    tty_see(tty, "> pipe-fork");
    tty_see(tty, "0/8");
    tty_type(tty, "a");
    tty_see(tty, "question 1 of 8");
    tty_type(tty, "1");
    tty_see(tty, "(x)  1  one");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Wrong. A run of \"right\" says: 2");
    tty_see(tty, "that is what one wants to have");
    tty_type(tty, "s");
    tty_see(tty, "a: back to the question");
    tty_see(tty, "writers 2");
    tty_type(tty, "a");
    tty_see(tty, "Wrong. A run of \"right\" says: 2");
    tty_type(tty, "np2");
    tty_see(tty, "(x)  2  two");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Right. A run of \"right\" says: 2");
    tutor_quit(tty);

    tty = tutor_start(NULL, 80, 24);
    tty_see(tty, "1/8");
    tty_type(tty, "jj");
    tty_see(tty, "> pipe-fork");
    tty_type(tty, "a");
    tty_see(tty, "question 2 of 8");
    tutor_quit(tty);
}

/* An order that the run which judges does not have: tried for real, beside what is shown; the run
 * in which it happened is there to be looked at, again and again. */
static void test_an_order_is_tried(void **state) {
    (void)state;
    struct tty *tty = tutor_start(SOURCE_DIR "/tests/screen/turns", 80, 24);
    tty_type(tty, "a");
    tty_see(tty, "question 1 of 8");
    tty_type(tty, "1432");
    tty_see(tty, "1st  1  b acquires tickets");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Right. It can happen so: ipc-tutor run");
    for (int i = 0; i < 2; i++) { /* kept, then run again by that schedule */
        tty_type(tty, "s");
        tty_see(tty, "a: back to the question");
        tty_see(tty, "a releases tickets.");
        tty_type(tty, "a");
        tty_see(tty, "question 1 of 8");
    }
    tutor_quit(tty);

    tty = tutor_start(SOURCE_DIR "/tests/screen/turns", 80, 24);
    tty_type(tty, "a");
    tty_see(tty, "question 2 of 8"); /* the first was right, and that was kept */
    tty_type(tty, "p3124");
    tty_see(tty, "4th  4  b releases tickets");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Wrong. No run of \"one\" was found that goes so.");
    tty_see(tty, "An order that happens: 3 2 1 4");
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_then_right_then_again),
        cmocka_unit_test(test_an_order_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
