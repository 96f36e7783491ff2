/* SPDX-License-Identifier: MIT */
/*
 * bench.c: the floor, and printing rows.
 */
#include "bench.h"
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

double bench_least(void (*what)(void *arg), void *arg, int times) {
    double least = 0;
    for (int i = 0; i < times; i++) {
        double start = now_ns();
        what(arg);
        double took = now_ns() - start;
        least = i == 0 || took < least ? took : least;
    }
    return least;
}

static void keep_least(double *least, double took) {
    *least = *least <= 0 || took < *least ? took : *least;
}

void bench_in_turn(struct bench_pair *pair, int times) {
    for (int i = 0; i < times; i++) {
        keep_least(&pair->floor_took, bench_least(pair->floor, pair->floor_arg, 1));
        keep_least(&pair->took, bench_least(pair->what, pair->arg, 1));
    }
}

/* ---- the floor ---- */

enum { ROUND_TRIPS = 400 };

static double futex_least;

static void hand_over(atomic_uint *turn, unsigned to) {
    atomic_store(turn, to);
    syscall(SYS_futex, turn, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void await_turn(atomic_uint *turn, unsigned mine) {
    for (unsigned now; (now = atomic_load(turn)) != mine;) {
        syscall(SYS_futex, turn, FUTEX_WAIT, now, NULL, NULL, 0);
    }
}

static _Noreturn void answer(atomic_uint *turn) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        await_turn(turn, 1);
        hand_over(turn, 0);
    }
}

static void round_trips(void *arg) {
    atomic_uint *turn = arg;
    for (int i = 0; i < ROUND_TRIPS; i++) {
        hand_over(turn, 1);
        await_turn(turn, 0);
    }
}

void bench_futex_again(void) {
    cpu_set_t before, one;
    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    sched_getaffinity(0, sizeof before, &before);
    sched_setaffinity(0, sizeof one, &one);
    atomic_uint *turn =
        mmap(NULL, sizeof *turn, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (turn == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    pid_t child = fork();
    if (child == 0) {
        answer(turn);
    }
    keep_least(&futex_least, bench_least(round_trips, turn, 50) / ROUND_TRIPS);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    munmap(turn, sizeof *turn);
    sched_setaffinity(0, sizeof before, &before);
}

double bench_futex_round_trip(void) {
    if (futex_least <= 0) {
        bench_futex_again();
    }
    return futex_least;
}

/* ---- rows ---- */

bool bench_wished(const char *what) {
    const char *wish = getenv("BENCH_ROW");
    return !wish || !*wish || strstr(what, wish);
}

void bench_row(const char *what, double measured, double at_most, const char *format, ...) {
    char behind[256];
    va_list args;
    va_start(args, format);
    vsnprintf(behind, sizeof behind, format, args);
    va_end(args);
    printf("%-58s %8.3f %8.3f  %s  %s\n", what, measured, at_most,
           measured <= at_most ? "    " : "OVER", behind);
    fflush(stdout);
}

void bench_skip(const char *what, const char *why) {
    printf("%-58s %8s %8s        %s\n", what, "-", "-", why);
    fflush(stdout);
}
