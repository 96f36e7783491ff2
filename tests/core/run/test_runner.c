/* SPDX-License-Identifier: MIT */
/*
 * test_runner.c: the runner as a process: what a lesson declares through it, and what the tutor
 * does when it is missing, talks nonsense or dies.
 */
#include "trial.h"

static void test_declared(void **state) {
    (void)state;
    struct run_decl decl = {0};
    struct diag diag = {0};
    assert_int_equal(run_declared(folder, &decl, &diag), 0);
    assert_int_equal(decl.param_count, 2);
    assert_string_equal(decl.params[0].name, "lines");
    assert_string_equal(decl.params[0].value, "2");
    assert_string_equal(decl.params[0].help, "lines to write");
    assert_true(decl.params[0].is_number && decl.params[0].has_min && decl.params[0].has_max);
    assert_true(decl.params[0].min == 1 && decl.params[0].max == 9);
    assert_string_equal(decl.params[1].value, "hello");
    assert_false(decl.params[1].is_number || decl.params[1].has_min);
    assert_int_equal(decl.program_count, 11);
    assert_string_equal(decl.programs[0].id, "right");
    assert_string_equal(decl.programs[0].title, "as it should be");
    assert_string_equal(decl.programs[0].expect, "ok");
    assert_null(decl.programs[0].schedule);
    assert_null(decl.programs[0].input);
    assert_int_equal(decl.programs[0].line, 3);
    assert_int_equal(decl.programs[0].fact_count, 1);
    assert_string_equal(decl.programs[0].facts[0].path, "child.prints");
    assert_string_equal(decl.programs[0].facts[0].value, "x");
    assert_string_equal(decl.programs[7].schedule, "main*3 b a");
    assert_string_equal(decl.programs[8].input, "Ada\n");
    run_decl_done(&decl);
    assert_int_not_equal(run_declared("/nonexistent", &decl, &diag), 0);
    assert_non_null(diag.text);
    diag_done(&diag);
}

static void test_no_runner(void **state) {
    (void)state;
    char *kept = mem_strdup(getenv("IPC_TUTOR_RUNNER"));
    struct trial *trial = trial_new("right");
    setenv("IPC_TUTOR_RUNNER", "/bin/true", 1);
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(run_fault_code(trial->run), -EPIPE);
    trial_free(trial);
    setenv("IPC_TUTOR_RUNNER", kept, 1);
    mem_free(kept);
}

static void test_hostile_runner(void **state) {
    (void)state;
    static const char *const scripts[] = {
        "exec 1>&3; head -c 300000 /dev/urandom",
        "exec 1>&3; yes 2>/dev/null",
        "exec 1>&3; printf '\\1\\0\\0\\0\\3\\11'",         /* a state that is none */
        "exec 1>&3; printf '\\0\\0\\0\\0\\2'",             /* a record without bytes */
        "exec 1>&3; printf '\\377\\377\\377\\377\\2'",     /* a frame of 4 GB */
        "exec 1>&3; printf '\\4\\0\\0\\0\\4\\0\\0\\0\\0'", /* half a fault */
        "exec 3>&-; exec sleep 100", /* a child of the shell would live on, with our output */
        "kill -9 $$",
    };
    char path[64];
    char *kept = mem_strdup(getenv("IPC_TUTOR_RUNNER"));
    snprintf(path, sizeof path, "%s/hostile", folder);
    setenv("IPC_TUTOR_RUNNER", path, 1);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct buf script = {0};
        struct run_decl decl = {0};
        buf_putf(&script, "#!/bin/sh\n%s\n", scripts[i]);
        assert_int_equal(write_file("hostile", buf_str(&script)), 0);
        assert_int_equal(chmod(path, 0700), 0);
        struct trial *trial = trial_new("right");
        trial_start(trial);
        assert_int_equal(wait_state(trial), RUN_ENDED);
        assert_non_null(run_fault(trial->run));
        assert_null(find(trial, EVENT_RUN_END));
        trial_free(trial);
        struct diag diag = {0};
        assert_true(run_declared(folder, &decl, &diag) < 0);
        assert_non_null(diag.text);
        diag_done(&diag);
        buf_done(&script);
    }
    unlink(path);
    setenv("IPC_TUTOR_RUNNER", kept, 1);
    mem_free(kept);
}

static void test_killed_from_outside(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = trial_new("right");
        trial->wish.hold = true;
        trial->wish.no_cage = no_cage;
        trial->wish.schedule = "main*2"; /* the child is there */
        trial_start(trial);
        assert_int_equal(wait_state(trial), RUN_HELD);
        pid_t child = find(trial, EVENT_ACTOR_START)->pid;
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(run_step(trial->run, "child"), 0);
        while (wait_state(trial) == RUN_HELD) {
            assert_int_equal(run_step(trial->run, NULL), 0);
        }
        assert_int_equal(run_state(trial->run), RUN_ENDED);
        const struct event *end = find(trial, EVENT_RUN_END);
        if (end->type != OUTCOME_OK) {
            show_log(trial);
        }
        assert_int_equal(end->type, OUTCOME_OK);
        uint64_t killed = 0;
        for (uint64_t n = 1; n <= log_count(trial->log); n++) {
            const struct event *event = log_at(trial->log, n);
            killed += event->kind == EVENT_ACTOR_EXIT && event->has & EVENT_HAS_SIGNAL &&
                      event->ret == SIGKILL && event->pid == child;
        }
        assert_int_equal(killed, 1);
        trial_free(trial);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declared),
        cmocka_unit_test(test_no_runner),
        cmocka_unit_test(test_hostile_runner),
        cmocka_unit_test(test_killed_from_outside),
    };
    return cmocka_run_group_tests_name("core/run/runner", tests, make_folder, remove_folder);
}
