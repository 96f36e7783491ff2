/* SPDX-License-Identifier: MIT */
/*
 * progress_sqlite.h: what the two halves of the file share (progress_file.c: rows; progress_open.c:
 * opening, repair). For these alone.
 */
#ifndef PROGRESS_SQLITE_H
#define PROGRESS_SQLITE_H

#include "progress_file.h"
#include <sqlite3.h>

struct progress_file {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *insert, *select; /* prepared when first needed */
};

/* Fills *diag in for a result of sqlite3; gives the -errno. */
int progress_sqlite_fault(sqlite3 *db, const char *path, int result, struct diag *diag);
/* As progress_file_read; gives the result of sqlite3, so that what could be read before a damage
 * has been visited. */
int progress_sqlite_read(struct progress_file *file, int64_t after,
                         void (*visit)(void *context, const struct progress_row *row),
                         void *context);

/* Brings a file of an earlier format to this one, in one transaction; gives the result of sqlite3.
 * One that is of this format already is left as it is. */
int progress_sqlite_update(struct progress_file *file);

#endif
