/* SPDX-License-Identifier: MIT */
/*
 * ranges.h: where in an object's stream the bytes of each write went and those of each read came
 * from: a write appends, a read takes from the front, told in the order in which the kernel did
 * them. Pure.
 *
 * pipe(7): a write of at most PIPE_BUF bytes goes in whole. A longer one that has to sleep goes in
 * piece by piece; if another write comes between the pieces, nobody can tell which byte is whose
 * without looking at the bytes, and then no range is told for either of them (the sums stay right).
 */
#ifndef RANGES_H
#define RANGES_H

#include <stdbool.h>
#include <stdint.h>

/* A zeroed struct ranges is an empty stream. */
struct ranges {
    int64_t written, taken;
    uint32_t part_way; /* writes that sleep with a part of their bytes in the stream */
    bool mixed;        /* bytes of several writes lie among those of the ones that are part-way */
    bool lost;         /* a write that was part-way was killed: what it put is not known */
};

/* One write, from when it sleeps. */
struct range_part {
    bool part_way;
    int64_t start;
};

/* A read returned len >= 0 bytes: its first byte's place is *ret_off. 0 is end-of-file. */
void ranges_read(struct ranges *ranges, int64_t len, int64_t *ret_off);
/* A write of want bytes sleeps; up to `whole` bytes go in whole (PIPE_BUF, or 0 where nothing is
 * promised: sockets). *part: zeroed before the write. */
void ranges_write_sleeps(struct ranges *ranges, struct range_part *part, int64_t want,
                         int64_t whole);
/* A write returned: len bytes went in (0 for one that failed). false: nobody can say where. *part
 * is zeroed. */
bool ranges_wrote(struct ranges *ranges, struct range_part *part, int64_t len, int64_t *ret_off);
/* The writer was killed in its sleep. *part is zeroed. */
void ranges_write_lost(struct ranges *ranges, struct range_part *part);

/* There are so many bytes in the stream, whatever was counted: what is more was written by somebody
 * who has no records, what is less was taken by one. How many more (less: below 0). */
int64_t ranges_fill(struct ranges *ranges, int64_t bytes);

#endif
