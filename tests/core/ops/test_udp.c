/* SPDX-License-Identifier: MIT */
/* UDP in real processes: datagrams come whole, cut, or not at all, and the records say which. */
#include "drive_net.h"
#include "gate.h"
#include "mem.h"
#include "op_udp.h"

static int exchange(void *arg) {
    (void)arg;
    struct op_descriptor server, client;
    char bytes[8];
    uint16_t port = 0;
    op_udp_bind(op_udp_socket(0, 1), 7070, &server, 2);
    op_udp_bind(op_udp_socket(0, 3), 0, &client, 4);
    op_sendto(&client, 7070, "hello", 5, 5);
    op_sendto(&client, 7070, "world", 5, 6);
    op_recvfrom(&server, bytes, 4, false, &port, 7);
    op_recvfrom(&server, bytes, 8, false, &port, 8);
    op_sendto(&server, port, "yes", 3, 9);
    op_recvfrom(&client, bytes, 8, false, &port, 10);
    ssize_t none = op_recvfrom(&client, bytes, 8, true, &port, 11);
    gate_exit_process(none == -EAGAIN ? 0 : 1, 12);
}

static void test_exchange(void **state) {
    (void)state;
    char *lines = drive_net(exchange, "");
    assert_non_null(strstr(lines, "main: object udp-7070 udp {\"port\":7070,"));
    assert_non_null(strstr(lines, "main: sendto(4, \"hello\", 5, 127.0.0.1:7070) @5\n"
                                  "main: sendto = 5 [hello] {\"drops\":0}\n"));
    assert_non_null(strstr(lines, "main: recvfrom(3, 4, 0) @7\nmain: recvfrom = 4 [hell]\n"));
    assert_non_null(strstr(lines, "main: recvfrom = 5 [world]\n"));
    assert_non_null(strstr(lines, "main: recvfrom = 3 [yes]\n"));
    assert_non_null(strstr(lines, "main: recvfrom(4, 8, MSG_DONTWAIT) @11\n"
                                  "main: recvfrom = -1 EAGAIN\n"));
    mem_free(lines);
}

static int flood(void *arg) {
    (void)arg;
    struct op_descriptor server, client;
    char bytes[8];
    uint16_t port;
    int got = 0;
    op_udp_bind(op_udp_socket(1, 1), 7070, &server, 2);
    op_udp_bind(op_udp_socket(0, 3), 0, &client, 4);
    for (int i = 0; i < 20; i++) {
        if (op_sendto(&client, 7070, "x", 1, 5) != 1) {
            gate_exit_process(2, 6);
        }
    }
    while (op_recvfrom(&server, bytes, 8, true, &port, 7) == 1) {
        got++;
    }
    gate_exit_process(got > 0 && got < 20 ? 0 : 1, 8);
}

static void test_flood(void **state) {
    (void)state;
    char *lines = drive_net(flood, "");
    assert_non_null(strstr(lines, "main: _exit(0) @8\n"));
    assert_non_null(strstr(lines, "{\"drops\":1}\n"));
    mem_free(lines);
}

static int nobody(void *arg) {
    (void)arg;
    struct op_descriptor client;
    op_udp_bind(op_udp_socket(0, 1), 0, &client, 2);
    gate_exit_process(op_sendto(&client, 7070, "x", 1, 3) == 1 ? 0 : 1, 4);
}

static void test_nobody(void **state) {
    (void)state;
    char *lines = drive_net(nobody, "");
    assert_non_null(strstr(lines, "main: sendto = 1 [x]\n"));
    assert_non_null(strstr(lines, "main: _exit(0) @4\n"));
    mem_free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchange),
        cmocka_unit_test(test_flood),
        cmocka_unit_test(test_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
