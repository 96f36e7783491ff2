/* SPDX-License-Identifier: MIT */
/* TCP in real processes, in a network of their own: what each call records, and that a connection's
 * bytes and ends come out at the other side. Passed over where the machine gives no such network.
 */
#include "drive_net.h"
#include "gate.h"
#include "mem.h"
#include "op_socket.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <cmocka.h>

static void runs_as(int (*body)(void *arg), const char *order, const char *expected) {
    char *lines = drive_net(body, order);
    assert_string_equal(lines, expected);
    mem_free(lines);
}

static struct op_address door(void) {
    return op_address_port(OP_INET, 7070);
}

static int echo(void *arg) {
    (void)arg;
    struct op_descriptor listener, side;
    struct op_address at = door();
    char bytes[8];
    op_socket(OP_INET, OP_STREAM, &listener, 1);
    op_bind(&listener, &at, 2);
    op_listen(&listener, 4, NULL, 3);
    if (gate_fork("client", 4) == 0) {
        op_close(&listener, 5);
        op_socket(OP_INET, OP_STREAM, &side, 6);
        op_connect(&side, &at, 7);
        op_write(&side, "ab", 2, 8);
        op_shutdown(&side, SHUT_WR, 9);
        op_read(&side, bytes, sizeof bytes, 10);
        gate_exit_process(0, 11);
    }
    op_accept(&listener, &side, 12);
    op_read(&side, bytes, sizeof bytes, 13);
    op_read(&side, bytes, sizeof bytes, 14);
    op_write(&side, "c", 1, 15);
    op_close(&side, 16);
    gate_exit_process(0, 17);
}

static void test_echo(void **state) {
    (void)state;
    runs_as(echo, "00000111111",
            "main: socket(AF_INET, SOCK_STREAM, 0) @1\nmain: socket = 3\n"
            "main: bind(3, 127.0.0.1:7070) @2\nmain: bind = 0\n"
            "main: listen(3, 4) @3\nmain: listen = 0\n"
            "main: object port-7070 listener {\"port\":7070,\"backlog\":4}\n"
            "main: fd 3 r port-7070\n"
            "main: fork() @4\nmain: fork = 1\nmain: accept(3) @12\nclient: close(3) @5\n"
            "client: close = 0\nclient: closed 3\n"
            "client: socket(AF_INET, SOCK_STREAM, 0) @6\nclient: socket = 3\n"
            "client: connect(3, 127.0.0.1:7070) @7\n"
            "main: accept = 4\nmain: fd 4 r \nmain: fd 4 w \nmain: read(4, 8) @13\n"
            "client: connect = 0\n"
            "client: object to-server tcp {\"port\":7070}\n"
            "client: object to-client tcp {\"port\":7070}\n"
            "client: fd 3 r to-client\nclient: fd 3 w to-server\n"
            "client: write(3, \"ab\", 2) @8\nclient: write = 2 [ab]\n"
            "client: shutdown(3, SHUT_WR) @9\nclient: shutdown = 0 {\"shut\":true}\n"
            "client: read(3, 8) @10\n"
            "main: read = 2 [ab]\nmain: read(4, 8) @14\nmain: read = 0\n"
            "main: write(4, \"c\", 1) @15\nmain: write = 1 [c]\nmain: close(4) @16\n"
            "client: read = 1 [c]\nclient: _exit(0) @11\n"
            "client: ended\nmain: close = 0\nmain: closed 4\nmain: _exit(0) @17\nmain: ended\n\n");
}

static int faults(void *arg) {
    (void)arg;
    struct op_descriptor alone, listener, second;
    struct op_address at = door();
    op_socket(OP_INET, OP_STREAM, &alone, 1);
    int refused = op_connect(&alone, &at, 2);
    op_socket(OP_INET, OP_STREAM, &listener, 3);
    op_socket(OP_INET, OP_STREAM, &second, 4);
    int bound = op_bind(&listener, &at, 5);
    int listens = op_listen(&listener, 0, "door", 6);
    int taken = op_bind(&second, &at, 7);
    char byte;
    ssize_t got = op_read(&listener, &byte, 1, 8);
    gate_exit_process(refused == -ECONNREFUSED && bound == 0 && listens == 0 &&
                              taken == -EADDRINUSE && got == -ENOTCONN
                          ? 7
                          : 1,
                      9);
}

static void test_faults(void **state) {
    (void)state;
    char *lines = drive_net(faults, "");
    assert_non_null(strstr(lines, "main: connect = -1 ECONNREFUSED\n"));
    assert_null(strstr(lines, "to-server"));
    assert_non_null(strstr(lines, "main: object door listener"));
    assert_non_null(strstr(lines, "main: bind = -1 EADDRINUSE\n"));
    assert_non_null(strstr(lines, "main: read = -1 ENOTCONN\n"));
    mem_free(lines);
}

static int no_network(void *arg) {
    (void)arg;
    struct op_descriptor none;
    gate_exit_process(op_socket(OP_INET, OP_STREAM, &none, 1) == -EACCES ? 0 : 1, 2);
}

/* The machine's own network is not for lessons. */
static void test_no_network(void **state) {
    (void)state;
    char *lines = drive(no_network, NULL, NULL, NULL);
    assert_non_null(strstr(lines, "main: socket = -1 EACCES\n"));
    mem_free(lines);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_echo),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_no_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
