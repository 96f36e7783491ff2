/* SPDX-License-Identifier: MIT */
/* Unix sockets by address, and sockets of IPv6, in real processes: the lanes of a connection, names
 * that are too long, taken, or gone, datagrams and who sent them. */
#include "drive_net.h"
#include "gate.h"
#include "mem.h"
#include "op_datagram.h"
#include "op_fifo.h"
#include "op_socket.h"

static void has(char *lines, const char *const *wanted) {
    for (; *wanted; wanted++) {
        if (!strstr(lines, *wanted)) {
            print_error("not there: %s\nin:\n%s\n", *wanted, lines);
        }
        assert_non_null(strstr(lines, *wanted));
    }
    mem_free(lines);
}

static void listen_at(struct op_descriptor *listener, enum op_sock_type type,
                      const struct op_address *at) {
    op_socket(at->family, type, listener, 1);
    op_bind(listener, at, 2);
    op_listen(listener, 0, NULL, 3);
}

/* One process: the connection is made, and bytes wait in it, before it is accepted. */
static int to_itself(const struct op_address *at, enum op_sock_type type) {
    struct op_descriptor listener, client, server;
    char bytes[8];
    listen_at(&listener, type, at);
    op_socket(at->family, type, &client, 4);
    op_connect(&client, at, 5);
    op_send(&client, "ab", 2, false, 6);
    op_send(&client, "cd", 2, false, 7);
    op_accept(&listener, &server, 8);
    op_recv(&server, bytes, sizeof bytes, false, 9);
    op_send(&server, "yes", 3, false, 10);
    op_recv(&client, bytes, sizeof bytes, false, 11);
    gate_exit_process(0, 12);
}

static int stream(void *arg) {
    (void)arg;
    const struct op_address at = op_address_name("door");
    return to_itself(&at, OP_STREAM);
}

static int seqpacket(void *arg) {
    (void)arg;
    const struct op_address at = op_address_name("@door");
    return to_itself(&at, OP_SEQPACKET);
}

static int ipv6(void *arg) {
    (void)arg;
    const struct op_address at = op_address_port(OP_INET6, 7070);
    return to_itself(&at, OP_STREAM);
}

static void test_stream(void **state) {
    (void)state;
    has(drive(stream, NULL, NULL, NULL),
        (const char *const[]){
            "main: socket(AF_UNIX, SOCK_STREAM, 0) @1\nmain: socket = 3\n"
            "main: bind(3, \"door\") @2\nmain: bind = 0\n"
            "main: listen(3, 0) @3\nmain: listen = 0\n"
            "main: object door listener "
            "{\"path\":\"door\",\"type\":\"SOCK_STREAM\",\"messages\":0,\"backlog\":0}\n",
            "main: connect(4, \"door\") @5\nmain: connect = 0\n"
            "main: object to-server unix {\"path\":\"door\",\"type\":\"SOCK_STREAM\"",
            "main: accept = 5\nmain: fd 5 r to-server\nmain: fd 5 w to-client\n",
            "main: recv = 4 [abcd]\n", "main: recv = 3 [yes]\n", NULL});
}

/* A name without a file, and what is sent stays apart. */
static void test_seqpacket(void **state) {
    (void)state;
    has(drive_net(seqpacket, ""),
        (const char *const[]){"main: bind(3, @\"door\") @2\nmain: bind = 0\n",
                              "main: connect(4, @\"door\") @5\nmain: connect = 0\n",
                              "main: recv = 2 [ab]\n", "main: recv = 3 [yes]\n", NULL});
}

/* Without IPv6 the kernel says so, at socket(2) or at bind(2). */
static void test_ipv6(void **state) {
    (void)state;
    char *lines = drive_net(ipv6, "");
    if (strstr(lines, "main: socket = -1 EAFNOSUPPORT\n") ||
        strstr(lines, "main: bind = -1 EADDRNOTAVAIL\n")) {
        mem_free(lines);
        skip();
    }
    has(lines, (const char *const[]){"main: bind(3, [::1]:7070) @2\nmain: bind = 0\n",
                                     "main: object port6-7070 listener "
                                     "{\"port\":7070,\"address\":\"::1\",\"backlog\":0}\n",
                                     "main: connect(4, [::1]:7070) @5\nmain: connect = 0\n",
                                     "main: accept = 5\nmain: fd 5 r to-server\n",
                                     "main: recv = 4 [abcd]\n", "main: recv = 3 [yes]\n", NULL});
}

static int names(void *arg) {
    (void)arg;
    struct op_descriptor socket, listener;
    struct op_address at = op_address_name("door");
    char longest[OP_ADDRESS_NAME_MAX];
    memset(longest, 'd', sizeof longest);
    longest[108] = '\0'; /* and a 0: one more than there is room for */
    struct op_address too_long = op_address_name(longest);
    longest[107] = '\0';
    struct op_address fits = op_address_name(longest);
    op_socket(OP_UNIX, OP_STREAM, &socket, 1);
    op_connect(&socket, &at, 2);
    op_bind(&socket, &too_long, 3);
    op_close(&socket, 4);
    listen_at(&listener, OP_STREAM, &fits);
    listen_at(&socket, OP_STREAM, &at);
    op_close(&socket, 5);
    op_socket(OP_UNIX, OP_STREAM, &socket, 6);
    op_connect(&socket, &at, 7);
    op_close(&socket, 8);
    op_socket(OP_UNIX, OP_STREAM, &socket, 9);
    op_bind(&socket, &at, 10);
    op_unlink("door", 11);
    op_bind(&socket, &at, 12);
    gate_exit_process(0, 13);
}

static void test_names(void **state) {
    (void)state;
    has(drive(names, NULL, NULL, NULL),
        (const char *const[]){
            "main: connect(3, \"door\") @2\nmain: connect = -1 ENOENT\n",
            "...) @3\nmain: bind = -1 EINVAL\n", "main: listen(3, 0) @3\nmain: listen = 0\n",
            "main: connect(4, \"door\") @7\nmain: connect = -1 ECONNREFUSED\n",
            "main: bind(4, \"door\") @10\nmain: bind = -1 EADDRINUSE\n", "main: unlink = 0",
            "main: bind(4, \"door\") @12\nmain: bind = 0\n", NULL});
}

static int datagrams(void *arg) {
    (void)arg;
    struct op_descriptor box, named, nobody;
    struct op_address at = op_address_name("box"), back = op_address_name("back"), from;
    char bytes[8];
    op_datagram_socket(OP_UNIX, 0, &box, 1);
    op_bind(&box, &at, 2);
    op_datagram_socket(OP_UNIX, 0, &named, 3);
    op_bind(&named, &back, 4);
    op_datagram_socket(OP_UNIX, 0, &nobody, 5);
    op_datagram_any(&nobody);
    op_sendto(&named, &at, "hello", 5, false, 6);
    op_sendto(&nobody, &at, "world", 5, false, 7);
    op_recvfrom(&box, bytes, 4, false, &from, 8);
    bool known = strcmp(from.name, "back") == 0;
    op_sendto(&box, &from, "yes", 3, false, 9);
    op_recvfrom(&named, bytes, sizeof bytes, false, &from, 10);
    op_recvfrom(&box, bytes, sizeof bytes, false, &from, 11);
    known = known && from.name[0] == '\0';
    ssize_t sent = 0;
    for (int i = 0; sent >= 0 && i < 1000; i++) {
        sent = op_sendto(&nobody, &at, "x", 1, true, 12);
    }
    gate_exit_process(known && sent == -EAGAIN ? 7 : 1, 13);
}

static void test_datagrams(void **state) {
    (void)state;
    has(drive(datagrams, NULL, NULL, NULL),
        (const char *const[]){
            "main: object box unix-dgram {\"path\":\"box\",\"type\":\"SOCK_DGRAM\"}\nmain: fd 3 r "
            "box\n",
            "main: object unix-dgram#1 unix-dgram",
            "main: sendto(4, \"hello\", 5, \"box\") @6\nmain: sendto = 5 [hello]\n",
            "main: recvfrom = 4 [hell]\n", "main: recvfrom = 3 [yes]\n",
            "main: recvfrom = 5 [world]\n",
            "main: sendto(5, \"x\", 1, MSG_DONTWAIT, \"box\") @12\nmain: sendto = -1 EAGAIN\n",
            "main: _exit(7) @13\n", NULL});
}

static int refused(void *arg) {
    (void)arg;
    struct op_descriptor none;
    int code = op_socket(OP_INET, OP_SEQPACKET, &none, 1);
    gate_exit_process(code == -ESOCKTNOSUPPORT || access("/proc/net/sctp", F_OK) == 0 ? 7 : 1, 2);
}

static void test_refused(void **state) {
    (void)state;
    has(drive_net(refused, ""),
        (const char *const[]){"main: socket(AF_INET, SOCK_SEQPACKET, 0) @1\n",
                              "main: _exit(7) @2\n", NULL});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),    cmocka_unit_test(test_seqpacket),
        cmocka_unit_test(test_ipv6),      cmocka_unit_test(test_names),
        cmocka_unit_test(test_datagrams), cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
