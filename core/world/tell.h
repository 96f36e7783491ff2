/* SPDX-License-Identifier: MIT */
/*
 * tell.h: the run in sentences, one a record: for --plain, `run --format text` and lists of events.
 * "main writes 6 bytes into p: "hello\n"." Every sentence is made from its record alone.
 */
#ifndef TELL_H
#define TELL_H

#include "buf.h"
#include "log.h"

/* The sentence of record n, appended to out. false and nothing for a record that tells nothing new
 * (step, op.ready, op.enter, an op.exit that other records of its step tell; unknown ones). */
bool tell_event(const struct log *log, uint64_t n, struct buf *out);
/* The sentences of records first ... last, one space between. */
void tell_records(const struct log *log, uint64_t first, uint64_t last, struct buf *out);
/* What an operation will do, said before it does: "main is about to read from p (fd 3)." for the
 * op.ready or op.enter record n. false if it is none. */
bool tell_next(const struct log *log, uint64_t n, struct buf *out);
/* What the name of an error means, for an operation: ("EPIPE", OP_WRITE) "no reader is left"; ""
 * for one that is not known. */
const char *tell_error(const char *err, enum op_kind op);
/* Bytes as a C string literal with its quotes, everything that is not printable ASCII (or valid
 * UTF-8) escaped; at most max bytes of it, then "...". */
void tell_bytes(const unsigned char *bytes, size_t len, size_t max, struct buf *out);

#endif
