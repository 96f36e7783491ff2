/* SPDX-License-Identifier: MIT */
/*
 * op_descriptor.h: what every descriptor can do: read(2), write(2), close(2), as gated, recorded
 * operations that make exactly one call and give exactly what the kernel gave: a short count stays
 * short, EINTR is EINTR. How many waiters a call can wake is a row per object type.
 */
#ifndef OP_DESCRIPTOR_H
#define OP_DESCRIPTOR_H

#include "event.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Of a socket: the form of its addresses, and what goes through it. */
enum op_family { OP_UNIX, OP_INET, OP_INET6 };
enum op_sock_type { OP_STREAM, OP_DGRAM, OP_SEQPACKET };

/* A descriptor of this process and what it leads to. */
struct op_descriptor {
    int fd;
    uint32_t obj;     /* gate_obj_new's */
    uint32_t obj_out; /* a socket: what it writes into, where that is another object; 0: obj */
    enum obj_type type;
    enum fd_end end;
    bool messages; /* whole ones go through it, not bytes */
    uint32_t door; /* number of the name that it has or was opened by (op_fifo.h, op_address.h) */
    enum op_family family; /* the rest: of a socket */
    enum op_sock_type socket;
    bool bound;
    uint16_t port; /* that it is bound to */
    uint64_t key;  /* of the name that it is bound to (op_address_key) */
};

/* line: in the lesson, for the record. The count, 0 at end-of-file (read), or -errno. Wrong ends
 * are not refused: read(2) of a write end is EBADF, and that is worth seeing. */
ssize_t op_read(const struct op_descriptor *descriptor, void *bytes, size_t len, int line);
ssize_t op_write(const struct op_descriptor *descriptor, const void *bytes, size_t len, int line);
/* Likewise send(2) and recv(2) of sockets. dontwait: MSG_DONTWAIT, O_NONBLOCK for this one call. */
ssize_t op_recv(const struct op_descriptor *descriptor, void *bytes, size_t len, bool dontwait,
                int line);
ssize_t op_send(const struct op_descriptor *descriptor, const void *bytes, size_t len,
                bool dontwait, int line);
/* 0 or -errno. Linux has closed the descriptor even where it gives an error other than EBADF
 * (close(2)). */
int op_close(const struct op_descriptor *descriptor, int line);
/* fcntl(2), F_SETFL: whether a call that would have to wait fails with EAGAIN instead. A flag of
 * the open file description: all who share it by fork(2) see it change. 0 or -errno. */
int op_set_nonblocking(const struct op_descriptor *descriptor, bool on, int line);

#endif
