/* SPDX-License-Identifier: MIT */
/*
 * Exams: one seed gives one exam, another one another; judged at the end; its result as text and as
 * JSON; its limits.
 */
#include "cli.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The questions as they were asked: all but the result. */
static char *asked(const char *line) {
    struct cli cli;
    struct buf lines = {0};
    for (int i = 0; i < 30; i++) {
        buf_puts(&lines, "\n"); /* nothing is answered */
    }
    cli_run(&cli, line, buf_str(&lines));
    buf_done(&lines);
    assert_int_equal(cli.code, 1);
    char *text = strdup(buf_str(&cli.out));
    cli_done(&cli);
    return text;
}

static void one_seed_one_exam(void **state) {
    (void)state;
    char *first = asked("exam --seed 11 --questions 20");
    char *again = asked("exam --seed 11 --questions 20");
    char *other = asked("exam --seed 12 --questions 20");
    assert_string_equal(first, again);
    assert_string_not_equal(first, other);
    assert_non_null(strstr(first, "\n20 of 20, "));
    assert_non_null(strstr(first, "A run of ")); /* some are made from runs */
    assert_non_null(strstr(first, "read again: ipc-tutor open "));
    free(first);
    free(again);
    free(other);
}

static json_t *result_of(const char *line, const char *input, int code) {
    struct cli cli;
    json_error_t error;
    cli_run(&cli, line, input);
    assert_int_equal(cli.code, code);
    json_t *result = json_loads(buf_str(&cli.out), 0, &error);
    assert_non_null(result);
    cli_done(&cli);
    return result;
}

/* Of each question each line is tried: with four lines at least one answer in five is right, and
 * none is right twice. */
static void judged(void **state) {
    (void)state;
    static const char *const inputs[] = {"1\n1\n1\n1\n", "2\n2\n2\n2\n", "3\n3\n3\n3\n"};
    json_int_t right = 0;
    for (size_t i = 0; i < 3; i++) {
        json_t *result =
            result_of("exam --topic relay --questions 4 --seed 3 --json", inputs[i], 1);
        const json_t *items = json_object_get(result, "items");
        assert_int_equal(json_array_size(items), 4);
        assert_int_equal(json_integer_value(json_object_get(result, "counted")), 4);
        right += json_integer_value(json_object_get(result, "right"));
        json_decref(result);
    }
    assert_true(right >= 1 && right <= 4);
}

static void nothing_answered(void **state) {
    (void)state;
    json_t *result = result_of("exam --topic relay --questions 3 --seed 5 --json", "", 1);
    assert_int_equal(json_integer_value(json_object_get(result, "right")), 0);
    assert_true(json_is_false(json_object_get(result, "time_over")));
    json_decref(result);
}

/* --topic is one more topic; without a terminal nothing is drawn. */
static void topics(void **state) {
    (void)state;
    char *one = asked("exam relay pipe-buffer --questions 8 --seed 2");
    char *other = asked("exam --topic pipe-buffer relay --questions 8 --seed 2 --plain");
    assert_string_equal(one, other);
    assert_non_null(strstr(one, "lesson relay (pipes)\n"));
    assert_non_null(strstr(one, "lesson pipe-buffer (pipes)\n"));
    json_t *result = result_of("exam relay pipe-buffer --questions 2 --seed 2 --json", "", 1);
    assert_int_equal(json_array_size(json_object_get(result, "topics")), 2);
    json_decref(result);
    free(one);
    free(other);
}

/* What is right is said, with why, and where to read it: at the program that it is about. */
static void told(void **state) {
    (void)state;
    char *text = asked("exam relay --questions 6 --seed 2");
    assert_non_null(strstr(text, ": not answered."));
    assert_non_null(strstr(text, "goes on with"));
    assert_non_null(strstr(text, "right: "));
    assert_non_null(strstr(text, "read again: ipc-tutor open relay:"));
    free(text);
}

static void refused(void **state) {
    (void)state;
    cli_expect("exam --topic piepes", NULL, 2, "",
               "ipc-tutor: exam: no questions on \"piepes\"; did you mean \"pipes\"?\n");
    cli_expect("exam --questions 0", NULL, 2, "", NULL);
    cli_expect("exam --minutes 0", NULL, 2, "", NULL);
    cli_expect("exam --minutes 1 --limit 60", NULL, 2, "", NULL);
    cli_expect("exam pipes rely", NULL, 2, "",
               "ipc-tutor: exam: no questions on \"rely\"; did you mean \"relay\"?\n");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_seed_one_exam),
        cmocka_unit_test(judged),
        cmocka_unit_test(nothing_answered),
        cmocka_unit_test(topics),
        cmocka_unit_test(told),
        cmocka_unit_test(refused),
    };
    cli_program(argc > 1 ? argv[1] : "");
    return cmocka_run_group_tests_name("app/exam", tests, NULL, NULL);
}
