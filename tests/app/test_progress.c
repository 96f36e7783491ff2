/* SPDX-License-Identifier: MIT */
/*
 * Questions as lines and what is kept of them: answered in one process, shown, reviewed and
 * forgotten in others. All of it in a folder of this test's own.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool says(const char *line, const char *input, const char *part) {
    struct cli cli;
    cli_run(&cli, line, input);
    bool there = cli.code == 0 && strstr(buf_str(&cli.out), part) != NULL;
    if (!there) {
        print_error("ipc-tutor %s: exit code %d, \"%s\" is not in\n%s%s", line, cli.code, part,
                    buf_str(&cli.out), buf_str(&cli.err));
    }
    cli_done(&cli);
    return there;
}

static int forget(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "progress --reset --exam none", NULL);
    int code = cli.code;
    cli_done(&cli);
    return code;
}

static void one_question_wrong_then_right(void **state) {
    (void)state;
    assert_true(says("--plain open relay", "5\n1\n\nq\n", "Wrong."));
    assert_true(says("progress", NULL, "1 wrong"));
    assert_true(says("--plain open relay", "5\n3\n\nb\nb\nq\n", "Right."));
    assert_true(says("progress", NULL, "1 of "));
    assert_true(says("--plain", "q\n", ", 1 of "));
}

static void json_has_the_log(void **state) {
    (void)state;
    assert_true(says("--plain open relay", "5\n1\n\nq\n", "Wrong."));
    assert_true(says("progress --json", NULL, "\"lesson\":\"relay\""));
    assert_true(says("progress --json", NULL, "\"given\":\"1\""));
}

/* Two of upper's first read: once wrong, once right. */
static void predictions(void **state) {
    (void)state;
    assert_true(says("--plain open relay:right", "y\n\n\n\n\n\n\n\n\n\n1\n\nq\n", "Wrong."));
    assert_true(says("--plain open relay:right", "y\n\n\n\n\n\n\n\n\n\n3\nq\n", "Right: "));
    assert_true(says("progress", NULL,
                     "Predictions: 1 of 2 right (50 %).\n"
                     "  read(2)                  1 of 2 right; wrong 1 time: thought \"goes on\", "
                     "was \"blocks\"\n"));
    assert_true(says("progress --json", NULL, "\"op\":\"read\""));
    assert_true(says("progress --json", NULL, "\"truth\":\"blocks\""));
    assert_true(says("progress --reset asks", NULL, "Predictions: 1 of 2 right"));
    assert_true(says("progress --reset relay", NULL, "due today.\n"));
    struct cli cli;
    cli_run(&cli, "progress", NULL);
    assert_null(strstr(buf_str(&cli.out), "Predictions"));
    cli_done(&cli);
}

static void reset_one_and_all(void **state) {
    (void)state;
    assert_true(says("--plain open relay", "5\n1\n\nq\n", "Wrong."));
    assert_true(says("progress --reset asks", NULL, "1 wrong"));
    assert_true(says("progress --reset relay", NULL, "0 of "));
    assert_true(says("--plain open relay", "5\n1\n\nq\n", "Wrong."));
    assert_true(says("progress --reset", NULL, "0 due today."));
}

static void exam(void **state) {
    (void)state;
    assert_true(says("progress --exam 2999-12-24", NULL, "The exam is on 2999-12-24, in "));
    assert_true(says("progress", NULL, "The exam is on 2999-12-24, in "));
    assert_true(says("--plain", "q\n", "The exam is in "));
    assert_true(says("progress --exam 2001-01-01", NULL, "it is over"));
    assert_true(says("progress --exam none", NULL, "due today.\n"));
    cli_expect("progress --exam soon", NULL, 2, "",
               "ipc-tutor: --exam: \"soon\" is no day: write it as 2026-12-24, or none\n");
}

static void wrong_usage(void **state) {
    (void)state;
    cli_expect("progress relay", NULL, 2, "",
               "ipc-tutor: progress: a lesson is named with --reset alone\n");
    cli_expect("progress --reset nope", NULL, 2, "",
               "ipc-tutor: --reset: no lesson is called \"nope\" (ipc-tutor list)\n");
    cli_expect("progress --reset relay more", NULL, 2, "", NULL);
}

/* A home that can't be used: said, with what to do; the tutor asks all the same. */
static void no_place(void **state) {
    (void)state;
    cli_expect("XDG_DATA_HOME=/dev/null progress", NULL, 74, "",
               "...ipc-tutor: progress: your answers can't be kept now");
    assert_true(says("XDG_DATA_HOME=/dev/null --plain open relay", "5\n1\n\nq\n", "Wrong."));
    assert_true(
        says("XDG_DATA_HOME=/dev/null --plain open relay", "5\n1\n\nq\n", "can't be kept now"));
    assert_true(says("XDG_DATA_HOME= HOME= --plain open relay", "5\n1\n\nq\n", "Wrong."));
}

static void hints_order_and_words(void **state) {
    (void)state;
    assert_true(says("--plain open relay", "5\nh\nh\nq\n", "Hint 1 of "));
    assert_true(says("--plain open relay", "5\n1 2\n9\nx\nq\n", "One of them is right"));
    assert_true(says("--plain open relay", "5\n9\nq\n", "\"9\" is none of these"));
}

/* The run that says so, a sentence an event. */
static void the_run_is_told(void **state) {
    (void)state;
    assert_true(says("--plain open relay", "5\n1\nw\n\nq\n", "relay:right starts."));
    assert_true(says("--plain open relay", "5\n1\nw\n\nq\n", "That was up to step "));
}

static void nothing_due_on_the_same_day(void **state) {
    (void)state;
    assert_true(says("--plain", "r\nq\n", "Nothing is due today."));
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(one_question_wrong_then_right, forget),
        cmocka_unit_test_teardown(json_has_the_log, forget),
        cmocka_unit_test_teardown(predictions, forget),
        cmocka_unit_test_teardown(reset_one_and_all, forget),
        cmocka_unit_test_teardown(exam, forget),
        cmocka_unit_test(wrong_usage),
        cmocka_unit_test(no_place),
        cmocka_unit_test_teardown(hints_order_and_words, forget),
        cmocka_unit_test_teardown(the_run_is_told, forget),
        cmocka_unit_test_teardown(nothing_due_on_the_same_day, forget),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
