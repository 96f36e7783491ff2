/* SPDX-License-Identifier: MIT */
/*
 * Measuring for real, and short: every cell is filled or refused with a reason, the numbers are in
 * their order; how fast anything is, is never asked. And whenever it is stopped or its tutor is
 * killed, no process is left: this test adopts orphans, so who is left is its child.
 */
#include "cage.h"
#include "clock.h"
#include "measure.h"
#include "pair.h"
#include "worker.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_S = 100, LIVE_S = 30 };

/* To the end, or for some news only. */
static void follow(struct measure *measure, int news) {
    int64_t deadline = clock_ns() + PATIENCE_S * NS_PER_S;
    while (!measure_over(measure) && news != 0 && clock_ns() < deadline) {
        struct pollfd waiting = {.fd = measure_fd(measure), .events = POLLIN};
        poll(&waiting, 1, clock_ms_left(deadline));
        news -= measure_pump(measure) && news > 0;
    }
}

static void look_at_cell(const struct measured *measured, enum measured_way way,
                         enum measured_place place, enum measured_what what) {
    const struct measured_cell *cell = &measured->cells[way][place][what];
    if (!measured_applies(way, place, what)) {
        assert_int_equal(cell->state, MEASURED_NOT);
        return;
    }
    assert_int_not_equal(cell->state, MEASURED_NOT);
    if (cell->state == MEASURED_REFUSED) {
        assert_true(strlen(cell->why) > 10);
        return;
    }
    assert_true(cell->samples > 0);
    assert_true(cell->least_ns > 0 && cell->least_ns <= cell->median_ns);
    assert_true(cell->median_ns <= cell->p99_ns);
}

static void look_at(const struct measured *measured) {
    for (int way = 0; way < MEASURED_WAYS; way++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            for (int what = 0; what < MEASURED_WHATS; what++) {
                look_at_cell(measured, (enum measured_way)way, (enum measured_place)place,
                             (enum measured_what)what);
            }
        }
    }
    /* These are refused nowhere: no name, no network, no queue is needed. */
    assert_int_equal(measured->cells[MEASURED_PIPE][0][0].state, MEASURED_DONE);
    assert_int_equal(measured->cells[MEASURED_FIFO][0][1].state, MEASURED_DONE);
    assert_int_equal(measured->cells[MEASURED_STREAM][0][2].state, MEASURED_DONE);
    assert_int_equal(measured->cells[MEASURED_SHARED][0][2].state, MEASURED_DONE);
    assert_int_equal(measured->cells[MEASURED_FUTEX][0][0].state, MEASURED_DONE);
    assert_int_equal(measured->cells[MEASURED_MEMCPY][0][1].state, MEASURED_DONE);
    /* And this everywhere. */
    assert_int_equal(measured->cells[MEASURED_SPIN][0][0].state, MEASURED_REFUSED);
    assert_int_equal(measured->cells[MEASURED_UDP][0][2].state, MEASURED_REFUSED);
    assert_non_null(strstr(measured->cells[MEASURED_UDP][0][2].why, "65,507"));
}

static void measure_whole(bool no_cage) {
    struct measure_wish wish = {.seconds = 1, .no_cage = no_cage};
    struct measure *measure = NULL;
    struct diag diag = {0};
    int progress = 0;
    assert_int_equal(measure_start(&wish, &measure, &diag), 0);
    assert_int_equal(measure_progress(measure), 0);
    while (!measure_over(measure)) {
        follow(measure, 1);
        assert_true(measure_progress(measure) >= progress);
        progress = measure_progress(measure);
    }
    assert_int_equal(progress, 1000);
    assert_int_equal(measure_fd(measure), -1);
    assert_true(measure_result(measure)->whole);
    look_at(measure_result(measure));
    measure_free(measure);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void every_cell(void **state) {
    (void)state;
    measure_whole(false);
}

static void every_cell_without_a_cage(void **state) {
    (void)state;
    measure_whole(true);
}

/* On one CPU the other column is refused, and says why. */
static void one_cpu_only(void **state) {
    cpu_set_t before, one;
    struct measure *measure = NULL;
    struct measure_wish wish = {.seconds = 1};
    int first = 0;
    (void)state;
    assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
    while (!CPU_ISSET((size_t)first, &before)) {
        first++;
    }
    CPU_ZERO(&one);
    CPU_SET((size_t)first, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(measure_start(&wish, &measure, NULL), 0);
    follow(measure, -1);
    assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
    const struct measured *measured = measure_result(measure);
    assert_true(measured->whole);
    assert_int_equal(measured->cpus[0], first);
    assert_int_equal(measured->cpus[1], -1);
    look_at(measured);
    assert_int_equal(measured->cells[MEASURED_PIPE][1][0].state, MEASURED_REFUSED);
    assert_string_equal(measured->cells[MEASURED_PIPE][1][0].why,
                        "this process may use one CPU only");
    measure_free(measure);
}

static void stopped_in_the_middle(void **state) {
    (void)state;
    for (int i = 0; i < 16; i++) {
        struct measure_wish wish = {.seconds = 30, .no_cage = i % 2};
        struct measure *measure = NULL;
        assert_int_equal(measure_start(&wish, &measure, NULL), 0);
        follow(measure, i / 2);
        assert_false(measure_result(measure)->whole);
        measure_free(measure);
        /* Reaped, with all below it: no orphan has come to us. */
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
        assert_int_equal(errno, ECHILD);
    }
    measure_free(NULL);
}

static _Noreturn void be_tutor(bool no_cage) {
    struct measure_wish wish = {.seconds = 60, .no_cage = no_cage};
    struct measure *measure;
    if (measure_start(&wish, &measure, NULL) == 0) {
        follow(measure, -1);
    }
    _exit(1);
}

/* True when everybody who came to us has ended. */
static bool nobody_left(void) {
    int64_t deadline = clock_ns() + LIVE_S * NS_PER_S;
    const struct timespec moment = {.tv_nsec = 1000000};
    for (;;) {
        pid_t pid = waitpid(-1, NULL, WNOHANG);
        if (pid < 0) {
            return errno == ECHILD;
        }
        if (pid == 0 && clock_ns() > deadline) {
            return false;
        }
        if (pid == 0) {
            nanosleep(&moment, NULL);
        }
    }
}

static void killed_with_its_tutor(void **state) {
    (void)state;
    for (int i = 0; i < 24; i++) {
        const struct timespec some = {.tv_nsec = (i * 7919 % 40) * 1000000L};
        pid_t tutor = fork();
        if (tutor == 0) {
            be_tutor(i % 2);
        }
        assert_true(tutor > 0);
        nanosleep(&some, NULL); /* not to wait for anything: another moment each time */
        assert_int_equal(kill(tutor, SIGKILL), 0);
        assert_true(nobody_left());
    }
    cage_sweep();
}

static void news_are_written_whole(void **state) {
    (void)state;
    assert_true(sizeof(struct worker_news) <= PIPE_BUF);
}

static int adopt(void **state) {
    (void)state;
    return prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell),
        cmocka_unit_test(every_cell_without_a_cage),
        cmocka_unit_test(one_cpu_only),
        cmocka_unit_test(stopped_in_the_middle),
        cmocka_unit_test(killed_with_its_tutor),
        cmocka_unit_test(news_are_written_whole),
    };
    return cmocka_run_group_tests(tests, adopt, NULL);
}
