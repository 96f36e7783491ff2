/* SPDX-License-Identifier: MIT */
/*
 * Orders that are tried for real: what one run refuses and another does is right; what no run does
 * stays wrong, with a reason. By real runs of tests/screen/turns.
 */
#include "asking.h"
#include "judging.h"
#include "mem.h"
#include "order_try.h"
#include "schedule.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int load(void **state) {
    struct diag diag = {0};
    struct lesson *lesson = NULL;
    if (setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 1) < 0) {
        return -1;
    }
    if (lesson_load(SOURCE_DIR "/tests/screen/turns", &lesson, &diag) < 0) {
        fail_msg("%s:%d: %s", diag.file, diag.line, diag.text);
    }
    *state = lesson;
    return 0;
}

static int unload(void **state) {
    lesson_free(*state);
    return 0;
}

/* The items as they stand in lesson.md, not mixed: "3412". */
static void ask(struct asking *asking, const struct lesson *lesson, const char *id,
                const char *order) {
    asking_begin(asking, lesson, lesson_question(lesson, id));
    for (size_t i = 0; i < QUESTION_CHOICES_MAX; i++) {
        asking->lines[i] = i;
    }
    for (const char *at = order; *at; at++) {
        asking->given.order[asking->given.order_count++] = (size_t)(*at - '1');
    }
}

/* Judged as a student's answer is; what is said of it in *says. */
static bool judged(const struct lesson *lesson, const char *id, const char *order,
                   struct buf *says) {
    struct asking asking = {0};
    struct diag diag = {0};
    struct log *log = NULL;
    ask(&asking, lesson, id, order);
    if (judging_answer(lesson, asking.question, &asking.given, &log, &diag) < 0 ||
        asking_judge(&asking, log, NULL) < 0) {
        fail_msg("%s %s: %s%s", id, order, diag.text ? diag.text : "",
                 asking.fault.text ? asking.fault.text : "");
    }
    bool right = asking.answer.right;
    buf_puts(says, "");
    asking_says(&asking, says);
    asking_done(&asking);
    log_free(log);
    return right;
}

static void what_can_happen_is_right(void **state) {
    static const struct {
        const char *id, *order;
        bool right;
        const char *says;
    } rows[] = {
        {"one", "1234", true, "It can happen so in a run of \"one\"."},
        {"one", "3412", true, "It can happen so: ipc-tutor run turns:one --schedule '"},
        {"one", "1324", false,
         "No run of \"one\" was found that goes so. 2 comes before 3: a uses tickets before b."},
        {"one", "3142", false, "1 comes before 3: a uses tickets before b."},
        {"one", "2134", false, "2 can't happen before 1: a does one after the other."},
        {"one", "1243", false, "4 can't happen before 3: b does one after the other."},
        {"two", "3412", true, "--schedule"},
        {"two", "1324", true, "--schedule"},
        {"two", "3124", true, "--schedule"},
        {"two", "4312", false, "4 can't happen before 3: b does one after the other."},
        /* Who puts first is first in the queue: both ways, but not one way in and another out. */
        {"queue", "2143", true, "--schedule"},
        {"queue", "2413", true, "--schedule"},
        {"queue", "2134", false, "No run of \"queue\" was found that goes so."},
        {"queue", "3124", false, "1 comes before 3: main gets from q what a put there."},
        /* "line 10" begins with what item 2 says, and is not meant. */
        {"lines", "1324", false, "2 comes before 3: main gets from p what child put there."},
        {"lines", "2134", false, "2 can't happen before 1: main makes child."},
        {"lines", "1243", true, "It can happen so in a run"},
        /* One after the other can happen too, and loses no update. */
        {"lost", "2143", true, "It can happen so in a run"},
        {"lost", "1324", false, "No run of \"lost\" was found that goes so."},
        {"lost", "2413", false, "No run of \"lost\" was found that goes so."},
        {"locks", "2143", true, "It can happen so in a run"},
        {"locks", "2413", false, "1 comes before 4: a uses x before b."}, /* x is free */
        /* Who comes last waits for nobody, whoever that is; all pass in any order. */
        {"gate", "12345", true, "It can happen so in a run"},
        {"gate", "21354", true, "It can happen so in a run"},
        {"gate", "31245", true, "It can happen so in a run"},
        {"gate", "34125", false, "1 comes before 4: a uses gate before main."},
        {"gate", "12435", false, "4 can't happen before 3: main does one after the other."},
        /* Who waits comes before it is set. */
        {"event", "1243", true, "It can happen so in a run"},
        {"event", "2134", false, "1 comes before 2: a uses e before main."},
        {"locks", "3124", false, "3 can't happen before 1: a does one after the other."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf says = {0};
        bool right = judged(*state, rows[i].id, rows[i].order, &says);
        if (right != rows[i].right || !strstr(buf_str(&says), rows[i].says)) {
            fail_msg("%s %s: %s %s", rows[i].id, rows[i].order, right ? "right" : "wrong",
                     buf_str(&says));
        }
        buf_done(&says);
    }
}

/* What is shown as the proof is one: run by that schedule, the items come in that order. */
static void schedule_is_a_proof(void **state) {
    const struct lesson *lesson = *state;
    struct asking asking = {0};
    struct diag diag = {0};
    struct log *log = NULL, *again = log_new();
    struct run *run = NULL;
    struct answer answer = {0};
    ask(&asking, lesson, "one", "3412");
    assert_int_equal(judging_answer(lesson, asking.question, &asking.given, &log, &diag), 0);
    assert_true(asking.given.made_so);
    assert_int_equal(asking_judge(&asking, log, NULL), 0);
    const struct run_wish wish = {.lesson_dir = lesson->dir,
                                  .lesson = lesson->id,
                                  .program = "one",
                                  .schedule = asking.answer.value};
    assert_int_equal(run_new(&wish, again, &run, &diag), 0);
    while (run_wait(run, -1) != RUN_ENDED) {
    }
    assert_null(run_fault(run));
    run_free(run);
    assert_int_equal(answer_judge(asking.question, &asking.given, again, &answer, &diag), 0);
    assert_true(answer.right);
    assert_int_equal(answer.step, asking.answer.step);
    answer_done(&answer);
    log_free(again);
    log_free(log);
    asking_done(&asking);
}

/* Without a whole order, or where nothing was refused, nothing is tried; what is broken off leaves
 * nothing. */
static void only_what_was_refused(void **state) {
    const struct lesson *lesson = *state;
    struct asking asking = {0};
    struct diag diag = {0};
    struct log *log = NULL;
    struct order_try *try = NULL;
    ask(&asking, lesson, "one", "1234");
    assert_int_equal(judging_run(lesson, asking.question, &log, &diag), 0);
    assert_false(order_try_wanted(asking.question, &asking.given, log));
    ask(&asking, lesson, "one", "34");
    assert_false(order_try_wanted(asking.question, &asking.given, log));
    ask(&asking, lesson, "one", "3412");
    assert_true(order_try_wanted(asking.question, &asking.given, log));
    assert_false(order_try_wanted(asking.question, &asking.given, NULL));
    const struct order_try_wish wish = {
        .lesson = lesson, .question = asking.question, .given = &asking.given, .log = log};
    assert_int_equal(order_try_new(&wish, &try, &diag), 0);
    assert_true(order_try_fd(try) >= 0);
    assert_null(order_try_take(try));
    order_try_free(try);
    assert_int_equal(order_try_new(&wish, &try, &diag), 0);
    order_try_wait(try);
    assert_int_equal(order_try_fd(try), -1);
    struct log *found = order_try_take(try);
    assert_non_null(found);
    assert_int_equal(log_at(found, log_count(found))->kind, EVENT_RUN_END);
    log_free(found);
    order_try_free(try);
    log_free(log);
    asking_done(&asking);
}

/* A piece at a time it comes to the same, and the first one is never all: a refused order is tried
 * behind its run. What is broken off leaves nothing. */
static void piece_by_piece(void **state) {
    const struct lesson *lesson = *state;
    struct asking asking = {0};
    struct diag diag = {0};
    struct log *log = NULL;
    ask(&asking, lesson, "one", "3412");
    struct judging *judging = judging_begin(lesson, asking.question, &asking.given, &diag);
    assert_true(judging_go_on(judging, 0));
    assert_int_equal(judging_end(judging, &log), -ECANCELED);
    assert_null(log);
    judging = judging_begin(lesson, asking.question, &asking.given, &diag);
    assert_true(judging_go_on(judging, 0));
    while (judging_go_on(judging, 1)) {
    }
    assert_int_equal(judging_end(judging, &log), 0);
    assert_true(asking.given.made_so);
    assert_int_equal(asking_judge(&asking, log, NULL), 0);
    assert_true(asking.answer.right);
    log_free(log);
    asking_done(&asking);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_happen_is_right),
        cmocka_unit_test(schedule_is_a_proof),
        cmocka_unit_test(only_what_was_refused),
        cmocka_unit_test(piece_by_piece),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
