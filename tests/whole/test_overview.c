/* SPDX-License-Identifier: MIT */
/*
 * test_overview.c: lessons/overview.txt against the lessons: each is there, each C call that a row
 * names is one that the programs of its lesson make (as the log of a run has it), and each way
 * whose cost it shows is one that is measured.
 */
#include "catalogue.h"
#include "measured.h"
#include "mem.h"
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct catalogue catalogue;

static int open_catalogue(void **state) {
    (void)state;
    struct diag diag = {0};
    const struct catalogue_places places = {.own = SOURCE_DIR "/lessons"};
    whole_use_runner();
    int r = catalogue_open(&places, &catalogue, &diag);
    diag_done(&diag);
    return r;
}

static int close_catalogue(void **state) {
    (void)state;
    catalogue_done(&catalogue);
    return 0;
}

static void test_rows(void **state) {
    (void)state;
    const struct overview *overview = &catalogue.overview;
    for (size_t i = 0; i < catalogue.fault_count; i++) {
        fail_msg("%s:%d: %s", catalogue.faults[i].file, catalogue.faults[i].line,
                 catalogue.faults[i].text);
    }
    assert_true(overview->count > 0);
    for (size_t i = 0; i < overview->count; i++) {
        const char *lesson = overview->rows[i].facts[OVERVIEW_LESSON];
        assert_non_null(catalogue_lesson(&catalogue, lesson));
    }
}

static void test_speeds(void **state) {
    (void)state;
    for (size_t i = 0; i < catalogue.overview.count; i++) {
        const struct overview_row *row = &catalogue.overview.rows[i];
        bool known = row->facts[OVERVIEW_SPEED] == NULL;
        for (int way = 0; !known && way < MEASURED_WAYS; way++) {
            known = strcmp(measured_name((enum measured_way)way), row->facts[OVERVIEW_SPEED]) == 0;
        }
        if (!known) {
            fail_msg("%s: %s is not measured", row->name, row->facts[OVERVIEW_SPEED]);
        }
    }
}

/* Appends " NAME(" for every operation of the log. */
static void add_calls(const struct log *log, struct buf *calls) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_OP_ENTER) {
            const char *call = log_str(log, event->text);
            buf_putc(calls, ' ');
            buf_put(calls, call, strcspn(call, "("));
            buf_putc(calls, '(');
        }
    }
}

/* What all the programs of a lesson call. */
static void calls_of(const struct lesson *lesson, struct buf *calls) {
    struct whole_list list = {0};
    assert_int_equal(whole_add(&list, lesson->dir, lesson->id), 0);
    for (size_t i = 0; i < list.count; i++) {
        const struct run_wish wish = {.lesson_dir = list.programs[i].dir,
                                      .lesson = list.programs[i].lesson,
                                      .program = list.programs[i].id};
        struct log *log = whole_run(&list.programs[i], &wish);
        assert_non_null(log);
        add_calls(log, calls);
        log_free(log);
    }
    whole_done(&list);
}

static void test_calls(void **state) {
    (void)state;
    for (size_t i = 0; i < catalogue.overview.count; i++) {
        const struct overview_row *row = &catalogue.overview.rows[i];
        struct buf calls = {0}, word = {0}, wanted = {0};
        calls_of(catalogue_lesson(&catalogue, row->facts[OVERVIEW_LESSON]), &calls);
        const char *at = row->facts[OVERVIEW_CALLS];
        while (overview_next(&at, &word)) {
            buf_clear(&wanted);
            buf_putf(&wanted, " %s(", buf_str(&word));
            if (!strstr(buf_str(&calls), buf_str(&wanted))) {
                fail_msg("%s: no program of %s calls %s", row->name, row->facts[OVERVIEW_LESSON],
                         buf_str(&word));
            }
        }
        buf_done(&calls);
        buf_done(&word);
        buf_done(&wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_speeds),
        cmocka_unit_test(test_calls),
    };
    return cmocka_run_group_tests_name("whole/overview", tests, open_catalogue, close_catalogue);
}
