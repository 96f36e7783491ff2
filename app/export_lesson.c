/* SPDX-License-Identifier: MIT */
/*
 * export_lesson.c: see export_lesson.h. All programs are run before anything is written: their logs
 * have to be there while the page is made.
 */
#include "export_lesson.h"
#include "clock.h"
#include "film.h"
#include "headless.h"
#include "howfar.h"
#include "mem.h"
#include "say.h"

struct showing {
    const struct target *target;
    struct lesson *lesson;
    struct run_decl decl;
    bool has_decl;
    struct log **logs; /* one a program */
    struct film *films;
    struct film_program *programs;
    size_t count; /* of the programs that were run */
};

static int load(struct showing *showing) {
    struct diag diag = {0};
    int r = lesson_load(showing->target->dir, &showing->lesson, &diag);
    if (r == 0) {
        r = run_declared(showing->target->dir, &showing->decl, &diag);
        showing->has_decl = r == 0;
    }
    int code = r < 0 ? fail_diag(EXIT_USAGE, &diag) : 0;
    diag_done(&diag);
    return code;
}

/* How it ends does not matter, as long as it does. */
static int run_one(const struct showing *showing, const char *program, struct log *log) {
    struct headless headless = {.what = showing->target->id,
                                .wish = {.lesson_dir = showing->target->dir,
                                         .lesson = showing->target->id,
                                         .program = program}};
    int code = headless_run(&headless, log);
    const struct event *last = log_at(log, log_count(log));
    return code == EXIT_OTHERWISE && last && last->kind == EVENT_RUN_END ? 0 : code;
}

static int run_all(struct showing *showing, int columns, int rows) {
    size_t count = showing->decl.program_count;
    showing->logs = mem_new((count + 1) * sizeof(struct log *));
    showing->films = mem_new((count + 1) * sizeof *showing->films);
    showing->programs = mem_new((count + 1) * sizeof *showing->programs);
    int64_t began = clock_ns();
    for (size_t i = 0; i < count; i++) {
        showing->logs[i] = log_new();
        struct film_wish wish = {.log = showing->logs[i],
                                 .lesson_dir = showing->target->dir,
                                 .columns = columns,
                                 .rows = rows};
        exporting_runs(began, showing->decl.programs[i].id, i + 1, count);
        int code = run_one(showing, showing->decl.programs[i].id, showing->logs[i]);
        film_init(&showing->films[i], &wish);
        showing->programs[i] =
            (struct film_program){&showing->decl.programs[i], &showing->films[i]};
        showing->count++;
        if (code) {
            howfar_end();
            return code;
        }
    }
    return 0;
}

static void showing_done(struct showing *showing) {
    for (size_t i = 0; i < showing->count; i++) {
        film_done(&showing->films[i]);
        log_free(showing->logs[i]);
    }
    mem_free(showing->logs);
    mem_free(showing->films);
    mem_free(showing->programs);
    if (showing->has_decl) {
        run_decl_done(&showing->decl);
    }
    lesson_free(showing->lesson);
}

/* How far it is, is counted over the steps of all films. */
static void watch_all(struct showing *showing, const struct export_watch *watch) {
    uint64_t all = 0;
    for (size_t i = 0; i < showing->count; i++) {
        showing->films[i].watch = watch;
        showing->films[i].done_before = all;
        all += film_last(&showing->films[i], FILM_PAGE_STEPS) + 1;
    }
    for (size_t i = 0; i < showing->count; i++) {
        showing->films[i].done_all = all;
    }
}

int export_lesson(const struct target *target, int columns, int rows,
                  struct exporting_watch *watching, bool *ret_stopped, struct buf *out) {
    struct showing showing = {.target = target};
    int code = load(&showing);
    if (code == 0) {
        code = run_all(&showing, columns, rows);
    }
    exporting_begin(watching);
    if (code == 0) {
        watch_all(&showing, &watching->watch);
        film_lesson(showing.lesson, showing.programs, showing.count, out);
        for (size_t i = 0; i < showing.count; i++) {
            *ret_stopped = *ret_stopped || showing.films[i].stopped;
        }
    }
    showing_done(&showing);
    return code;
}
