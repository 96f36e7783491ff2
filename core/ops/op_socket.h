/* SPDX-License-Identifier: MIT */
/*
 * op_socket.h: sockets with an address, of unix(7), tcp(7) and udp(7): making, binding, listening,
 * accepting, connecting; one system call an operation. Ports are those of the loopback of the run's
 * own network. What is done with a connection then is op_descriptor.h's, datagrams without one are
 * op_datagram.h's.
 *
 * A socket that listens is an object, OBJ_LISTENER, at its address: connections wait there to be
 * accepted. A connection is two objects, OBJ_TCP or OBJ_UNIX: what is on its way to the side that
 * accepts, and what is on its way back. A descriptor of it reads from the one and writes into the
 * other.
 */
#ifndef OP_SOCKET_H
#define OP_SOCKET_H

#include "op_address.h"

/* socket(2). 0, or -errno: EACCES: the run has no network of its own; EAFNOSUPPORT: the kernel has
 * no IPv6; ESOCKTNOSUPPORT: there is no such type in this family. */
int op_socket(enum op_family family, enum op_sock_type type, struct op_descriptor *ret_socket,
              int line);
/* bind(2). 0 or -errno (EADDRINUSE; EADDRNOTAVAIL: no ::1 here; EINVAL: the name is too long). A
 * datagram socket is an object from then on. */
int op_bind(struct op_descriptor *socket, const struct op_address *address, int line);
/* listen(2): the socket is passive from now on. name: of the object; NULL: "port-7070", or the name
 * that it is bound to. 0 or -errno. */
int op_listen(struct op_descriptor *socket, int backlog, const char *name, int line);
/* accept(2): waits for a connection. 0 or -errno. */
int op_accept(const struct op_descriptor *listener, struct op_descriptor *ret_connection, int line);
/* connect(2). 0, or -errno: ECONNREFUSED where nobody listens, ENOENT where there is no such name.
 * Where the backlog is full, a Unix socket waits until somebody accepts, TCP for a timer of the
 * kernel. */
int op_connect(struct op_descriptor *socket, const struct op_address *address, int line);
/* shutdown(2) of one direction or both, for everybody who has this side of the connection. how:
 * SHUT_RD, SHUT_WR, SHUT_RDWR. 0 or -errno. */
int op_shutdown(const struct op_descriptor *descriptor, int how, int line);

#endif
