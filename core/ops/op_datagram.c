/* SPDX-License-Identifier: MIT */
/*
 * op_datagram.c: see op_datagram.h. Whether a datagram arrived nobody tells its sender; the kernel
 * counts those of UDP that it drops for want of room, for each socket (/proc/net/udp, udp6), and
 * the record says so.
 */
#include "op_datagram.h"
#include "gate.h"
#include "op_call.h"
#include "op_socket.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_PORT = 49152, /* the dynamic ports (RFC 6335) */
    PORTS = 65536 - FIRST_PORT
};

int op_datagram_socket(enum op_family family, int buffer, struct op_descriptor *ret_socket,
                       int line) {
    int code = op_socket(family, OP_DGRAM, ret_socket, line);
    if (code == 0 && buffer > 0) {
        setsockopt(ret_socket->fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    }
    return code;
}

static void known_udp(struct op_descriptor *socket, const struct op_address *address) {
    char name[32], attrs[96];
    bool ipv6 = address->family == OP_INET6;
    int buffer = 0;
    socklen_t len = sizeof buffer;
    getsockopt(socket->fd, SOL_SOCKET, SO_RCVBUF, &buffer, &len);
    snprintf(name, sizeof name, ipv6 ? "udp6-%u" : "udp-%u", (unsigned)address->port);
    snprintf(attrs, sizeof attrs, "{\"port\":%u,%s\"buffer\":%d}", (unsigned)address->port,
             ipv6 ? "\"address\":\"::1\"," : "", buffer);
    socket->obj = op_address_door(address, OBJ_UDP);
    gate_obj_new_at(socket->obj, OBJ_UDP, name, attrs);
}

static void known_unix(struct op_descriptor *socket, const struct op_address *address) {
    char name[GATE_NAME_MAX], attrs[OP_ADDRESS_NAME_MAX + 64];
    snprintf(name, sizeof name, "%.40s", address->name);
    snprintf(attrs, sizeof attrs, "{\"path\":\"%s\",\"type\":\"SOCK_DGRAM\"}", address->name);
    socket->obj = gate_obj_new(OBJ_UNIX_DGRAM, name[0] ? name : NULL, attrs);
    if (socket->key) {
        gate_obj_key(socket->key, socket->obj);
    }
}

void op_datagram_known(struct op_descriptor *socket, const struct op_address *address) {
    bool is_unix = address->family == OP_UNIX;
    if (is_unix) {
        known_unix(socket, address);
    } else {
        known_udp(socket, address);
    }
    socket->type = is_unix ? OBJ_UNIX_DGRAM : OBJ_UDP;
    socket->end = END_R;
    gate_fd_open(socket->fd, socket->obj, END_R);
}

int op_datagram_any(struct op_descriptor *socket) {
    struct op_address own = {.family = socket->family};
    if (socket->family != OP_UNIX) {
        union op_sockaddr name;
        own.port = (uint16_t)(FIRST_PORT + gate_obj_reserve(1) % PORTS);
        socklen_t len = op_address_put(&own, &name);
        if (bind(socket->fd, &name.any, len) < 0) {
            return -errno;
        }
        socket->bound = true;
        socket->port = own.port;
    }
    op_datagram_known(socket, &own);
    return 0;
}

/* How many datagrams the kernel has dropped that were for the socket at this address; -1: there is
 * none, or it is no UDP. The columns are proc(5)'s: the second is the local address, the last
 * counts. */
static long drops_at(const struct op_address *address) {
    static const char *const tables[] = {
        [OP_INET] = "/proc/net/udp", [OP_INET6] = "/proc/net/udp6"};
    char line[256];
    long drops = -1;
    FILE *table = address->family == OP_UNIX ? NULL : fopen(tables[address->family], "re");
    while (table && fgets(line, sizeof line, table)) {
        const char *at = strchr(line, ':');
        const char *port = at ? strchr(at + 1, ':') : NULL;
        if (port && strtoul(port + 1, NULL, 16) == address->port) {
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

/* What came of it. It is there if somebody has the address and had room: UDP does not say so, and
 * before and after are what it has dropped. */
static void sent_record(ssize_t sent, int err, const void *bytes, bool is_unix, long before,
                        long after) {
    char state[64];
    struct gate_result result = {.ret = sent, .err = err, .off = -1, .data = bytes};
    snprintf(state, sizeof state, "{\"drops\":%ld}", after);
    result.state = after >= 0 ? state : NULL;
    result.data_len = err ? 0 : (size_t)sent;
    result.has_range = !err && (is_unix || (after >= 0 && after == before));
    result.len = 1;
    gate_exit(&result);
}

ssize_t op_sendto(const struct op_descriptor *from, const struct op_address *to, const void *bytes,
                  size_t len, bool dont_wait, int line) {
    char call[OP_CALL_MAX], quoted[OP_CALL_MAX - 112], at[OP_ADDRESS_TEXT];
    bool is_unix = to->family == OP_UNIX;
    uint32_t door = op_address_door(to, OBJ_UDP);
    snprintf(call, sizeof call, "sendto(%d, %s, %zu, %s%s)", from->fd,
             op_quote(quoted, sizeof quoted, bytes, len), len, dont_wait ? "MSG_DONTWAIT, " : "",
             op_address_text(to, at));
    gate_enter(&(struct gate_op){.op = OP_SENDTO,
                                 .obj = is_unix ? op_address_find(to) : door,
                                 .fd = from->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = door, .dir = GATE_OUT, .queue = 0}},
                                 .touch_count = door ? 1 : 0,
                                 .find = is_unix ? op_address_find : NULL,
                                 .find_arg = to});
    union op_sockaddr name;
    socklen_t size = op_address_put(to, &name);
    long before = drops_at(to);
    ssize_t sent = sendto(from->fd, bytes, len, dont_wait ? MSG_DONTWAIT : 0, &name.any, size);
    int err = sent < 0 ? errno : 0;
    sent_record(sent, err, bytes, is_unix, before, drops_at(to));
    return err ? -err : sent;
}

ssize_t op_recvfrom(const struct op_descriptor *at, void *bytes, size_t len, bool dont_wait,
                    struct op_address *ret_from, int line) {
    char call[OP_CALL_MAX];
    union op_sockaddr from = {.room = {0}};
    socklen_t size = sizeof from;
    snprintf(call, sizeof call, "recvfrom(%d, %zu, %s)", at->fd, len,
             dont_wait ? "MSG_DONTWAIT" : "0");
    gate_enter(&(struct gate_op){.op = OP_RECVFROM,
                                 .obj = at->obj,
                                 .fd = at->fd,
                                 .line = line,
                                 .call = call,
                                 .touch = {{.obj = at->obj, .dir = GATE_IN, .queue = GATE_FIFO},
                                           {.obj = at->door, .dir = GATE_IN}},
                                 .touch_count = at->door ? 2 : 1});
    ssize_t got = recvfrom(at->fd, bytes, len, dont_wait ? MSG_DONTWAIT : 0, &from.any, &size);
    int err = got < 0 ? errno : 0;
    struct gate_result result = {.ret = got, .err = err, .off = -1, .data = bytes};
    result.data_len = err ? 0 : (size_t)got;
    result.has_range = !err;
    result.len = 1;
    gate_exit(&result);
    *ret_from = err ? (struct op_address){.family = at->family} : op_address_take(&from, size);
    return err ? -err : got;
}
