/* SPDX-License-Identifier: MIT */
/*
 * op_datagram.h: datagrams without a connection: udp(7), on the loopback of the run's own network,
 * and unix(7). A socket is an object, OBJ_UDP or OBJ_UNIX_DGRAM, with the datagrams that wait to be
 * received; each is sent to an address and comes whole, cut to what the reader has room for. Where
 * the receiver has no room UDP loses it, while the sender to a Unix socket waits.
 */
#ifndef OP_DATAGRAM_H
#define OP_DATAGRAM_H

#include "op_address.h"

/* socket(2), and bytes of its receive buffer (SO_RCVBUF); 0: the kernel's default. As op_socket. */
int op_datagram_socket(enum op_family family, int buffer, struct op_descriptor *ret_socket,
                       int line);
/* Makes a socket without an address an object. UDP gets any port, without an operation of its own,
 * as the kernel does it at the first sendto(2); a Unix socket none, and nobody can send to it. 0 or
 * -errno. */
int op_datagram_any(struct op_descriptor *socket);
/* For op_bind: it is bound to this address. */
void op_datagram_known(struct op_descriptor *socket, const struct op_address *address);
/* sendto(2): the count, or -errno. What the kernel drops is sent all the same. */
ssize_t op_sendto(const struct op_descriptor *from, const struct op_address *to, const void *bytes,
                  size_t len, bool dont_wait, int line);
/* recvfrom(2): the count, or -errno; *ret_from: where it came from (a Unix socket without a name:
 * ""). dont_wait: MSG_DONTWAIT. */
ssize_t op_recvfrom(const struct op_descriptor *at, void *bytes, size_t len, bool dont_wait,
                    struct op_address *ret_from, int line);

#endif
