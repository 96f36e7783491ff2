/* SPDX-License-Identifier: MIT */
/*
 * test_progress.c: the file in a folder of its own: kept, read again, shared, damaged, full, of
 * another make.
 */
#include "fdio.h"
#include "json_value.h"
#include "mem.h"
#include "progress.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    char folder[48];
    char file[128];
};

static int set_up(void **state) {
    struct place *place = mem_new(sizeof *place);
    snprintf(place->folder, sizeof place->folder, "/tmp/ipc-tutor-progress-XXXXXX");
    if (mkdtemp(place->folder) == NULL) {
        return -1;
    }
    snprintf(place->file, sizeof place->file, "%s/data/progress.db", place->folder);
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", place->folder, place->folder);
    int failed = system(command); // NOLINT: a folder that mkdtemp named
    mem_free(place);
    return failed;
}

static struct progress_answer answer(const char *question, bool right) {
    return (struct progress_answer){.lesson = "pipe",
                                    .question = question,
                                    .mode = "lesson",
                                    .given = "it blocks",
                                    .right = right,
                                    .at = 1767225600000 /* 2026-01-01 */};
}

static int give(struct progress *progress, const char *question, bool right) {
    struct progress_answer one = answer(question, right);
    return progress_answer(progress, &one, NULL);
}

static void test_kept(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    struct stat status;
    assert_null(progress_trouble(progress));
    assert_int_equal(progress_count(progress), 0);
    assert_int_equal(give(progress, "eof", false), 0);
    assert_int_equal(give(progress, "eof", true), 0);
    assert_int_equal(progress_set_exam(progress, 1770000000000, NULL), 0);
    progress_close(progress);
    assert_int_equal(stat(place->file, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);

    progress = progress_open(place->file);
    assert_int_equal(progress_count(progress), 1);
    const struct progress_item *item = progress_item(progress, "pipe", "eof");
    assert_non_null(item);
    assert_int_equal(item->memory.reviews, 2);
    assert_int_equal(item->right, 1);
    assert_true(item->last_right);
    assert_int_equal(item->due, 1767225600000 + 86400000); /* stability under a day: tomorrow */
    assert_int_equal(progress_exam(progress), 1770000000000);
    assert_null(progress_item(progress, "pipe", "other"));
    progress_close(progress);
}

static void test_reset(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    struct progress_answer other = answer("zombie", true);
    other.lesson = "fork";
    give(progress, "eof", true);
    assert_int_equal(progress_answer(progress, &other, NULL), 0);
    assert_int_equal(progress_reset(progress, "pipe", NULL), 0);
    assert_null(progress_item(progress, "pipe", "eof"));
    assert_non_null(progress_item(progress, "fork", "zombie"));
    give(progress, "eof", true);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 1);
    assert_int_equal(progress_reset(progress, NULL, NULL), 0);
    assert_int_equal(progress_count(progress), 0);
    progress_close(progress);
    progress = progress_open(place->file);
    assert_int_equal(progress_count(progress), 0);
    progress_close(progress);
}

static void test_two_tutors(void **state) {
    struct place *place = *state;
    struct progress *one = progress_open(place->file), *two = progress_open(place->file);
    assert_null(progress_trouble(one));
    assert_null(progress_trouble(two));
    for (int i = 0; i < 20; i++) {
        assert_int_equal(give(i % 2 == 0 ? one : two, "eof", true), 0);
    }
    progress_refresh(one);
    progress_refresh(two);
    assert_int_equal(progress_item(one, "pipe", "eof")->memory.reviews, 20);
    assert_int_equal(progress_item(two, "pipe", "eof")->memory.reviews, 20);
    progress_close(one);
    progress_close(two);
}

/* Both write as fast as they can: each answer waits its turn. */
static void test_two_at_once(void **state) {
    struct place *place = *state;
    enum { EACH = 20 };
    progress_close(progress_open(place->file));
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            struct progress *progress = progress_open(place->file);
            int failed = 0;
            for (int k = 0; k < EACH; k++) {
                failed += give(progress, i == 0 ? "eof" : "sigpipe", true) != 0;
            }
            progress_close(progress);
            _exit(failed);
        }
    }
    int status, failed = 0;
    while (wait(&status) > 0) {
        failed += status;
    }
    assert_int_equal(failed, 0);
    struct progress *progress = progress_open(place->file);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, EACH);
    assert_int_equal(progress_item(progress, "pipe", "sigpipe")->memory.reviews, EACH);
    progress_close(progress);
}

/* What was said to be kept before a SIGKILL is there after it. */
static void test_killed(void **state) {
    struct place *place = *state;
    uint32_t acknowledged = 0;
    for (int round = 0; round < 12; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t writer = fork();
        if (writer == 0) {
            struct progress *progress = progress_open(place->file);
            while (give(progress, "eof", true) == 0 && write(ends[1], "k", 1) == 1) {
            }
            _exit(1);
        }
        close(ends[1]);
        char got[64];
        int wanted = 1 + round * 3;
        while (wanted > 0) {
            ssize_t len = read(ends[0], got, wanted < 64 ? (size_t)wanted : 64);
            assert_true(len > 0);
            wanted -= (int)len;
            acknowledged += (uint32_t)len;
        }
        kill(writer, SIGKILL);
        waitpid(writer, NULL, 0);
        for (ssize_t len; (len = read(ends[0], got, sizeof got)) > 0;) {
            acknowledged += (uint32_t)len;
        }
        close(ends[0]);
    }
    struct progress *progress = progress_open(place->file);
    assert_null(progress_trouble(progress));
    assert_null(progress_notice(progress));
    uint32_t kept = progress_item(progress, "pipe", "eof")->memory.reviews;
    assert_true(kept >= acknowledged);
    assert_true(kept <= acknowledged + 12); /* one of each round may be kept and not be said so */
    progress_close(progress);
}

static void write_at(const char *path, off_t at, const void *bytes, size_t len) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
    close(fd);
}

static void test_damaged(void **state) {
    struct place *place = *state;
    static const char garbage[256] = "this is no database any more";
    struct progress *progress = progress_open(place->file);
    char longer[2001];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    for (int i = 0; i < 40; i++) { /* several pages */
        struct progress_answer one = answer("eof", true);
        one.given = longer;
        assert_int_equal(progress_answer(progress, &one, NULL), 0);
    }
    progress_close(progress);
    struct stat status;
    assert_int_equal(stat(place->file, &status), 0);
    assert_true(status.st_size > (off_t)4 * 4096);
    write_at(place->file, status.st_size - 4096, garbage, sizeof garbage);

    progress = progress_open(place->file);
    assert_null(progress_trouble(progress));
    assert_non_null(progress_notice(progress));
    assert_non_null(strstr(progress_notice(progress), ".damaged-"));
    const struct progress_item *item = progress_item(progress, "pipe", "eof");
    assert_non_null(item);
    assert_true(item->memory.reviews >= 20);
    assert_int_equal(give(progress, "eof", true), 0);
    progress_close(progress);
    progress = progress_open(place->file);
    assert_null(progress_notice(progress));
    progress_close(progress);
}

static void test_no_database(void **state) {
    struct place *place = *state;
    progress_close(progress_open(place->file));
    truncate(place->file, 0);
    struct progress *progress = progress_open(place->file); /* empty: as new */
    assert_null(progress_trouble(progress));
    assert_null(progress_notice(progress));
    progress_close(progress);
    struct diag diag = {0};
    assert_int_equal(file_write(place->file, "a letter to my aunt, long enough", 32, &diag), 0);
    progress = progress_open(place->file);
    assert_null(progress_trouble(progress));
    assert_non_null(progress_notice(progress));
    assert_int_equal(give(progress, "eof", true), 0);
    progress_close(progress);
}

static void test_later_version(void **state) {
    struct place *place = *state;
    progress_close(progress_open(place->file));
    static const unsigned char three[4] = {0, 0, 0, 3};
    write_at(place->file, 60, three, sizeof three); /* user_version, sqlite.org/fileformat2.html */
    struct progress *progress = progress_open(place->file);
    assert_non_null(progress_trouble(progress));
    assert_non_null(strstr(progress_trouble(progress), "later version"));
    assert_int_not_equal(give(progress, "eof", true), 0);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 1);
    assert_int_equal(progress_held(progress), 1);
    progress_close(progress);
}

/* The disk is full: as a limit on the size of files makes it. What was held is written later. */
static void test_full(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    give(progress, "eof", true);
    struct rlimit old, none = {0};
    getrlimit(RLIMIT_FSIZE, &old);
    none.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
    int code = give(progress, "eof", true);
    int other = give(progress, "sigpipe", false);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_true(code < 0 && other < 0);
    assert_non_null(progress_trouble(progress));
    assert_int_equal(progress_held(progress), 2);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 2);
    assert_int_equal(give(progress, "eof", true), 0);
    assert_null(progress_trouble(progress));
    assert_int_equal(progress_held(progress), 0);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 3);
    progress_close(progress);
    progress = progress_open(place->file);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 3);
    assert_int_equal(progress_item(progress, "pipe", "sigpipe")->memory.reviews, 1);
    progress_close(progress);
}

static void test_no_place(void **state) {
    (void)state;
    const char *const places[] = {NULL, "/proc/none/such/progress.db", "/dev/null/progress.db"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct progress *progress = progress_open(places[i]);
        struct diag diag = {0};
        struct progress_answer one = answer("eof", true);
        assert_non_null(progress_trouble(progress));
        assert_true(progress_answer(progress, &one, &diag) < 0);
        assert_non_null(diag.text);
        assert_non_null(progress_item(progress, "pipe", "eof"));
        diag_done(&diag);
        progress_close(progress);
    }
}

/* A folder that one may not write into: it says that, and not that nothing is there. */
static void test_read_only(void **state) {
    struct place *place = *state;
    uid_t was = geteuid();
    assert_int_equal(chmod(place->folder, 0555), 0);
    assert_int_equal(seteuid(was == 0 ? 65534 : was), 0); /* root may write everywhere */
    struct progress *progress = progress_open(place->file);
    assert_int_equal(seteuid(was), 0);
    assert_non_null(progress_trouble(progress));
    assert_non_null(strstr(progress_trouble(progress), strerror(EACCES)));
    progress_close(progress);
}

static void test_json(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    struct buf out = {0};
    struct progress_answer odd = answer("eof", true);
    odd.given = "a \"quote\" and \x80 no UTF-8";
    assert_int_equal(progress_answer(progress, &odd, NULL), 0);
    assert_int_equal(progress_json(progress, &out, NULL), 0);
    struct json all = json_of(buf_str(&out));
    assert_non_null(json_get(all, "questions").at);
    assert_int_equal(json_int_or(json_get(all, "format"), 0), 1);
    assert_non_null(strstr(buf_str(&out), "\"kind\":\"answer\""));
    buf_done(&out);
    progress_close(progress);
}

static struct progress_prediction prediction(const char *op, const char *idea) {
    return (struct progress_prediction){.lesson = "pipe",
                                        .program = "right",
                                        .op = op,
                                        .said = "blocks",
                                        .truth = idea == NULL ? "blocks" : "reads bytes",
                                        .idea = idea,
                                        .at = 1767225600000};
}

static int predict(struct progress *progress, const char *op, const char *idea) {
    struct progress_prediction one = prediction(op, idea);
    return progress_predict(progress, &one, NULL);
}

static void test_predictions(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    struct progress_prediction other = prediction("write", NULL);
    struct progress_foretold *rows;
    other.lesson = "fork";
    assert_int_equal(predict(progress, "read", NULL), 0);
    assert_int_equal(predict(progress, "read", "a"), 0);
    assert_int_equal(predict(progress, "read", "b"), 0);
    assert_int_equal(predict(progress, "read", "b"), 0);
    assert_int_equal(progress_predict(progress, &other, NULL), 0);
    assert_int_equal(progress_count(progress), 0); /* practice: nothing is ever due */
    progress_close(progress);

    progress = progress_open(place->file);
    assert_int_equal(progress_prediction_count(progress), 5);
    assert_string_equal(progress_prediction_at(progress, 1)->truth, "reads bytes");
    assert_string_equal(progress_prediction_at(progress, 1)->program, "right");
    assert_int_equal(progress_foretold(progress, &rows), 2);
    assert_string_equal(rows[0].op, "read"); /* the weakest first */
    assert_int_equal(rows[0].said, 4);
    assert_int_equal(rows[0].right, 1);
    assert_string_equal(rows[0].idea, "b");
    assert_int_equal(rows[0].idea_times, 2);
    assert_string_equal(rows[1].op, "write");
    assert_null(rows[1].idea);
    mem_free(rows);
    assert_int_equal(progress_reset(progress, "pipe", NULL), 0);
    assert_int_equal(progress_prediction_count(progress), 1);
    assert_int_equal(progress_reset(progress, NULL, NULL), 0);
    assert_int_equal(progress_foretold(progress, &rows), 0);
    mem_free(rows);
    progress_close(progress);
}

static void test_predictions_as_json(void **state) {
    struct place *place = *state;
    struct progress *progress = progress_open(place->file);
    struct buf out = {0};
    predict(progress, "read", "thought \"blocks\"");
    assert_int_equal(progress_json(progress, &out, NULL), 0);
    struct json all = json_of(buf_str(&out));
    struct json row = json_at(json_get(all, "predictions"), 0);
    assert_true(json_is(json_get(row, "op"), "read"));
    assert_true(json_is(json_get(row, "idea"), "thought \"blocks\""));
    assert_int_equal(json_int_or(json_get(row, "said"), 0), 1);
    row = json_at(json_get(all, "log"), 0);
    assert_true(json_is(json_get(row, "kind"), "prediction"));
    assert_true(json_is(json_get(row, "truth"), "reads bytes"));
    assert_true(json_is(json_get(row, "program"), "right"));
    buf_done(&out);
    progress_close(progress);
}

/* A file as the version before made it (format 1: no columns for predictions), with one answer. */
static void make_format_1(const struct place *place) {
    static const char sql[] =
        "CREATE TABLE entry (n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
        " kind TEXT NOT NULL, lesson TEXT, question TEXT, mode TEXT, given TEXT, right INTEGER,"
        " hints INTEGER, took_ms INTEGER, value INTEGER);"
        "PRAGMA application_id = 0x49504354;"
        "PRAGMA user_version = 1;"
        "INSERT INTO entry (at, kind, lesson, question, mode, given, right, hints, took_ms)"
        " VALUES (1767225600000, 'answer', 'pipe', 'eof', 'lesson', '1', 1, 0, 0);";
    sqlite3 *db = NULL;
    progress_close(progress_open(place->file)); /* makes the folders */
    unlink(place->file);
    assert_int_equal(sqlite3_open(place->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void test_earlier_format(void **state) {
    struct place *place = *state;
    make_format_1(place);
    struct progress *one = progress_open(place->file), *two = progress_open(place->file);
    assert_null(progress_trouble(one));
    assert_null(progress_notice(one));
    assert_int_equal(progress_item(one, "pipe", "eof")->memory.reviews, 1);
    assert_int_equal(predict(one, "read", "b"), 0);
    assert_int_equal(predict(two, "read", NULL), 0);
    progress_refresh(one);
    assert_int_equal(progress_prediction_count(one), 2);
    progress_close(one);
    progress_close(two);
}

/* It can't be changed while the disk is full: it is read all the same, and changed afterwards. */
static void test_earlier_format_on_a_full_disk(void **state) {
    struct place *place = *state;
    struct rlimit old, none = {0};
    make_format_1(place);
    getrlimit(RLIMIT_FSIZE, &old);
    none.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
    struct progress *progress = progress_open(place->file);
    int code = predict(progress, "read", "b");
    setrlimit(RLIMIT_FSIZE, &old);
    assert_true(code < 0);
    assert_non_null(progress_trouble(progress));
    assert_int_equal(progress_prediction_count(progress), 1); /* held */
    assert_non_null(progress_item(progress, "pipe", "eof"));
    assert_int_equal(predict(progress, "read", NULL), 0);
    assert_int_equal(progress_held(progress), 0);
    progress_close(progress);
    progress = progress_open(place->file);
    assert_int_equal(progress_prediction_count(progress), 2);
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, 1);
    progress_close(progress);
}

/* Read-only: as a file behind a lock that is never given up is, for who may write everything. */
static void test_earlier_format_locked(void **state) {
    struct place *place = *state;
    sqlite3 *db = NULL;
    make_format_1(place);
    assert_int_equal(sqlite3_open(place->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct progress *progress = progress_open(place->file);
    assert_non_null(progress_item(progress, "pipe", "eof"));
    assert_true(predict(progress, "read", "b") < 0);
    assert_int_equal(progress_held(progress), 1);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(predict(progress, "read", "b"), 0);
    assert_int_equal(progress_prediction_count(progress), 2);
    progress_close(progress);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reset, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_tutors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_database, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_later_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full, set_up, tear_down),
        cmocka_unit_test(test_no_place),
        cmocka_unit_test_setup_teardown(test_read_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_predictions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_predictions_as_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_earlier_format, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_earlier_format_on_a_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_earlier_format_locked, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
