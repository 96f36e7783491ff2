/* SPDX-License-Identifier: MIT */
/*
 * loading.h: reading a large saved run: how far it is is shown, and it can be stopped: Esc or q
 * keep what was read so far (not for the tutor as lines, which takes lines only), Ctrl-C ends the
 * program as ever.
 */
#ifndef LOADING_H
#define LOADING_H

#include "diag.h"
#include "log.h"

/* json_lines_read (json_lines.h), watched; -ECANCELED: stopped by a key. takes_keys: standard input
 * is the user's, not the file. */
int loading_read(struct log *log, const char *file, const char *text, size_t len, bool takes_keys,
                 struct diag *diag);

#endif
