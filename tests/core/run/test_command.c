/* SPDX-License-Identifier: MIT */
/*
 * test_command.c: what the tutor can ask of a run on its way: step, play, answer, stop, branch.
 */
#include "trial.h"

static void test_asking(void **state) {
    (void)state;
    struct trial *trial = trial_new("asks");
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ASKING);
    assert_string_equal(str(trial, find(trial, EVENT_ASK)->text), "Who?");
    assert_int_equal(run_step(trial->run, NULL), -EINVAL);
    assert_int_equal(run_answer(trial->run, "Ada"), 0);
    assert_int_equal(wait_state(trial), RUN_ASKING);
    assert_int_equal(run_stop(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_STOPPED);
    assert_string_equal(prints(trial), "Ada");
    trial_free(trial);
    trial = trial_new("declared");
    trial->wish.hold = true;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_play(trial->run, false), 0);
    assert_int_equal(wait_state(trial), RUN_ASKING); /* with a screen there is somebody to ask */
    assert_int_equal(run_answer(trial->run, "Bea"), 0);
    assert_int_equal(wait_state(trial), RUN_ASKING);
    assert_int_equal(run_answer(trial->run, "Cid"), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_string_equal(prints(trial), "Bea Cid");
    trial_free(trial);
}

static void test_held(void **state) {
    (void)state;
    struct trial *trial = trial_new("right");
    trial->wish.hold = true;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 0);
    assert_int_equal(run_step(trial->run, "child"), -EINVAL);
    assert_int_equal(run_answer(trial->run, "x"), -EINVAL);
    assert_int_equal(run_step(trial->run, "main"), 0); /* pipe */
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_step(trial->run, NULL), 0); /* fork */
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 2);
    assert_int_equal(run_step(trial->run, "child"), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    const struct event *step = find(trial, EVENT_STEP);
    assert_string_equal(str(trial, step->actor), "child");
    assert_int_equal(run_play(trial->run, true), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_MARK), 1);
    assert_null(find(trial, EVENT_RUN_END));
    assert_int_equal(run_play(trial->run, false), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
    trial_free(trial);
}

/* Whose turn it is, as the runner says it: by the schedule; then, after a choice of ours that is
 * not the schedule's, in turn. */
static void test_next(void **state) {
    (void)state;
    struct trial *trial = trial_new("two");
    trial->wish.hold = true;
    trial_start(trial);
    int steps = 0;
    for (; wait_state(trial) == RUN_HELD; steps++) {
        assert_non_null(run_next(trial->run));
        char *next = mem_strdup(steps == 2 ? "a" : run_next(trial->run));
        assert_int_equal(run_step(trial->run, steps == 2 ? next : NULL), 0);
        assert_null(run_next(trial->run)); /* it works */
        wait_state(trial);
        assert_string_equal(str(trial, find(trial, EVENT_STEP)->actor), next);
        mem_free(next);
    }
    assert_true(steps > 4);
    assert_null(run_next(trial->run));
    trial_free(trial);
}

static void test_branch(void **state) {
    (void)state;
    struct trial *trial = trial_new("right");
    trial->wish.hold = true;
    trial->wish.schedule = "main*2 child*2";
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 4);
    assert_int_equal(run_step(trial->run, "main"), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_stop(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    const struct event *end = find(trial, EVENT_RUN_END);
    assert_int_equal(end->type, OUTCOME_STOPPED);
    assert_string_equal(str(trial, end->waits_for), "main*2 child*2 main");
    trial_free(trial);
}

static void test_free_at_any_time(void **state) {
    (void)state;
    static const char *const programs[] = {"right", "hang", "asks", "busy", "endless"};
    for (size_t i = 0; i < 10; i++) {
        struct trial *trial = trial_new(programs[i % 5]);
        trial->wish.hold = i % 2;
        trial->wish.no_cage = i >= 5;
        trial_start(trial);
        run_wait(trial->run, (int)i);
        trial_free(trial);
    }
}

static void test_stop_while_it_computes(void **state) {
    (void)state;
    for (int hold = 0; hold <= 1; hold++) {
        struct trial *trial = trial_new("busy");
        trial->wish.hold = hold;
        trial_start(trial);
        if (hold) {
            assert_int_equal(wait_state(trial), RUN_HELD);
            assert_int_equal(run_step(trial->run, "main"), 0);
        }
        run_wait(trial->run, 50);
        assert_int_equal(run_stop(trial->run), 0);
        assert_int_equal(wait_state(trial), RUN_ENDED);
        enum run_outcome outcome = find(trial, EVENT_RUN_END)->type;
        assert_true(outcome == OUTCOME_STOPPED || outcome == OUTCOME_LIMIT);
        trial_free(trial);
    }
}

static void test_limit_while_held(void **state) {
    (void)state;
    struct trial *trial = trial_new("endless");
    trial->wish.hold = true;
    trial->wish.limit_seconds = 1;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    const struct timespec long_thought = {/* the time is the user's */ .tv_sec = 1,
                                          .tv_nsec = 200000000};
    nanosleep(&long_thought, NULL);
    assert_int_equal(run_step(trial->run, NULL), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_play(trial->run, false), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_LIMIT);
    trial_free(trial);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asking),
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_branch),
        cmocka_unit_test(test_free_at_any_time),
        cmocka_unit_test(test_stop_while_it_computes),
        cmocka_unit_test(test_limit_while_held),
    };
    return cmocka_run_group_tests_name("core/run/command", tests, make_folder, remove_folder);
}
