/* SPDX-License-Identifier: MIT */
/*
 * op_tcp.c: see op_tcp.h.
 *
 * Who accepts has to know which two objects its connection is: the connecting side binds its
 * socket to a port that is made of their numbers, and the accepting side asks for that port. It
 * also makes the ports of a run the same each time. Options that change when bytes are sent, not
 * what arrives, are set without a step of their own: TCP_NODELAY, because a small write that waits
 * 40 ms for an acknowledgement (Nagle's algorithm) would come after all is settled; SO_REUSEADDR,
 * because a server that is started again would have to wait a minute otherwise.
 */
#include "op_tcp.h"
#include "gate.h"
#include "op_call.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
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

static void set(int fd, int level, int option) {
    const int on = 1;
    setsockopt(fd, level, option, &on, sizeof on);
}

int op_tcp_socket(int line) {
    gate_enter(&(struct gate_op){
        .op = OP_SOCKET, .fd = -1, .line = line, .call = "socket(AF_INET, SOCK_STREAM, 0)"});
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int err = fd < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = fd, .err = err});
    return err ? -err : fd;
}

/* The operation on the socket at a port, which may be there or not. */
static struct gate_op op_at(enum op_kind kind, int fd, uint16_t port, const char *call, int line) {
    uint32_t obj = gate_port(OBJ_LISTENER, port);
    return (struct gate_op){.op = kind,
                            .obj = obj,
                            .fd = fd,
                            .line = line,
                            .call = call,
                            .touch = {{.obj = obj, .dir = GATE_OUT}},
                            .touch_count = obj ? 1 : 0};
}

int op_tcp_bind(int fd, uint16_t port, int line) {
    char call[OP_CALL_MAX];
    struct sockaddr_in address = loopback(port);
    snprintf(call, sizeof call, "bind(%d, 127.0.0.1:%u)", fd, (unsigned)port);
    gate_enter(&(struct gate_op){.op = OP_BIND, .fd = fd, .line = line, .call = call});
    set(fd, SOL_SOCKET, SO_REUSEADDR);
    int ret = bind(fd, (const struct sockaddr *)&address, sizeof address);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}

int op_tcp_listen(int fd, uint16_t port, int backlog, const char *name,
                  struct op_descriptor *ret_listener, int line) {
    char call[OP_CALL_MAX], at[32], attrs[64];
    snprintf(call, sizeof call, "listen(%d, %d)", fd, backlog);
    struct gate_op op = op_at(OP_LISTEN, fd, port, call, line);
    op.obj = 0; /* it comes to be by this */
    gate_enter(&op);
    int ret = listen(fd, backlog);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    if (err) {
        return -err;
    }
    uint32_t obj = gate_port(OBJ_LISTENER, port);
    snprintf(at, sizeof at, "port-%u", (unsigned)port);
    snprintf(attrs, sizeof attrs, "{\"port\":%u,\"backlog\":%d}", (unsigned)port, backlog);
    gate_obj_new_at(obj, OBJ_LISTENER, name ? name : at, attrs);
    gate_fd_open(fd, obj, END_R);
    *ret_listener =
        (struct op_descriptor){.fd = fd, .obj = obj, .type = OBJ_LISTENER, .end = END_R};
    return 0;
}

/* A side of the connection whose bytes go to the accepting side through `there`. */
static void take_side(struct op_descriptor *side, int fd, uint32_t there, bool accepts) {
    uint32_t back = there + 1;
    set(fd, IPPROTO_TCP, TCP_NODELAY);
    *side = (struct op_descriptor){.fd = fd,
                                   .obj = accepts ? there : back,
                                   .obj_out = accepts ? back : there,
                                   .type = OBJ_TCP,
                                   .end = END_RW};
    gate_fd_open(fd, side->obj, END_R);
    gate_fd_open(fd, side->obj_out, END_W);
}

int op_tcp_accept(const struct op_descriptor *listener, struct op_descriptor *ret_connection,
                  int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "accept(%d)", listener->fd);
    gate_enter(&(struct gate_op){.op = OP_ACCEPT,
                                 .obj = listener->obj,
                                 .fd = listener->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = listener->obj, .dir = GATE_IN}},
                                 .touch_count = 1});
    struct sockaddr_in peer = {0};
    socklen_t len = sizeof peer;
    int fd = accept(listener->fd, (struct sockaddr *)&peer, &len);
    int err = fd < 0 ? errno : 0;
    struct gate_result result = {.ret = fd, .err = err, .off = -1};
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    if (err) {
        return -err;
    }
    take_side(ret_connection, fd, (uint32_t)ntohs(peer.sin_port) - FIRST_PORT, true);
    return 0;
}

/* Both directions of a connection, which there is now. */
static void make_known(uint32_t there, uint16_t port) {
    char attrs[64];
    snprintf(attrs, sizeof attrs, "{\"port\":%u}", (unsigned)port);
    gate_obj_new_at(there, OBJ_TCP, "to-server", attrs);
    gate_obj_new_at(there + 1, OBJ_TCP, "to-client", attrs);
}

int op_tcp_connect(int fd, uint16_t port, struct op_descriptor *ret_connection, int line) {
    char call[OP_CALL_MAX];
    struct sockaddr_in address = loopback(port);
    snprintf(call, sizeof call, "connect(%d, 127.0.0.1:%u)", fd, (unsigned)port);
    struct gate_op op = op_at(OP_CONNECT, fd, port, call, line);
    op.timed = true;
    gate_enter(&op);
    uint32_t there = gate_obj_reserve(2);
    struct sockaddr_in own = loopback((uint16_t)(FIRST_PORT + there % PORTS));
    int ret = bind(fd, (const struct sockaddr *)&own, sizeof own);
    if (ret == 0) {
        ret = connect(fd, (const struct sockaddr *)&address, sizeof address);
    }
    int err = ret < 0 ? errno : 0;
    struct gate_result result = {.ret = ret, .err = err, .off = -1};
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    if (err) {
        return -err;
    }
    make_known(there, port);
    take_side(ret_connection, fd, there, false);
    return 0;
}

int op_shutdown(const struct op_descriptor *descriptor, int how, int line) {
    static const char *const hows[] = {
        [SHUT_RD] = "SHUT_RD", [SHUT_WR] = "SHUT_WR", [SHUT_RDWR] = "SHUT_RDWR"};
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "shutdown(%d, %s)", descriptor->fd, hows[how]);
    uint32_t out = descriptor->obj_out ? descriptor->obj_out : descriptor->obj;
    gate_enter(&(struct gate_op){
        .op = OP_SHUTDOWN,
        .obj = how == SHUT_RD ? descriptor->obj : out,
        .fd = descriptor->fd,
        .line = line,
        .call = call,
        .touch = {{.obj = descriptor->obj, .dir = GATE_IN}, {.obj = out, .dir = GATE_OUT}},
        .touch_count = 2});
    int ret = shutdown(descriptor->fd, how);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){
        .ret = ret, .err = err, .state = !err && how != SHUT_RD ? "{\"shut\":true}" : NULL});
    return -err;
}
