/* SPDX-License-Identifier: MIT */
/*
 * test_run.c: whole runs through run.h: a real runner, real processes: how runs end, and what is
 * in their logs.
 */
#include "trial.h"

static void test_right(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = trial_new("right");
        trial->wish.no_cage = no_cage;
        run_to_end(trial, OUTCOME_OK);
        assert_string_equal(prints(trial), "hello hello");
        const struct event *start = log_at(trial->log, 1);
        assert_int_equal(start->kind, EVENT_RUN_START);
        assert_string_equal(str(trial, start->name), "test");
        assert_string_equal(str(trial, start->text), "right");
        assert_string_equal(str(trial, start->state), "{\"lines\":2,\"word\":\"hello\"}");
        const struct event *end = find(trial, EVENT_RUN_END);
        assert_true(end->has & EVENT_TRUTH);
        assert_string_equal(str(trial, end->text), "ok");
        assert_int_equal(end->ret, count_kind(trial, EVENT_STEP));
        assert_int_equal(count_kind(trial, EVENT_ACTOR_START), 2);
        assert_int_equal(count_kind(trial, EVENT_ACTOR_EXIT), 2);
        assert_null(run_fault(trial->run));
        trial_free(trial);
    }
}

static void test_params(void **state) {
    (void)state;
    const struct run_param params[] = {{"lines", "3"}, {"word", "x"}};
    struct trial *trial = trial_new(NULL);
    trial->wish.params = params;
    trial->wish.param_count = 2;
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "x x x");
    trial_free(trial);
}

static void fault_before_start(struct trial *trial, const char *text, int code) {
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_non_null(run_fault(trial->run));
    diag_write(run_fault(trial->run), &trial->text);
    if (!strstr(buf_str(&trial->text), text)) {
        print_error("\"%s\" is not in: %s\n", text, buf_str(&trial->text));
    }
    assert_non_null(strstr(buf_str(&trial->text), text));
    if (code) {
        assert_int_equal(run_fault_code(trial->run), code);
    }
    assert_int_equal(log_count(trial->log), 0);
    trial_free(trial);
}

static void test_wishes_that_can_not_be(void **state) {
    (void)state;
    const struct run_param unknown[] = {{"nonsense", "3"}};
    const struct run_param too_large[] = {{"lines", "10"}};
    struct trial *trial = trial_new("right");
    trial->wish.params = unknown;
    trial->wish.param_count = 1;
    fault_before_start(trial, "nonsense", -EDOM);
    trial = trial_new("right");
    trial->wish.params = too_large;
    trial->wish.param_count = 1;
    fault_before_start(trial, "lines", -EDOM);
    trial = trial_new("nowhere");
    fault_before_start(trial, "nowhere", 0);
    trial = trial_new("right");
    trial->wish.schedule = "main*";
    fault_before_start(trial, "character 6", 0);
    trial = trial_new("right");
    trial->wish.lesson_dir = "/nonexistent";
    fault_before_start(trial, "/nonexistent", -ENOENT);
}

static void test_schedules(void **state) {
    (void)state;
    struct trial *trial = trial_new("two"); /* its own */
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "a b");
    const struct event *start = log_at(trial->log, 1);
    assert_string_equal(str(trial, start->waits_for), "main*3 b a");
    const struct event *end = find(trial, EVENT_RUN_END);
    char *whole = mem_strdup(str(trial, end->waits_for));
    assert_int_equal(strncmp(whole, "main*3 b a", 10), 0);
    trial_free(trial);

    trial = trial_new("two"); /* as it was: again */
    trial->wish.schedule = whole;
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(str(trial, find(trial, EVENT_RUN_END)->waits_for), whole);
    trial_free(trial);
    mem_free(whole);

    trial = trial_new("two"); /* one that can't be */
    trial->wish.schedule = "main nobody";
    run_to_end(trial, OUTCOME_ERROR);
    assert_non_null(strstr(run_fault(trial->run)->text, "step 2: nobody can't go"));
    trial_free(trial);
}

static void test_seeds(void **state) {
    (void)state;
    struct buf first = {0};
    for (int i = 0; i < 2; i++) {
        struct trial *trial = trial_new("right");
        trial->wish.has_seed = true;
        trial->wish.seed = 3;
        run_to_end(trial, OUTCOME_OK);
        const char *schedule = str(trial, find(trial, EVENT_RUN_END)->waits_for);
        if (i == 0) {
            buf_puts(&first, schedule);
        }
        assert_string_equal(schedule, buf_str(&first));
        assert_non_null(strstr(str(trial, log_at(trial->log, 1)->more), "\"seed\":3"));
        trial_free(trial);
    }
    buf_done(&first);
}

static void test_deadlock(void **state) {
    (void)state;
    struct trial *trial = trial_new("hang");
    run_to_end(trial, OUTCOME_DEADLOCK);
    const struct event *deadlock = find(trial, EVENT_DEADLOCK);
    assert_non_null(deadlock);
    assert_string_equal(str(trial, deadlock->waits_for), "main");
    assert_non_null(strstr(str(trial, deadlock->state), "\"waits_for\":\"main\""));
    assert_non_null(strstr(str(trial, deadlock->text), "read(2)"));
    assert_int_equal(count_kind(trial, EVENT_DEADLOCK), 1);
    assert_int_equal(count_kind(trial, EVENT_OP_BLOCK), 1);
    trial_free(trial);
}

static void test_partial_deadlock(void **state) {
    (void)state;
    struct trial *trial = trial_new("partial");
    run_to_end(trial, OUTCOME_DEADLOCK);
    const struct event *deadlock = find(trial, EVENT_DEADLOCK);
    assert_non_null(deadlock);
    assert_string_equal(str(trial, deadlock->waits_for), "child");
    assert_string_equal(prints(trial), "still here");
    assert_int_equal(count_kind(trial, EVENT_DEADLOCK), 1);
    const struct event *print = find(trial, EVENT_PRINT);
    assert_true(print->t >= 3000000000LL); /* three seconds of the run's clock ... */
    trial_free(trial);
}

static void test_error(void **state) {
    (void)state;
    struct trial *trial = trial_new("broken");
    run_to_end(trial, OUTCOME_ERROR);
    const struct diag *fault = run_fault(trial->run);
    assert_non_null(fault);
    assert_string_equal(fault->file, "lesson.lua");
    assert_int_equal(fault->line, 27);
    assert_non_null(strstr(fault->source, "nil + 1"));
    assert_non_null(strstr(str(trial, find(trial, EVENT_RUN_END)->more), "lesson.lua:27:"));
    trial_free(trial);
}

static void test_input(void **state) {
    (void)state;
    struct trial *trial = trial_new("asks");
    trial->wish.input = "Ada\nBea\n";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Ada Bea");
    assert_int_equal(count_kind(trial, EVENT_ANSWER), 2);
    trial_free(trial);
    trial = trial_new("asks");
    trial->wish.input = "Ada";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Ada nobody");
    trial_free(trial);
    trial = trial_new("declared");
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Ada nobody");
    trial_free(trial);
    trial = trial_new("declared");
    trial->wish.input = "Bea\nCid\n";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Bea Cid");
    trial_free(trial);
}

static void test_limits(void **state) {
    (void)state;
    static const char *const programs[] = {"endless", "busy"};
    for (size_t i = 0; i < 2; i++) {
        struct trial *trial = trial_new(programs[i]);
        trial->wish.limit_seconds = 1;
        run_to_end(trial, OUTCOME_LIMIT);
        assert_non_null(run_fault(trial->run));
        assert_non_null(strstr(str(trial, find(trial, EVENT_RUN_END)->more), "\"limit\":"));
        trial_free(trial);
    }
}

/* A runner that says nonsense, in many ways: the tutor takes no harm, and is told. */

/* Somebody else kills a process of the run while all is held. */

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_params),
        cmocka_unit_test(test_wishes_that_can_not_be),
        cmocka_unit_test(test_schedules),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_deadlock),
        cmocka_unit_test(test_partial_deadlock),
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_input),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests_name("core/run/run", tests, make_folder, remove_folder);
}
