/* SPDX-License-Identifier: MIT */
/*
 * ring_bytes.h: putting records into a ring, and getting bytes and records out again. Private to
 * core/proc; ring.h is what others see.
 */
#ifndef RING_BYTES_H
#define RING_BYTES_H

#include "buf.h"
#include "ring.h"
#include "shared.h"

/* Puts a record in whole, waiting (PHASE_FULL) for the reader if there is no room. For the slot's
 * own process. record->text and so on may be NULL where their length is 0; texts that are too long
 * are cut. */
void ring_put(struct shared_slot *slot, const struct ring_record *record);

/* Everything that the ring holds goes to the end of `out`. For the supervisor. Returns bytes. */
size_t ring_take(struct shared_slot *slot, struct buf *out);
/* Takes the record at *at of `bytes`, moving *at on. False: no whole record is there (any more); a
 * damaged one counts as the end. record's texts point into `scratch`. */
bool ring_next(const struct buf *bytes, size_t *at, struct buf *scratch,
               struct ring_record *ret_record);

/* The time of the record at `at` without taking it; INT64_MAX: no whole record is there. */
int64_t ring_time(const struct buf *bytes, size_t at);

#endif
