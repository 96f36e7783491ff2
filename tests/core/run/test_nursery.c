/* SPDX-License-Identifier: MIT */
/*
 * test_nursery.c: what runners are forked from (core/proc/nursery.h) is started once, carries
 * nothing from run to run, and may go at any moment: runs neither end with it nor need it.
 */
#include "buf.h"
#include "fdio.h"
#include "trial.h"
#include <fcntl.h>

static pid_t parent_of(pid_t pid) {
    char path[64];
    struct buf stat = {0};
    int parent = -1;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    const char *end = file_read(path, &stat, 4096, NULL) == 0 ? strrchr(buf_str(&stat), ')') : NULL;
    if (end && sscanf(end, ") %*c %d", &parent) != 1) {
        parent = -1;
    }
    buf_done(&stat);
    return parent;
}

/* The children of this process: at most `cap`, their number. Kernels may be built without it. */
static size_t children(pid_t *ret_pids, size_t cap) {
    char path[64];
    struct buf text = {0};
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    if (file_read(path, &text, 4096, NULL) < 0) {
        skip();
    }
    for (const char *at = buf_str(&text); *at && count < cap; count++) {
        char *end;
        ret_pids[count] = (pid_t)strtol(at, &end, 10);
        at = *end == ' ' ? end + 1 : end;
    }
    buf_done(&text);
    return count;
}

static struct trial *held(bool no_cage) {
    struct trial *trial = trial_new("right");
    trial->wish.hold = true;
    trial->wish.no_cage = no_cage;
    trial->wish.schedule = "main*2";
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    return trial;
}

static void to_its_end(struct trial *trial) {
    assert_int_equal(run_play(trial->run, false), 0);
    while (wait_state(trial) != RUN_ENDED) {
    }
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
}

static void free_only(struct trial *trial) {
    run_free(trial->run);
    log_free(trial->log);
    diag_done(&trial->diag);
    mem_free(trial);
}

/* One process more than runs, however many runs. */
static void test_started_once(void **state) {
    (void)state;
    pid_t first[8], then[8];
    struct trial *a = held(false);
    assert_int_equal(children(first, 8), 2);
    struct trial *b = held(false);
    assert_int_equal(children(then, 8), 3);
    free_only(a);
    assert_int_equal(children(first, 8), 2);
    assert_int_equal(first[0], then[0]);
    to_its_end(b);
    trial_free(b); /* sees that none is left after run_rest */
}

/* With each sort of cage: the runner is this process's own child, and its run goes on. */
static void test_killed_under_a_run(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        pid_t pids[8];
        struct trial *trial = held(no_cage);
        assert_int_equal(children(pids, 8), 2);
        assert_int_equal(parent_of(pids[0]), getpid());
        assert_int_equal(parent_of(pids[1]), getpid());
        assert_int_equal(kill(pids[0], SIGKILL), 0);
        struct trial *other = held(no_cage); /* another way, or another nursery */
        to_its_end(trial);
        to_its_end(other);
        free_only(other);
        trial_free(trial);
    }
}

static void test_put_to_rest_under_a_run(void **state) {
    (void)state;
    struct trial *trial = held(false);
    run_rest();
    run_rest();
    pid_t pids[8];
    assert_int_equal(children(pids, 8), 1);
    to_its_end(trial);
    trial_free(trial);
}

/* A child of ours that makes runs makes its own nursery, and leaves ours alone. */
static void test_not_a_forked_ones(void **state) {
    (void)state;
    int status = -1;
    pid_t pids[8];
    struct trial *trial = held(false);
    pid_t child = fork();
    if (child == 0) {
        struct log *log = log_new();
        struct run *run = NULL;
        struct run_wish wish = {.lesson_dir = folder, .lesson = "test", .program = "right"};
        int r = run_new(&wish, log, &run, NULL);
        bool ended = r == 0 && run_wait(run, PATIENCE_MS) == RUN_ENDED;
        ended = ended && !run_fault(run);
        run_free(run);
        run_rest();
        _exit(ended && waitpid(-1, NULL, WNOHANG) < 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(children(pids, 8), 2);
    to_its_end(trial);
    trial_free(trial);
}

/* A lesson's folder may be named from where the tutor is now. */
static void test_working_directory(void **state) {
    (void)state;
    int here = open(".", O_RDONLY | O_DIRECTORY);
    struct trial *trial = trial_new("right");
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    free_only(trial);
    assert_int_equal(chdir(folder), 0);
    trial = trial_new("right");
    trial->wish.lesson_dir = ".";
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
    assert_int_equal(fchdir(here), 0);
    close(here);
    trial_free(trial);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_started_once),
        cmocka_unit_test(test_killed_under_a_run),
        cmocka_unit_test(test_put_to_rest_under_a_run),
        cmocka_unit_test(test_not_a_forked_ones),
        cmocka_unit_test(test_working_directory),
    };
    return cmocka_run_group_tests_name("core/run/nursery", tests, make_folder, remove_folder);
}
