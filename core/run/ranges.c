/* SPDX-License-Identifier: MIT */
/* ranges.c: see ranges.h. */
#include "ranges.h"

void ranges_read(struct ranges *ranges, int64_t len, int64_t *ret_off) {
    *ret_off = ranges->taken;
    ranges->taken += len;
    if (len == 0 && ranges->part_way == 0) {
        /* End-of-file: the stream is empty, so all that was ever written was taken. */
        ranges->written = ranges->taken;
        ranges->lost = false;
    }
}

void ranges_write_sleeps(struct ranges *ranges, struct range_part *part, int64_t want,
                         int64_t whole) {
    if (want <= whole || part->part_way) {
        return;
    }
    part->part_way = true;
    part->start = ranges->written;
    if (ranges->part_way++ > 0) {
        ranges->mixed = true;
    }
}

/* Takes the write out of those that are part-way; whether bytes of others lie among its own. */
static bool end_part(struct ranges *ranges, struct range_part *part) {
    bool mixed = ranges->mixed;
    *part = (struct range_part){0};
    if (--ranges->part_way == 0) {
        ranges->mixed = false;
    }
    return mixed;
}

bool ranges_wrote(struct ranges *ranges, struct range_part *part, int64_t len, int64_t *ret_off) {
    int64_t off = part->part_way ? part->start : ranges->written;
    ranges->written += len;
    bool known = !ranges->lost;
    if (part->part_way) {
        known = !end_part(ranges, part) && known;
    } else if (ranges->part_way > 0 && len > 0) {
        ranges->mixed = true;
        known = false;
    }
    if (known) {
        *ret_off = off;
    }
    return known;
}

void ranges_write_lost(struct ranges *ranges, struct range_part *part) {
    if (part->part_way) {
        end_part(ranges, part);
        ranges->lost = true;
    }
}

int64_t ranges_fill(struct ranges *ranges, int64_t bytes) {
    int64_t known = ranges->written - ranges->taken;
    if (bytes > known) {
        ranges->written = ranges->taken + bytes;
    } else {
        ranges->taken = ranges->written - bytes;
    }
    return bytes - known;
}
