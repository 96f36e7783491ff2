/* SPDX-License-Identifier: MIT */
/*
 * show_client.h: the side of a terminal that follows a show.
 */
#ifndef SHOW_CLIENT_H
#define SHOW_CLIENT_H

#include "diag.h"
#include "show_state.h"

struct show_client;

struct show_client *show_client_new(void);
void show_client_free(struct show_client *client);

/* Connects to the show of this user. 0; -ENOENT, -ECONNREFUSED: there is none now; -EPERM with
 * *diag: what listens there is not this user's, or the folder is not. */
int show_client_connect(struct show_client *client, struct diag *diag);
/* Readable when show_client_pump has something to do; -1: not connected. */
int show_client_fd(const struct show_client *client);

/* What came. SHOW_END: not connected any more, show_client_ended says why (the show ended, or was
 * cut off without a word). SHOW_OTHER: nothing new. */
enum show_line show_client_pump(struct show_client *client);
/* The newest state, NULL before the first; it stays when the show ends. */
const struct show_state *show_client_state(const struct show_client *client);
const char *show_client_ended(const struct show_client *client);
/* Asks for something. false: not connected, or the other side does not take it now. */
bool show_client_wish(struct show_client *client, const struct show_asked *asked);

#endif
