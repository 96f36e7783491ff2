/* SPDX-License-Identifier: MIT */
/*
 * Settling with children whose parent hears SIGCHLD while it reads what they write: scenarios of
 * trial.h. Who dies closes its ends, which wakes the parent, and signals it a moment later: in
 * between the parent may have run or not, and the log must be the same.
 */
#include "../proc/trial.h"
#include "op_handler.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <cmocka.h>

/* What a lesson does with the signals that arrived (bind_signal.c). */
static void run_handlers(void *arg) {
    (void)arg;
    for (int signal; (signal = op_handler_noted()) != 0;) {
        op_handler_begin(signal, 1);
        gate_print("gone", 4);
        op_handler_end(signal);
    }
}

static void hear(bool restart) {
    gate_on_signals(op_handler_at_gate, op_handler_go, run_handlers, NULL);
    op_handler_set(SIGCHLD, restart, 1);
    run_handlers(NULL);
}

struct way {
    int r, w;
    uint32_t obj;
};

static int writes_and_ends(void *arg) {
    const struct way *way = arg;
    close(way->r);
    op_write(way->w, way->obj, 0, "abcd", 4);
    return 3;
}

/* Reads to end-of-file and on, whatever interrupts it; each count is a record. */
static void read_to_end(const struct way *way, unsigned queue) {
    char bytes[8], count[24];
    long n = 0;
    do {
        n = op_read(way->r, way->obj, queue, bytes, 4);
        bool again = n > 0 || (n < 0 && errno == EINTR);
        gate_print(count, (size_t)snprintf(count, sizeof count, "%ld", n));
        run_handlers(NULL);
        n = again;
    } while (n);
    enter_plain(OP_GETPID);
    leave(0);
    run_handlers(NULL);
}

static void wait_for_all(int count) {
    while (count > 0) {
        count -= op_wait(-1) > 0;
        run_handlers(NULL);
    }
}

static int children_write(int fds[2], unsigned queue, bool restart) {
    struct way way = {fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL)};
    hear(restart);
    spawn("child", writes_and_ends, &way);
    spawn("child", writes_and_ends, &way);
    op_close(way.w, way.obj);
    read_to_end(&way, queue);
    wait_for_all(2);
    return 0;
}

static int through_pipe(void *arg) {
    int fds[2];
    (void)arg;
    return pipe(fds) < 0 ? 1 : children_write(fds, GATE_FIFO, false);
}

static int through_socket(void *arg) {
    int fds[2];
    (void)arg;
    return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ? 1 : children_write(fds, GATE_HERD, false);
}

static int through_socket_restarted(void *arg) {
    int fds[2];
    (void)arg;
    return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ? 1 : children_write(fds, GATE_HERD, true);
}

static int waits_to_be_killed(void *arg) {
    const struct way *way = arg;
    close(way->r);
    enter_plain(OP_PAUSE);
    leave(pause());
    return 0;
}

static int kills(void *arg) {
    const pid_t *victim = arg;
    op_kill(*victim, SIGKILL);
    return 0;
}

/* The one that dies has no say in it; who kills it does not hold the pipe. */
static int killed_child(void *arg) {
    int fds[2];
    (void)arg;
    if (pipe(fds) < 0) {
        return 1;
    }
    struct way way = {fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL)};
    hear(false);
    pid_t victim = spawn("victim", waits_to_be_killed, &way);
    op_close(way.w, way.obj);
    spawn("killer", kills, &victim);
    read_to_end(&way, GATE_FIFO);
    wait_for_all(2);
    return 0;
}

static int ends_later(void *arg) {
    gate_sleep(*(const int64_t *)arg, 1);
    return 0;
}

/* A parent asleep in what no child ends is interrupted by SIGCHLD alone; one that comes before its
 * pause(2) leaves it asleep for ever. */
static int sleeping_parent(void *arg) {
    int64_t early = 1000000000, late = 2000000000;
    (void)arg;
    hear(false);
    spawn("early", ends_later, &early);
    spawn("late", ends_later, &late);
    gate_sleep(9000000000, 1);
    run_handlers(NULL);
    op_pause(1);
    run_handlers(NULL);
    wait_for_all(2);
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "SIGCHLD and end-of-file of a pipe", .body = through_pipe},
    {.name = "SIGCHLD and end-of-file of a stream", .body = through_socket},
    {.name = "SIGCHLD, SA_RESTART", .body = through_socket_restarted},
    {.name = "SIGCHLD of a child that is killed", .body = killed_child},
    {.name = "SIGCHLD while the parent sleeps", .body = sleeping_parent, .may_hang = true},
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
    return cmocka_run_group_tests_name("settling: children", tests, NULL, NULL);
}
