/* SPDX-License-Identifier: MIT */
/*
 * The cage: whoever dies, in any way and at any moment, nobody and no name of a run is left. Every
 * process of a run holds the write end of a pipe: end-of-file at the read end is the proof that all
 * are gone.
 */
#include "box.h"
#include "cage.h"
#include "gate.h"
#include "supervisor.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

/* Descriptors of a runner, by their places. */
enum { ALIVE_FD = 3, NEWS_FD = 4 };

struct news {
    int32_t runner; /* as the test sees it */
    char run_dir[96];
};

/* A stubborn crowd: asleep, computing, ignoring what can be ignored. */
static int crowd(void *arg) {
    int fds[2];
    char c;
    (void)arg;
    if (pipe(fds) < 0) {
        return 1;
    }
    for (int i = 0; i < 4; i++) {
        if (gate_fork("child", 0) == 0) {
            signal(SIGTERM, SIG_IGN);
            signal(SIGHUP, SIG_IGN);
            gate_fork("grandchild", 0);
            gate_enter(&(struct gate_op){.op = OP_READ, .fd = -1});
            if (i == 3) {
                for (;;) {
                    getppid();
                }
            }
            gate_exit(&(struct gate_result){.ret = read(fds[0], &c, 1)});
            gate_exit_process(0, 0);
        }
    }
    return 0; /* all of them become orphans */
}

static int never(void *arg) {
    (void)arg;
    return 0;
}

/* Runs the crowd until the one that computes, and there it stays. */
static int run_crowd(void *arg) {
    struct cage cage;
    struct news news = {0};
    struct supervisor *sv = NULL;
    int alive = ALIVE_FD;
    (void)arg;
    cage_enter(&cage);
    snprintf(news.run_dir, sizeof news.run_dir, "%s", cage.report.shm ? "" : cage.run_dir);
    struct supervisor_wish wish = {
        .main = crowd, .cage = &cage, .keep_fds = &alive, .keep_fd_count = 1, .interrupt = never};
    news.runner = getpid();
    if (fd_write_all(NEWS_FD, &news, sizeof news) || supervisor_new(&wish, &sv, NULL)) {
        return 1;
    }
    close(ALIVE_FD);
    for (uint32_t i = 0; i < supervisor_count(sv);) {
        if (supervisor_slot(sv, i)->state == SLOT_READY) {
            supervisor_step(sv, i);
            i = 0;
        } else {
            i++;
        }
    }
    return 2; /* not reached: one of them computes for ever */
}

struct run {
    struct launched launched;
    struct news news;
    int alive; /* end-of-file: everybody is gone */
};

static bool begin_run(struct run *run, bool no_cage) {
    int alive[2] = {-1, -1}, news[2] = {-1, -1};
    bool good = pipe2(alive, O_CLOEXEC) == 0 && pipe2(news, O_CLOEXEC) == 0;
    int fds[] = {alive[1], news[1]};
    struct launch_wish wish = {.body = run_crowd, .fds = fds, .fd_count = 2, .no_cage = no_cage};
    good = good && launch(&wish, &run->launched, NULL) == 0;
    close(alive[1]);
    close(news[1]);
    run->alive = alive[0];
    good = good && fd_read_all(news[0], &run->news, sizeof run->news) == 0;
    close(news[0]);
    return good;
}

/* True: everybody is gone, and so is the directory. */
static bool all_gone(const struct run *run) {
    struct pollfd end = {.fd = run->alive, .events = POLLIN};
    struct stat st;
    bool gone = poll(&end, 1, 30000) == 1 && (end.revents & POLLHUP);
    close(run->alive);
    for (int i = 0; gone && run->news.run_dir[0] && i < 3000; i++) {
        if (stat(run->news.run_dir, &st) < 0 && errno == ENOENT) {
            return true;
        }
        poll(NULL, 0, 10);
    }
    return gone && !run->news.run_dir[0];
}

/* A moment: from the very beginning to well into the run. */
static void some_time(unsigned round) {
    struct timespec pause = {.tv_nsec = (long)(round * round * 7919 % 4000) * 1000};
    nanosleep(&pause, NULL);
}

static void launcher_ends_it(void **state) {
    (void)state;
    for (unsigned round = 0; round < 12; round++) {
        struct run run = {0};
        assert_true(begin_run(&run, round % 2));
        some_time(round);
        launch_end(&run.launched, round % 3 ? 0 : 300);
        assert_true(all_gone(&run));
    }
}

static void runner_is_killed(void **state) {
    (void)state;
    for (unsigned round = 0; round < 16; round++) {
        struct run run = {0};
        assert_true(begin_run(&run, round % 2));
        some_time(round);
        /* In a pid namespace its own number is 1. */
        kill(run.launched.caged ? run.launched.pid : run.news.runner, SIGKILL);
        assert_true(all_gone(&run));
        int status = box_wait(&run.launched);
        assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL
                                        : WEXITSTATUS(status) == 128 + SIGKILL);
    }
}

static void guard_is_killed(void **state) {
    (void)state;
    for (unsigned round = 0; round < 8; round++) {
        struct run run = {0};
        assert_true(begin_run(&run, true));
        some_time(round);
        kill(run.launched.pid, SIGKILL);
        run.news.run_dir[0] = '\0';
        assert_true(all_gone(&run));
        box_wait(&run.launched);
    }
    /* Their names stayed; the next run sweeps them. */
    cage_sweep();
    assert_int_equal(cage_sweep(), 0);
}

/* A tutor that starts a run and waits to be killed. */
static _Noreturn void be_tutor(int out, bool no_cage) {
    struct run run = {0};
    int news[2];
    if (pipe2(news, O_CLOEXEC) < 0) {
        _exit(1);
    }
    int fds[] = {out, news[1]};
    struct launch_wish wish = {.body = run_crowd, .fds = fds, .fd_count = 2, .no_cage = no_cage};
    if (launch(&wish, &run.launched, NULL) < 0) {
        _exit(1);
    }
    for (;;) {
        pause();
    }
}

static void tutor_is_killed(void **state) {
    (void)state;
    for (unsigned round = 0; round < 24; round++) {
        int alive[2];
        assert_int_equal(pipe2(alive, O_CLOEXEC), 0);
        pid_t tutor = fork();
        assert_true(tutor >= 0);
        if (tutor == 0) {
            be_tutor(alive[1], round % 2);
        }
        close(alive[1]);
        some_time(round);
        kill(tutor, SIGKILL);
        waitpid(tutor, NULL, 0);
        struct run run = {.alive = alive[0]};
        assert_true(all_gone(&run));
    }
    cage_sweep();
}

static void look(struct box *box) {
    *(struct cage_report *)box->report = box->cage.report;
}

static void without_a_cage_there_is_a_guard(void **state) {
    struct cage_report report = {0};
    struct box box = {
        .work = look, .report = &report, .report_size = sizeof report, .no_cage = true};
    (void)state;
    assert_true(box_run(&box));
    assert_false(report.user || report.pid || report.ipc || report.mount || report.net);
    assert_true(report.guard);
    assert_true(report.run_dir);
}

static void probing_agrees_with_a_run(void **state) {
    struct cage_report probed = {0}, report = {0};
    struct box box = {.work = look, .report = &report, .report_size = sizeof report, .net = true};
    struct buf text = {0};
    (void)state;
    cage_probe(&probed);
    assert_true(box_run(&box));
    assert_int_equal(probed.pid, report.pid);
    assert_int_equal(probed.net, report.net);
    assert_int_equal(probed.shm, report.shm);
    assert_int_equal(probed.pid, !probed.guard);
    cage_tell(&probed, &text);
    assert_non_null(
        strstr(buf_str(&text), probed.pid ? "yes  pid namespace" : "no   pid namespace"));
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_cage_there_is_a_guard),
        cmocka_unit_test(probing_agrees_with_a_run),
        cmocka_unit_test(launcher_ends_it),
        cmocka_unit_test(runner_is_killed),
        cmocka_unit_test(guard_is_killed),
        cmocka_unit_test(tutor_is_killed),
    };
    return cmocka_run_group_tests_name("cage", tests, NULL, NULL);
}
