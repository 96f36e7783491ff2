/* SPDX-License-Identifier: MIT */
/*
 * test_fdio.c: whole reads and writes over a real pipe, with a signal storm in between; files.
 */
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MANY (1 << 20)

static char folder[] = "/tmp/ipc-tutor-fdio.XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

static void on_alarm(int signal_number) {
    (void)signal_number;
}

/* Without SA_RESTART every tick makes a sleeping read(2) or write(2) end with EINTR. */
static void tick(bool on) {
    struct sigaction action = {.sa_handler = on ? on_alarm : SIG_DFL};
    struct itimerval every = {{0, on ? 500 : 0}, {0, on ? 500 : 0}};
    sigaction(SIGALRM, on ? &action : NULL, NULL);
    setitimer(ITIMER_REAL, &every, NULL);
}

static char pattern(size_t i) {
    return (char)(i * 31 + i / 251);
}

/* The child's whole life: no assert of cmocka in it. */
static _Noreturn void write_pattern(int fd) {
    char *bytes = mem_new(MANY);
    for (size_t i = 0; i < MANY; i++) {
        bytes[i] = pattern(i);
    }
    tick(true);
    int code = fd_write_all(fd, bytes, MANY);
    tick(false);
    _exit(code == 0 ? 0 : 1);
}

static void test_all_through_a_pipe_under_signals(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_pattern(ends[1]);
    }
    close(ends[1]);
    char *bytes = mem_new(MANY);
    tick(true);
    int code = fd_read_all(ends[0], bytes, MANY);
    int code_at_end = fd_read_all(ends[0], bytes, 1);
    int status = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    tick(false);
    assert_int_equal(code, 0);
    assert_int_equal(code_at_end, -EPIPE);
    assert_int_equal(status, 0);
    for (size_t i = 1; i < MANY; i++) {
        if (bytes[i] != pattern(i)) {
            fail_msg("byte %zu is wrong", i);
        }
    }
    mem_free(bytes);
    close(ends[0]);
}

static void test_to_end_with_a_limit(void **state) {
    (void)state;
    int ends[2];
    struct buf buf = {0};
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fd_write_all(ends[1], "0123456789", 10), 0);
    fd_close(&ends[1]);
    assert_int_equal(ends[1], -1);
    fd_close(&ends[1]);
    assert_int_equal(fd_read_to_end(ends[0], &buf, 10), 0);
    assert_string_equal(buf.data, "0123456789");
    fd_close(&ends[0]);

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fd_write_all(ends[1], "0123456789", 10), 0);
    fd_close(&ends[1]);
    assert_int_equal(fd_read_to_end(ends[0], &buf, 9), -EFBIG);
    fd_close(&ends[0]);
    buf_done(&buf);
}

static void test_errors(void **state) {
    (void)state;
    char byte = 0;
    struct buf buf = {0};
    assert_int_equal(fd_read_some(-1, &byte, 1), -EBADF);
    assert_int_equal(fd_write_some(-1, &byte, 1), -EBADF);
    assert_int_equal(fd_read_all(-1, &byte, 1), -EBADF);
    assert_int_equal(fd_write_all(-1, &byte, 1), -EBADF);
    assert_int_equal(fd_read_to_end(-1, &buf, 0), -EBADF);
    assert_int_equal(fd_set_cloexec(-1, true), -EBADF);
    assert_int_equal(fd_set_nonblock(-1, true), -EBADF);
    buf_done(&buf);
}

static void test_flags(void **state) {
    (void)state;
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fd_set_cloexec(ends[0], true), 0);
    assert_int_equal(fcntl(ends[0], F_GETFD), FD_CLOEXEC);
    assert_int_equal(fd_set_cloexec(ends[0], false), 0);
    assert_int_equal(fcntl(ends[0], F_GETFD), 0);
    assert_int_equal(fd_set_nonblock(ends[0], true), 0);
    assert_int_equal(fd_read_some(ends[0], &byte, 1), -EAGAIN);
    assert_int_equal(fd_set_nonblock(ends[0], false), 0);
    assert_int_equal(fcntl(ends[0], F_GETFL) & O_NONBLOCK, 0);
    fd_close(&ends[0]);
    fd_close(&ends[1]);
}

static void test_files(void **state) {
    (void)state;
    struct buf path = {0};
    struct buf bytes = {0};
    struct diag diag = {0};
    buf_putf(&path, "%s/run.jsonl", folder);
    assert_int_equal(file_read(path.data, &bytes, 0, &diag), -ENOENT);
    assert_string_equal(diag.text, "cannot be opened: No such file or directory");
    diag_done(&diag);
    assert_int_equal(file_write(path.data, "first", 5, &diag), 0);
    assert_int_equal(file_write(path.data, "second\0x", 8, &diag), 0);
    assert_int_equal(file_read(path.data, &bytes, 0, &diag), 0);
    assert_int_equal(bytes.len, 8);
    assert_memory_equal(bytes.data, "second\0x", 9);
    assert_int_equal(file_read(path.data, &bytes, 3, &diag), -EFBIG);
    diag_done(&diag);
    assert_int_equal(unlink(path.data), 0); /* and rmdir at the end proves: nothing beside it */
    assert_int_equal(file_write("/nowhere/at/all", "x", 1, &diag), -ENOENT);
    assert_string_equal(diag.file, "/nowhere/at/all");
    diag_done(&diag);
    assert_int_equal(file_write("/dev/null", "x", 1, &diag), 0);
    assert_int_equal(access("/dev/null", F_OK), 0);
    buf_done(&bytes);
    buf_done(&path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_through_a_pipe_under_signals),
        cmocka_unit_test(test_to_end_with_a_limit),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
