/* SPDX-License-Identifier: MIT */
/*
 * tell_parts.h: what the sentences of tell.c and tell_op.c are made of. Each appends to out.
 */
#ifndef TELL_PARTS_H
#define TELL_PARTS_H

#include "buf.h"
#include "log.h"

/* Text on one line: control characters as \n, \t or \xNN; bytes that are no UTF-8 as U+FFFD, or
 * as \xNN between quotes. */
void tell_text(struct buf *out, const char *text, size_t len, bool quoted);
/* A string of the log, so. */
void tell_str(struct buf *out, const struct log *log, strid id);
/* "read(2)", or the name that the record gives. */
void tell_op(struct buf *out, const struct log *log, const struct event *event);
/* " on p (fd 3)", with what there is. */
void tell_place(struct buf *out, const struct log *log, const struct event *event);
/* "1 byte", "12 bytes". */
void tell_count(struct buf *out, int64_t count);
/* ': "the first bytes"...' of the record, if it has any, and the full stop. */
void tell_data(struct buf *out, const struct log *log, const struct event *event);
/* The type of the object that record n names: what its obj.new said, not too long ago. */
enum obj_type tell_type(const struct log *log, uint64_t n);
/* The op.enter of the operation that record n ends; 0: there is none that is still open there. */
uint64_t tell_enter_of(const struct log *log, uint64_t n);
/* The C call of the operation that record n ends; "" where none is known. */
const char *tell_call(const struct log *log, uint64_t n);
/* What stands in a call between a sign and the next one of another; false: nothing does. */
bool tell_between(const char *call, char from, char to, struct buf *out);
/* The sentence of an op.exit; false if other records of its step tell it. */
bool tell_op_exit(const struct log *log, uint64_t n, struct buf *out);

#endif
