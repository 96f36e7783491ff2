/* SPDX-License-Identifier: MIT */
/*
 * `check`: a lesson that holds, and one in which nothing is true.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static void a_right_lesson(void **state) {
    (void)state;
    cli_expect("check relay", NULL, 0, "relay: 2 programs, 28 runs, 3 questions: all of it holds\n",
               "");
    cli_expect("check lessons/relay --times 2 -v", NULL, 0,
               "relay: right (ok)\nrelay: careless (deadlock)\n"
               "relay: 2 programs, 8 runs, 3 questions: all of it holds\n",
               "");
}

static const char *const liar[] = {
    "liar/lesson.md:8: {stage: nowhere}: lesson.lua has no such program\n",
    "  See {stage: right} and {stage: nowhere}.\n",
    "liar/lesson.md:49: <!-- note gone: ... -->: lesson.lua has no such program\n",
    "liar/lesson.md:41: the answer is in a run of elsewhere, but lesson.lua has no such program\n",
    "liar/lesson.lua:13: the fact main.read.ret of right is said to be \"3\", but it is \"2\"\n",
    "liar/lesson.lua:15: stuck says that it ends with ok, but",
    " in its own order it ends with deadlock\n",
    "liar/lesson.md:23: a run says \"2\", so this choice is right\n",
    "liar/lesson.md:33: in a run of right this does not happen after the item before it\n",
    "liar/lesson.md:47: nobody.read.ret: ",
    "liar/right.c:9: // lua: 99: lesson.lua has 15 lines\n",
    "liar/lesson.lua:6: ",
    "liar/right.c has no line for this (// lua: 6)\n      w:write(\"ab\")\n",
    "liar/stuck.c: ",
    "liar: 2 programs, ",
    ": not all of it holds\n",
};

/* A check that finds faults; said: what it says among other things, in this order. */
static void expect_said(const char *command, const char *const *said, size_t count) {
    struct cli cli;
    cli_run(&cli, command, NULL);
    assert_int_equal(cli.code, 1);
    assert_string_equal(buf_str(&cli.err), "");
    const char *at = buf_str(&cli.out);
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(at, said[i]);
        if (!found) {
            fail_msg("not said (in this order): %s\nsaid:\n%s", said[i], buf_str(&cli.out));
            return;
        }
        at = found + strlen(said[i]);
    }
    cli_done(&cli);
}

static void a_lesson_of_lies(void **state) {
    (void)state;
    expect_said("check ./faulty/liar", liar, sizeof liar / sizeof *liar);
}

/* What keeps a lesson from being read is said all at once, of text and program. */
static void many(void **state) {
    (void)state;
    static const char *const said[] = {
        "faulty/many/lesson.md:4: titel is no key: did you mean title?\n  titel: Many faults\n",
        "faulty/many/lesson.md:8: HTML",
        "faulty/many/lesson.md:14: this choice is wrong: say why",
        "\n  - [ ] main\n",
        "faulty/many/lesson.md:17: a question has an id",
        "faulty/many/lesson.lua:3: ",
        "\n  end)\n",
    };
    static const int lines[] = {4, 8, 14, 17, 3};
    struct cli cli;
    expect_said("check ./faulty/many", said, sizeof said / sizeof *said);
    cli_run(&cli, "check ./faulty/many --json", NULL);
    json_t *json = json_loads(buf_str(&cli.out), 0, NULL);
    const json_t *faults = json_object_get(json, "faults");
    assert_int_equal(json_array_size(faults), sizeof lines / sizeof *lines);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const json_t *fault = json_array_get(faults, i);
        assert_int_equal(json_integer_value(json_object_get(fault, "line")), lines[i]);
        assert_non_null(json_string_value(json_object_get(fault, "source")));
    }
    json_decref(json);
    cli_done(&cli);
}

/* Facts in other orders, programs at the ends of their parameters' ranges. */
static void by_chance(void **state) {
    (void)state;
    static const char *const said[] = {
        "depends/lesson.lua:6: the fact main.prints of first is said to be \"a\", but it is \"b\" "
        "with --seed ",
        ", in the order ",
        "\n    facts = { [\"main.prints\"] = \"a\" } }, function()\n",
        "depends/lesson.lua:17: big with --set size=9: too big\n      error(\"too big\")\n",
        "depends/lesson.lua:21: long says that it ends with ok, but with --set "
        "note=xxxxxxxxxxxxxxxxxxxx... (60 characters) it ends with deadlock\n",
        "depends: 4 programs, ",
    };
    struct cli cli;
    expect_said("check ./faulty/depends", said, sizeof said / sizeof *said);
    cli_run(&cli, "check ./faulty/depends --json", NULL);
    json_t *json = json_loads(buf_str(&cli.out), 0, NULL);
    const json_t *lesson = json_array_get(json_object_get(json, "lessons"), 0);
    assert_int_equal(json_integer_value(json_object_get(json, "count")), 3);
    assert_int_equal(json_integer_value(json_object_get(lesson, "ends_not_tried")), 0);
    json_decref(json);
    cli_done(&cli);
}

static void as_json(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "check relay ./faulty/liar broken/typo --times 1 --json -v", NULL);
    assert_int_equal(cli.code, 1);
    assert_string_equal(buf_str(&cli.err), "");
    json_t *json = json_loads(buf_str(&cli.out), 0, NULL);
    assert_non_null(json);
    assert_true(json_is_false(json_object_get(json, "holds")));
    const json_t *unread = json_array_get(json_object_get(json, "faults"), 0);
    assert_int_equal(json_integer_value(json_object_get(unread, "line")), 5);
    assert_string_equal(json_string_value(json_object_get(unread, "source")), "topik: pipes");
    const json_t *relay = json_array_get(json_object_get(json, "lessons"), 0);
    assert_string_equal(json_string_value(json_object_get(relay, "id")), "relay");
    assert_int_equal(json_integer_value(json_object_get(relay, "runs")), 5);
    assert_int_equal(json_array_size(json_object_get(relay, "faults")), 0);
    const json_t *lies = json_array_get(json_object_get(json, "lessons"), 1);
    size_t count = json_array_size(json_object_get(lies, "faults"));
    assert_true(count > 10);
    assert_int_equal(json_integer_value(json_object_get(json, "count")), count + 1);
    const json_t *first = json_array_get(json_object_get(lies, "faults"), 0);
    assert_int_equal(json_integer_value(json_object_get(first, "line")), 8);
    json_decref(json);
    cli_done(&cli);
}

static void a_sum(void **state) {
    (void)state;
    cli_expect("check relay ./faulty/liar --times 1", NULL, 1,
               "...\n2 lessons, 4 programs, 8 runs, 8 questions: ", "");
}

/* A twin that goes along with its program and does not compile; and no compiler. */
static void twins(void **state) {
    (void)state;
    cli_expect("check ./faulty/unfit", NULL, 1, "...faulty/unfit/right.c:9: ", "");
    cli_expect("check ./faulty/unfit --no-twins", NULL, 0,
               "unfit: 1 programs, 23 runs, 0 questions: all of it holds\n"
               "C twins were not compiled (--no-twins).\n",
               "");
    cli_expect("CC=/nonexistent/cc check ./faulty/unfit", NULL, 0,
               "unfit: 1 programs, 23 runs, 0 questions: all of it holds\n"
               "1 C twins were not compiled: there is no compiler (cc, or what CC names).\n",
               "");
}

static void faults_of_the_course(void **state) {
    (void)state;
    cli_expect(
        "IPC_TUTOR_LESSONS=/nonexistent list", NULL, 2, "...Pipes\n",
        "ipc-tutor: /nonexistent: no folder of lessons (IPC_TUTOR_LESSONS names it): No such "
        "file or directory\n");
    cli_expect(
        "IPC_TUTOR_LESSONS=broken list", NULL, 2, NULL,
        "...broken/typo/lesson.md:5: topik is no key: did you mean topic?\n  topik: pipes\n");
    cli_expect("IPC_TUTOR_LESSONS=broken run typo", NULL, 2, "",
               "...broken/typo/lesson.md:5: topik is no key");
    cli_expect("check broken/typo", NULL, 1, "...broken/typo/lesson.md:5: topik is no key", "");
    cli_expect("check faulty/unclosed", NULL, 1, "...faulty/unclosed/lesson.lua:4: ", "");
    cli_expect("check nolesson", NULL, 2, "", "...there is no lesson nolesson");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_chance),
        cmocka_unit_test(a_right_lesson),
        cmocka_unit_test(a_lesson_of_lies),
        cmocka_unit_test(many),
        cmocka_unit_test(as_json),
        cmocka_unit_test(a_sum),
        cmocka_unit_test(twins),
        cmocka_unit_test(faults_of_the_course),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
