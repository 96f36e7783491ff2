/* SPDX-License-Identifier: MIT */
/*
 * schedule.h: the list of who was let go, in order, as text and as runs of equal names:
 * "main*3 child main" is main, main, main, child, main. Pure. Who is next by it: order.h.
 */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

#define SCHEDULE_TIMES_MAX 1000000000u

struct schedule_item {
    char *name;
    uint32_t times;
};

/* A zeroed struct schedule is an empty one. */
struct schedule {
    struct schedule_item *items;
    size_t count, cap;
};

void schedule_init(struct schedule *schedule);
void schedule_done(struct schedule *schedule);
/* Reads text: names, each with "*TIMES" or without, white space between. A name is any run of bytes
 * but white space, control characters and '*'. "" is the empty schedule. 0, or -EINVAL with a fault
 * that says at which character. *ret_schedule need not be initialised. */
int schedule_parse(const char *text, struct schedule *ret_schedule, struct diag *diag);
/* One more step, of this process. */
void schedule_add(struct schedule *schedule, const char *name);
/* As text, in the shortest form. */
void schedule_write(const struct schedule *schedule, struct buf *out);
/* How many steps it is long. */
uint64_t schedule_steps(const struct schedule *schedule);

#endif
