/* SPDX-License-Identifier: MIT */
/*
 * progress_file.h: the file behind progress.h: one table, a log. One row an answer, a prediction, a
 * reset or an exam's day; rows are only ever added. sqlite3 with its default rollback journal
 * (homes are on NFS), each row a transaction of its own, synced.
 */
#ifndef PROGRESS_FILE_H
#define PROGRESS_FILE_H

#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

enum progress_kind { ROW_ANSWER, ROW_RESET, ROW_EXAM, ROW_PREDICTION };

struct progress_row {
    int64_t n;  /* the order of the log, from 1; 0: not in the file yet */
    int64_t at; /* ms since 1970 */
    enum progress_kind kind;
    const char *lesson;   /* NULL in a reset of all and in an exam's day */
    const char *question; /* of an answer; of a prediction the program */
    const char *mode;     /* of a prediction the operation */
    const char *given;
    bool right;
    int hints, took_ms;
    int64_t value;            /* of an exam's day: its first moment */
    const char *truth, *idea; /* of a prediction: what happened; what was mistaken, or NULL */
};

struct progress_file;

/* Opens or makes it. What had to be done to a damaged one is appended to *notice as a sentence.
 * 0, or -errno with *diag: what is wrong and what to do. */
int progress_file_open(const char *path, struct progress_file **ret_file, struct buf *notice,
                       struct diag *diag);
void progress_file_close(struct progress_file *file);

/* Whether rows can be added, as far as can be told before trying. */
bool progress_file_writable(const struct progress_file *file);
/* 0: the row is on disk. -errno with *diag: it is not (-ENOSPC, -EROFS, -EBUSY, -EIO ...). */
int progress_file_append(struct progress_file *file, const struct progress_row *row,
                         struct diag *diag);
/* Calls visit for each row with n > after, in order; its strings are good during the call. */
int progress_file_read(struct progress_file *file, int64_t after,
                       void (*visit)(void *context, const struct progress_row *row), void *context,
                       struct diag *diag);

#endif
