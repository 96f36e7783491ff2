/* SPDX-License-Identifier: MIT */
/*
 * Questions whose answer is a schedule, from the outside: each way to write one wrongly is told by
 * `check` with its line; one is gone through in lines, typed at once and step by step.
 */
#include "cli.h"
#include "fdio.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char md[] = "---\n"
                         "format: 1\n"
                         "id: found\n"
                         "title: \"A lesson for tests\"\n"
                         "topic: pipes\n"
                         "---\n"
                         "\n"
                         "Look: {stage: count}.\n"
                         "\n"
                         "## Question: lost\n"
                         "\n"
                         "Let them go so that an update is lost.\n"
                         "\n"
                         "Answer: schedule of `count`\n"
                         "With: `rounds=1`\n"
                         "Goal: `n.value` is `1`\n"
                         "Goal: `outcome` is not `deadlock`\n"
                         "Goal: `main.prints` has `so 1`\n"
                         "Steps: 12\n"
                         "Solution: `main*4 child main child`\n"
                         "Hint: Who loads before whose store?\n";

/* In the fair order child counts while main waits. */
static const char lua[] = "param('rounds', 2, {min = 1, max = 9})\n"
                          "program('count', {expect = 'ok'}, function()\n"
                          "  local n = Value('i', 0, 'n')\n"
                          "  local r, w = pipe('p')\n"
                          "  local child = fork('child', function()\n"
                          "    for i = 1, param.rounds do n.value = n.value + 1 end\n"
                          "  end)\n"
                          "  w:close()\n"
                          "  n.value = n.value + 1\n"
                          "  child:wait()\n"
                          "  print('so ' .. n.value)\n"
                          "end)\n";

static const struct fault {
    const char *was, *is; /* the first `was` in lesson.md becomes `is` */
    int line;
    const char *said;
} faults[] = {
    {"schedule of `count`", "schedule of `cuont`", 14, "lesson.lua has no such program"},
    {"schedule of `count`", "a schedule of `count`", 14, "schedule of `program`"},
    {"Answer: schedule of `count`\n", "", 15, "need Answer: schedule of `program`"},
    {"Answer: schedule of `count`", "Answer: `count.n.value`", 16, "need Answer: schedule"},
    {"`rounds=1`", "`rounds`", 15, "With: `name=value`"},
    {"`rounds=1`", "`rounds=99`", 14, "can't be run so"},
    {"`rounds=1`", "`ruonds=1`", 14, "can't be run so"},
    {"is `1`", "equals `1`", 16, "is, is not or has"},
    {"is `1`", "is 1", 16, "is, is not or has"},
    {"is `1`", "is `3`", 16, "the solution does not give that: n.value is 1"},
    {"`n.value` is", "`n..value` is", 16, "a name is missing"},
    {"`n.value` is", "`m.value` is", 16, "There is no m.value in this run"},
    {"is not `deadlock`", "is not `ok`", 17, "the solution does not give that: outcome is ok"},
    {"has `so 1`", "has `so 2`", 18, "the solution does not give that: main.prints is so 1"},
    {"Steps: 12", "Steps: a few", 19, "the number of steps"},
    {"Steps: 12", "Steps: 9", 19, "It took 12 steps, at most 9 steps are allowed"},
    {"Steps: 12", "Steps: 12\nSteps: 13", 20, "line 19 has one"},
    {"`main*4 child main child`", "`main*x`", 20, "*"},
    {"`main*4 child main child`", "`main*40`", 20, "can be followed for"},
    {"`main*4 child main child`", "`main*4 chidl`", 20, "can be followed for 4 steps only"},
    {"`main*4 child main child`", "main*4", 20, "a solution is one schedule"},
    {"Solution: `main*4 child main child`\n", "", 14, "give a schedule that does it"},
    {"Goal: `n.value` is `1`\nGoal: `outcome` is not `deadlock`\nGoal: `main.prints` has `so 1`\n",
     "", 14, "say what is sought"},
    {"is `1`\nGoal: `outcome` is not `deadlock`\nGoal: `main.prints` has `so 1`", "is not `5`", 14,
     "the fair order of count gives that already"},
};

static char work[] = "/tmp/ipc-tutor-find-XXXXXX";

static const char *path_of(const char *file) {
    static char path[128];
    snprintf(path, sizeof path, "%s/found%s%s", work, *file ? "/" : "", file);
    return path;
}

static void write_lesson(const char *text) {
    assert_int_equal(file_write(path_of("lesson.md"), text, strlen(text), NULL), 0);
    assert_int_equal(file_write(path_of("lesson.lua"), lua, strlen(lua), NULL), 0);
}

static void command(struct cli *cli, const char *format, const char *input) {
    char line[256];
    snprintf(line, sizeof line, format, work);
    cli_run(cli, line, input);
}

static void it_holds(void **state) {
    struct cli cli;
    (void)state;
    write_lesson(md);
    command(&cli, "check %s/found", NULL);
    if (cli.code != 0) {
        fail_msg("%s%s", buf_str(&cli.out), buf_str(&cli.err));
    }
    cli_done(&cli);
}

static bool is_found(const struct fault *fault) {
    struct buf text = {0}, begin = {0};
    struct cli cli;
    const char *at = strstr(md, fault->was);
    assert_non_null(at);
    buf_put(&text, md, (size_t)(at - md));
    buf_puts(&text, fault->is);
    buf_puts(&text, at + strlen(fault->was));
    write_lesson(buf_str(&text));
    command(&cli, "check %s/found --times 1", NULL);
    buf_putf(&begin, "%s:%d: ", path_of("lesson.md"), fault->line);
    const char *told = strstr(buf_str(&cli.out), buf_str(&begin));
    const char *said = told ? strstr(told, fault->said) : NULL;
    bool found = cli.code == 1 && said && said < strchr(told, '\n');
    if (!found) {
        print_error("\"%s\": not said of line %d: %s\nsaid (%d):\n%s%s\n", fault->is, fault->line,
                    fault->said, cli.code, buf_str(&cli.out), buf_str(&cli.err));
    }
    cli_done(&cli);
    buf_done(&text);
    buf_done(&begin);
    return found;
}

static void each_fault_is_told(void **state) {
    int lost = 0;
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        lost += !is_found(&faults[i]);
    }
    assert_int_equal(lost, 0);
}

/* In this order; each behind the one before. */
static void expect_in_order(const struct cli *cli, const char *const *texts, size_t count) {
    const char *at = buf_str(&cli->out);
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(at, texts[i]);
        if (!found) {
            fail_msg("not said: %s\n%s%s", texts[i], buf_str(&cli->out), buf_str(&cli->err));
        }
        at = found + strlen(texts[i]);
    }
}

#define IN_ORDER(cli, ...)                                                                         \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        expect_in_order(cli, texts, sizeof texts / sizeof *texts);                                 \
    } while (0)

/* 4 of a lesson's menu leads to its questions. */
static void typed_at_once(void **state) {
    struct cli cli;
    (void)state;
    write_lesson(md);
    command(&cli, "XDG_DATA_HOME=%1$s open %1$s/found --plain",
            "4\n\nmain*4 main*4\nmain*99\nmain**\nh\nh\nmain*4 child main child\nw\n\nq\n");
    IN_ORDER(&cli,
             "Sought, at the end of a run of \"count\" with rounds=1, in at most 12 steps: n.value "
             "is 1, outcome is not deadlock, main.prints has so 1.",
             "Type who goes, or s",
             "It can't go so: ", "It can't go so: ", "It can't go so: ", "Hint 1 of 1: Who loads",
             "There are no more hints.", "Right. You let them go so: main*4 child main child",
             "That was up to step 12 of 12.", "1 of 1 right.");
    cli_done(&cli);
    command(&cli, "XDG_DATA_HOME=%1$s progress --json", NULL);
    IN_ORDER(&cli, "\"main*4 child main child");
    cli_done(&cli);
}

static void wrong_then_step_by_step(void **state) {
    struct cli cli;
    (void)state;
    write_lesson(md);
    command(&cli, "open %s/found --plain", "4\nmain*3\ns\na\nl\ns\n\n\n\n1\n2\n1\n2\na\n\nq\n");
    IN_ORDER(&cli, "Not so: n.value is 2", "Who goes next?", "Not so: n.value is 2",
             "It has ended.", "Who goes when?", "Right. You let them go so: main*4 child main");
    cli_done(&cli);
}

static void given_up(void **state) {
    struct cli cli;
    (void)state;
    write_lesson(md);
    command(&cli, "open %s/found --plain", "4\ng\nw\n\nq\n");
    IN_ORDER(&cli, "Wrong. A schedule that does it: main*4 child main child",
             "That was up to step 12 of 12.", "0 of 1 right.");
    cli_done(&cli);
}

/* The example in the manual is a question of race, which is checked. */
static void manual_has_a_true_example(void **state) {
    struct buf page = {0}, lesson = {0};
    (void)state;
    assert_int_equal(file_read(SOURCE_DIR "/assets/man/ipc-tutor-lesson.5", &page, 0, NULL), 0);
    assert_int_equal(file_read(SOURCE_DIR "/lessons/race/lesson.md", &lesson, 0, NULL), 0);
    const char *begin = strstr(buf_str(&page), "\nAnswer: schedule of `");
    const char *end = begin ? strstr(begin, "\n.Ed") : NULL;
    assert_non_null(end);
    char *example = mem_strndup(begin, (size_t)(end - begin));
    if (!strstr(buf_str(&lesson), example)) {
        fail_msg("lessons/race/lesson.md does not have this example:%s", example);
    }
    mem_free(example);
    buf_done(&page);
    buf_done(&lesson);
}

static int make_work(void **state) {
    (void)state;
    return mkdtemp(work) && mkdir(path_of(""), 0755) == 0 ? 0 : -1;
}

static int remove_work(void **state) {
    char line[96];
    (void)state;
    snprintf(line, sizeof line, "rm -r '%s'", work);
    return system(line);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds),      cmocka_unit_test(each_fault_is_told),
        cmocka_unit_test(typed_at_once), cmocka_unit_test(wrong_then_step_by_step),
        cmocka_unit_test(given_up),      cmocka_unit_test(manual_has_a_true_example),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
