/* SPDX-License-Identifier: MIT */
/*
 * draft_watch.h: says when files of a lesson's folder may have changed, by inotify(7): no polling.
 * Editors save in many ways (writing into the file, a new file renamed over it, trial files and
 * backups beside it): whoever is told reads the files again and compares. Files that links lead to
 * are no part of a lesson (fdio.h). Private to draft.c.
 */
#ifndef DRAFT_WATCH_H
#define DRAFT_WATCH_H

#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

struct draft_watch {
    int fd;
    char *dir, *above; /* the folder, and the one that it is in: it may go and come again */
    /* When something was told of that is not read yet, ns of clock_ns; 0: none. */
    int64_t first, last;
};

/* 0, or -errno with *diag. Zeroed and failed ones may be given to _done. */
int draft_watch_init(struct draft_watch *watch, const char *dir, struct diag *diag);
void draft_watch_done(struct draft_watch *watch);
/* Begins (again) to watch what is there now. To be called before files are read. */
void draft_watch_renew(struct draft_watch *watch);
/* Takes what the kernel tells. */
void draft_watch_pump(struct draft_watch *watch);
/* When a burst is over and files are to be read, ns of clock_ns; -1: nothing was told. */
int64_t draft_watch_due(const struct draft_watch *watch);
/* Whether a file of that name belongs to a lesson. */
bool draft_watch_wants(const char *name);

#endif
