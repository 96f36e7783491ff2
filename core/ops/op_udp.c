/* SPDX-License-Identifier: MIT */
/*
 * op_udp.c: see op_udp.h. Whether a datagram arrived nobody tells its sender; the kernel counts
 * those that it drops for want of room, for each socket (/proc/net/udp), and the record says so.
 */
#include "op_udp.h"
#include "gate.h"
#include "op_call.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FIRST_PORT = 49152, /* the dynamic ports (RFC 6335) */
    PORTS = 65536 - FIRST_PORT
};

static struct sockaddr_in loopback(uint16_t port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

int op_udp_socket(int buffer, int line) {
    gate_enter(&(struct gate_op){
        .op = OP_SOCKET, .fd = -1, .line = line, .call = "socket(AF_INET, SOCK_DGRAM, 0)"});
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    int err = fd < 0 ? errno : 0;
    if (!err && buffer > 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    }
    gate_exit(&(struct gate_result){.ret = fd, .err = err});
    return err ? -err : fd;
}

static void make_known(int fd, uint16_t port, struct op_descriptor *ret_socket) {
    char name[32], attrs[64];
    int buffer = 0;
    socklen_t len = sizeof buffer;
    uint32_t obj = gate_port(OBJ_UDP, port);
    getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, &len);
    snprintf(name, sizeof name, "udp-%u", (unsigned)port);
    snprintf(attrs, sizeof attrs, "{\"port\":%u,\"buffer\":%d}", (unsigned)port, buffer);
    gate_obj_new_at(obj, OBJ_UDP, name, attrs);
    gate_fd_open(fd, obj, END_R);
    *ret_socket = (struct op_descriptor){.fd = fd, .obj = obj, .type = OBJ_UDP, .end = END_R};
}

int op_udp_bind(int fd, uint16_t port, struct op_descriptor *ret_socket, int line) {
    char call[OP_CALL_MAX];
    uint16_t own = port ? port : (uint16_t)(FIRST_PORT + gate_obj_reserve(1) % PORTS);
    struct sockaddr_in address = loopback(own);
    if (port) {
        snprintf(call, sizeof call, "bind(%d, 127.0.0.1:%u)", fd, (unsigned)port);
        gate_enter(&(struct gate_op){.op = OP_BIND, .fd = fd, .line = line, .call = call});
    }
    int ret = bind(fd, (const struct sockaddr *)&address, sizeof address);
    int err = ret < 0 ? errno : 0;
    if (port) {
        gate_exit(&(struct gate_result){.ret = ret, .err = err});
    }
    if (!err) {
        make_known(fd, own, ret_socket);
    }
    return -err;
}

/* How many datagrams the kernel has dropped that were for the socket at this port; -1: there is
 * none. The columns are proc(5)'s: the second is the local address, the last counts. */
static long drops_at(uint16_t port) {
    char line[256];
    long drops = -1;
    FILE *table = fopen("/proc/net/udp", "re");
    while (table && fgets(line, sizeof line, table)) {
        unsigned local = 0;
        if (sscanf(line, " %*d: %*x:%x", &local) == 1 && local == port) {
            const char *end = line + strlen(line);
            while (end > line && (end[-1] == ' ' || end[-1] == '\n')) {
                end--;
            }
            while (end > line && end[-1] != ' ') {
                end--;
            }
            drops = strtol(end, NULL, 10);
        }
    }
    if (table) {
        fclose(table);
    }
    return drops;
}

ssize_t op_sendto(const struct op_descriptor *from, uint16_t port, const void *bytes, size_t len,
                  int line) {
    char call[OP_CALL_MAX], quoted[OP_CALL_MAX - 80], state[64];
    struct sockaddr_in to = loopback(port);
    uint32_t obj = gate_port(OBJ_UDP, port);
    snprintf(call, sizeof call, "sendto(%d, %s, %zu, 127.0.0.1:%u)", from->fd,
             op_quote(quoted, sizeof quoted, bytes, len), len, (unsigned)port);
    gate_enter(&(struct gate_op){.op = OP_SENDTO,
                                 .obj = obj,
                                 .fd = from->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = obj, .dir = GATE_OUT, .queue = 0}},
                                 .touch_count = obj ? 1 : 0});
    long before = drops_at(port);
    ssize_t sent = sendto(from->fd, bytes, len, 0, (const struct sockaddr *)&to, sizeof to);
    int err = sent < 0 ? errno : 0;
    long after = drops_at(port);
    struct gate_result result = {.ret = sent, .err = err, .off = -1, .data = bytes};
    snprintf(state, sizeof state, "{\"drops\":%ld}", after);
    result.state = after >= 0 ? state : NULL;
    result.data_len = err ? 0 : (size_t)sent;
    /* It is there if somebody has the port and had room. */
    result.has_range = !err && after >= 0 && after == before;
    result.len = 1;
    gate_exit(&result);
    return err ? -err : sent;
}

ssize_t op_recvfrom(const struct op_descriptor *at, void *bytes, size_t len, bool dont_wait,
                    uint16_t *ret_port, int line) {
    char call[OP_CALL_MAX];
    struct sockaddr_in from = {0};
    socklen_t size = sizeof from;
    snprintf(call, sizeof call, "recvfrom(%d, %zu, %s)", at->fd, len,
             dont_wait ? "MSG_DONTWAIT" : "0");
    gate_enter(&(struct gate_op){.op = OP_RECVFROM,
                                 .obj = at->obj,
                                 .fd = at->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = at->obj, .dir = GATE_IN, .queue = GATE_FIFO}},
                                 .touch_count = at->obj ? 1 : 0});
    ssize_t got =
        recvfrom(at->fd, bytes, len, dont_wait ? MSG_DONTWAIT : 0, (struct sockaddr *)&from, &size);
    int err = got < 0 ? errno : 0;
    struct gate_result result = {.ret = got, .err = err, .off = -1, .data = bytes};
    result.data_len = err ? 0 : (size_t)got;
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    *ret_port = ntohs(from.sin_port);
    return err ? -err : got;
}
