/* SPDX-License-Identifier: MIT */
/*
 * test_otherwise.c: is there another order in which an operation does what was said? Sought by real
 * runs of the programs of trial.h.
 */
#include "otherwise.h"
#include "timeline.h"
#include "trial.h"
#include <poll.h>

/* A run to its end, and one step of it: the nth of this operation by this process. */
struct question {
    struct trial *trial;
    struct world before;
    uint64_t step;
    struct predict_set set;
    struct otherwise *sought;
};

static void run_and_stop_at(struct question *question, const char *program, const char *actor,
                            enum op_kind op, int nth) {
    *question = (struct question){.trial = trial_new(program)};
    run_to_end(question->trial, OUTCOME_OK);
    const struct log *log = question->trial->log;
    strid name = log_find(log, actor);
    uint64_t step = 0;
    for (uint64_t n = 1; n <= log_count(log) && nth > 0; n++) {
        const struct event *event = log_at(log, n);
        step = event->kind == EVENT_STEP ? n : step;
        nth -= event->kind == EVENT_OP_ENTER && event->actor == name && event->op == op;
    }
    assert_int_equal(nth, 0);
    question->step = step;
    world_init(&question->before, log);
    world_fold_to(&question->before, step - 1);
    predict_choices(&question->before, name, &question->set);
}

/* The choice in these words. */
static size_t choice(const struct question *question, const char *words) {
    struct buf text = {0};
    size_t i = 0;
    for (; i < question->set.count; i++) {
        buf_clear(&text);
        prediction_tell(question->trial->log, &question->set.choices[i], &text);
        if (strcmp(buf_str(&text), words) == 0) {
            break;
        }
    }
    buf_done(&text);
    if (i == question->set.count) {
        fail_msg("\"%s\" is none of the choices", words);
    }
    return i;
}

static void begin(struct question *question, size_t said) {
    const struct otherwise_wish wish = {.run = question->trial->wish,
                                        .log = question->trial->log,
                                        .step = question->step,
                                        .set = &question->set,
                                        .said = said,
                                        .limit_ms = PATIENCE_MS};
    assert_int_equal(otherwise_new(&wish, &question->sought, &question->trial->diag), 0);
}

static void seek(struct question *question, const char *words) {
    begin(question, choice(question, words));
    while (otherwise_pump(question->sought)) {
        struct pollfd fd = {.fd = otherwise_fd(question->sought), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("nothing came for %d ms", PATIENCE_MS);
        }
    }
    assert_int_equal(otherwise_fd(question->sought), -1);
}

static void done(struct question *question) {
    otherwise_free(question->sought);
    world_done(&question->before);
    trial_free(question->trial);
}

static void assert_why(const struct question *question, const char *why) {
    struct buf text = {0};
    otherwise_why(question->sought, &text);
    assert_string_equal(buf_str(&text), why);
    buf_done(&text);
}

/* Both stores say 1; with b's load behind a's store the second one says 2. */
static void test_lost_update(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "race", "b", OP_STORE, 1);
    assert_int_equal(question.set.count, 2);
    seek(&question, "stores; the value is then 2");
    assert_true(otherwise_found(question.sought));
    assert_why(&question, "Before its load: a writes 1 into c. Then b writes 2 into c.");
    uint64_t step = 0;
    struct log *log = otherwise_take(question.sought, &step);
    assert_non_null(log);
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_steps(timeline), step);
    const struct event *begin = log_at(log, timeline_step_begin(timeline, step));
    assert_string_equal(log_str(log, begin->actor), "b");
    timeline_free(timeline);
    log_free(log);
    assert_null(otherwise_take(question.sought, &step));
    assert_why(&question, "Before its load: a writes 1 into c. Then b writes 2 into c.");
    done(&question);
}

static void test_load(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "race", "b", OP_LOAD, 1);
    seek(&question, "reads 1");
    assert_true(otherwise_found(question.sought));
    assert_why(&question, "Before it: a writes 1 into c. Then b reads 1 from c.");
    done(&question);
}

/* main's first read, once with bytes there and once without; and the other way round. */
static void test_blocks_or_not(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "right", "main", OP_READ, 1);
    size_t right = 0;
    struct predict_outcome outcome;
    const struct log *log = question.trial->log;
    uint64_t last = question.step + 1;
    while (last < log_count(log) && log_at(log, last + 1)->kind != EVENT_STEP) {
        last++;
    }
    predict_outcome(log, &question.before, question.step, last, log_find(log, "main"), &outcome);
    right = predict_right(&question.set, &outcome);
    bool blocked = question.set.choices[right].kind == PREDICT_BLOCKS;
    seek(&question, blocked ? "reads bytes" : "blocks");
    assert_true(otherwise_found(question.sought));
    struct buf why = {0};
    otherwise_why(question.sought, &why);
    assert_non_null(
        strstr(buf_str(&why), blocked ? "Before it: child writes " : "Not yet: child "));
    buf_done(&why);
    done(&question);
}

/* In no order: and the number of those tried is of different ones. */
static void test_never(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "right", "main", OP_READ, 1);
    seek(&question, "returns 0: end-of-file");
    assert_false(otherwise_found(question.sought));
    assert_int_equal(otherwise_runs(question.sought), OTHERWISE_TRIES);
    assert_true(otherwise_tried(question.sought) >= 2);
    assert_true(otherwise_tried(question.sought) < OTHERWISE_TRIES);
    uint64_t step;
    assert_null(otherwise_take(question.sought, &step));
    done(&question);
}

/* A wait for a child: the end that made the difference is that child's. */
static void test_wait(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "race", "main", OP_WAIT, 2);
    const char *words = "blocks until the child ends";
    bool ended =
        world_proc(&question.before, log_find(question.trial->log, "b"))->state == PROC_ZOMBIE;
    seek(&question, ended ? words : "goes on: the child has ended");
    assert_true(otherwise_found(question.sought));
    struct buf why = {0};
    otherwise_why(question.sought, &why);
    assert_non_null(strstr(buf_str(&why), ended ? "Not yet: b ends" : "Before it: b ends"));
    buf_done(&why);
    done(&question);
}

/* What was answered is answered again, and the prefix is gone through with it. */
static void test_answers(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "told", "main", OP_READ, 1);
    struct buf text = {0};
    prediction_tell(question.trial->log, &question.set.choices[0], &text);
    assert_string_equal(buf_str(&text), "reads bytes");
    buf_done(&text);
    bool there = obj_in_flight(&question.before.objs[0]) > 0;
    seek(&question, there ? "blocks" : "reads bytes");
    assert_true(otherwise_found(question.sought));
    done(&question);
}

/* Freed at any moment: nothing is left (trial_free looks). */
static void test_free_on_the_way(void **state) {
    (void)state;
    for (int pumps = 0; pumps < 6; pumps++) {
        struct question question;
        run_and_stop_at(&question, "right", "main", OP_READ, 1);
        begin(&question, choice(&question, "returns 0: end-of-file"));
        for (int i = 0; i < pumps; i++) {
            struct pollfd fd = {.fd = otherwise_fd(question.sought), .events = POLLIN};
            poll(&fd, 1, PATIENCE_MS);
            assert_true(otherwise_pump(question.sought));
        }
        done(&question);
    }
}

static void test_no_step(void **state) {
    (void)state;
    struct question question;
    run_and_stop_at(&question, "race", "b", OP_LOAD, 1);
    struct otherwise_wish wish = {.run = question.trial->wish,
                                  .log = question.trial->log,
                                  .step = question.step + 1,
                                  .set = &question.set};
    struct otherwise *none = NULL;
    assert_int_equal(otherwise_new(&wish, &none, NULL), -EINVAL);
    wish.step = 0;
    assert_int_equal(otherwise_new(&wish, &none, &question.trial->diag), -EINVAL);
    assert_non_null(question.trial->diag.text);
    assert_null(none);
    done(&question);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lost_update),   cmocka_unit_test(test_load),
        cmocka_unit_test(test_blocks_or_not), cmocka_unit_test(test_never),
        cmocka_unit_test(test_answers),       cmocka_unit_test(test_free_on_the_way),
        cmocka_unit_test(test_no_step),       cmocka_unit_test(test_wait),
    };
    return cmocka_run_group_tests_name("core/run/otherwise", tests, make_folder, remove_folder);
}
