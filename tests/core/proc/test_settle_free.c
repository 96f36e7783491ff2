/* SPDX-License-Identifier: MIT */
/*
 * Settling with programs that are not gated: real ones of this machine, executed by scenarios of
 * trial.h. And what keeps a lesson from executing others.
 */
#include "programs.h"
#include "trial.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct ends {
    int r, w;
    uint32_t obj;
};

static struct ends list, line;

static struct ends new_pipe(void) {
    int fds[2];
    enter_plain(OP_PIPE);
    leave(pipe(fds));
    return (struct ends){fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL)};
}

static void lead(int to, int from) {
    gate_enter(&(struct gate_op){.op = OP_DUP2, .fd = from, .call = "dup2()", .may_end = true});
    leave(dup2(from, to));
    gate_standard_fd(to);
}

static void close_all(void) {
    op_close(list.r, list.obj);
    op_close(list.w, list.obj);
    op_close(line.r, line.obj);
    op_close(line.w, line.obj);
}

static int execute(const char *name, const char *first, const char *second) {
    const char *argv[] = {name, first, second, NULL};
    char *given[4];
    memcpy(given, argv, sizeof given);
    return -gate_exec(name, given, "execve()", 0);
}

static int sorts(void *arg) {
    (void)arg;
    lead(0, list.r);
    lead(1, line.w);
    close_all();
    return execute("sort", NULL, NULL);
}

static int counts(void *arg) {
    (void)arg;
    lead(0, line.r);
    close_all();
    return execute("uniq", "-c", NULL);
}

static int counts_down(void *arg) {
    (void)arg;
    lead(1, line.w);
    close_all();
    return execute("seq", arg, NULL);
}

static int leaves_early(void *arg) {
    (void)arg;
    lead(0, line.r);
    close_all();
    return execute("head", "-n", "1");
}

static void allow(void) {
    static const char *const names[] = {"sort", "uniq", "seq", "head", "cat"};
    if (programs_allow(names, sizeof names / sizeof *names, NULL) < 0) {
        gate_exit_process(99, 0);
    }
    list = new_pipe();
    line = new_pipe();
}

static void put_words(void) {
    for (int i = 0; i < 3; i++) {
        op_write(list.w, list.obj, 0, i % 2 ? "fig\n" : "pear\n", i % 2 ? 4 : 5);
    }
    op_close(list.w, list.obj);
}

static int sort_uniq(void *arg) {
    (void)arg;
    allow();
    spawn("sort", sorts, NULL);
    spawn("uniq", counts, NULL);
    op_close(list.r, list.obj);
    op_close(line.r, line.obj);
    op_close(line.w, line.obj);
    put_words();
    op_wait_all(2);
    return 0;
}

static int forgotten(void *arg) {
    (void)arg;
    allow();
    spawn("sort", sorts, NULL);
    spawn("uniq", counts, NULL);
    put_words();
    op_wait_all(2);
    return 0;
}

/* Who ran when would show in how much seq wrote before head left. */
static int seq_head(void *arg) {
    (void)arg;
    allow();
    spawn("seq", counts_down, "100000");
    spawn("head", leaves_early, NULL);
    close_all();
    op_wait_all(2);
    return 0;
}

/* What a gated reader gets of a program that writes more than once. */
static int read_seq(void *arg) {
    char bytes[6000];
    (void)arg;
    allow();
    spawn("seq", counts_down, "5000");
    op_close(line.w, line.obj);
    while (op_read(line.r, line.obj, GATE_FIFO, bytes, sizeof bytes) > 0) {
    }
    op_wait_all(1);
    return 0;
}

/* A gated writer whose write is half-way in while a program reads. */
static int write_big(void *arg) {
    char bytes[200000];
    (void)arg;
    allow();
    memset(bytes, 'x', sizeof bytes);
    spawn("sort", sorts, NULL);
    op_close(list.r, list.obj);
    op_close(line.w, line.obj);
    op_write(list.w, list.obj, 0, bytes, sizeof bytes);
    op_close(list.w, list.obj);
    while (op_read(line.r, line.obj, GATE_FIFO, bytes, 9000) > 0) {
    }
    op_wait_all(1);
    return 0;
}

/* More output than the socket that takes it holds, of two at once; both to the run's own. */
static int both_print(void *arg) {
    (void)arg;
    close_all();
    return execute("seq", "60000", NULL);
}

static int output(void *arg) {
    (void)arg;
    allow();
    spawn("one", both_print, NULL);
    spawn("two", both_print, NULL);
    close_all();
    op_wait_all(2);
    return 0;
}

static int killed(void *arg) {
    (void)arg;
    allow();
    pid_t sort = spawn("sort", sorts, NULL);
    spawn("uniq", counts, NULL);
    close_all();
    op_kill(sort, SIGTERM);
    op_wait_all(2);
    return 0;
}

/* A scenario that is not as it should be hangs, which its row does not allow. */
static int as_it_should(bool is) {
    if (!is) {
        enter_plain(OP_PAUSE);
        pause();
    }
    return 0;
}

static int not_allowed(void *arg) {
    (void)arg;
    allow();
    struct confine_report report;
    confine_probe(&report);
    as_it_should(execute("env", NULL, NULL) == EACCES);
    char *argv[] = {"env", NULL}, *environment[] = {NULL};
    enter_plain(OP_EXEC);
    if (report.landlock) { /* as code that goes its own way would */
        leave(execve("/usr/bin/env", argv, environment));
        return as_it_should(errno == EACCES);
    }
    return 0;
}

/* sort(1) with --compress-program makes processes for its temporary files, and does without where
 * it can't. Could it, it would fail: cat(1) has no option -d. */
static int alone(void *arg) {
    (void)arg;
    lead(0, list.r);
    close_all();
    return execute("sort", "--compress-program=cat", "--buffer-size=1K");
}

static int makes_none(void *arg) {
    char bytes[4000];
    int status = 0;
    (void)arg;
    allow();
    memset(bytes, '\n', sizeof bytes);
    pid_t sort = spawn("sort", alone, NULL);
    op_close(list.r, list.obj);
    op_write(list.w, list.obj, 0, bytes, sizeof bytes);
    op_close(list.w, list.obj);
    enter_plain(OP_WAIT);
    waitpid(sort, &status, 0);
    gate_reaped(sort, status);
    leave(status);
    return as_it_should(status == 0);
}

static const struct scenario scenarios[] = {
    {.name = "sort | uniq -c", .body = sort_uniq},
    {.name = "the parent forgets to close", .body = forgotten, .may_hang = true},
    {.name = "seq | head -n 1", .body = seq_head},
    {.name = "a gated reader of seq", .body = read_seq},
    {.name = "a gated writer to sort", .body = write_big},
    {.name = "much output of two", .body = output, .weight = 4},
    {.name = "SIGTERM to one at work", .body = killed},
    {.name = "not allowed", .body = not_allowed},
    {.name = "makes no process", .body = makes_none},
};

static void holds(void **state) {
    assert_true(scenario_holds(*state));
}

static void test_names(void **state) {
    struct diag diag = {0};
    (void)state;
    assert_int_equal(programs_allow((const char *const[]){"no-such-program"}, 1, &diag), -ENOENT);
    assert_non_null(strstr(diag.text, "this machine has no program no-such-program"));
    diag_done(&diag);
    assert_int_equal(programs_allow((const char *const[]){"../bin/sh"}, 1, &diag), -EINVAL);
    diag_done(&diag);
    assert_null(programs_path("no-such-program"));
}

int main(void) {
    enum { COUNT = sizeof scenarios / sizeof scenarios[0] };
    struct CMUnitTest tests[COUNT + 1] = {cmocka_unit_test(test_names)};
    for (int i = 0; i < COUNT; i++) {
        tests[i + 1] = (struct CMUnitTest){.name = scenarios[i].name,
                                           .test_func = holds,
                                           .initial_state = (void *)(uintptr_t)&scenarios[i]};
    }
    return cmocka_run_group_tests_name("settling: not gated", tests, NULL, NULL);
}
