/* SPDX-License-Identifier: MIT */
/*
 * Settling with a terminal's SIGINT to all at once: scenarios of trial.h, in which it comes in the
 * midst of a run. Each row of the table is a test.
 */
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

static struct ends to_readers, to_heirs;
static volatile sig_atomic_t handled;

static struct ends new_pipe(void) {
    int fds[2];
    enter_plain(OP_PIPE);
    leave(pipe(fds));
    return (struct ends){fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL)};
}

static void count_signal(int signal) {
    (void)signal;
    handled = handled + 1;
}

static void on_interrupt(void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler};
    enter_plain(OP_SIGNAL);
    leave(sigaction(SIGINT, &action, NULL));
}

/* Reads to the end of the file; how often it was interrupted, too. */
static int reads(const struct ends *from) {
    char bytes[8];
    int eintr = 0;
    for (long n = 1; n != 0;) {
        n = op_read(from->r, from->obj, GATE_FIFO, bytes, 4);
        eintr += n < 0 && errno == EINTR;
    }
    return eintr * 16 + handled;
}

static int is_ended(void *arg) {
    (void)arg;
    op_close(to_heirs.r, to_heirs.obj);
    op_close(to_readers.w, to_readers.obj);
    return reads(&to_readers);
}

static int catches(void *arg) {
    on_interrupt(count_signal);
    return is_ended(arg);
}

static int ignores(void *arg) {
    on_interrupt(SIG_IGN);
    return is_ended(arg);
}

/* The last write end of what it reads ends with those whom the signal ends. */
static int inherits(void *arg) {
    (void)arg;
    op_close(to_readers.w, to_readers.obj);
    op_close(to_heirs.w, to_heirs.obj);
    return reads(&to_heirs);
}

static int ignores_and_inherits(void *arg) {
    on_interrupt(SIG_IGN);
    return inherits(arg);
}

static int takes(void *arg) {
    sigset_t set;
    (void)arg;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    op_close(to_readers.w, to_readers.obj);
    op_close(to_heirs.w, to_heirs.obj);
    trial_op = OP_SIGWAIT;
    gate_enter(&(struct gate_op){.op = OP_SIGWAIT, .fd = -1, .call = "call()", .takes = 2});
    return (int)leave(sigwaitinfo(&set, NULL));
}

static int waits_for_child(void *arg) {
    spawn("grandchild", is_ended, arg);
    op_close(to_heirs.w, to_heirs.obj);
    op_close(to_readers.w, to_readers.obj);
    op_wait(-1);
    return 3;
}

static int all_kinds(void (*of_main)(int)) {
    to_readers = new_pipe();
    to_heirs = new_pipe();
    spawn("ended", is_ended, NULL);
    spawn("catches", catches, NULL);
    spawn("ignores", ignores, NULL);
    spawn("heir", inherits, NULL);
    spawn("heir", ignores_and_inherits, NULL);
    spawn("takes", takes, NULL);
    spawn("parent", waits_for_child, NULL);
    on_interrupt(of_main);
    op_close(to_heirs.w, to_heirs.obj);
    for (int i = 0; i < 3; i++) {
        op_write(to_readers.w, to_readers.obj, 0, "abcd", 4);
    }
    op_close(to_readers.w, to_readers.obj);
    for (int left = 7; left > 0;) {
        left -= op_wait(-1) > 0 || errno == ECHILD;
    }
    return handled;
}

static int main_ignores(void *arg) {
    (void)arg;
    return all_kinds(SIG_IGN);
}

static int main_catches(void *arg) {
    (void)arg;
    return all_kinds(count_signal);
}

static int main_ends(void *arg) {
    (void)arg;
    return all_kinds(SIG_DFL);
}

static const struct scenario scenarios[] = {
    {.name = "SIGINT to all, early", .body = main_ignores, .interrupt_at = 12, .may_hang = true},
    {.name = "SIGINT to all, late", .body = main_ignores, .interrupt_at = 30, .may_hang = true},
    {.name = "main catches it", .body = main_catches, .interrupt_at = 26, .may_hang = true},
    {.name = "main ends by it, early", .body = main_ends, .interrupt_at = 10, .may_hang = true},
    {.name = "main ends by it, late", .body = main_ends, .interrupt_at = 28, .may_hang = true},
};

static void holds(void **state) {
    assert_true(scenario_holds(*state));
}

int main(void) {
    enum { COUNT = sizeof scenarios / sizeof scenarios[0] };
    struct CMUnitTest tests[COUNT];
    for (int i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                       .test_func = holds,
                                       .initial_state = (void *)(uintptr_t)&scenarios[i]};
    }
    return cmocka_run_group_tests_name("settling: SIGINT to all", tests, NULL, NULL);
}
