/* SPDX-License-Identifier: MIT */
/*
 * progress_open.c: opening the file, making it, and putting a damaged one aside. Two tutors that
 * find the damage at once do it one after the other, under a lock on the folder, and the second one
 * finds it done.
 */
#include "fdio.h"
#include "mem.h"
#include "progress_sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    BUSY_MS = 3000,         /* another tutor's transaction takes milliseconds */
    FORMAT = 2,             /* user_version of the file */
    OURS = 0x49504354,      /* application_id: "IPCT" */
    TEXT_MAX = 1024 * 1024, /* bytes of one text: far over what an answer can be */
    NAMES_MAX = 1000        /* damaged files put aside in one second */
};

#define COLUMNS_1                                                                                  \
    "n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"                                    \
    " kind TEXT NOT NULL, lesson TEXT, question TEXT, mode TEXT, given TEXT, right INTEGER,"       \
    " hints INTEGER, took_ms INTEGER, value INTEGER"
/* As ALTER TABLE leaves it, too. */
#define COLUMNS COLUMNS_1 ", truth TEXT, idea TEXT"

static const char schema[] = "BEGIN IMMEDIATE;"
                             "CREATE TABLE IF NOT EXISTS entry (" COLUMNS ");"
                             "PRAGMA application_id = 0x49504354;"
                             "PRAGMA user_version = 2;"
                             "COMMIT;";

/* What makes a file of format 1 one of format 2: predictions came in. */
static const char from_1[] = "ALTER TABLE entry ADD COLUMN truth TEXT;"
                             "ALTER TABLE entry ADD COLUMN idea TEXT;"
                             "PRAGMA user_version = 2;";

static int make_folders(const char *path, struct diag *diag) {
    struct buf folder = {0};
    int code = 0;
    for (const char *slash = strchr(path + 1, '/'); slash != NULL && code == 0;
         slash = strchr(slash + 1, '/')) {
        buf_clear(&folder);
        buf_put(&folder, path, (size_t)(slash - path));
        int made = mkdir(buf_str(&folder), 0700) < 0 ? -errno : 0;
        if (made < 0 && made != -EEXIST && made != -EROFS && access(buf_str(&folder), F_OK) < 0) {
            code = diag_set(diag, made, buf_str(&folder), 0, "can't be made: %s", strerror(-made));
        }
    }
    buf_done(&folder);
    return code;
}

/* The number that a PRAGMA or a SELECT gives. */
static int ask_int(sqlite3 *db, const char *sql, int *ret_value) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (result == SQLITE_OK) {
        result = sqlite3_step(statement);
        *ret_value = result == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
        result = result == SQLITE_ROW || result == SQLITE_DONE ? SQLITE_OK : result;
    }
    sqlite3_finalize(statement);
    return result;
}

/* SQLITE_CORRUPT for what sqlite3 itself finds wrong when it looks through the whole file. */
static int look_through(sqlite3 *db) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (result == SQLITE_OK) {
        result = sqlite3_step(statement);
        if (result == SQLITE_ROW) {
            const char *verdict = (const char *)sqlite3_column_text(statement, 0);
            result = verdict != NULL && strcmp(verdict, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
        }
    }
    sqlite3_finalize(statement);
    return result;
}

/* No statement of a hostile file's schema runs with ours, and nothing in it is endless. */
static void harden(sqlite3 *db) {
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_extended_result_codes(db, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, TEXT_MAX);
    sqlite3_exec(db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
}

/* How many tables are called entry and are not the one above: another one may let a row go without
 * a word (a constraint with ON CONFLICT IGNORE), and what was acknowledged would not be there. */
static const char strangers[] = "SELECT count(*) FROM sqlite_schema"
                                " WHERE name = 'entry' AND (type <> 'table' OR sql IS NOT"
                                " CASE (SELECT user_version FROM pragma_user_version)"
                                " WHEN 1 THEN 'CREATE TABLE entry (" COLUMNS_1 ")'"
                                " ELSE 'CREATE TABLE entry (" COLUMNS ")' END)";

int progress_sqlite_update(struct progress_file *file) {
    int format = 0;
    int result = sqlite3_exec(file->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (result != SQLITE_OK) {
        return result;
    }
    /* Another tutor may have done it while this one waited for the lock. */
    result = ask_int(file->db, "PRAGMA user_version", &format);
    if (result == SQLITE_OK && format == 1) {
        result = sqlite3_exec(file->db, from_1, NULL, NULL, NULL);
    }
    if (result == SQLITE_OK) {
        result = sqlite3_exec(file->db, "COMMIT", NULL, NULL, NULL);
    }
    if (result != SQLITE_OK) {
        sqlite3_exec(file->db, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_finalize(file->select); /* it may know of fewer columns */
    file->select = NULL;
    return result;
}

/* An earlier format. One that can't be written now (read-only, a full disk, locked) is read as it
 * is, and brought up to date by the first row that can be written. */
static int bring_up(struct progress_file *file) {
    int result = progress_sqlite_update(file);
    if (result == SQLITE_OK) {
        return look_through(file->db); /* a torn last page shows only once something was written */
    }
    return result == SQLITE_CORRUPT || result == SQLITE_NOTADB ? result : SQLITE_OK;
}

/* Whether the file is ours to write; a new one is made so. An sqlite3 result, or -errno with
 * *diag. */
static int settle_format(struct progress_file *file, struct diag *diag) {
    int format = 0, id = 0, tables = 0, strange = 0;
    int result = look_through(file->db);
    result = result == SQLITE_OK ? ask_int(file->db, "PRAGMA user_version", &format) : result;
    result = result == SQLITE_OK ? ask_int(file->db, "PRAGMA application_id", &id) : result;
    result = result == SQLITE_OK ? ask_int(file->db, "SELECT count(*) FROM sqlite_schema", &tables)
                                 : result;
    result = result == SQLITE_OK ? ask_int(file->db, strangers, &strange) : result;
    if (result != SQLITE_OK) {
        return result;
    }
    if (tables > 0 && id != OURS) {
        return diag_set(diag, -EINVAL, file->path, 0,
                        "it is a database of another program; move it away, then start anew");
    }
    if (format > FORMAT) {
        return diag_set(diag, -EINVAL, file->path, 0,
                        "a later version of ipc-tutor made it (format %d, this one knows %d); use "
                        "that version",
                        format, FORMAT);
    }
    if (strange > 0) {
        return diag_set(diag, -EINVAL, file->path, 0,
                        "the table in it is not as ipc-tutor makes it; move it away, then start "
                        "anew");
    }
    if (format > 0) {
        return format == FORMAT ? SQLITE_OK : bring_up(file);
    }
    return sqlite3_exec(file->db, schema, NULL, NULL, NULL);
}

/* 0; an sqlite3 result (positive); or -errno with *diag. */
static int open_once(const char *path, struct progress_file **ret_file, struct diag *diag) {
    struct progress_file *file = mem_new(sizeof *file);
    file->path = mem_strdup(path);
    mode_t mask = umask(0077); /* what somebody answered is nobody else's to read */
    int result = sqlite3_open_v2(path, &file->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (result == SQLITE_OK) {
        harden(file->db);
        result = settle_format(file, diag);
    }
    umask(mask);
    if (result != SQLITE_OK) {
        if (result > 0 && result != SQLITE_CORRUPT && result != SQLITE_NOTADB) {
            result = progress_sqlite_fault(file->db, path, result, diag);
        }
        progress_file_close(file);
        return result;
    }
    *ret_file = file;
    return 0;
}

/* A name beside it that nobody has: "progress.db.damaged-20260131-235959". */
static void aside_name(const char *path, struct buf *out) {
    char moment[32];
    struct tm when;
    time_t now = time(NULL);
    gmtime_r(&now, &when);
    strftime(moment, sizeof moment, "%Y%m%d-%H%M%S", &when);
    for (int i = 0; i < NAMES_MAX; i++) {
        buf_clear(out);
        buf_putf(out, "%s.damaged-%s", path, moment);
        if (i > 0) {
            buf_putf(out, "-%d", i);
        }
        if (access(buf_str(out), F_OK) < 0) {
            return;
        }
    }
}

struct rescue {
    struct progress_file *into;
    size_t count;
    struct diag *diag;
    int code;
};

static void take_over(void *context, const struct progress_row *row) {
    struct rescue *rescue = context;
    if (rescue->code == 0) {
        rescue->code = progress_file_append(rescue->into, row, rescue->diag);
        rescue->count += rescue->code == 0;
    }
}

/* What can be read of the damaged file, up to the damage. */
static size_t rescue_rows(const char *aside, struct progress_file *into, struct diag *diag) {
    struct rescue rescue = {.into = into, .diag = diag};
    struct progress_file from = {.path = (char *)aside};
    if (sqlite3_open_v2(aside, &from.db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK) {
        harden(from.db);
        sqlite3_exec(into->db, "BEGIN", NULL, NULL, NULL);
        progress_sqlite_read(&from, 0, take_over, &rescue); /* ends where the damage is */
        if (sqlite3_exec(into->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
            sqlite3_exec(into->db, "ROLLBACK", NULL, NULL, NULL);
            rescue.count = 0;
        }
    }
    sqlite3_finalize(from.select);
    sqlite3_close(from.db);
    return rescue.count;
}

/* Under the lock: the file is put aside if it is still damaged, and opened. */
static int repair(const char *path, struct progress_file **ret_file, struct buf *notice,
                  struct diag *diag) {
    struct buf aside = {0}, journal = {0}, journal_aside = {0};
    int code = open_once(path, ret_file, diag);
    if (code <= 0) {
        return code; /* another tutor has done it */
    }
    aside_name(path, &aside);
    buf_putf(&journal, "%s-journal", path);
    buf_putf(&journal_aside, "%s-journal", buf_str(&aside));
    if (rename(path, buf_str(&aside)) < 0) {
        code =
            diag_set(diag, -errno, path, 0,
                     "it is damaged and can't be moved away: %s; move it by hand", strerror(errno));
    } else {
        rename(buf_str(&journal), buf_str(&journal_aside));
        code = open_once(path, ret_file, diag);
        code = code > 0 ? progress_sqlite_fault(NULL, path, code, diag) : code;
        size_t saved = code == 0 ? rescue_rows(buf_str(&aside), *ret_file, diag) : 0;
        buf_putf(notice,
                 "%s was damaged: it is kept as %s, and %zu answer%s could be read and taken over.",
                 path, buf_str(&aside), saved, saved == 1 ? "" : "s");
    }
    buf_done(&aside);
    buf_done(&journal);
    buf_done(&journal_aside);
    return code;
}

int progress_file_open(const char *path, struct progress_file **ret_file, struct buf *notice,
                       struct diag *diag) {
    int code = make_folders(path, diag);
    code = code == 0 ? open_once(path, ret_file, diag) : code;
    if (code <= 0) {
        return code;
    }
    char *folder = mem_strndup(path, (size_t)(strrchr(path, '/') - path) + 1);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    flock(fd, LOCK_EX); /* where a file system has no such locks, it goes without */
    code = repair(path, ret_file, notice, diag);
    fd_close(&fd);
    mem_free(folder);
    return code;
}
