/* SPDX-License-Identifier: MIT */
/*
 * progress_file.c: rows into and out of the file, and what its errors mean for a person.
 */
#include "progress_file.h"
#include "mem.h"
#include "progress_sqlite.h"
#include <errno.h>
#include <string.h>

static const char *const kind_names[] = {[ROW_ANSWER] = "answer",
                                         [ROW_RESET] = "reset",
                                         [ROW_EXAM] = "exam",
                                         [ROW_PREDICTION] = "prediction"};

/* What a result of sqlite3 is for the one who reads it. */
static const struct {
    int result, code;
    const char *text;
} faults[] = {
    {SQLITE_FULL, ENOSPC, "the disk is full; make room, then go on"},
    {SQLITE_READONLY, EROFS, "it can't be written; give yourself the right to write it"},
    {SQLITE_PERM, EACCES, "it can't be written; give yourself the right to write it"},
    {SQLITE_CANTOPEN, EACCES, "it can't be opened; look at the rights of its folder"},
    {SQLITE_AUTH, EACCES, "it can't be opened; look at its rights"},
    {SQLITE_BUSY, EBUSY, "another program keeps it locked; close that one, then go on"},
    {SQLITE_LOCKED, EBUSY, "another program keeps it locked; close that one, then go on"},
    {SQLITE_CORRUPT, EBADMSG, "it is damaged; start ipc-tutor anew to have it put aside"},
    {SQLITE_NOTADB, EBADMSG, "it is damaged; start ipc-tutor anew to have it put aside"},
    {SQLITE_TOOBIG, EFBIG, "an answer in it is longer than any can be"},
    {SQLITE_NOMEM, ENOMEM, "there is no memory left"},
};

int progress_sqlite_fault(sqlite3 *db, const char *path, int result, struct diag *diag) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].result == (result & 0xFF)) {
            return diag_set(diag, -faults[i].code, path, 0, "%s", faults[i].text);
        }
    }
    return diag_set(diag, -EIO, path, 0, "%s",
                    db != NULL ? sqlite3_errmsg(db) : "input or output failed");
}

bool progress_file_writable(const struct progress_file *file) {
    return sqlite3_db_readonly(file->db, "main") == 0;
}

void progress_file_close(struct progress_file *file) {
    if (file != NULL) {
        sqlite3_finalize(file->insert);
        sqlite3_finalize(file->select);
        sqlite3_close(file->db);
        mem_free(file->path);
        mem_free(file);
    }
}

static int prepare(struct progress_file *file, sqlite3_stmt **statement, const char *sql) {
    if (*statement != NULL) {
        return SQLITE_OK;
    }
    return sqlite3_prepare_v3(file->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text) {
    if (text == NULL) {
        sqlite3_bind_null(statement, index);
    } else {
        sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
    }
}

/* One statement outside of BEGIN is a transaction: when it is done, the row is synced. */
static int insert(struct progress_file *file, const struct progress_row *row) {
    static const char sql[] =
        "INSERT INTO entry (at, kind, lesson, question, mode, given, right, hints, took_ms, value,"
        " truth, idea) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    int result = prepare(file, &file->insert, sql);
    if (result == SQLITE_ERROR) { /* of an earlier format, which could not be changed before */
        result = progress_sqlite_update(file);
        result = result == SQLITE_OK ? prepare(file, &file->insert, sql) : result;
    }
    if (result != SQLITE_OK) {
        return result;
    }
    sqlite3_stmt *into = file->insert;
    sqlite3_bind_int64(into, 1, row->at);
    bind_text(into, 2, kind_names[row->kind]);
    bind_text(into, 3, row->lesson);
    bind_text(into, 4, row->question);
    bind_text(into, 5, row->mode);
    bind_text(into, 6, row->given);
    sqlite3_bind_int(into, 7, row->right);
    sqlite3_bind_int(into, 8, row->hints);
    sqlite3_bind_int(into, 9, row->took_ms);
    sqlite3_bind_int64(into, 10, row->value);
    bind_text(into, 11, row->truth);
    bind_text(into, 12, row->idea);
    result = sqlite3_step(into);
    sqlite3_reset(into);
    sqlite3_clear_bindings(into);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int progress_file_append(struct progress_file *file, const struct progress_row *row,
                         struct diag *diag) {
    int result = insert(file, row);
    if (result != SQLITE_OK) {
        return progress_sqlite_fault(file->db, file->path, result, diag);
    }
    return 0;
}

/* Whether a row has what its kind needs, whoever wrote it. */
static bool is_whole(const struct progress_row *row) {
    switch (row->kind) {
    case ROW_ANSWER:
        return row->lesson != NULL && row->question != NULL;
    case ROW_PREDICTION:
        return row->lesson != NULL && row->question != NULL && row->mode != NULL &&
               row->given != NULL && row->truth != NULL;
    case ROW_RESET:
    case ROW_EXAM:
        break;
    }
    return true;
}

static bool row_of(sqlite3_stmt *from, struct progress_row *ret_row) {
    const char *kind = (const char *)sqlite3_column_text(from, 2);
    *ret_row = (struct progress_row){
        .n = sqlite3_column_int64(from, 0),
        .at = sqlite3_column_int64(from, 1),
        .kind = ROW_EXAM,
        .lesson = (const char *)sqlite3_column_text(from, 3),
        .question = (const char *)sqlite3_column_text(from, 4),
        .mode = (const char *)sqlite3_column_text(from, 5),
        .given = (const char *)sqlite3_column_text(from, 6),
        .right = sqlite3_column_int(from, 7) != 0,
        .hints = sqlite3_column_int(from, 8),
        .took_ms = sqlite3_column_int(from, 9),
        .value = sqlite3_column_int64(from, 10),
        .truth = (const char *)sqlite3_column_text(from, 11),
        .idea = (const char *)sqlite3_column_text(from, 12),
    };
    for (int i = ROW_ANSWER; kind != NULL && i <= ROW_PREDICTION; i++) {
        if (strcmp(kind, kind_names[i]) == 0) {
            ret_row->kind = (enum progress_kind)i;
            return is_whole(ret_row);
        }
    }
    return false; /* of a later version: none of ours */
}

#define SELECT_COLUMNS                                                                             \
    "SELECT n, at, kind, lesson, question, mode, given, right, hints, took_ms, value"
#define SELECT_ROWS " FROM entry WHERE n > ? ORDER BY n"

int progress_sqlite_read(struct progress_file *file, int64_t after,
                         void (*visit)(void *context, const struct progress_row *row),
                         void *context) {
    struct progress_row row;
    int result = prepare(file, &file->select, SELECT_COLUMNS ", truth, idea" SELECT_ROWS);
    if (result == SQLITE_ERROR) { /* format 1 has no such columns */
        result = prepare(file, &file->select, SELECT_COLUMNS ", NULL, NULL" SELECT_ROWS);
    }
    if (result != SQLITE_OK) {
        return result;
    }
    sqlite3_bind_int64(file->select, 1, after);
    while ((result = sqlite3_step(file->select)) == SQLITE_ROW) {
        if (row_of(file->select, &row)) {
            visit(context, &row);
        }
    }
    sqlite3_reset(file->select);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int progress_file_read(struct progress_file *file, int64_t after,
                       void (*visit)(void *context, const struct progress_row *row), void *context,
                       struct diag *diag) {
    int result = progress_sqlite_read(file, after, visit, context);
    return result == SQLITE_OK ? 0 : progress_sqlite_fault(file->db, file->path, result, diag);
}
