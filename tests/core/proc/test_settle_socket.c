/* SPDX-License-Identifier: MIT */
/*
 * Settling with sockets: scenarios of trial.h. Each row of the table is a test. Herds (stream
 * sockets with several readers or writers) are parked.
 */
#include "trial.h"
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cmocka.h>

/* A pair: each direction is an object. */
static int pair[2];
static uint32_t there, back;
static unsigned queue_in, queue_out;

static void new_pair(int type, unsigned in, unsigned out) {
    enter_plain(OP_PIPE);
    leave(socketpair(AF_UNIX, type, 0, pair));
    there = gate_obj_new(OBJ_PIPE, NULL, NULL);
    back = gate_obj_new(OBJ_PIPE, NULL, NULL);
    queue_in = in;
    queue_out = out;
}

/* Closing one end touches both directions. */
static void close_end(int end) {
    enter(OP_CLOSE, TOUCH({there, GATE_OUT, 0}, {back, GATE_OUT, 0}));
    leave(close(pair[end]));
}

static int echoes(void *arg) {
    char bytes[16];
    long n;
    (void)arg;
    close_end(0);
    while ((n = op_read(pair[1], there, queue_in, bytes, 4)) > 0) {
        op_write(pair[1], back, 0, bytes, (size_t)n);
    }
    return 0;
}

static int ping_pong(int type) {
    char bytes[16];
    new_pair(type, 0, 0);
    spawn("echo", echoes, NULL);
    close_end(1);
    for (int i = 0; i < 4; i++) {
        op_write(pair[0], there, 0, "ping", 4);
        op_read(pair[0], back, 0, bytes, 4);
    }
    if (type == SOCK_DGRAM) { /* has no end-of-file */
        op_write(pair[0], there, 0, "", 0);
    } else {
        close_end(0);
    }
    op_wait_all(1);
    return 0;
}

static int stream_ping(void *arg) {
    (void)arg;
    return ping_pong(SOCK_STREAM);
}

static int dgram_ping(void *arg) {
    (void)arg;
    return ping_pong(SOCK_DGRAM);
}

static int seqpacket_ping(void *arg) {
    (void)arg;
    return ping_pong(SOCK_SEQPACKET);
}

static int reads_two(void *arg) {
    char bytes[16];
    (void)arg;
    for (int i = 0; i < 2; i++) {
        op_read(pair[1], there, queue_in, bytes, 4);
    }
    return 0;
}

static int receivers(int type, unsigned in) {
    new_pair(type, in, 0);
    spawn("receiver", reads_two, NULL);
    spawn("receiver", reads_two, NULL);
    spawn("receiver", reads_two, NULL);
    for (int i = 0; i < 6; i++) {
        char text[16];
        snprintf(text, sizeof text, "%04d", i);
        op_write(pair[0], there, 0, text, 4);
    }
    op_wait_all(3);
    return 0;
}

static int stream_receivers(void *arg) {
    (void)arg;
    return receivers(SOCK_STREAM, GATE_HERD);
}

static int dgram_receivers(void *arg) {
    (void)arg;
    return receivers(SOCK_DGRAM, GATE_FIFO);
}

static int seqpacket_receivers(void *arg) {
    (void)arg;
    return receivers(SOCK_SEQPACKET, GATE_FIFO);
}

static int sends_much(void *arg) {
    static char bytes[6000];
    memset(bytes, *(const char *)arg, sizeof bytes);
    for (int i = 0; i < 3; i++) {
        op_write(pair[1], back, queue_out, bytes, sizeof bytes);
    }
    close_end(1);
    return 0;
}

static int stream_senders(void *arg) {
    static char bytes[4000];
    int small = 4096;
    (void)arg;
    new_pair(SOCK_STREAM, 0, GATE_HERD);
    setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    spawn("sender", sends_much, "a");
    spawn("sender", sends_much, "b");
    close_end(1);
    while (op_read(pair[0], back, 0, bytes, sizeof bytes) > 0) {
    }
    op_wait_all(2);
    return 0;
}

/* A call on one end of a pair: it wakes who sleeps on the other end, whatever for. */
static long on_pair(enum op_kind op, int end, void *bytes, size_t len) {
    bool reads = op == OP_READ, first = end == 0;
    uint8_t dir = reads ? GATE_IN : GATE_OUT;
    enter(op, TOUCH({reads == first ? back : there, dir, 0},
                    {reads == first ? there : back, dir, GATE_WAKES}));
    return leave(reads ? read(pair[end], bytes, len) : write(pair[end], bytes, len));
}

static int fills_and_drains(void *arg) {
    static char bytes[60000];
    (void)arg;
    close_end(0);
    on_pair(OP_WRITE, 1, bytes, sizeof bytes);
    while (on_pair(OP_READ, 1, bytes, sizeof bytes) > 0) {
    }
    return 0;
}

/* One waits for room in its end of the pair while the other one's bytes come in by it. */
static int stream_both_ways(void *arg) {
    static char bytes[60000];
    int small = 4096;
    long left = sizeof bytes;
    (void)arg;
    new_pair(SOCK_STREAM, 0, 0);
    setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    spawn("other", fills_and_drains, NULL);
    close_end(1);
    for (int i = 0; i < 10; i++) {
        on_pair(OP_WRITE, 0, bytes, 1000);
    }
    while (left > 0) {
        left -= on_pair(OP_READ, 0, bytes, 7000);
    }
    close_end(0);
    op_wait_all(1);
    return 0;
}

/* Both wait for room: what the second one gets in wakes the first one in vain. */
static int stream_both_full(void *arg) {
    static char bytes[60000];
    int small = 8192;
    (void)arg;
    new_pair(SOCK_STREAM, 0, 0);
    setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    spawn("other", fills_and_drains, NULL);
    close_end(1);
    on_pair(OP_WRITE, 0, bytes, sizeof bytes);
    return 0;
}

static int listener;
static uint32_t door; /* the listening socket: connects come in, accepts take them out */
static struct sockaddr_un door_path;
static union {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
} door_port;
static socklen_t door_len; /* of door_port */

static int connects_unix(void *arg) {
    char bytes[8];
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    (void)arg;
    enter(OP_WRITE, TOUCH({door, GATE_OUT, GATE_FIFO}));
    leave(connect(fd, (const struct sockaddr *)&door_path, sizeof door_path));
    enter(OP_READ, TOUCH({door + 1, GATE_IN, 0}));
    leave(read(fd, bytes, 1));
    return 0;
}

static int unix_backlog(void *arg) {
    (void)arg;
    listener = socket(AF_UNIX, SOCK_STREAM, 0);
    door_path.sun_family = AF_UNIX;
    snprintf(door_path.sun_path, sizeof door_path.sun_path, "%s/door",
             ((const struct cage *)arg)->run_dir);
    unlink(door_path.sun_path);
    if (bind(listener, (const struct sockaddr *)&door_path, sizeof door_path) < 0 ||
        listen(listener, 1) < 0) {
        return 1;
    }
    door = gate_obj_new(OBJ_PIPE, NULL, NULL);
    gate_obj_new(OBJ_PIPE, NULL, NULL);
    for (int i = 0; i < 4; i++) {
        spawn("client", connects_unix, NULL);
    }
    for (int i = 0; i < 4; i++) {
        enter(OP_READ, TOUCH({door, GATE_IN, GATE_FIFO}));
        int fd = accept(listener, NULL, NULL);
        leave(fd < 0 ? -1 : 0);
        op_close(fd, door + 1);
    }
    op_wait_all(4);
    unlink(door_path.sun_path);
    return 0;
}

static void take_loopback(bool ipv6) {
    memset(&door_port, 0, sizeof door_port);
    if (ipv6) {
        door_port.in6 =
            (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
        door_len = sizeof door_port.in6;
    } else {
        door_port.in.sin_family = AF_INET;
        door_port.in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        door_len = sizeof door_port.in;
    }
}

static bool listen_at(int backlog) {
    socklen_t len = sizeof door_port;
    listener = socket(door_port.any.sa_family, SOCK_STREAM, 0);
    door = gate_obj_new(OBJ_PIPE, NULL, NULL);
    gate_obj_new(OBJ_PIPE, NULL, NULL);
    return listener >= 0 && bind(listener, &door_port.any, door_len) == 0 &&
           listen(listener, backlog) == 0 && getsockname(listener, &door_port.any, &len) == 0;
}

static bool listen_tcp(int backlog) {
    take_loopback(false);
    return listen_at(backlog);
}

/* All connections are one object, door + 1: a set too large only costs. */
static int connects_tcp(void *arg) {
    char bytes[8];
    int fd = socket(door_port.any.sa_family, SOCK_STREAM, 0);
    (void)arg;
    enter(OP_WRITE, TOUCH({door, GATE_OUT, 0}));
    leave(connect(fd, &door_port.any, door_len));
    for (int i = 0; i < 2; i++) {
        op_write(fd, door + 1, 0, "ping", 4);
        op_read(fd, door + 1, 0, bytes, 4);
    }
    op_close(fd, door + 1);
    return 0;
}

static int accepts_tcp(void *arg) {
    char bytes[8];
    long n;
    enter(OP_READ, TOUCH({door, GATE_IN, GATE_FIFO}));
    int fd = accept(listener, NULL, NULL);
    leave(fd < 0 ? -1 : 0);
    while ((n = op_read(fd, door + 1, 0, bytes, 4)) > 0) {
        op_write(fd, door + 1, 0, bytes, (size_t)n);
    }
    op_close(fd, door + 1);
    return arg != NULL;
}

static int two_clients(void) {
    spawn("client", connects_tcp, NULL);
    spawn("client", connects_tcp, NULL);
    accepts_tcp(NULL);
    accepts_tcp(NULL);
    op_wait_all(2);
    return 0;
}

static int tcp_clients(void *arg) {
    (void)arg;
    return listen_tcp(8) ? two_clients() : 1;
}

/* Ends at once where the kernel has no IPv6. */
static int tcp6_clients(void *arg) {
    (void)arg;
    take_loopback(true);
    return listen_at(8) ? two_clients() : 0;
}

static int tcp_accepters(void *arg) {
    (void)arg;
    if (!listen_tcp(8)) {
        return 1;
    }
    spawn("server", accepts_tcp, NULL);
    spawn("server", accepts_tcp, NULL);
    spawn("client", connects_tcp, NULL);
    spawn("client", connects_tcp, NULL);
    op_wait_all(4);
    return 0;
}

static int tcp_receivers(void *arg) {
    (void)arg;
    if (!listen_tcp(8)) {
        return 1;
    }
    new_pair(SOCK_STREAM, GATE_HERD, 0);
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(pair[0], &door_port.any, door_len) < 0) {
        return 1;
    }
    pair[1] = accept(listener, NULL, NULL);
    spawn("receiver", reads_two, NULL);
    spawn("receiver", reads_two, NULL);
    for (int i = 0; i < 4; i++) {
        op_write(pair[0], there, 0, "abcd", 4);
    }
    op_wait_all(2);
    return 0;
}

static int udp_receivers(int count, bool flood) {
    socklen_t len = sizeof door_port;
    int small = 1;
    take_loopback(false);
    new_pair(SOCK_DGRAM, GATE_FIFO, 0);
    pair[1] = socket(AF_INET, SOCK_DGRAM, 0);
    pair[0] = socket(AF_INET, SOCK_DGRAM, 0);
    if (flood) {
        setsockopt(pair[1], SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    }
    if (bind(pair[1], &door_port.any, door_len) < 0 ||
        getsockname(pair[1], &door_port.any, &len) < 0 ||
        connect(pair[0], &door_port.any, door_len) < 0) {
        return 1;
    }
    for (int i = 0; i < count; i++) {
        spawn("receiver", reads_two, NULL);
    }
    for (int i = 0; i < (flood ? 16 : 2 * count); i++) {
        op_write(pair[0], there, 0, "abcd", 4);
    }
    op_wait_all(count);
    return 0;
}

static int udp_one(void *arg) {
    (void)arg;
    return udp_receivers(1, true);
}

static int udp_two(void *arg) {
    (void)arg;
    return udp_receivers(2, false);
}

/* Who waits in connect(2) when the listening socket is closed gets ECONNREFUSED, all at once. */
static int refused_unix(void *arg) {
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    (void)arg;
    enter(OP_WRITE, TOUCH({door, GATE_OUT, 0}));
    leave(connect(fd, (const struct sockaddr *)&door_path, sizeof door_path));
    return 0;
}

static bool bind_unix(int type, const struct cage *cage) {
    listener = socket(AF_UNIX, type, 0);
    door_path = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(door_path.sun_path, sizeof door_path.sun_path, "%s/door", cage->run_dir);
    unlink(door_path.sun_path);
    door = gate_obj_new(OBJ_PIPE, NULL, NULL);
    return bind(listener, (const struct sockaddr *)&door_path, sizeof door_path) == 0;
}

static int unix_closed(void *arg) {
    if (!bind_unix(SOCK_STREAM, arg) || listen(listener, 0) < 0) {
        return 1;
    }
    int own = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(own, (const struct sockaddr *)&door_path, sizeof door_path) < 0) {
        return 1; /* the one place is taken */
    }
    for (int i = 0; i < 3; i++) {
        pid_t pid = gate_fork("client", 0);
        if (pid == 0) {
            close(listener);
            gate_exit_process(refused_unix(NULL), 0);
        }
    }
    op_close(listener, door);
    op_wait_all(3);
    unlink(door_path.sun_path);
    return 0;
}

/* A full datagram socket: the senders wait, and go on one by one as it is read. */
static int sends_unix(void *arg) {
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    (void)arg;
    for (int i = 0; i < 8; i++) {
        enter(OP_WRITE, TOUCH({door, GATE_OUT, 0}));
        leave(sendto(fd, "abcd", 4, 0, (const struct sockaddr *)&door_path, sizeof door_path));
    }
    return 0;
}

static int unix_full(void *arg) {
    char bytes[8];
    if (!bind_unix(SOCK_DGRAM, arg)) {
        return 1;
    }
    for (int i = 0; i < 3; i++) {
        spawn("sender", sends_unix, NULL);
    }
    for (int i = 0; i < 24; i++) {
        enter(OP_READ, TOUCH({door, GATE_IN, GATE_FIFO}));
        leave_data(recvfrom(listener, bytes, sizeof bytes, 0, NULL, NULL), bytes);
    }
    op_wait_all(3);
    unlink(door_path.sun_path);
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "stream pair, ping", .body = stream_ping},
    {.name = "datagram pair, ping", .body = dgram_ping},
    {.name = "seqpacket pair, ping", .body = seqpacket_ping},
    {.name = "stream, three receivers (herd)", .body = stream_receivers},
    {.name = "datagrams, three receivers", .body = dgram_receivers},
    {.name = "seqpacket, three receivers", .body = seqpacket_receivers},
    {.name = "stream, full, two senders (herd)", .body = stream_senders},
    {.name = "stream, full one way, bytes the other way", .body = stream_both_ways},
    {.name = "stream, full both ways", .body = stream_both_full, .may_hang = true},
    {.name = "unix listen, backlog 1, four clients", .body = unix_backlog},
    {.name = "unix listener closed, three wait to connect", .body = unix_closed},
    {.name = "unix datagrams, full, three senders", .body = unix_full, .net = true, .weight = 2},
    {.name = "TCP, two clients", .body = tcp_clients, .net = true, .weight = 2},
    {.name = "TCP, two accepters", .body = tcp_accepters, .net = true, .weight = 2},
    {.name = "TCP, two receivers (herd)", .body = tcp_receivers, .net = true, .weight = 2},
    {.name = "TCP over IPv6, two clients", .body = tcp6_clients, .net = true, .weight = 2},
    {.name = "UDP, dropped when full", .body = udp_one, .net = true},
    {.name = "UDP, two receivers", .body = udp_two, .net = true},
};

static void holds(void **state) {
    assert_true(scenario_holds(*state));
}

int main(void) {
    enum { COUNT = sizeof scenarios / sizeof scenarios[0] };
    struct CMUnitTest tests[COUNT];
    for (int i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                       .test_func = holds,
                                       .initial_state = (void *)(uintptr_t)&scenarios[i]};
    }
    return cmocka_run_group_tests_name("settling: sockets", tests, NULL, NULL);
}
