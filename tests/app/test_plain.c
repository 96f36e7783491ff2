/* SPDX-License-Identifier: MIT */
/*
 * The tutor as lines, gone through as a student would, from a pipe.
 */
#include "cli.h"
#include "text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What must come in the output of a line of input, in this order. */
static void assert_said(const char *line, const char *input, const char *const *said) {
    struct cli cli;
    cli_run(&cli, line, input);
    const char *at = buf_str(&cli.out);
    for (; *said; said++) {
        const char *found = strstr(at, *said);
        if (!found) {
            fail_msg("not said (in this order): %s\nsaid:\n%s\nerrors:\n%s", *said,
                     buf_str(&cli.out), buf_str(&cli.err));
            return;
        }
        at = found + strlen(*said);
    }
    assert_int_equal(cli.code, 0);
    assert_string_equal(buf_str(&cli.err), "");
    for (const char *byte = buf_str(&cli.out); *byte; byte++) {
        assert_true(*byte == '\n' || (unsigned char)*byte >= ' '); /* nothing moves the cursor */
    }
    cli_done(&cli);
}

static void syllabus_to_text(void **state) {
    (void)state;
    assert_said("--plain", "nonsense\n99\nrelay\n1\nb\nq\n",
                (const char *const[]){
                    "Lessons\n", "Pipes:\n", "Relay: a note through two pipes", "Which lesson?",
                    "\"nonsense\" is none of these.", "\"99\" is none of these.",
                    "1  read the text", "2  run right: every end in its place (ends with ok)",
                    "3  run careless:", "4  set parameters", "What?", "A pipe has one direction.",
                    "first pipe, read", "What?", "Which lesson?", NULL});
}

static void a_run_step_by_step(void **state) {
    (void)state;
    assert_said("--plain open relay:careless", "1\n?\n\nw\nk\na\nw\nq\n",
                (const char *const[]){"relay:careless starts.", "Who goes next?", "  1  main is",
                                      "main makes the pipe first.", "a number  that one goes next",
                                      "main makes the pipe second.", "main is ready to go on",
                                      "first, a pipe: 0 of 65536 bytes",
                                      "main has fd 3: the read end of first.",
                                      "Deadlock: ", "deadlock, as expected.", "It has ended.",
                                      "last waits in read(2)", NULL});
}

/* Ctrl-C as a word; typed it is the terminal's (tests/screen/test_ctrl_c.c). Also behind the end:
 * new processes, brought there; and it stands in their order like a step. */
static void interrupt(void **state) {
    (void)state;
    assert_said("--plain open relay:careless", "\n\ni\ni\nb\nb\nx\na\ninterrupt\nq\n",
                (const char *const[]){
                    "main makes the pipe second.", "The terminal sends SIGINT (Ctrl-C) to main.",
                    "main is killed by SIGINT.", "It has ended.", "No process of the run lives",
                    "New processes, at step 1.", "Deadlock: ", "It has ended.",
                    "New processes, at step", "The terminal sends SIGINT (Ctrl-C) to main", NULL});
}

/* Whoever is chosen goes. */
static void choosing(void **state) {
    (void)state;
    assert_said(
        "--plain open relay:right", "\n\n\n2\n1\nq\n",
        (const char *const[]){"main forks upper.", "  2  upper is", "upper closes fd ", NULL});
}

static void back_and_branch(void **state) {
    (void)state;
    assert_said("--plain open relay:right", "a\nb\nb\n3\nw\nk\nx\n2\nl\nq\n",
                (const char *const[]){"ok, as expected.", "Past, step ", "Past, step ",
                                      "Past, step 3 of ", "main forks upper.",
                                      "New processes, at step 3.", "Who goes next?", "  2  upper",
                                      "upper closes fd ", "What?", NULL});
    assert_said("--plain open relay:right", "\nb\n?\n\nn\nq\n",
                (const char *const[]){"Past, step 0 of 1", "x         branch", "Past, step 1 of 1",
                                      "Who goes next?", NULL});
}

/* A branch behind an answer gives that answer again. */
static void branch_with_answers(void **state) {
    (void)state;
    assert_said("--plain open asks:name", "\nbob\nb\n1\nx\na\nq\n",
                (const char *const[]){"main asks: Who?", "hello bob", "Past, step ",
                                      "New processes, at step 1.", "The run ends", NULL});
}

/* The text by ear: no lines of a table, and what a {stage} is. */
static void text_is_linear(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "--plain open relay", "1\nq\n");
    assert_non_null(
        strstr(buf_str(&cli.out), "first pipe, read: main: close; upper: uses; last: close.\n"));
    assert_non_null(strstr(buf_str(&cli.out), "(the menu runs right)"));
    assert_null(strstr(buf_str(&cli.out), "│"));
    assert_null(strstr(buf_str(&cli.out), "─"));
    cli_done(&cli);
}

static void parameters(void **state) {
    (void)state;
    assert_said("--plain open asks", "6\nnope=1\ntimes\ntimes=2\n\n2\n\nann\n\nbob\na\nq\n",
                (const char *const[]){"times = 1 (1 to 3): how often it asks",
                                      "\"nope=1\": write NAME=VALUE", "\"times\": write NAME=VALUE",
                                      "times = 2 (1 to 3)", "main prints: hello ann",
                                      "main prints: hello bob", NULL});
}

static void again_and_marks(void **state) {
    (void)state;
    assert_said("--plain open relay:right", "m\nr\n\nl\nb\nq\n",
                (const char *const[]){"Mark: forked.", "relay:right starts.",
                                      "main makes the pipe first.", "What?", "Which lesson?",
                                      NULL});
}

/* Before a step its choices, after it who was right, why, and another order, all in lines. upper
 * reads what main wrote; said to block, it is shown an order in which it does. */
static void predicting(void **state) {
    (void)state;
    assert_said("--plain open relay:careless", "y\n\n?\ny\nq\n",
                (const char *const[]){"Predict: before each step", "main makes the pipe first.",
                                      "y         predict", "No more predictions.", NULL});
    const char *const steps = "y\n\n\n\n\n\n\n\n\n\n"; /* to upper's first read */
    struct buf input = {0};
    buf_putf(&input, "%s9\n1\ns\nq\n", steps);
    assert_said("--plain open relay:right", buf_str(&input),
                (const char *const[]){
                    "What will happen? upper: read(", "  1  it reads bytes", "  3  it blocks",
                    "\"9\" is none of these.",
                    "Wrong. You said: it reads bytes. The kernel: it blocks.",
                    "Nothing is in it, and somebody still has a write end", "0 of 1 right.",
                    "There is an order in which it does what you said.", "  relay:right starts.",
                    "Here it does what you said: it reads bytes. Before it: main writes ",
                    "Back in your run.", "Who goes next?", NULL});
    buf_clear(&input);
    buf_putf(&input, "%s3\n1\nq\n", steps);
    assert_said(
        "--plain open relay:right", buf_str(&input),
        (const char *const[]){"Right: it blocks.", "1 of 1 right.", "Who goes next?", NULL});
    buf_clear(&input);
    buf_putf(&input, "%s2\nq\n", steps);
    assert_said("--plain open relay:right", buf_str(&input),
                (const char *const[]){"You said: it returns 0: end-of-file.", "In none of ",
                                      " other orders tried did it do what you said.",
                                      "Who goes next?", NULL});
    buf_done(&input);
}

/* Wherever the input ends, the tutor ends, well and at once. */
/* All gates open, many times, while the run that is held stays where it is. */
static void open_gates(void **state) {
    (void)state;
    assert_said("--plain open relay:right", "\no\n\nq\n",
                (const char *const[]){"relay:right starts.", "200 runs with all gates open",
                                      "200 of 200 runs of right",
                                      "All was as it declares in 200 of 200 runs.",
                                      "Who goes next?", NULL});
}

static void side_by_side(void **state) {
    (void)state;
    assert_said("--plain", "o\nq\n",
                (const char *const[]){"Which lesson?", "named pipe (lesson fifo)", "  C calls",
                                      "The name of a lesson opens it.", "Which lesson?", NULL});
}

static void input_may_end_anywhere(void **state) {
    (void)state;
    static const char input[] =
        "relay\n1\n3\n\n1\nb\nx\na\nw\nb\n\nn\nr\n\nl\n4\nnote=x\n\n2\na\nq\n";
    for (size_t len = 0; len < sizeof input; len += 3) {
        char part[sizeof input];
        memcpy(part, input, len);
        part[len] = '\0';
        cli_expect("--plain", part, 0, NULL, "");
    }
}

static void wrong_values_are_said(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "--plain open asks", "6\ntimes=9\n\n2\nq\n");
    assert_int_equal(cli.code, 0);
    assert_non_null(strstr(buf_str(&cli.err), "times=9: it must be at most 3"));
    cli_done(&cli);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_gates),
        cmocka_unit_test(predicting),
        cmocka_unit_test(side_by_side),
        cmocka_unit_test(syllabus_to_text),
        cmocka_unit_test(a_run_step_by_step),
        cmocka_unit_test(interrupt),
        cmocka_unit_test(choosing),
        cmocka_unit_test(back_and_branch),
        cmocka_unit_test(branch_with_answers),
        cmocka_unit_test(text_is_linear),
        cmocka_unit_test(parameters),
        cmocka_unit_test(again_and_marks),
        cmocka_unit_test(input_may_end_anywhere),
        cmocka_unit_test(wrong_values_are_said),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
