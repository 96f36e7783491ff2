/* SPDX-License-Identifier: MIT */
/*
 * show_place.h: where the socket of a show lies, and who may talk through it: a folder that is the
 * user's alone, and peers that run as the same user (SO_PEERCRED, unix(7)).
 */
#ifndef SHOW_PLACE_H
#define SHOW_PLACE_H

#include "diag.h"
#include <stdbool.h>
#include <sys/un.h>

/* The address: $XDG_RUNTIME_DIR/ipc-tutor/show; where that is not set or is not a folder of this
 * user alone, /tmp/ipc-tutor-UID/show. `make`: the folder is made, mode 0700. 0; -errno with *diag:
 * the folder is another's (-EPERM), its name is too long (-ENAMETOOLONG), or it can't be made.
 * Without `make`, -ENOENT where it is not there. */
int show_place(bool make, struct sockaddr_un *ret_address, struct diag *diag);
/* The folder of it, for taking turns while a socket is put there (flock(2)). The caller's to close;
 * or -errno. */
int show_place_folder(const struct sockaddr_un *address);
/* Whether the process at the other end of a connected socket runs as this user. */
bool show_peer_is_us(int fd);

#endif
