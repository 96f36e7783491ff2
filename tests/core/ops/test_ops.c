/* SPDX-License-Identifier: MIT */
/* Each operation in real processes: what it records, and that it gives what the kernel gave. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_call.h"
#include "op_pipe.h"
#include "op_process.h"
#include "op_signal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void runs_as(int (*body)(void *arg), const char *order, const char *expected) {
    char *lines = drive(body, NULL, order, NULL);
    assert_string_equal(lines, expected);
    mem_free(lines);
}

static int one_pipe(void *arg) {
    (void)arg;
    struct op_descriptor r, w;
    char bytes[10];
    op_pipe("p", &r, &w, 1);
    op_write(&w, "hello\n", 6, 2);
    op_close(&w, 3);
    op_read(&r, bytes, sizeof bytes, 4);
    op_read(&r, bytes, sizeof bytes, 5);
    op_close(&r, 6);
    op_close(&r, 7);
    gate_exit_process(0, 8);
}

static void test_pipe(void **state) {
    (void)state;
    runs_as(one_pipe, "",
            "main: pipe([3, 4]) @1\nmain: pipe = 0\n"
            "main: object p pipe {\"capacity\":65536,\"atomic\":4096}\n"
            "main: fd 3 r p\nmain: fd 4 w p\n"
            "main: write(4, \"hello\\n\", 6) @2\nmain: write = 6 [hello\n]\n"
            "main: close(4) @3\nmain: close = 0\nmain: closed 4\n"
            "main: read(3, 10) @4\nmain: read = 6 [hello\n]\n"
            "main: read(3, 10) @5\nmain: read = 0\n"
            "main: close(3) @6\nmain: close = 0\nmain: closed 3\n"
            "main: close(3) @7\nmain: close = -1 EBADF\n"
            "main: _exit(0) @8\nmain: ended\n\n");
}

static int wrong_ends(void *arg) {
    (void)arg;
    struct op_descriptor r, w;
    char bytes[4];
    op_pipe(NULL, &r, &w, 1);
    ssize_t put = op_write(&r, "x", 1, 2);
    ssize_t got = op_read(&w, bytes, sizeof bytes, 3);
    gate_exit_process(put == -EBADF && got == -EBADF ? 0 : 1, 4);
}

static void test_wrong_ends(void **state) {
    (void)state;
    runs_as(wrong_ends, "",
            "main: pipe([3, 4]) @1\nmain: pipe = 0\n"
            "main: object pipe#1 pipe {\"capacity\":65536,\"atomic\":4096}\n"
            "main: fd 3 r pipe#1\nmain: fd 4 w pipe#1\n"
            "main: write(3, \"x\", 1) @2\nmain: write = -1 EBADF\n"
            "main: read(4, 4) @3\nmain: read = -1 EBADF\n"
            "main: _exit(0) @4\nmain: ended\n\n");
}

static int reader_first(void *arg) {
    (void)arg;
    struct op_descriptor r, w;
    char bytes[4];
    op_pipe("p", &r, &w, 1);
    if (gate_fork("child", 2) == 0) {
        op_write(&w, "ab", 2, 3);
        gate_exit_process(7, 4);
    }
    op_read(&r, bytes, sizeof bytes, 5);
    op_read(&r, bytes, sizeof bytes, 6);
    gate_exit_process(0, 7);
}

static void test_blocks_and_deadlock(void **state) {
    (void)state;
    runs_as(reader_first, "00001",
            "main: pipe([3, 4]) @1\nmain: pipe = 0\n"
            "main: object p pipe {\"capacity\":65536,\"atomic\":4096}\n"
            "main: fd 3 r p\nmain: fd 4 w p\nmain: fork() @2\nmain: fork = 1\n"
            "main: read(3, 4) @5\nchild: write(4, \"ab\", 2) @3\nslot 0 is not ready\n"
            "deadlock: main read\n");
    runs_as(reader_first, "",
            "main: pipe([3, 4]) @1\nmain: pipe = 0\n"
            "main: object p pipe {\"capacity\":65536,\"atomic\":4096}\n"
            "main: fd 3 r p\nmain: fd 4 w p\nmain: fork() @2\nmain: fork = 1\n"
            "main: read(3, 4) @5\nchild: write(4, \"ab\", 2) @3\n"
            "child: write = 2 [ab]\nchild: _exit(7) @4\n"
            "main: read = 2 [ab]\nmain: read(3, 4) @6\nchild: ended\ndeadlock: main read\n");
}

static int ends_of_children(void *arg) {
    (void)arg;
    struct op_descriptor r, w;
    struct op_ended ended = {0};
    op_pipe("p", &r, &w, 1);
    op_close(&r, 2);
    pid_t piped = gate_fork("piped", 3);
    if (piped == 0) {
        op_write(&w, "x", 1, 4);
        gate_exit_process(0, 5);
    }
    op_wait(piped, &ended, 6);
    pid_t other = gate_fork("other", 7);
    if (other == 0) {
        op_signal(SIGPIPE, OP_SIGNAL_IGNORE, 8);
        gate_exit_process(op_write(&w, "x", 1, 9) == -EPIPE ? 5 : 6, 10);
    }
    op_wait(other, &ended, 11);
    int code = op_wait(other, &ended, 12);
    gate_exit_process(ended.status == 5 && code == -ECHILD ? 0 : 1, 13);
}

static void test_ends_of_children(void **state) {
    (void)state;
    char *lines = drive(ends_of_children, NULL, NULL, NULL);
    assert_non_null(strstr(lines, "piped: write(4, \"x\", 1) @4\n"));
    assert_non_null(strstr(lines, "piped: killed by SIGPIPE\n"));
    assert_null(strstr(lines, "piped: write ="));
    assert_non_null(strstr(lines, "main: waitpid(piped) @6\n"));
    assert_non_null(strstr(lines, "{\"child\":\"piped\",\"signal\":\"SIGPIPE\"}\n"));
    assert_non_null(strstr(lines, "other: sigaction(SIGPIPE, SIG_IGN) @8\nother: signal = 0\n"));
    assert_non_null(strstr(lines, "other: write = -1 EPIPE\n"));
    assert_non_null(strstr(lines, "{\"child\":\"other\",\"status\":5}\n"));
    assert_non_null(strstr(lines, "main: wait = -1 ECHILD\n"));
    assert_non_null(strstr(lines, "main: _exit(0) @13\nmain: ended\n"));
    mem_free(lines);
}

static int killer(void *arg) {
    (void)arg;
    struct op_descriptor r, w;
    struct op_ended ended = {0};
    char bytes[1];
    op_pipe("p", &r, &w, 1);
    pid_t pid = gate_fork("child", 2);
    if (pid == 0) {
        pid_t me = op_getpid(3);
        op_getppid(4);
        op_read(&r, bytes, sizeof bytes, me > 0 ? 5 : 0);
        gate_exit_process(0, 6);
    }
    op_kill(pid, SIGKILL, 7);
    op_wait(pid, &ended, 8);
    gate_exit_process(ended.killed && ended.status == SIGKILL ? 0 : 1, 9);
}

static void test_kill(void **state) {
    (void)state;
    static const char *const orders[] = {"00", "00111", "000", "0010"};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char *lines = drive(killer, NULL, orders[i], NULL);
        assert_non_null(strstr(lines, "main: kill(child, SIGKILL) @7\n"));
        assert_non_null(strstr(lines, "main: kill = 0\n"));
        assert_non_null(strstr(lines, "child: killed by SIGKILL\n"));
        assert_non_null(strstr(lines, "main: _exit(0) @9\nmain: ended\n"));
        mem_free(lines);
    }
}

static void test_quote(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *shown;
    } rows[] = {
        {"", 0, "\"\""},
        {"a\n\t\"\\", 5, "\"a\\n\\t\\\"\\\\\""},
        {"\0\x01\x7f", 3, "\"\\0\\001\\177\""},
        {"gr\xc3\xb6\xc3\x9f", 6, "\"gr\xc3\xb6\xc3\x9f\""},
        {"\xff\xc3", 2, "\"\\377\\303\""},
        {"0123456789012345678901234567890123", 34, "\"01234567890123456789012345678901\"..."},
        {"01234567890123456789012345678901", 32, "\"01234567890123456789012345678901\""},
        {"0123456789012345678901234567890\xc3\xb6", 33, "\"0123456789012345678901234567890\"..."},
    };
    char out[160];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(op_quote(out, sizeof out, rows[i].bytes, rows[i].len), rows[i].shown);
    }
    char worst[40];
    memset(worst, 1, sizeof worst);
    assert_int_equal(strlen(op_quote(out, sizeof out, worst, sizeof worst)), 1 + 4 * 32 + 4);
    assert_string_equal(op_quote(out, 8, "abcdefgh", 8), "\"ab\"...");
}

static void test_signal_names(void **state) {
    (void)state;
    char name[OP_SIGNAL_NAME_MAX];
    assert_string_equal(op_signal_name(SIGPIPE, name), "SIGPIPE");
    assert_string_equal(op_signal_name(99, name), "99");
    assert_int_equal(op_signal_number("PIPE"), SIGPIPE);
    assert_int_equal(op_signal_number("SIGUSR1"), SIGUSR1);
    assert_int_equal(op_signal_number("NONE"), 0);
    assert_int_equal(op_signal_number(""), 0);
    assert_string_equal(op_error_name(EPIPE), "EPIPE");
    assert_string_equal(op_error_text(EPIPE), "Broken pipe");
    assert_non_null(op_error_name(12345));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pipe),
        cmocka_unit_test(test_wrong_ends),
        cmocka_unit_test(test_blocks_and_deadlock),
        cmocka_unit_test(test_ends_of_children),
        cmocka_unit_test(test_kill),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_signal_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
