/* SPDX-License-Identifier: MIT */
/*
 * Exams: one seed gives one exam, another one another; judged at the end; its result as text and as
 * JSON; its limits.
 */
#include "cli.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

/* What was passed over, and what was answered, can be returned to until it is handed in. */
static void back_to_a_question(void **state) {
    (void)state;
    static const char input[] = "\n1\n1\n0\nx\n1\n2\n2\n\n\n";
    struct cli cli;
    json_error_t error;
    cli_run(&cli, "exam --topic relay --questions 3 --seed 3 --json", input);
    assert_non_null(strstr(buf_str(&cli.err), "\nNot answered: 1.\nHand in?"));
    assert_non_null(strstr(buf_str(&cli.err), "There is no question \"0\"."));
    assert_non_null(strstr(buf_str(&cli.err), "There is no question \"x\"."));
    assert_non_null(strstr(buf_str(&cli.err), "\nAll are answered.\nHand in?"));
    assert_non_null(strstr(buf_str(&cli.err), "\nYour answer so far: 1\n"));
    json_t *result = json_loads(buf_str(&cli.out), 0, &error);
    assert_non_null(result);
    static const char *const given[] = {"2", "1", "1"};
    for (size_t i = 0; i < 3; i++) {
        const json_t *item = json_array_get(json_object_get(result, "items"), i);
        assert_string_equal(json_string_value(json_object_get(item, "given")), given[i]);
    }
    json_decref(result);
    cli_done(&cli);
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

/* What is right of a choice is what its reason says. */
static const char *reason_of(const json_t *item) {
    const json_t *choices = json_object_get(item, "choices");
    const json_t *choice = NULL;
    size_t i;
    json_array_foreach(choices, i, choice) {
        if (json_is_true(json_object_get(choice, "right"))) {
            return json_string_value(json_object_get(choice, "reason"));
        }
    }
    return NULL;
}

/* The command that the result gives makes the very run: it tells what the result told. */
static void replayed(const json_t *item) {
    static const char name[] = "ipc-tutor ";
    const char *replay = json_string_value(json_object_get(item, "replay"));
    const char *reason = reason_of(item);
    struct cli cli;
    assert_non_null(replay);
    assert_non_null(reason);
    assert_memory_equal(replay, name, strlen(name));
    cli_run(&cli, replay + strlen(name), NULL);
    struct buf told = {0};
    for (const char *at = buf_str(&cli.out); *at != '\0'; at++) {
        buf_putc(&told, *at == '\n' ? ' ' : *at); /* there a sentence is a line */
    }
    if (strstr(buf_str(&told), reason) == NULL) {
        fail_msg("%s\ndoes not say: %s\nbut: %s", replay, reason, buf_str(&told));
    }
    buf_done(&told);
    cli_done(&cli);
}

/* All that was asked is in the result: on another day nobody has anything else. */
static void result_is_whole(void **state) {
    (void)state;
    json_t *result = result_of("exam --questions 30 --seed 8 --json", "1\n1\n1\n1\n", 1);
    const json_t *items = json_object_get(result, "items");
    const json_t *item = NULL;
    size_t i, made = 0, choices = 0;
    json_array_foreach(items, i, item) {
        assert_true(json_string_length(json_object_get(item, "asked")) > 10);
        assert_true(json_is_string(json_object_get(item, "answer")));
        assert_true(json_is_string(json_object_get(item, "kind")));
        choices += json_array_size(json_object_get(item, "choices"));
        if (json_is_true(json_object_get(item, "made"))) {
            made++;
            assert_non_null(strstr(json_string_value(json_object_get(item, "asked")), "about to"));
            replayed(item);
        }
    }
    assert_true(made >= 10);
    assert_true(choices >= 2 * made);
    json_decref(result);
}

static bool mentions(const char *text, const char *const *words) {
    for (; *words != NULL; words++) {
        if (strstr(text, *words) != NULL) {
            return true;
        }
    }
    return false;
}

/* "it lets main go on" is right, and somebody else waits there too: no rule says which of them. */
static bool is_chance(const json_t *choices) {
    static const char *const sure[] = {"all of them", "nobody", NULL};
    const json_t *choice = NULL;
    size_t i, named = 0, right = 0;
    json_array_foreach(choices, i, choice) {
        const char *text = json_string_value(json_object_get(choice, "text"));
        bool names = strncmp(text, "it lets ", 8) == 0 && !mentions(text, sure);
        named += names;
        right += names && json_is_true(json_object_get(choice, "right"));
    }
    return named > 1 && right > 0;
}

/* What a made question needs to have one answer only: all of the state, in as few lines as can be
 * read, about something that a rule decides. */
static void assert_sound(const json_t *item) {
    static const char *const inner[] = {"sem_wait(C.", "sem_post(C.", "sem_trywait(C.", NULL};
    const char *asked = json_string_value(json_object_get(item, "asked"));
    const char *now = strstr(asked, "\nNow:\n");
    const char *last = strrchr(asked, '\n');
    size_t lines = 0;
    for (const char *at = now; at != NULL && (at = strchr(at, '\n')) != NULL; at++) {
        lines++;
    }
    assert_true(lines <= 16);
    assert_false(mentions(last, inner));
    assert_false(is_chance(json_object_get(item, "choices")));
    for (const char *at = asked; (at = strstr(at, " (socketpair")) != NULL; at++) {
        assert_memory_equal(at, " (socketpair, SOCK_", 19); /* a datagram socket has no end */
    }
    for (const char *at = asked; (at = strstr(at, ": has ended")) != NULL; at++) {
        assert_true(at[11] == '\n' || strncmp(at + 11, ", not waited for yet\n", 21) == 0);
    }
}

static void made_questions_have_one_answer(void **state) {
    (void)state;
    static const char *const topics[] = {"sockets", "semaphores", "processes", "condition"};
    size_t made = 0;
    for (size_t t = 0; t < sizeof topics / sizeof *topics; t++) {
        char line[80];
        snprintf(line, sizeof line, "exam --topic %s --questions 20 --seed %zu --json", topics[t],
                 t + 1);
        json_t *result = result_of(line, NULL, 1);
        const json_t *item = NULL;
        size_t i;
        json_array_foreach(json_object_get(result, "items"), i, item) {
            if (json_is_true(json_object_get(item, "made"))) {
                made++;
                assert_sound(item);
            }
        }
        json_decref(result);
    }
    assert_true(made >= 20);
}

/* There is no stage: a question that names a program is asked with its code. */
static void program_is_shown(void **state) {
    (void)state;
    char *text = asked("exam fork --questions 20 --seed 2");
    const char *end = strstr(text, "The same exam again");
    const char *code = strstr(text, "\n  -- zombie:\n    local child = fork(\"child\",");
    assert_non_null(end);
    assert_true(code != NULL && code < end);
    assert_null(strstr(text, "expect ="));
    assert_null(strstr(text, "facts ="));
    free(text);
}

/* The same as lines: before what was asked, the state that it is about. */
static void state_is_told_again(void **state) {
    (void)state;
    char *text = asked("exam relay --questions 4 --seed 2");
    const char *end = strstr(text, "The same exam again");
    assert_non_null(end);
    assert_non_null(strstr(end, "\n   A run of the program "));
    assert_non_null(strstr(end, ": is about to call "));
    assert_non_null(strstr(end, "\n   run again: ipc-tutor run relay:"));
    free(text);
}

/* Where nothing can be kept the exam goes on, and it is said. */
static void no_place(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "XDG_DATA_HOME=/dev/null/such exam fork --questions 2 --seed 3", "1\n1\n");
    assert_int_equal(cli.code & ~1, 0);
    assert_non_null(strstr(buf_str(&cli.out), "of 2 right. The same exam again: --seed 3\n"));
    assert_non_null(strstr(buf_str(&cli.err), "your answers can't be kept now: /dev/null/such"));
    assert_non_null(strstr(buf_str(&cli.err), "; what stands above is all that there is"));
    cli_done(&cli);
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
        cmocka_unit_test(back_to_a_question),
        cmocka_unit_test(topics),
        cmocka_unit_test(told),
        cmocka_unit_test(result_is_whole),
        cmocka_unit_test(program_is_shown),
        cmocka_unit_test(state_is_told_again),
        cmocka_unit_test(made_questions_have_one_answer),
        cmocka_unit_test(no_place),
        cmocka_unit_test(refused),
    };
    cli_program(argc > 1 ? argv[1] : "");
    return cmocka_run_group_tests_name("app/exam", tests, NULL, NULL);
}
