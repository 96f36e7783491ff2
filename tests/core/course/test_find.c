/* SPDX-License-Identifier: MIT */
/*
 * A question whose answer is a schedule: how it is read, what a run is judged by, what is said of
 * one that is not it, and what is kept.
 */
#include "asking.h"
#include "mem.h"
#include "progress.h"
#include "story.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define FRONT "---\nformat: 1\nid: relay\ntitle: Relay\ntopic: pipes\n---\n\nText.\n\n"
#define HEAD  FRONT "## Question: seek\n\nLet them go.\n\nAnswer: schedule of `right`\n"
#define WAY   "Solution: `main*4 child*2 main`\n"

static const char tale[] = "run relay right\n"
                           "main start\n"
                           "main pipe p 3 4 @2\n"
                           "main fork child @3\n"
                           "main close 4 @4\n"
                           "child write p 4 \"hi\" @5\n"
                           "main read p 3 @6\n"
                           "child close 4 @7\n"
                           "child exit 0 @8\n"
                           "main read p 3 @6\n"
                           "main wait child @9\n"
                           "main exit 0 @10\n"
                           "end ok ok\n";

static struct lesson *read_md(const char *md) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    if (lesson_parse("/x/relay", md, strlen(md), &lesson, &diag) < 0) {
        fail_msg("%d: %s", diag.line, diag.text);
    }
    return lesson;
}

static void is_read(void **state) {
    (void)state;
    struct lesson *lesson =
        read_md(HEAD "With: `lines=2`\nWith: `name=a=b`\nGoal: `outcome` is `ok`\nGoal: "
                     "`main.prints[1]` has `hi`\nGoal: `main.read.err` is not `EPIPE`\nSteps: 30\n"
                     "Solution: `main*3 child\n main`\nHint: Look.\n");
    const struct question *question = &lesson->questions[0];
    const struct find *find = question->find;
    assert_int_equal(question->kind, QUESTION_FIND);
    assert_string_equal(question->program, "right");
    assert_null(question->path);
    assert_int_equal(question->hint_count, 1);
    assert_int_equal(find->param_count, 2);
    assert_string_equal(find->params[1].name, "name");
    assert_string_equal(find->params[1].value, "a=b");
    assert_int_equal(find->goal_count, 3);
    assert_int_equal(find->goals[1].relation, FIND_HAS);
    assert_int_equal(find->goals[2].relation, FIND_IS_NOT);
    assert_int_equal(find->steps, 30);
    assert_string_equal(find->solution, "main*3 child main");
    assert_int_equal(find_solution_steps(find), 5);
    struct run_wish wish = find_wish(find, NULL);
    assert_string_equal(wish.schedule, "");
    assert_int_equal(wish.param_count, 2);
    lesson_free(lesson);
}

static void wrong_forms(void **state) {
    static const struct {
        const char *rest;
        int line;
        const char *said;
    } rows[] = {
        {"Goal: `outcome` is `ok`\n", 14, "give a schedule that does it"},
        {WAY, 14, "say what is sought"},
        {"Goal: outcome is ok\n" WAY, 15, "is, is not or has"},
        {"Goal: `outcome` is `ok` or `deadlock`\n" WAY, 15, "is, is not or has"},
        {"Goal: `outcome` was `ok`\n" WAY, 15, "is, is not or has"},
        {"Goal: `a..b` is `ok`\n" WAY, 15, "a name is missing"},
        {"Goal: `outcome` is `ok`\nWith: `=2`\n" WAY, 16, "With: `name=value`"},
        {"Goal: `outcome` is `ok`\nWith: `a=2` `b=2`\n" WAY, 16, "With: `name=value`"},
        {"Goal: `outcome` is `ok`\nSteps: 0\n" WAY, 16, "number of steps"},
        {"Goal: `outcome` is `ok`\nSteps: `9`\n" WAY, 16, "number of steps"},
        {"Goal: `outcome` is `ok`\nSteps: 9\nSteps: 8\n" WAY, 17, "line 16 has one"},
        {"Goal: `outcome` is `ok`\nSolution: `main*0`\n", 16, "0"},
        {"Goal: `outcome` is `ok`\n" WAY WAY, 17, "line 16 has one"},
        {"Goal: `outcome` is `ok`\nGoal:\n" WAY, 16, "nothing behind Goal:"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lesson *lesson = NULL;
        struct diag diag = {0};
        struct buf md = {0};
        buf_putf(&md, "%s%s", HEAD, rows[i].rest);
        int r = lesson_parse("/x/relay", buf_str(&md), md.len, &lesson, &diag);
        if (r != -EINVAL || diag.line != rows[i].line || !strstr(diag.text, rows[i].said)) {
            fail_msg("%s: %d, line %d: %s", rows[i].rest, r, diag.line, diag.text);
        }
        buf_done(&md);
        diag_done(&diag);
    }
}

/* Choices have no place there, and without "schedule of" nothing is sought. */
static void mixed_forms(void **state) {
    static const char *const rows[] = {
        FRONT "## Question: a\n\nSo?\n\n- [x] so\n- [ ] not — no.\n\nAnswer: schedule of `right`\n"
              "Goal: `outcome` is `ok`\n" WAY,
        FRONT "## Question: a\n\nSo?\n\n- [x] so\n- [ ] not — no.\n\nGoal: `outcome` is `ok`\n",
        FRONT "## Question: a\n\nSo?\n\nAnswer: `right.outcome`\n" WAY,
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lesson *lesson = NULL;
        struct diag diag = {0};
        assert_int_equal(lesson_parse("/x/relay", rows[i], strlen(rows[i]), &lesson, &diag),
                         -EINVAL);
        diag_done(&diag);
    }
}

static void a_run_is_judged(void **state) {
    static const struct {
        const char *sought;
        bool found;
        const char *why;
    } rows[] = {
        {"Goal: `main.read.ret` is `0`\n", true, ""},
        {"Goal: `outcome` is `ok`\nGoal: `main.read.count` is not `1`\n", true, ""},
        {"Goal: `main.read[1].data` has `i`\n", true, ""},
        {"Goal: `main.read.ret` is `2`\n", false, "main.read.ret is 0, from step 8 on."},
        {"Goal: `outcome` is `ok`\nGoal: `main.read.count` is `1`\n", false,
         "main.read.count is 2, from step 8 on."},
        {"Goal: `main.write.ret` is not `1`\n", false, "There is no main.write.ret in this run."},
        {"Goal: `main.read.err` is `EPIPE`\n", false, "main.read.err is empty"},
        {"Goal: `outcome` is `ok`\nSteps: 10\n", true, ""},
        {"Goal: `outcome` is `ok`\nSteps: 9\n", false,
         "It took 10 steps, at most 9 steps are allowed."},
    };
    struct log *log = story_log(tale);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf md = {0}, why = {0};
        struct find_verdict verdict;
        buf_putf(&md, "%s%s%s", HEAD, rows[i].sought, "Solution: `child`\n");
        struct lesson *lesson = read_md(buf_str(&md));
        find_judge(lesson->questions[0].find, log, &verdict);
        buf_puts(&why, "");
        find_put_why(&verdict, lesson->questions[0].find, &why);
        if (verdict.found != rows[i].found || !strstr(buf_str(&why), rows[i].why)) {
            fail_msg("%s: %d: %s", rows[i].sought, verdict.found, buf_str(&why));
        }
        find_verdict_done(&verdict);
        buf_done(&md);
        buf_done(&why);
        lesson_free(lesson);
    }
    log_free(log);
}

/* As far as the run went as the solution goes, what is sought could still come. */
static void how_far_it_was_open(void **state) {
    static const struct {
        const char *solution;
        uint64_t common;
    } rows[] = {{"main*3 child main", 5}, {"main*3 child*2", 4}, {"main*4", 3}, {"child", 0}};
    struct log *log = story_log(tale);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf md = {0}, why = {0};
        struct find_verdict verdict;
        buf_putf(&md, "%sGoal: `outcome` is `error`\nSolution: `%s`\n", HEAD, rows[i].solution);
        struct lesson *lesson = read_md(buf_str(&md));
        find_judge(lesson->questions[0].find, log, &verdict);
        assert_int_equal(verdict.common, rows[i].common);
        find_put_why(&verdict, lesson->questions[0].find, &why);
        assert_int_equal(strstr(buf_str(&why), "still open") != NULL, rows[i].common > 0);
        find_verdict_done(&verdict);
        buf_done(&md);
        buf_done(&why);
        lesson_free(lesson);
    }
    log_free(log);
}

static const struct progress_item *kept(struct progress *progress) {
    return progress_item(progress, "relay", "seek");
}

/* A try that is not it is not kept; what is found is, and so is giving up. */
static void what_is_kept(void **state) {
    struct lesson *lesson = read_md(HEAD "Goal: `outcome` is `ok`\n" WAY);
    struct lesson *other = read_md(HEAD "Goal: `outcome` is `error`\n" WAY);
    struct progress *progress = progress_open(NULL);
    struct log *log = story_log(tale);
    struct asking asking = {0};
    struct buf says = {0};
    (void)state;
    asking_begin(&asking, other, &other->questions[0]);
    assert_false(asking_number(&asking, 1));
    assert_false(asking_try(&asking, log, progress));
    assert_int_equal(asking.state, ASKING_OPEN);
    assert_int_equal(asking.tries, 1);
    assert_non_null(strstr(buf_str(&asking.tried), "outcome is ok"));
    assert_null(kept(progress));
    asking_give_up(&asking, progress);
    assert_int_equal(asking.state, ASKING_ANSWERED);
    assert_false(kept(progress)->last_right);
    asking_says(&asking, &says);
    assert_string_equal(buf_str(&says), "A schedule that does it: main*4 child*2 main");
    buf_clear(&says);

    asking_begin(&asking, lesson, &lesson->questions[0]);
    assert_true(asking_try(&asking, log, progress));
    assert_int_equal(asking.state, ASKING_ANSWERED);
    assert_true(kept(progress)->last_right);
    assert_int_equal(kept(progress)->memory.reviews, 2);
    asking_says(&asking, &says);
    assert_string_equal(buf_str(&says), "You let them go so: main*3 child main child*2 main*3");
    assert_true(asking_try(&asking, log, progress)); /* once more, from the stage */
    assert_int_equal(kept(progress)->memory.reviews, 2);
    asking_done(&asking);
    buf_done(&says);
    log_free(log);
    progress_close(progress);
    lesson_free(lesson);
    lesson_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_read),
        cmocka_unit_test(wrong_forms),
        cmocka_unit_test(mixed_forms),
        cmocka_unit_test(a_run_is_judged),
        cmocka_unit_test(how_far_it_was_open),
        cmocka_unit_test(what_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
