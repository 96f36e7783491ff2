/* SPDX-License-Identifier: MIT */
/*
 * show_follower.h: between the files of this folder: one who follows, as the server holds it.
 */
#ifndef SHOW_FOLLOWER_H
#define SHOW_FOLLOWER_H

#include "show_server.h"

struct show_follower;

/* Takes the connected socket over and watches it by the epoll descriptor. */
struct show_follower *show_follower_new(int fd, int epoll, int patience_ms);
/* Tells it why (as far as its socket takes it), and closes. */
void show_follower_free(struct show_follower *follower, const char *why);

/* There is a newer state. Sent as far as it goes; while an older line is only half out, this one
 * (or an even newer one) waits for its turn. */
void show_follower_news(struct show_follower *follower, const struct buf *newest);
/* What epoll said of it. NULL, or why it is to be dropped: "has left", "was dropped: ...". */
const char *show_follower_pump(struct show_follower *follower, uint32_t events,
                               const struct buf *newest);
/* The next wish that came whole; false: none. */
bool show_follower_wish(struct show_follower *follower, struct show_asked *ret_asked);

#endif
