/* SPDX-License-Identifier: MIT */
/* UDP in real processes: datagrams come whole, cut, or not at all, and the records say which. */
#include "drive_net.h"
#include "gate.h"
#include "mem.h"
#include "op_datagram.h"
#include "op_socket.h"

static const struct op_address at = {.family = OP_INET, .port = 7070};

/* A socket at a port, with this receive buffer. */
static void server_of(struct op_descriptor *socket, int buffer, int line) {
    op_datagram_socket(OP_INET, buffer, socket, line);
    op_bind(socket, &at, line + 1);
}

static void client_of(struct op_descriptor *socket, int line) {
    op_datagram_socket(OP_INET, 0, socket, line);
    op_datagram_any(socket);
}

static int exchange(void *arg) {
    (void)arg;
    struct op_descriptor server, client;
    char bytes[8];
    struct op_address from;
    server_of(&server, 0, 1);
    client_of(&client, 3);
    op_sendto(&client, &at, "hello", 5, false, 5);
    op_sendto(&client, &at, "world", 5, false, 6);
    op_recvfrom(&server, bytes, 4, false, &from, 7);
    op_recvfrom(&server, bytes, 8, false, &from, 8);
    op_sendto(&server, &from, "yes", 3, false, 9);
    op_recvfrom(&client, bytes, 8, false, &from, 10);
    ssize_t none = op_recvfrom(&client, bytes, 8, true, &from, 11);
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
    struct op_address from;
    int got = 0;
    server_of(&server, 1, 1);
    client_of(&client, 3);
    for (int i = 0; i < 20; i++) {
        if (op_sendto(&client, &at, "x", 1, false, 5) != 1) {
            gate_exit_process(2, 6);
        }
    }
    while (op_recvfrom(&server, bytes, 8, true, &from, 7) == 1) {
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
    client_of(&client, 1);
    gate_exit_process(op_sendto(&client, &at, "x", 1, false, 3) == 1 ? 0 : 1, 4);
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
