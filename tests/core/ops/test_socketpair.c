/* SPDX-License-Identifier: MIT */
/* Socket pairs in real processes: what each call records, by type. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
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
    op_send(&ends[0], "one", 3, 2);
    if (*type == OP_STREAM) {
        op_write(&ends[0], "two", 3, 3);
    }
    op_send(&ends[1], "four", 4, 4);
    op_recv(&ends[1], bytes, sizeof bytes, 5);
    op_read(&ends[0], bytes, sizeof bytes, 6);
    op_close(&ends[1], 7);
    op_signal(SIGPIPE, OP_SIGNAL_IGNORE, 8);
    op_send(&ends[0], "x", 1, 9);
    op_recv(&ends[0], bytes, sizeof bytes, 10);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
