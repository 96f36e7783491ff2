/* SPDX-License-Identifier: MIT */
/*
 * show_server.h: the side of the one who shows: a socket that terminals of the same user connect
 * to. Nothing here waits: who does not take what it is told keeps only the newest of it, who takes
 * nothing for a while, sends junk or floods is dropped.
 */
#ifndef SHOW_SERVER_H
#define SHOW_SERVER_H

#include "diag.h"
#include "show_state.h"

enum {
    SHOW_FOLLOWERS_MAX = 8,
    SHOW_PATIENCE_MS = 5000, /* what is right for people */
    SHOW_WISHES_MAX = 60     /* wishes in a second: more is a flood */
};

struct show_server;

/* Opens the show of this user. A socket that nobody listens on any more is replaced. Who takes
 * nothing for patience_ms while there is news is dropped. 0; -EADDRINUSE with *diag: there is a
 * show already; other -errno with *diag. */
int show_server_new(int patience_ms, struct show_server **ret_server, struct diag *diag);
/* Tells all followers that it is over, and takes the socket away. NULL: nothing. */
void show_server_free(struct show_server *server);

/* Readable when show_server_pump has something to do. */
int show_server_fd(const struct show_server *server);
/* The state to be seen by all who follow now or come later. The same as before: nothing. */
void show_server_tell(struct show_server *server, const struct show_state *state);
/* Takes what came, sends what can be sent. What happened, as a sentence, is appended to *said (a
 * follower came, went, was dropped and why). Returns whether a wish is there, one a call: call
 * again as long as it is true. */
bool show_server_pump(struct show_server *server, struct buf *said, struct show_asked *ret_asked);
size_t show_server_followers(const struct show_server *server);

#endif
