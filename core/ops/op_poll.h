/* SPDX-License-Identifier: MIT */
/* op_poll.h: poll(2): to wait for whichever of several descriptors is ready first. */
#ifndef OP_POLL_H
#define OP_POLL_H

#include "op_descriptor.h"

enum { OP_POLL_MAX = 8 }; /* descriptors of one call: half of GATE_TOUCH_MAX */

/* What is asked of one descriptor, and whether that would not wait now: a read (POLLIN), or with
 * `write` a write (POLLOUT). End-of-file and errors count as ready: the call comes back at once. */
struct op_polled {
    const struct op_descriptor *descriptor;
    bool write;
    bool ready;
};

/* timeout_ns: 0 only looks; < 0 sleeps until one is ready; else so long at most, on the run's own
 * clock: what the kernel sees is a poll(2) without a time-out, which the runner interrupts. How
 * many are ready (0: time is up), or -errno. */
int op_poll(struct op_polled *polled, size_t count, int64_t timeout_ns, int line);

#endif
