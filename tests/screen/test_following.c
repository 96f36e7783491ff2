/* SPDX-License-Identifier: MIT */
/*
 * test_following.c: a show in two terminals: present in one, follow in the other. What the second
 * one sees and the class does not, keys from there, and each of the two killed.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char runtime[64], runtime_env[96];

static int set_up(void **state) {
    (void)state;
    strcpy(runtime, "/tmp/test-follow-XXXXXX");
    if (!mkdtemp(runtime)) {
        return -1;
    }
    snprintf(runtime_env, sizeof runtime_env, "XDG_RUNTIME_DIR=%s", runtime);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return rmdir(runtime); /* no socket and no folder of a show is left in it */
}

static struct tty *start(const char *command, const char *what) {
    const char *const argv[] = {TUTOR, command, what, NULL};
    const char *const env[] = {"NO_MOTION=1", runtime_env, NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = argv, .env = env});
    tty_see(tty, what != NULL ? "? help" : "following");
    return tty;
}

/* No other exit than this one: q, and q once more. */
static void end_show(struct tty *tty) {
    tty_type(tty, "q");
    tty_see(tty, "end the show?");
    tutor_quit(tty);
}

static void test_two_terminals(void **state) {
    (void)state;
    struct tty *second = start("follow", NULL);
    tty_see(second, "No show is on.");
    struct tty *first = start("present", "deadlock:opposite");
    tty_see(second, "step 0 of 0");
    tty_see(first, "A second terminal follows.");
    tty_type(first, "n");
    tutor_at(first, 1, 1);
    tty_see(second, "step 1 of 1");
    tty_see(second, "1 main is about to call pthread_mutex_init(3)");
    tty_type(second, "n");
    tutor_at(first, 2, 2);
    tty_type(second, ")"); /* to where main waits for a, which has its first lock */
    tutor_at(first, 7, 7);
    tty_see(second, "2 a is about to call pthread_mutex_lock(3) on right.");
    tty_see(second, "Stop here."); /* a note */
    assert_false(tty_shows(first, "Stop here."));
    tty_type(second, "p");
    tutor_at(first, 6, 7);
    tty_type(second, "$");
    tutor_at(first, 7, 7);
    tty_type(second, "2"); /* who goes */
    tutor_at(first, 8, 8);
    tty_see(second, "a waits in pthread_mutex_lock(3)");
    tty_type(second, "3");
    tty_see(first, "DEADLOCK");
    tty_see(second, "DEADLOCK");
    tty_type(second, "(");
    tutor_at(first, 8, 9);
    tty_type(second, "e"); /* pages */
    tty_see(first, "Each process");
    tty_press(second, VTERM_KEY_ESCAPE);
    tty_see_not(first, "Each process");
    tty_type(second, "v"); /* another program, chosen there */
    tty_see(second, "which program?");
    tty_see(second, "4 livelock");
    tty_type(second, "2");
    tutor_at(first, 0, 0);
    tty_see(second, "> ordered");
    tty_type(first, "q");
    tty_see(second, "end the show?");
    tty_type(second, "2"); /* that is not to be said from there */
    tty_press(second, VTERM_KEY_ESCAPE);
    tty_see_not(first, "end the show?");
    end_show(first);
    tty_see(second, "The show has ended.");
    tutor_quit(second);
}

/* The text of the lesson has no note in it, and the answers are at the end of the second one. */
static void test_text(void **state) {
    (void)state;
    struct tty *first = start("present", "deadlock");
    struct tty *second = start("follow", NULL);
    tty_see(second, "two volunteers");
    tty_see(first, "Two forks, two who eat.");
    assert_false(tty_shows(first, "two volunteers"));
    tty_type(second, "n"); /* to the run */
    tutor_at(first, 0, 0);
    tty_see(second, "> opposite");
    tutor_quit(second);
    tty_see(first, "A follower has left.");
    end_show(first);
}

/* Nothing is asked: nothing to type. Then a question, answered from the second terminal, wrongly
 * first: it is asked again. */
static void test_answer(void **state) {
    (void)state;
    struct tty *first = start("present", TEST_LESSON("asks"));
    struct tty *second = start("follow", NULL);
    tty_type(first, "\r");
    tutor_at(first, 0, 0);
    tty_type(second, "a");
    tty_see(second, "The program asks nothing now.");
    tty_type(second, ")");
    tty_see(second, "Asked in the first terminal");
    tty_see(first, "Enter send");
    tty_type(second, "aGrexo");
    tty_see(second, "answer Grexo");
    tty_press(second, VTERM_KEY_BACKSPACE);
    tty_type(second, "te");
    tty_see(second, "answer Grexte");
    tty_press(second, VTERM_KEY_ENTER);
    tty_see_not(second, "Asked in the first terminal");
    tty_see_not(first, "Enter send");
    tty_see(first, "Grexte");
    tutor_quit(second);
    end_show(first);
}

/* The same show as lines: nothing is drawn, what was told is not told again. */
static void test_as_lines(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR, "follow", "--plain", NULL};
    const char *const env[] = {"TERM=dumb", runtime_env, NULL};
    struct tty *second = tty_start(&(struct tty_options){.argv = argv, .env = env});
    tty_see(second, "No show is on.");
    struct tty *first = start("present", TEST_LESSON("asks"));
    tty_see(second, "A show is on.");
    tty_see(second, "Lesson asks: ");
    tty_type(second, "\r"); /* to the run */
    tutor_at(first, 0, 0);
    tty_type(second, "a x\r");
    tty_see(second, "The program asks nothing now.");
    tty_type(second, ")\r");
    tty_see(second, "It asks: Which number?");
    tty_see(first, "Enter send");
    tty_type(second, "a forty-two\r");
    tty_see(first, "forty-two");
    tty_see(second, "you said forty-two");
    tty_type(second, "zzz\r");
    tty_see(second, "\"zzz\" is none of these: ? lists them.");
    end_show(first);
    tty_see(second, "The show has ended.");
    tty_type(second, "q\r");
    int status = tty_exit_status(second);
    tty_must(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    tty_stop(second);
}

static void test_ctrl_c(void **state) {
    (void)state;
    struct tty *first = start("present", "deadlock:livelock");
    tty_ctrl(first, 'c');
    tutor_at(first, 1, 1); /* it is the lesson's */
    tty_see(first, "\u2717 SIGINT");
    tty_type(first, "r- ");
    tty_see(first, "playing");
    tty_ctrl(first, 'c');
    tty_see(first, "got SIGINT");
    tty_see_not(first, "playing");
    tty_type(first, "q");
    tty_see(first, "end the show?");
    tty_press(first, VTERM_KEY_ENTER); /* no, go on */
    tty_see_not(first, "end the show?");
    tty_type(first, "q");
    tty_see(first, "end the show?");
    tty_ctrl(first, 'c'); /* as Esc there */
    tty_see_not(first, "end the show?");
    end_show(first);
}

static void test_the_second_is_killed(void **state) {
    (void)state;
    struct tty *first = start("present", "deadlock:opposite");
    struct tty *second = start("follow", NULL);
    tty_see(second, "step 0 of 0");
    tty_signal(second, SIGKILL);
    tty_see(first, "A follower has left.");
    tty_stop(second);
    tty_type(first, "n");
    tutor_at(first, 1, 1);
    struct tty *third = start("follow", NULL);
    tty_see(third, "step 1 of 1");
    /* One that is stopped takes nothing: the first does not wait for it. */
    tty_signal(third, SIGSTOP);
    tty_must(tty_until_stopped(third));
    tty_type(first, "nnn");
    tutor_at(first, 4, 4);
    tty_foreground(third);
    tty_see(third, "step 4 of 4");
    tutor_quit(third);
    end_show(first);
}

static void test_the_first_is_killed(void **state) {
    (void)state;
    struct tty *first = start("present", "deadlock:opposite");
    struct tty *second = start("follow", NULL);
    tty_see(second, "step 0 of 0");
    tty_signal(first, SIGKILL);
    tty_see(second, "The show was cut off");
    tty_stop(first);
    first = start("present", "deadlock:ordered"); /* in the place of the socket that is left */
    tty_see(second, "> ordered");
    tty_type(second, "n");
    tutor_at(first, 1, 1);
    end_show(first);
    tutor_quit(second);
}

#define WITH_A_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_A_PLACE(test_two_terminals),
        WITH_A_PLACE(test_text),
        WITH_A_PLACE(test_answer),
        WITH_A_PLACE(test_as_lines),
        WITH_A_PLACE(test_ctrl_c),
        WITH_A_PLACE(test_the_second_is_killed),
        WITH_A_PLACE(test_the_first_is_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
