/* SPDX-License-Identifier: MIT */
/* Each operation in real processes: what it records, and that it gives what the kernel gave. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_call.h"
#include "op_lock.h"
#include "op_pipe.h"
#include "op_process.h"
#include "op_shared.h"
#include "op_signal.h"
#include <math.h>
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

/* The same, but for what is between the two. */
static void begins_as(int (*body)(void *arg), const char *order, const char *first,
                      const char *last) {
    char *lines = drive(body, NULL, order, NULL);
    size_t len = strlen(lines), end = strlen(last);
    bool same = strncmp(lines, first, strlen(first)) == 0 && len >= end &&
                strcmp(lines + len - end, last) == 0;
    if (!same) {
        print_error("%s\n", lines);
    }
    assert_true(same);
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

static int shares(void *arg) {
    (void)arg;
    struct op_number initial[] = {{.whole = 0}, {.whole = -1}}, number = {.whole = 7};
    struct op_cells cells, real;
    struct op_ended ended = {0};
    op_cells_new(
        &(struct op_cells_wish){
            .name = "a", .type = op_typecode('h'), .array = true, .count = 2, .initial = initial},
        &cells, 1);
    op_cells_new(&(struct op_cells_wish){.type = op_typecode('f'), .count = 1}, &real, 2);
    pid_t child = gate_fork("child", 3);
    if (child == 0) {
        number.whole = op_load(&cells, 1, 4).whole * 5;
        op_store(&cells, 0, &number, 5);
        op_store(&real, 0, &(struct op_number){.real = true, .number = 0.1}, 6);
        gate_exit_process(0, 7);
    }
    op_wait(child, &ended, 8);
    bool same = op_load(&real, 0, 9).number == (double)0.1F;
    gate_exit_process(op_load(&cells, 0, 10).whole == -5 && same ? 0 : 1, 11);
}

static void test_shared(void **state) {
    (void)state;
    static const char order[] = "0001111";
    /* But for the pid that wait gives. */
    begins_as(
        shares, order,
        "main: mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) @1\n"
        "main: mmap = 0\n"
        "main: object a array {\"typecode\":\"h\",\"ctype\":\"short\",\"size\":2,\"length\":2,"
        "\"bytes\":4,\"cells\":[0,-1]}\n"
        "main: mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) @2\n"
        "main: mmap = 0\n"
        "main: object value#1 value {\"typecode\":\"f\",\"ctype\":\"float\",\"size\":4,"
        "\"length\":1,\"bytes\":4}\n"
        "main: fork() @3\nmain: fork = 1\nmain: waitpid(child) @8\n"
        "child: a[1] @4\nchild: load = -1 [-1] {\"cell\":1,\"value\":-1}\n"
        "child: a[0] = -5 @5\nchild: store = -5 [-5] {\"cell\":0,\"value\":-5}\n"
        "child: *value#1 = 0.1 @6\nchild: store = 0 [0.1] {\"value\":0.1}\n"
        "child: _exit(0) @7\nchild: ended\n",
        "main: *value#1 @9\nmain: load = 0 [0.1] {\"value\":0.1}\n"
        "main: a[0] @10\nmain: load = -5 [-5] {\"cell\":0,\"value\":-5}\n"
        "main: _exit(0) @11\nmain: ended\n\n");
}

/* Each type: its size, its limits, and that a number comes out as it went in. */
static void test_typecodes(void **state) {
    (void)state;
    static const struct {
        char code;
        size_t size;
        const char *range;
    } rows[] = {
        {'b', 1, "-128 to 127"},
        {'B', 1, "0 to 255"},
        {'h', 2, "-32768 to 32767"},
        {'H', 2, "0 to 65535"},
        {'i', 4, "-2147483648 to 2147483647"},
        {'I', 4, "0 to 4294967295"},
        {'l', sizeof(long), NULL},
        {'L', sizeof(long), NULL},
        {'q', 8, "-9223372036854775808 to 9223372036854775807"},
        {'Q', 8, "0 to 9223372036854775807"},
        {'f', 4, "-3.4028235e+38 to 3.4028235e+38"},
        {'d', 8, "-1.7976931e+308 to 1.7976931e+308"},
    };
    assert_int_equal(strlen(op_typecodes()), sizeof rows / sizeof *rows);
    assert_null(op_typecode('x'));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct op_typecode *type = op_typecode(rows[i].code);
        char range[OP_RANGE_MAX];
        uint64_t cell = 0;
        assert_int_equal(type->code, op_typecodes()[i]);
        assert_int_equal(type->size, rows[i].size);
        op_typecode_range(type, range);
        assert_string_equal(range, rows[i].range ? rows[i].range : range);
        const int64_t ends[] = {type->min, type->max};
        for (int end = 0; end < 2 && !type->real; end++) {
            struct op_number number = {.whole = ends[end]};
            assert_true(op_typecode_holds(type, &number));
            op_typecode_put(type, &cell, &number);
            assert_true(op_typecode_get(type, &cell).whole == number.whole);
            number.whole = (int64_t)((uint64_t)number.whole + (end ? 1U : UINT64_MAX));
            assert_true(type->size == 8 || !op_typecode_holds(type, &number));
        }
        struct op_number half = {.real = true, .number = 0.5};
        assert_int_equal(op_typecode_holds(type, &half), type->real);
    }
}

static void test_number_texts(void **state) {
    (void)state;
    static const struct {
        char code;
        struct op_number number;
        const char *text;
    } rows[] = {
        {'i', {.whole = -3}, "-3"},
        {'d', {.real = true, .number = 1234}, "1234.0"},
        {'d', {.whole = 1234}, "1234.0"},
        {'d', {.real = true, .number = 0.1}, "0.1"},
        {'d', {.real = true, .number = 1e300}, "1e+300"},
        {'d', {.real = true, .number = 1.0 / 3.0}, "0.3333333333333333"},
        {'f', {.real = true, .number = (double)0.1F}, "0.1"},
        {'d', {.real = true, .number = (double)INFINITY}, "inf"},
    };
    char text[OP_NUMBER_MAX];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        op_number_text(op_typecode(rows[i].code), &rows[i].number, text);
        assert_string_equal(text, rows[i].text);
    }
    struct op_number large = {.real = true, .number = 1e39};
    assert_false(op_typecode_holds(op_typecode('f'), &large));
    assert_true(op_typecode_holds(op_typecode('d'), &large));
}

static int locks(void *arg) {
    (void)arg;
    struct op_lock lock, again;
    struct op_ended ended = {0};
    op_lock_new("L", false, &lock, 1);
    op_lock_new(NULL, true, &again, 2);
    op_lock_acquire(&again, 3);
    op_lock_acquire(&again, 3);
    op_lock_release(&again, 3);
    op_lock_release(&again, 3);
    pid_t a = gate_fork("a", 4);
    if (a == 0) {
        op_lock_acquire(&lock, 5);
        gate_exit_process(op_lock_acquire(&again, 6), 7);
    }
    pid_t b = gate_fork("b", 8);
    if (b == 0) {
        op_lock_release(&lock, 9);
        op_lock_try(&lock, 10);
        op_lock_acquire(&lock, 11);
        op_lock_consistent(&lock, 12);
        op_lock_release(&lock, 13);
        op_lock_consistent(&lock, 14);
        gate_exit_process(0, 15);
    }
    op_wait(a, &ended, 16);
    op_wait(b, &ended, 17);
    op_lock_acquire(&again, 18);
    op_lock_release(&again, 19);
    gate_exit_process(op_lock_acquire(&again, 20) == -ENOTRECOVERABLE ? 0 : 1, 21);
}

static void test_locks(void **state) {
    (void)state;
    char *lines = drive(locks, NULL, "00000000122211", NULL);
    static const char *const parts[] = {
        "main: pthread_mutex_init(PROCESS_SHARED, ROBUST) @1\nmain: mutex_init = 0\n",
        "main: object L lock {\"owner\":null,\"depth\":0}\n",
        "main: object rlock#1 rlock {",
        "main: lock = 0 {\"owner\":\"main\",\"depth\":2}\n",
        "main: unlock = 0 {\"owner\":\"main\",\"depth\":1}\n",
        "a: pthread_mutex_lock(L) @5\n",
        "b: pthread_mutex_unlock(L) @9\n",
        "a: lock = 0 {\"owner\":\"a\",\"depth\":1}\n",
        "b: unlock = 1 EPERM\n",
        "b: trylock = 16 EBUSY\nb: pthread_mutex_lock(L) @11\n",
        "a: _exit(0) @7\n",
        "b: lock = 130 EOWNERDEAD {\"owner\":\"b\",\"depth\":1,\"inconsistent\":true}\n",
        "b: consistent = 0 {\"owner\":\"b\",\"depth\":1}\n",
        "b: unlock = 0 {\"owner\":null,\"depth\":0}\n",
        "b: consistent = 22 EINVAL\n",
        "main: lock = 130 EOWNERDEAD",
        "main: unlock = 0 {\"owner\":null,\"depth\":0,\"lost\":true}\n",
        "main: lock = 131 ENOTRECOVERABLE\n",
        "main: _exit(0) @21\nmain: ended\n",
    };
    const char *at = lines;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *found = strstr(strcmp(parts[i], "a: _exit(0) @7\n") ? at : lines, parts[i]);
        if (!found) {
            print_error("not there: %s\n%s\n", parts[i], lines);
        }
        assert_non_null(found);
    }
    mem_free(lines);
}

static int waits_for_itself(void *arg) {
    (void)arg;
    struct op_lock lock;
    op_lock_new("L", false, &lock, 1);
    op_lock_acquire(&lock, 2);
    op_lock_acquire(&lock, 3);
    gate_exit_process(0, 4);
}

/* Three who wait get it in the order in which they came, and one killed while it has it wakes the
 * next. */
static int turns(void *arg) {
    (void)arg;
    struct op_lock lock;
    static const char *const names[] = {"a", "b", "c"};
    struct op_ended ended = {0};
    pid_t pids[3];
    op_lock_new("L", false, &lock, 1);
    for (int i = 0; i < 3; i++) {
        pids[i] = gate_fork(names[i], 2);
        if (pids[i] == 0) {
            op_lock_acquire(&lock, 3);
            op_lock_consistent(&lock, 4);
            op_lock_release(&lock, 5);
            gate_exit_process(0, 6);
        }
    }
    op_kill(pids[2], SIGKILL, 7);
    for (int i = 0; i < 3; i++) {
        op_wait(pids[i], &ended, 8);
    }
    gate_exit_process(0, 9);
}

static void test_lock_waits(void **state) {
    (void)state;
    runs_as(waits_for_itself, "",
            "main: pthread_mutex_init(PROCESS_SHARED, ROBUST) @1\nmain: mutex_init = 0\n"
            "main: object L lock {\"owner\":null,\"depth\":0}\n"
            "main: pthread_mutex_lock(L) @2\nmain: lock = 0 {\"owner\":\"main\",\"depth\":1}\n"
            "main: pthread_mutex_lock(L) @3\ndeadlock: main lock\n");
    char *lines = drive(turns, NULL, "00003210", NULL);
    const char *died = strstr(lines, "c: killed by SIGKILL\n");
    const char *b = strstr(lines, "b: lock = 130 EOWNERDEAD");
    const char *a = strstr(lines, "a: lock = 0 ");
    assert_true(died && a && b && b < a);
    assert_non_null(strstr(lines, "main: _exit(0) @9\nmain: ended\n"));
    mem_free(lines);
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
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_typecodes),
        cmocka_unit_test(test_number_texts),
        cmocka_unit_test(test_locks),
        cmocka_unit_test(test_lock_waits),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_signal_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
