/* SPDX-License-Identifier: MIT */
/*
 * Launching: what a runner gets (descriptors, signals, nothing else), and what is said when it
 * can't be started.
 */
#include "box.h"
#include "buf.h"
#include "launch.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Runs a shell command as a runner with one descriptor, 3, and gives what it wrote there. */
static int shell(const char *command, bool no_cage, struct buf *out) {
    int ends[2];
    char *argv[] = {"sh", "-c", (char *)(uintptr_t)command, NULL};
    struct launched launched = {0};
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    struct launch_wish wish = {
        .path = "/bin/sh", .argv = argv, .fds = &ends[1], .fd_count = 1, .no_cage = no_cage};
    assert_int_equal(launch(&wish, &launched, NULL), 0);
    close(ends[1]);
    assert_int_equal(fd_read_to_end(ends[0], out, 0), 0);
    close(ends[0]);
    return box_wait(&launched);
}

static void gets_what_was_wished(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage < 2; no_cage++) {
        struct buf out = {0};
        /* 4 is the machine's /proc for cage_enter. */
        int status = shell("for f in 0 1 2 3 4 5 6 7 8 9 11 12 13 14; do"
                           " if [ -e /proc/self/fd/$f ]; then echo $f >&3; fi; done",
                           no_cage, &out);
        assert_int_equal(status, 0);
        assert_string_equal(buf_str(&out), "0\n1\n2\n3\n4\n");
        buf_done(&out);
    }
}

static void signals_are_as_in_a_fresh_program(void **state) {
    struct buf out = {0};
    sigset_t set;
    (void)state;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    int status = shell("grep -E '^Sig(Blk|Ign)' /proc/self/status >&3", false, &out);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    assert_int_equal(status, 0);
    assert_string_equal(buf_str(&out), "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    buf_done(&out);
}

static void a_missing_program_is_told(void **state) {
    char *argv[] = {"runner", NULL};
    struct launch_wish wish = {.path = "/nonexistent/runner", .argv = argv};
    struct launched launched = {0};
    struct diag diag = {0};
    (void)state;
    for (int no_cage = 0; no_cage < 2; no_cage++) {
        wish.no_cage = no_cage;
        assert_int_equal(launch(&wish, &launched, &diag), -ENOENT);
        assert_string_equal(diag.text, "cannot start the runner: No such file or directory");
        diag_done(&diag);
    }
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static int ignores_everything(void *arg) {
    int ready = 3;
    struct cage cage;
    (void)arg;
    cage_enter(&cage); /* a guard, where there is no cage */
    for (int signal_number = 1; signal_number < 32; signal_number++) {
        signal(signal_number, SIG_IGN);
    }
    close(ready);
    while (pause() < 0) { /* for ever */
    }
    return 0;
}

static void a_stubborn_one_is_killed(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage < 2; no_cage++) {
        struct launched launched = {0};
        int ends[2], status;
        char c;
        assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
        struct launch_wish wish = {
            .body = ignores_everything, .fds = &ends[1], .fd_count = 1, .no_cage = no_cage};
        assert_int_equal(launch(&wish, &launched, NULL), 0);
        close(ends[1]);
        assert_int_equal(read(ends[0], &c, 1), 0); /* it is that far */
        close(ends[0]);
        assert_int_equal(launch_ended(&launched, &status), 0);
        status = launch_end(&launched, 20);
        assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL
                                        : WEXITSTATUS(status) == 128 + SIGKILL);
        assert_int_equal(launch_end(&launched, 20), 0);
    }
}

static int seven(void *arg) {
    (void)arg;
    return 7;
}

static void its_status_is_known(void **state) {
    struct launched launched = {0};
    struct launch_wish wish = {.body = seven};
    (void)state;
    assert_int_equal(launch(&wish, &launched, NULL), 0);
    int status = box_wait(&launched);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gets_what_was_wished),
        cmocka_unit_test(signals_are_as_in_a_fresh_program),
        cmocka_unit_test(a_missing_program_is_told),
        cmocka_unit_test(a_stubborn_one_is_killed),
        cmocka_unit_test(its_status_is_known),
    };
    return cmocka_run_group_tests_name("launch", tests, NULL, NULL);
}
