/* SPDX-License-Identifier: MIT */
/*
 * tell_ends.h: the sentences of the ends of operations, for the table in tell_op.c. Each appends
 * that of record n, an op.exit without an error, and gives whether there is one.
 */
#ifndef TELL_ENDS_H
#define TELL_ENDS_H

#include "buf.h"
#include "log.h"

/* tell_exec.c; tell_unseen: of a process without gates, whose result nobody knows */
bool tell_dup2(const struct log *log, uint64_t n, struct buf *out);
bool tell_exec(const struct log *log, uint64_t n, struct buf *out);
bool tell_unseen(const struct log *log, uint64_t n, struct buf *out);

/* tell_stream.c */
bool tell_read(const struct log *log, uint64_t n, struct buf *out);
bool tell_recv(const struct log *log, uint64_t n, struct buf *out);
bool tell_send(const struct log *log, uint64_t n, struct buf *out);
bool tell_write(const struct log *log, uint64_t n, struct buf *out);
bool tell_poll(const struct log *log, uint64_t n, struct buf *out);
bool tell_buffer(const struct log *log, uint64_t n, struct buf *out);
bool tell_connect(const struct log *log, uint64_t n, struct buf *out);
bool tell_accept(const struct log *log, uint64_t n, struct buf *out);
bool tell_sendto(const struct log *log, uint64_t n, struct buf *out);
bool tell_recvfrom(const struct log *log, uint64_t n, struct buf *out);
bool tell_shutdown(const struct log *log, uint64_t n, struct buf *out);
bool tell_mq_send(const struct log *log, uint64_t n, struct buf *out);
bool tell_mq_receive(const struct log *log, uint64_t n, struct buf *out);

/* tell_cell.c */
bool tell_cell(const struct log *log, uint64_t n, struct buf *out);

/* tell_sync.c */
bool tell_lock(const struct log *log, uint64_t n, struct buf *out);
bool tell_semaphore(const struct log *log, uint64_t n, struct buf *out);
bool tell_consistent(const struct log *log, uint64_t n, struct buf *out);
bool tell_flag(const struct log *log, uint64_t n, struct buf *out);
bool tell_barrier(const struct log *log, uint64_t n, struct buf *out);
bool tell_signal(const struct log *log, uint64_t n, struct buf *out);

/* tell_signal.c */
bool tell_sigaction(const struct log *log, uint64_t n, struct buf *out);
bool tell_sigprocmask(const struct log *log, uint64_t n, struct buf *out);
bool tell_kill(const struct log *log, uint64_t n, struct buf *out);

/* tell_socket.c */
bool tell_socket(const struct log *log, uint64_t n, struct buf *out);
bool tell_bind(const struct log *log, uint64_t n, struct buf *out);
bool tell_listen(const struct log *log, uint64_t n, struct buf *out);
bool tell_nonblock(const struct log *log, uint64_t n, struct buf *out);
bool tell_setsockopt(const struct log *log, uint64_t n, struct buf *out);

/* tell_channel.c */
bool tell_channel(const struct log *log, uint64_t n, struct buf *out);
/* Of an operation that failed, with what its error means; false: it is on no channel. */
bool tell_channel_failed(const struct log *log, const struct event *event, const char *meaning,
                         struct buf *out);

/* tell_op.c: by the C call and what it returned, where there is no better sentence. */
bool tell_other(const struct log *log, uint64_t n, struct buf *out);

/* tell_sync.c: a step that a condition variable or a queue is made of, by the `part` in its state;
 * false if it is none. */
bool tell_part(const struct log *log, const struct event *event, struct buf *out);

#endif
