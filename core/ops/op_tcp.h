/* SPDX-License-Identifier: MIT */
/*
 * op_tcp.h: sockets of tcp(7), on the loopback of the run's own network, one system call an
 * operation. What is done with a connection then is op_descriptor.h's.
 *
 * A socket that listens is an object, OBJ_LISTENER, at its port: connections wait there to be
 * accepted. A connection is two objects, OBJ_TCP: the bytes on their way to the side that accepts,
 * and those on their way back. A descriptor of it reads from the one and writes into the other.
 */
#ifndef OP_TCP_H
#define OP_TCP_H

#include "op_descriptor.h"

/* socket(2). The descriptor, or -errno (-EACCES: the run has no network of its own). */
int op_tcp_socket(int line);
/* bind(2) to this port of 127.0.0.1. 0 or -errno (EADDRINUSE). */
int op_tcp_bind(int fd, uint16_t port, int line);
/* listen(2): the socket is passive from now on. name: of the object; NULL: "port-7070". */
int op_tcp_listen(int fd, uint16_t port, int backlog, const char *name,
                  struct op_descriptor *ret_listener, int line);
/* accept(2): waits for a connection. 0 or -errno. */
int op_tcp_accept(const struct op_descriptor *listener, struct op_descriptor *ret_connection,
                  int line);
/* connect(2) to this port of 127.0.0.1. 0, or -errno: ECONNREFUSED where nobody listens. Where the
 * backlog is full it waits for a timer of the kernel. */
int op_tcp_connect(int fd, uint16_t port, struct op_descriptor *ret_connection, int line);
/* shutdown(2) of one direction or both, for everybody who has this side of the connection. how:
 * SHUT_RD, SHUT_WR, SHUT_RDWR. 0 or -errno. */
int op_shutdown(const struct op_descriptor *descriptor, int how, int line);

#endif
