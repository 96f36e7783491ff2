/* SPDX-License-Identifier: MIT */
/*
 * op_address.c: see op_address.h. A file is known by its inode (op_named.h): after
 * unlink(2) and bind(2) the same name is another socket.
 */
#include "op_address.h"
#include "gate.h"
#include "op_call.h"
#include "op_named.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct op_address op_address_port(enum op_family family, uint16_t port) {
    return (struct op_address){.family = family, .port = port};
}

struct op_address op_address_name(const char *name) {
    struct op_address address = {.family = OP_UNIX};
    snprintf(address.name, sizeof address.name, "%s", name);
    return address;
}

static bool is_abstract(const struct op_address *address) {
    return address->name[0] == '@';
}

static socklen_t put_unix(const struct op_address *address, union op_sockaddr *out) {
    size_t len = strlen(address->name);
    char *path = out->room + offsetof(struct sockaddr_un, sun_path);
    out->un.sun_family = AF_UNIX;
    memcpy(path, address->name, len + 1);
    if (is_abstract(address)) {
        path[0] = '\0'; /* all bytes behind it count, and no 0 ends it */
        return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
    }
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (len ? len + 1 : 0));
}

socklen_t op_address_put(const struct op_address *address, union op_sockaddr *out) {
    *out = (union op_sockaddr){.room = {0}};
    switch (address->family) {
    case OP_UNIX:
        return put_unix(address, out);
    case OP_INET: {
        const struct sockaddr_in in = {.sin_family = AF_INET,
                                       .sin_port = htons(address->port),
                                       .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
        memcpy(out, &in, sizeof in);
        return sizeof in;
    }
    case OP_INET6: {
        const struct sockaddr_in6 in6 = {.sin6_family = AF_INET6,
                                         .sin6_port = htons(address->port),
                                         .sin6_addr = IN6ADDR_LOOPBACK_INIT};
        memcpy(out, &in6, sizeof in6);
        return sizeof in6;
    }
    }
    return 0;
}

static struct op_address take_unix(const union op_sockaddr *from, socklen_t len) {
    struct op_address address = {.family = OP_UNIX};
    size_t begin = offsetof(struct sockaddr_un, sun_path);
    size_t size = len > begin ? len - begin : 0; /* 0: it has no address */
    size = size < sizeof address.name ? size : sizeof address.name - 1;
    memcpy(address.name, from->room + begin, size);
    if (size > 0 && address.name[0] == '\0') {
        address.name[0] = '@';
    }
    return address;
}

struct op_address op_address_take(const union op_sockaddr *from, socklen_t len) {
    if (from->any.sa_family == AF_UNIX || len <= sizeof(sa_family_t)) {
        return take_unix(from, len);
    }
    if (from->any.sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, from, sizeof in6);
        return op_address_port(OP_INET6, ntohs(in6.sin6_port));
    }
    struct sockaddr_in in;
    memcpy(&in, from, sizeof in);
    return op_address_port(OP_INET, ntohs(in.sin_port));
}

const char *op_address_text(const struct op_address *address, char out[OP_ADDRESS_TEXT]) {
    char quoted[OP_ADDRESS_TEXT - 2];
    if (address->family == OP_UNIX) {
        const char *name = address->name + is_abstract(address);
        snprintf(out, OP_ADDRESS_TEXT, "%s%s", is_abstract(address) ? "@" : "",
                 op_quote(quoted, sizeof quoted, name, strlen(name)));
    } else {
        snprintf(out, OP_ADDRESS_TEXT, "%s:%u", address->family == OP_INET6 ? "[::1]" : "127.0.0.1",
                 (unsigned)address->port);
    }
    return out;
}

const char *op_family_name(enum op_family family) {
    static const char *const names[] = {
        [OP_UNIX] = "AF_UNIX", [OP_INET] = "AF_INET", [OP_INET6] = "AF_INET6"};
    return names[family];
}

const char *op_sock_name(enum op_sock_type type) {
    static const char *const names[] = {
        [OP_STREAM] = "SOCK_STREAM", [OP_DGRAM] = "SOCK_DGRAM", [OP_SEQPACKET] = "SOCK_SEQPACKET"};
    return names[type];
}

uint32_t op_address_door(const struct op_address *address, enum obj_type type) {
    if (address->family == OP_UNIX) {
        return address->name[0] ? op_door('s', address->name) : 0;
    }
    return gate_port(type, address->family == OP_INET6, address->port);
}

uint64_t op_address_key(const struct op_address *address) {
    struct stat st;
    if (is_abstract(address)) {
        return gate_key('a', address->name);
    }
    if (address->name[0] == '\0' || lstat(address->name, &st) < 0) {
        return 0;
    }
    return op_inode_key(&st);
}

uint32_t op_address_find(const void *address) {
    uint64_t key = op_address_key(address);
    return key ? gate_obj_by_key(key) : 0;
}
