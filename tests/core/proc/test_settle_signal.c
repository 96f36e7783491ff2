/* SPDX-License-Identifier: MIT */
/*
 * Settling with signals, children and death: scenarios of trial.h. Each row of the table is a test.
 */
#include "trial.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

struct ends {
    int r, w;
    uint32_t obj;
};

static struct ends new_pipe(void) {
    int fds[2];
    enter_plain(OP_PIPE);
    leave(pipe(fds));
    return (struct ends){fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL)};
}

static volatile sig_atomic_t handled;

static void count_signal(int signal) {
    (void)signal;
    handled = handled + 1;
}

static void on_signal(int signal, int flags) {
    struct sigaction action = {.sa_handler = count_signal, .sa_flags = flags};
    enter_plain(OP_SIGNAL);
    leave(sigaction(signal, &action, NULL));
}

static struct ends line;
static int handler_flags;

static int reads_with_handler(void *arg) {
    char bytes[8];
    int eintr = 0;
    (void)arg;
    on_signal(SIGUSR1, handler_flags);
    op_close(line.w, line.obj);
    for (;;) {
        long n = op_read(line.r, line.obj, GATE_FIFO, bytes, 4);
        if (n == 0) {
            break;
        }
        eintr += n < 0 && errno == EINTR;
    }
    return eintr * 16 + handled;
}

/* The signal finds it at its gate, or in its read. */
static int kill_reader(int flags) {
    handler_flags = flags;
    line = new_pipe();
    pid_t child = spawn("reader", reads_with_handler, NULL);
    op_close(line.r, line.obj);
    op_write(line.w, line.obj, 0, "abcd", 4);
    /* Not before its handler is there: it has read once. */
    for (int i = 0; i < 3; i++) {
        op_kill(child, 0);
    }
    op_kill(child, SIGUSR1);
    op_write(line.w, line.obj, 0, "efgh", 4);
    op_kill(child, SIGUSR1);
    op_close(line.w, line.obj);
    op_wait(child);
    return 0;
}

static int kill_eintr(void *arg) {
    (void)arg;
    return kill_reader(0);
}

static int kill_restart(void *arg) {
    (void)arg;
    return kill_reader(SA_RESTART);
}

static int waits_for_signal(void *arg) {
    sigset_t set;
    int which = 0;
    (void)arg;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    for (int i = 0; i < 2; i++) {
        enter_plain(OP_SIGNAL);
        leave(sigwait(&set, &which) ? -1 : which);
    }
    return which;
}

static int sigwait_two(void *arg) {
    sigset_t set;
    (void)arg;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL); /* inherited: blocked before anybody signals */
    pid_t child = spawn("waiter", waits_for_signal, NULL);
    op_kill(child, SIGUSR1);
    op_kill(child, SIGUSR2);
    op_wait(child);
    return 0;
}

static int pauses(void *arg) {
    (void)arg;
    enter_plain(OP_SIGNAL);
    leave(pause());
    return handled;
}

static int pause_one(void *arg) {
    (void)arg;
    on_signal(SIGUSR1, 0);
    pid_t child = spawn("pauser", pauses, NULL);
    for (int i = 0; i < 4; i++) {
        op_kill(child, SIGUSR1);
    }
    op_kill(child, SIGTERM);
    op_wait(child);
    return 0;
}

static int reads_a_line(void *arg) {
    char bytes[8];
    (void)arg;
    op_close(line.w, line.obj);
    while (op_read(line.r, line.obj, GATE_FIFO, bytes, 4) > 0) {
    }
    return 0;
}

static int stop_and_continue(void *arg) {
    (void)arg;
    line = new_pipe();
    pid_t first = spawn("reader", reads_a_line, NULL);
    pid_t second = spawn("reader", reads_a_line, NULL);
    op_close(line.r, line.obj);
    op_kill(first, SIGSTOP);
    op_write(line.w, line.obj, 0, "abcd", 4);
    op_kill(second, SIGSTOP);
    op_kill(first, SIGCONT);
    op_write(line.w, line.obj, 0, "efgh", 4);
    op_kill(second, SIGCONT);
    op_close(line.w, line.obj);
    op_wait_all(2);
    return 0;
}

static int grandchild(void *arg) {
    (void)arg;
    enter_plain(OP_SIGNAL);
    leave(0);
    return 5;
}

static int child_with_child(void *arg) {
    (void)arg;
    pid_t pid = spawn("grandchild", grandchild, NULL);
    return op_wait(pid) == pid ? 4 : 1;
}

static int leaves_an_orphan(void *arg) {
    (void)arg;
    spawn("orphan", grandchild, NULL);
    return 6;
}

static int fork_and_wait(void *arg) {
    (void)arg;
    on_signal(SIGCHLD, 0);
    spawn("child", child_with_child, NULL);
    spawn("child", leaves_an_orphan, NULL);
    for (int left = 2; left > 0;) {
        left -= op_wait(-1) > 0;
    }
    return handled;
}

static int kill_nine(void *arg) {
    (void)arg;
    line = new_pipe();
    pid_t first = spawn("reader", reads_a_line, NULL);
    pid_t second = spawn("reader", reads_a_line, NULL);
    op_close(line.r, line.obj);
    op_write(line.w, line.obj, 0, "abcd", 4);
    op_kill(first, SIGKILL);
    op_write(line.w, line.obj, 0, "abcd", 4);
    op_kill(second, SIGKILL);
    op_wait_all(2);
    return 0;
}

/* main is killed: its children become the runner's, and the last write end closes. */
static int killer(void *arg) {
    op_close(line.w, line.obj);
    op_kill(*(const pid_t *)arg, SIGKILL);
    return 0;
}

static int kill_parent(void *arg) {
    pid_t self = getpid();
    (void)arg;
    line = new_pipe();
    spawn("reader", reads_a_line, NULL);
    spawn("killer", killer, &self);
    op_close(line.r, line.obj);
    op_write(line.w, line.obj, 0, "abcd", 4);
    op_write(line.w, line.obj, 0, "efgh", 4);
    op_wait_all(2);
    return 0;
}

/* Computes for a while between two gates: up to 1.5 ms, another while each time. */
static void compute(int round) {
    struct timespec from, now;
    long ns = (long)(getpid() * 7919 + round * 104729) % 1500000;
    clock_gettime(CLOCK_MONOTONIC, &from);
    do {
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((now.tv_sec - from.tv_sec) * 1000000000 + now.tv_nsec - from.tv_nsec < ns);
}

static int computes_and_reads(void *arg) {
    char bytes[8];
    (void)arg;
    op_close(line.w, line.obj);
    for (int i = 0; op_read(line.r, line.obj, GATE_FIFO, bytes, 4) > 0; i++) {
        compute(i);
    }
    return 0;
}

static int user_code(void *arg) {
    (void)arg;
    line = new_pipe();
    spawn("reader", computes_and_reads, NULL);
    spawn("reader", computes_and_reads, NULL);
    op_close(line.r, line.obj);
    for (int i = 0; i < 4; i++) {
        op_write(line.w, line.obj, 0, "abcd", 4);
        compute(i);
    }
    op_close(line.w, line.obj);
    op_wait_all(2);
    return 0;
}

static int sleeps(void *arg) {
    for (int i = 0; i < 3; i++) {
        gate_sleep(*(const int64_t *)arg, 0);
    }
    return 0;
}

static int sleepers(void *arg) {
    int64_t long_one = 3000000000000, short_one = 2000000000000;
    (void)arg;
    spawn("long", sleeps, &long_one);
    spawn("short", sleeps, &short_one);
    spawn("short", sleeps, &short_one);
    op_wait_all(3);
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "kill, EINTR", .body = kill_eintr, .may_hang = true},
    {.name = "kill, SA_RESTART", .body = kill_restart},
    {.name = "sigwait", .body = sigwait_two},
    {.name = "pause", .body = pause_one},
    {.name = "SIGSTOP and SIGCONT", .body = stop_and_continue},
    {.name = "fork, waitpid, SIGCHLD", .body = fork_and_wait},
    {.name = "SIGKILL at the gate and in a call", .body = kill_nine},
    {.name = "SIGKILL to the parent", .body = kill_parent},
    {.name = "user code between gates", .body = user_code, .weight = 4},
    {.name = "sleepers", .body = sleepers},
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
    return cmocka_run_group_tests_name("settling: signals", tests, NULL, NULL);
}
