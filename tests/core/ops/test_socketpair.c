/* SPDX-License-Identifier: MIT */
/* Socket pairs in real processes: what each call records, by type. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_buffer.h"
#include "op_signal.h"
#include "op_socketpair.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const lanes[2] = {"there", "back"};

static int both_ways(void *arg) {
    const enum op_sock_type *type = arg;
    struct op_descriptor ends[2];
    char bytes[8];
    op_socketpair(*type, lanes, ends, 1);
    op_send(&ends[0], "one", 3, false, 2);
    if (*type == OP_STREAM) {
        op_write(&ends[0], "two", 3, 3);
    }
    op_send(&ends[1], "four", 4, false, 4);
    op_recv(&ends[1], bytes, sizeof bytes, false, 5);
    op_read(&ends[0], bytes, sizeof bytes, 6);
    op_close(&ends[1], 7);
    op_signal(SIGPIPE, OP_SIGNAL_IGNORE, 8);
    op_send(&ends[0], "x", 1, false, 9);
    op_recv(&ends[0], bytes, sizeof bytes, false, 10);
    gate_exit_process(0, 11);
}

static void check(enum op_sock_type type, const char *const *expected) {
    char *lines = drive(both_ways, &type, NULL, NULL);
    for (; *expected; expected++) {
        if (!strstr(lines, *expected)) {
            print_error("there is no: %s\n%s\n", *expected, lines);
        }
        assert_non_null(strstr(lines, *expected));
    }
    mem_free(lines);
}

#define CHECK(type, ...) check(type, (const char *const[]){__VA_ARGS__, NULL})

static void test_stream(void **state) {
    (void)state;
    CHECK(OP_STREAM, "main: socketpair(AF_UNIX, SOCK_STREAM, 0) @1\nmain: socketpair = 0\n",
          "main: object there socketpair {\"type\":\"SOCK_STREAM\",\"messages\":0}\n",
          "main: fd 3 r back\nmain: fd 3 w there\nmain: fd 4 r there\nmain: fd 4 w back\n",
          "main: send(3, \"one\", 3, 0) @2\nmain: send = 3 [one]\n", "main: write = 3 [two]\n",
          "main: recv(4, 8, 0) @5\nmain: recv = 6 [onetwo]\n", "main: read = 4 [four]\n",
          "main: send = -1 EPIPE\n", "main: recv = 0\n", "main: ended\n");
}

static void test_messages(void **state) {
    (void)state;
    CHECK(OP_SEQPACKET, "main: recv = 3 [one]\n", "main: read = 4 [four]\n",
          "main: send = -1 EPIPE\n", "main: recv = ", "main: ended\n");
    /* A datagram socket is not told that the other one is closed. */
    CHECK(OP_DGRAM, "main: recv = 3 [one]\n", "main: read = 4 [four]\n",
          "main: send = -1 ECONNREFUSED\n", "deadlock: main recv\n");
}

/* What fits goes in, be it ever so little: the rest is told by the count. */
static int a_part(void *arg) {
    static char bytes[1 << 20];
    struct op_descriptor ends[2];
    (void)arg;
    op_socketpair(OP_STREAM, lanes, ends, 1);
    op_buffer_set(&ends[0], OP_BUFFER_SEND, 8192, 2);
    int room = op_buffer_get(&ends[0], OP_BUFFER_SEND, 3);
    ssize_t put = op_send(&ends[0], bytes, sizeof bytes, true, 4);
    ssize_t more = op_send(&ends[0], bytes, 1, true, 5);
    ssize_t got = op_recv(&ends[1], bytes, sizeof bytes, false, 6);
    bool good = room >= 8192 && put > 0 && put < 4 * (ssize_t)room && more == -EAGAIN && got == put;
    gate_exit_process(good ? 0 : 9, 7);
}

static void test_a_part(void **state) {
    (void)state;
    char *lines = drive(a_part, NULL, NULL, NULL);
    assert_non_null(strstr(lines, "main: setsockopt(3, SOL_SOCKET, SO_SNDBUF, 8192) @2\n"));
    assert_non_null(strstr(lines, "main: getsockopt = 0 {\"SO_SNDBUF\":"));
    assert_non_null(strstr(lines, ", 1048576, MSG_DONTWAIT) @4\n"));
    assert_non_null(strstr(lines, "main: send = -1 EAGAIN\n"));
    assert_non_null(strstr(lines, "main: _exit(0) @7\n"));
    mem_free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
