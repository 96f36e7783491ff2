/* SPDX-License-Identifier: MIT */
/*
 * op_socket.c: see op_socket.h.
 *
 * Who accepts has to know which two objects its connection is. accept(2) says from which address
 * the connection comes: so a connecting side that has none gets one that is made of the objects'
 * numbers, a port, or for a Unix socket a name that is removed at once (the socket keeps it). It
 * also makes the ports of a run the same each time. Options that change when bytes are sent, not
 * what arrives, are set without a step of their own: TCP_NODELAY, because a small write that waits
 * 40 ms for an acknowledgement (Nagle's algorithm) would come after all is settled; SO_REUSEADDR,
 * because a server that is started again would have to wait a minute otherwise.
 */
#include "op_socket.h"
#include "gate.h"
#include "op_call.h"
#include "op_datagram.h"
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FIRST_PORT = 49152, /* the dynamic ports (RFC 6335) */
    PORTS = 65536 - FIRST_PORT
};

static const char own_name[] = ".c"; /* of a connecting Unix socket, before the number */

static const int families[] = {[OP_UNIX] = AF_UNIX, [OP_INET] = AF_INET, [OP_INET6] = AF_INET6};
static const int types[] = {
    [OP_STREAM] = SOCK_STREAM, [OP_DGRAM] = SOCK_DGRAM, [OP_SEQPACKET] = SOCK_SEQPACKET};

static void set(int fd, int level, int option) {
    const int on = 1;
    setsockopt(fd, level, option, &on, sizeof on);
}

static int done(int ret) {
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret, .err = err});
    return -err;
}

int op_socket(enum op_family family, enum op_sock_type type, struct op_descriptor *ret_socket,
              int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "socket(%s, %s, 0)", op_family_name(family), op_sock_name(type));
    gate_enter(&(struct gate_op){.op = OP_SOCKET, .fd = -1, .line = line, .call = call});
    int fd = socket(families[family], types[type], 0);
    int code = done(fd);
    if (code == 0) {
        *ret_socket = (struct op_descriptor){.fd = fd,
                                             .end = END_RW,
                                             .messages = type != OP_STREAM,
                                             .family = family,
                                             .socket = type};
    }
    return code;
}

int op_bind(struct op_descriptor *socket, const struct op_address *address, int line) {
    char call[OP_CALL_MAX], at[OP_ADDRESS_TEXT];
    union op_sockaddr name;
    socklen_t len = op_address_put(address, &name);
    snprintf(call, sizeof call, "bind(%d, %s)", socket->fd, op_address_text(address, at));
    gate_enter(&(struct gate_op){.op = OP_BIND, .fd = socket->fd, .line = line, .call = call});
    if (address->family != OP_UNIX && socket->socket == OP_STREAM) {
        set(socket->fd, SOL_SOCKET, SO_REUSEADDR);
    }
    int code = done(bind(socket->fd, &name.any, len));
    if (code < 0) {
        return code;
    }
    socket->bound = true;
    socket->port = address->port;
    if (address->family == OP_UNIX) {
        socket->key = op_address_key(address);
        socket->door = op_address_door(address, OBJ_NONE);
    }
    if (socket->socket == OP_DGRAM) {
        op_datagram_known(socket, address);
    }
    return 0;
}

/* "7070": its port as attributes have it; of IPv6 with the address. */
static int put_port(char *out, size_t cap, const struct op_address *address) {
    return snprintf(out, cap, "\"port\":%u%s", (unsigned)address->port,
                    address->family == OP_INET6 ? ",\"address\":\"::1\"" : "");
}

/* What a listener's and a connection's objects have in common: where, and what goes through. */
static void put_attrs(char *out, size_t cap, const struct op_descriptor *socket,
                      const struct op_address *address) {
    if (address->family == OP_UNIX) {
        snprintf(out, cap, "\"path\":\"%s\",\"type\":\"%s\",\"messages\":%d", address->name,
                 op_sock_name(socket->socket), socket->socket != OP_STREAM);
    } else {
        put_port(out, cap, address);
    }
}

/* The address that a socket is bound to, as the kernel says it. */
static struct op_address address_of(const struct op_descriptor *socket) {
    union op_sockaddr own = {.room = {0}};
    socklen_t len = sizeof own;
    if (getsockname(socket->fd, &own.any, &len) < 0) {
        return (struct op_address){.family = socket->family};
    }
    return op_address_take(&own, len);
}

static void listens(struct op_descriptor *socket, const struct op_address *address, int backlog,
                    const char *name) {
    char at[GATE_NAME_MAX], attrs[OP_ADDRESS_NAME_MAX + 96], where[OP_ADDRESS_NAME_MAX + 64];
    bool is_unix = address->family == OP_UNIX;
    uint32_t obj = is_unix ? gate_obj_reserve(1) : op_address_door(address, OBJ_LISTENER);
    put_attrs(where, sizeof where, socket, address);
    snprintf(attrs, sizeof attrs, "{%s,\"backlog\":%d}", where, backlog);
    if (is_unix) {
        snprintf(at, sizeof at, "%.40s", address->name);
    } else {
        snprintf(at, sizeof at, address->family == OP_INET6 ? "port6-%u" : "port-%u",
                 (unsigned)address->port);
    }
    gate_obj_new_at(obj, OBJ_LISTENER, name ? name : at, attrs);
    gate_fd_open(socket->fd, obj, END_R);
    if (socket->key) {
        gate_obj_key(socket->key, obj);
    }
    socket->obj = obj;
    socket->type = OBJ_LISTENER;
    socket->end = END_R;
}

int op_listen(struct op_descriptor *socket, int backlog, const char *name, int line) {
    char call[OP_CALL_MAX];
    struct op_address address = address_of(socket);
    uint32_t door = socket->bound ? op_address_door(&address, OBJ_LISTENER) : 0;
    snprintf(call, sizeof call, "listen(%d, %d)", socket->fd, backlog);
    gate_enter(&(struct gate_op){.op = OP_LISTEN,
                                 .fd = socket->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = door, .dir = GATE_OUT}},
                                 .touch_count = door ? 1 : 0});
    int code = done(listen(socket->fd, backlog));
    if (code == 0) {
        listens(socket, &address, backlog, name);
    }
    return code;
}

/* Socket `side` is a side of the connection whose bytes go to the accepting side through `there`.
 */
static void take_side(struct op_descriptor *side, uint32_t there, bool accepts) {
    uint32_t back = there + 1;
    bool is_unix = side->family == OP_UNIX;
    if (!is_unix) {
        set(side->fd, IPPROTO_TCP, TCP_NODELAY);
    }
    side->obj = accepts ? there : back;
    side->obj_out = accepts ? back : there;
    side->type = is_unix ? OBJ_UNIX : OBJ_TCP;
    side->end = END_RW;
    gate_fd_open(side->fd, side->obj, END_R);
    gate_fd_open(side->fd, side->obj_out, END_W);
}

/* Under which others find the connections of a socket that the lesson itself has bound. */
static uint64_t peer_key(const struct op_address *address) {
    char at[OP_ADDRESS_TEXT];
    return gate_key('c', address->family == OP_UNIX ? address->name : op_address_text(address, at));
}

/* The first object of the connection that comes from this address. */
static uint32_t connection_from(const struct op_address *peer) {
    size_t len = sizeof own_name - 1;
    if (peer->family == OP_UNIX && strncmp(peer->name, own_name, len) == 0) {
        return (uint32_t)strtoul(peer->name + len, NULL, 10);
    }
    uint32_t known = gate_obj_by_key(peer_key(peer));
    return known || peer->family == OP_UNIX ? known : (uint32_t)peer->port - FIRST_PORT;
}

int op_accept(const struct op_descriptor *listener, struct op_descriptor *ret_connection,
              int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "accept(%d)", listener->fd);
    struct gate_op op = {
        .op = OP_ACCEPT,
        .obj = listener->obj,
        .fd = listener->fd,
        .line = line,
        .call = call,
        .touch = {{.obj = listener->obj, .dir = GATE_IN}, {.obj = listener->door, .dir = GATE_IN}},
        .touch_count = listener->door ? 2 : 1};
    gate_enter(&op);
    union op_sockaddr peer = {.room = {0}};
    socklen_t len = sizeof peer;
    int fd = accept(listener->fd, &peer.any, &len);
    int err = fd < 0 ? errno : 0;
    struct gate_result result = {.ret = fd, .err = err, .off = -1};
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    if (err) {
        return -err;
    }
    struct op_address from = op_address_take(&peer, len);
    *ret_connection = (struct op_descriptor){.fd = fd,
                                             .messages = listener->messages,
                                             .family = listener->family,
                                             .socket = listener->socket};
    take_side(ret_connection, connection_from(&from), true);
    return 0;
}

/* Both directions of a connection, which there is now. */
static void make_known(const struct op_descriptor *socket, uint32_t there,
                       const struct op_address *address) {
    char where[OP_ADDRESS_NAME_MAX + 64], attrs[OP_ADDRESS_NAME_MAX + 66];
    enum obj_type type = socket->family == OP_UNIX ? OBJ_UNIX : OBJ_TCP;
    put_attrs(where, sizeof where, socket, address);
    snprintf(attrs, sizeof attrs, "{%s}", where);
    gate_obj_new_at(there, type, "to-server", attrs);
    gate_obj_new_at(there + 1, type, "to-client", attrs);
}

/* Gives the socket an address of its own, from which who accepts knows the connection. */
static int bind_own(struct op_descriptor *socket, uint32_t there) {
    struct op_address own;
    union op_sockaddr name;
    char text[32];
    if (socket->bound) {
        own = address_of(socket);
        gate_obj_key(peer_key(&own), there);
        return 0;
    }
    if (socket->family == OP_UNIX) {
        snprintf(text, sizeof text, "%s%u", own_name, (unsigned)there);
        own = op_address_name(text);
    } else {
        own = op_address_port(socket->family, (uint16_t)(FIRST_PORT + there % PORTS));
    }
    socklen_t len = op_address_put(&own, &name);
    int ret = bind(socket->fd, &name.any, len);
    if (socket->family == OP_UNIX) {
        unlink(text);
    }
    return ret;
}

int op_connect(struct op_descriptor *socket, const struct op_address *address, int line) {
    char call[OP_CALL_MAX], at[OP_ADDRESS_TEXT];
    bool is_unix = address->family == OP_UNIX;
    uint32_t door = op_address_door(address, OBJ_LISTENER);
    snprintf(call, sizeof call, "connect(%d, %s)", socket->fd, op_address_text(address, at));
    gate_enter(&(struct gate_op){.op = OP_CONNECT,
                                 .obj = is_unix ? op_address_find(address) : door,
                                 .fd = socket->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = door, .dir = GATE_OUT}},
                                 .touch_count = door ? 1 : 0,
                                 .find = is_unix ? op_address_find : NULL,
                                 .find_arg = address,
                                 .timed = !is_unix});
    uint32_t there = gate_obj_reserve(2);
    union op_sockaddr name;
    socklen_t len = op_address_put(address, &name);
    int ret = bind_own(socket, there);
    if (ret == 0) {
        ret = connect(socket->fd, &name.any, len);
    }
    int err = ret < 0 ? errno : 0;
    struct gate_result result = {.ret = ret, .err = err, .off = -1};
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    if (err) {
        return -err;
    }
    make_known(socket, there, address);
    take_side(socket, there, false);
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
