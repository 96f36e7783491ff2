/* SPDX-License-Identifier: MIT */
/*
 * places.h: where things lie on this machine: the program's lessons and themes, the user's, the
 * templates of new lessons, and the folder of the executable.
 */
#ifndef PLACES_H
#define PLACES_H

#include "catalogue.h"

/* Owns its strings; the caller's to places_done. */
struct places {
    char *executable_dir; /* "" if it can't be told */
    char *own;            /* lessons of the program */
    char *templates;      /* what new lessons are made from */
    char *user;           /* lessons of the user; NULL: no home */
    char *own_themes;     /* colours that come with the program */
    char *user_themes;    /* the user's; NULL: no home */
    const char *path;     /* IPC_TUTOR_LESSONS; NULL or "": none */
};

void places_init(struct places *ret_places);
void places_done(struct places *places);

/* The file that answers are kept in: $XDG_DATA_HOME (else ~/.local/share) /ipc-tutor/progress.db.
 * The caller's to mem_free; NULL: no home. */
char *places_progress(void);

/* The catalogue of these places. 0 or an exit code after saying why. Faults of places (a wrong
 * path) are said; those of single lessons only if `all`, else they stay in the catalogue. */
int places_catalogue(struct catalogue *ret_catalogue, bool all);
/* The same, and no fault is said: all stay in the catalogue. */
int places_quietly(struct catalogue *ret_catalogue);

#endif
