/* SPDX-License-Identifier: MIT */
/*
 * link_log.h: a log over a link: records as they are in memory, and each string once, before the
 * first record that names it. Sender and receiver number strings by themselves (a log's own numbers
 * mean nothing to another log).
 */
#ifndef LINK_LOG_H
#define LINK_LOG_H

#include "link.h"
#include "log.h"

/* The sending side of one log. */
struct link_log_out {
    const struct log *log;
    uint64_t sent;     /* records */
    uint32_t *numbers; /* on the link, by the log's own number; 0: not sent yet */
    size_t cap;
    uint32_t strings; /* sent so far */
};

void link_log_out_init(struct link_log_out *out, const struct log *log);
void link_log_out_done(struct link_log_out *out);
/* Puts all records that were not sent yet into the link (which is not flushed). */
void link_log_send(struct link_log_out *out, struct link *link);

/* The receiving side. */
struct link_log_in {
    struct log *log;
    strid *strings; /* the log's own number by that of the link */
    size_t cap;
    uint32_t count; /* received so far; numbers go from 1 to count */
};

void link_log_in_init(struct link_log_in *in, struct log *log);
void link_log_in_done(struct link_log_in *in);
/* A frame LINK_STRING or LINK_RECORD, into the log. 0, or -EPROTO and the log is as it was. */
int link_log_take(struct link_log_in *in, struct link_frame *frame);

#endif
