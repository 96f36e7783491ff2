/* SPDX-License-Identifier: MIT */
/*
 * op_address.h: where a socket is found: a port of 127.0.0.1 or ::1, or a name of unix(7): a file
 * in the directory of the run, or (first character @) a name without a file, "abstract", which
 * belongs to the run's own network. No operation here; see op_socket.h next.
 */
#ifndef OP_ADDRESS_H
#define OP_ADDRESS_H

#include "op_descriptor.h"
#include <sys/socket.h>
#include <sys/un.h>

enum {
    OP_ADDRESS_NAME_MAX = 200, /* longer than sun_path: that is the kernel's to refuse */
    OP_ADDRESS_TEXT = 64
};

struct op_address {
    enum op_family family;
    uint16_t port;                      /* of OP_INET, OP_INET6 */
    char name[OP_ADDRESS_NAME_MAX + 1]; /* of OP_UNIX; "": none */
};

/* The same as the kernel has it; room for names that are too long. */
union op_sockaddr {
    struct sockaddr any;
    struct sockaddr_un un;
    char room[sizeof(sa_family_t) + OP_ADDRESS_NAME_MAX + 1];
};

struct op_address op_address_port(enum op_family family, uint16_t port);
struct op_address op_address_name(const char *name);
/* Fills *out; its length. A file's name has its 0 at the end counted (unix(7)). */
socklen_t op_address_put(const struct op_address *address, union op_sockaddr *out);
/* What accept(2) and recvfrom(2) gave. */
struct op_address op_address_take(const union op_sockaddr *from, socklen_t len);
/* "127.0.0.1:7070", "[::1]:7070", "\"door\"", "@\"door\"", as a call shows it; returns out. */
const char *op_address_text(const struct op_address *address, char out[OP_ADDRESS_TEXT]);
/* "AF_UNIX", "SOCK_STREAM" */
const char *op_family_name(enum op_family family);
const char *op_sock_name(enum op_sock_type type);

/* What calls that name this address touch, be anything there or not (gate_port): for a port the
 * object itself, for a name a number of its own. type: OBJ_LISTENER for connections, OBJ_UDP for
 * datagrams. */
uint32_t op_address_door(const struct op_address *address, enum obj_type type);
/* The object that a name (const struct op_address *) stands for now, for gate_op.find; 0: none. */
uint32_t op_address_find(const void *address);
/* The key that others find the object of a name under, once its socket is bound; 0: no name. */
uint64_t op_address_key(const struct op_address *address);

#endif
