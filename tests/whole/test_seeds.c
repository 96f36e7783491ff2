/* SPDX-License-Identifier: MIT */
/*
 * test_seeds.c: every program of every lesson ends as it claims: one that claims `ok` and forces no
 * order, in orders chosen at random; any other in its own, again and again. What fails is named
 * with its seed.
 */
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <dirent.h>
#include <unistd.h>

#include <cmocka.h>

#define LESSONS SOURCE_DIR "/lessons"

/* Did it end as it says? */
static bool ends_well(const char *dir, const char *lesson, const struct run_decl_program *program,
                      bool seeded, uint64_t seed) {
    const struct run_wish wish = {.lesson_dir = dir,
                                  .lesson = lesson,
                                  .program = program->id,
                                  .input = program->input ? program->input : "",
                                  .has_seed = seeded,
                                  .seed = seed,
                                  .limit_seconds = 60};
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag = {0};
    assert_int_equal(run_new(&wish, log, &run, &diag), 0);
    enum run_state state = run_wait(run, WHOLE_PATIENCE_MS);
    const struct event *last = log_at(log, log_count(log));
    bool well = state == RUN_ENDED && last && last->kind == EVENT_RUN_END &&
                last->has & EVENT_TRUTH && last->len == 0;
    if (!well) {
        print_error("%s:%s, seed %llu%s: %s\n", lesson, program->id, (unsigned long long)seed,
                    seeded ? "" : " (its own order)",
                    run_fault(run) ? run_fault(run)->text : "not as it says");
    }
    run_free(run);
    log_free(log);
    return well;
}

static unsigned try_lesson(const char *dir, const char *lesson) {
    unsigned bad = 0;
    struct run_decl decl = {0};
    struct diag diag = {0};
    assert_int_equal(run_declared(dir, &decl, &diag), 0);
    for (size_t i = 0; i < decl.program_count; i++) {
        const struct run_decl_program *program = &decl.programs[i];
        bool seeded = strcmp(program->expect, "ok") == 0 && !program->schedule;
        for (unsigned seed = 1; seed <= whole_times(2, 500); seed++) {
            bad += !ends_well(dir, lesson, program, seeded, seed);
        }
    }
    run_decl_done(&decl);
    return bad;
}

static void test_all(void **state) {
    (void)state;
    unsigned bad = 0, lessons = 0;
    DIR *dir = opendir(LESSONS);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        char path[512], script[600];
        snprintf(path, sizeof path, "%s/%s", LESSONS, entry->d_name);
        snprintf(script, sizeof script, "%s/lesson.lua", path);
        if (entry->d_name[0] != '.' && access(script, R_OK) == 0) {
            bad += try_lesson(path, entry->d_name);
            lessons++;
        }
    }
    closedir(dir);
    run_rest();
    assert_true(lessons > 0);
    assert_int_equal(bad, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};
    whole_use_runner();
    return cmocka_run_group_tests_name("whole/seeds", tests, NULL, NULL);
}
