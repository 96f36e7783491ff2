/* SPDX-License-Identifier: MIT */
/*
 * own_keys.h: the user's own keys, from $XDG_CONFIG_HOME/ipc-tutor/config (ui/input knows what may
 * stand there). A file that is missing is fine; what is wrong in it keeps nobody from a lesson.
 */
#ifndef OWN_KEYS_H
#define OWN_KEYS_H

#include "diag.h"

/* The path, to mem_free; NULL: there is no home. */
char *own_keys_path(void);
/* Reads the file, sets the keys, and tells each fault; without `fault` they are counted only.
 * Returns how many there are. */
struct own_keys_faults {
    size_t count;
    struct buf first; /* "config:3: no key is called ..." */
    void (*each)(void *arg, const struct diag *diag);
    void *arg;
};
void own_keys_load(struct own_keys_faults *faults);
/* The same; what is wrong becomes one sentence, appended to out. */
void own_keys_notice(struct buf *out);

#endif
