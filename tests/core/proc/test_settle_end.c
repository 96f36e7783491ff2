/* SPDX-License-Identifier: MIT */
/*
 * Settling when processes end: whom an end wakes, by what the process still has (holds.h):
 * scenarios of trial.h. Each row of the table is a test.
 */
#include "trial.h"
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct shared_things {
    sem_t sem;
    pthread_mutex_t mutex;
} * things;
static uint32_t sem_obj, mutex_obj, pipe_obj;
static int ends[2];

static void new_things(void) {
    pthread_mutexattr_t attr;
    things = shared_memory(sizeof *things);
    sem_init(&things->sem, 1, 0);
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&things->mutex, &attr);
    sem_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    mutex_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    pipe_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
}

static void acquire(void) {
    enter(OP_ACQUIRE, TOUCH({sem_obj, GATE_IN, GATE_FIFO}));
    leave(sem_wait(&things->sem));
}

static void release(void) {
    enter(OP_RELEASE, TOUCH({sem_obj, GATE_OUT, 0}));
    leave(sem_post(&things->sem));
}

static void lock(void) {
    enter(OP_LOCK, TOUCH({mutex_obj, GATE_IN, GATE_FIFO}));
    int err = pthread_mutex_lock(&things->mutex);
    if (err == EOWNERDEAD) {
        pthread_mutex_consistent(&things->mutex);
    }
    leave(err);
}

static void unlock(void) {
    enter(OP_UNLOCK, TOUCH({mutex_obj, GATE_OUT, 0}));
    leave(pthread_mutex_unlock(&things->mutex));
}

static void new_pipe(void) {
    enter_plain(OP_PIPE);
    leave(pipe(ends));
}

static int acquires(void *arg) {
    (void)arg;
    acquire();
    return 0;
}

static int does_nothing(void *arg) {
    (void)arg;
    return 0;
}

/* Ends that wake nobody but a parent, among many who sleep. */
static int holding_nothing(void *arg) {
    enum { WAITERS = 8 };
    (void)arg;
    new_things();
    for (int i = 0; i < WAITERS; i++) {
        spawn("waiter", acquires, NULL);
    }
    op_wait(spawn("child", does_nothing, NULL));
    for (int i = 0; i < WAITERS; i++) {
        release();
    }
    op_wait_all(WAITERS);
    return 0;
}

static int reads_to_end(void *arg) {
    char bytes[8];
    (void)arg;
    op_close(ends[1], pipe_obj);
    while (op_read(ends[0], pipe_obj, GATE_FIFO, bytes, sizeof bytes) > 0) {
    }
    return 0;
}

/* Its only descriptor of the pipe is its standard output. */
static int writes_to_output(void *arg) {
    (void)arg;
    dup2(ends[1], STDOUT_FILENO);
    op_close(ends[0], pipe_obj);
    op_close(ends[1], pipe_obj);
    op_write(STDOUT_FILENO, pipe_obj, 0, "last", 4);
    return 0;
}

static int holding_a_pipe(int (*writer)(void *arg)) {
    new_things();
    new_pipe();
    spawn("reader", reads_to_end, NULL);
    spawn("reader", reads_to_end, NULL);
    spawn("writer", writer, NULL);
    op_close(ends[0], pipe_obj);
    op_close(ends[1], pipe_obj);
    op_wait_all(3);
    return 0;
}

static int holding_output(void *arg) {
    (void)arg;
    return holding_a_pipe(writes_to_output);
}

/* The highest descriptor that there can be. */
static int moves_it_up(void *arg) {
    (void)arg;
    dup2(ends[1], (int)confine_default_limits.files - 1);
    op_close(ends[0], pipe_obj);
    op_close(ends[1], pipe_obj);
    return 0;
}

static int holding_the_last(void *arg) {
    (void)arg;
    return holding_a_pipe(moves_it_up);
}

static int locks(void *arg) {
    (void)arg;
    lock();
    unlock();
    return 0;
}

static int keeps_lock(void *arg) {
    (void)arg;
    lock();
    return 0;
}

static int holding_a_lock(void *arg) {
    (void)arg;
    new_things();
    spawn("keeps", keeps_lock, NULL);
    spawn("locks", locks, NULL);
    spawn("locks", locks, NULL);
    op_wait_all(3);
    return 0;
}

/* It stands at the gate of its exit when a signal comes whose handler takes the lock. */
static volatile sig_atomic_t rung;

static void ring(int signal) {
    (void)signal;
    rung = 1;
    gate_interrupt();
}

static bool has_rung(void) {
    return rung;
}

static void answer_bell(void *arg) {
    (void)arg;
    if (rung) {
        rung = 0;
        lock();
    }
}

static int locks_often(void *arg) {
    for (int i = 0; i < 4; i++) {
        locks(arg);
    }
    return 0;
}

static int a_lock_at_the_end(void *arg) {
    const struct sigaction action = {.sa_handler = ring};
    (void)arg;
    new_things();
    gate_on_signals(has_rung, NULL, answer_bell, NULL);
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = spawn("hears", does_nothing, NULL);
    spawn("locks", locks_often, NULL);
    spawn("locks", locks_often, NULL);
    op_kill(child, SIGUSR1);
    op_wait_all(3);
    return 0;
}

/* A stopped child, and a parent that ends: where that makes an orphan of their group, the kernel
 * lets it go on. */
static int leaving_a_stopped_one(void *arg) {
    (void)arg;
    new_things();
    pid_t child = spawn("child", acquires, NULL);
    op_kill(child, SIGSTOP);
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "one who holds nothing", .body = holding_nothing},
    {.name = "the last writer, by its standard output", .body = holding_output},
    {.name = "the last writer, by its last descriptor", .body = holding_the_last},
    {.name = "the owner of a lock", .body = holding_a_lock},
    {.name = "a lock taken at the gate of the exit", .body = a_lock_at_the_end},
    {.name = "a parent of one who is stopped", .body = leaving_a_stopped_one, .may_hang = true},
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
    return cmocka_run_group_tests_name("settling: ends", tests, NULL, NULL);
}
