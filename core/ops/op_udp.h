/* SPDX-License-Identifier: MIT */
/*
 * op_udp.h: sockets of udp(7), on the loopback of the run's own network. There is no connection: a
 * socket is an object, OBJ_UDP, with the datagrams that wait in its receive buffer; each is sent to
 * a port and comes whole, cut to what the reader has room for, or not at all.
 */
#ifndef OP_UDP_H
#define OP_UDP_H

#include "op_descriptor.h"
#include <stdbool.h>

/* socket(2). buffer: bytes of its receive buffer (SO_RCVBUF), 0: the kernel's default. The
 * descriptor, or -errno (-EACCES: the run has no network of its own). */
int op_udp_socket(int buffer, int line);
/* bind(2) to this port of 127.0.0.1; port 0: any, without an operation of its own, as the kernel
 * does it at the first sendto(2). 0 or -errno (EADDRINUSE). */
int op_udp_bind(int fd, uint16_t port, struct op_descriptor *ret_socket, int line);
/* sendto(2): the count, or -errno. What the kernel drops is sent all the same. */
ssize_t op_sendto(const struct op_descriptor *from, uint16_t port, const void *bytes, size_t len,
                  int line);
/* recvfrom(2): the count, or -errno; *ret_port: where it came from. dont_wait: MSG_DONTWAIT. */
ssize_t op_recvfrom(const struct op_descriptor *at, void *bytes, size_t len, bool dont_wait,
                    uint16_t *ret_port, int line);

#endif
