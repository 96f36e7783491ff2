/* SPDX-License-Identifier: MIT */
/*
 * The table of the overview: rows and facts as they stand, and each mistake said with its line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "overview.h"
#include <errno.h>
#include <string.h>

#define FACTS                                                                                      \
    "  lesson: pipe\n  classes: os.pipe\n  operations: pipe, read\n  calls: pipe, read\n"          \
    "  direction: one way | from one end to the other\n  boundaries: none\n  who: related\n"       \
    "  survives: no\n"

static void rows_and_facts(void **state) {
    (void)state;
    static const char text[] = "# comment\n\npipe\n" FACTS "  speed: pipe\n\nnamed pipe\n" FACTS;
    struct overview overview;
    struct buf word = {0};
    assert_int_equal(overview_parse("o.txt", text, strlen(text), &overview, NULL), 0);
    assert_int_equal(overview.count, 2);
    const struct overview_row *row = &overview.rows[0];
    assert_string_equal(row->name, "pipe");
    assert_int_equal(row->line, 3);
    assert_string_equal(row->facts[OVERVIEW_DIRECTION], "one way");
    assert_string_equal(overview_whole(row, OVERVIEW_DIRECTION),
                        "one way: from one end to the other");
    assert_string_equal(overview_whole(row, OVERVIEW_WHO), "related");
    assert_string_equal(row->facts[OVERVIEW_SPEED], "pipe");
    assert_string_equal(overview.rows[1].name, "named pipe");
    assert_null(overview.rows[1].facts[OVERVIEW_SPEED]);
    assert_string_equal(overview_whole(&overview.rows[1], OVERVIEW_SPEED), "");
    const char *at = row->facts[OVERVIEW_CALLS];
    assert_true(overview_next(&at, &word));
    assert_string_equal(buf_str(&word), "pipe");
    assert_true(overview_next(&at, &word));
    assert_string_equal(buf_str(&word), "read");
    assert_false(overview_next(&at, &word));
    overview_keep(&overview, 1);
    assert_int_equal(overview.count, 1);
    overview_done(&overview);
    buf_done(&word);
}

static void mistakes(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *says;
    } cases[] = {
        {"pipe\n  lesson: pipe\n", 1, "pipe has no classes"},
        {"pipe\n" FACTS "fifo\n", 10, "fifo has no lesson"},
        {"pipe\n" FACTS "  who: any\n", 10, "pipe has two of who"},
        {"pipe\n" FACTS "  colour: red\n", 10, "colour is no fact of the overview"},
        {"pipe\n" FACTS "pipe\n", 10, "pipe is there already"},
        {"  lesson: pipe\n", 1, "a fact is written \"name: value\", below a mechanism"},
        {"pipe\n  lesson\n", 2, "a fact is written \"name: value\", below a mechanism"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct overview overview;
        struct diag diag = {0};
        assert_int_equal(
            overview_parse("o.txt", cases[i].text, strlen(cases[i].text), &overview, &diag),
            -EINVAL);
        assert_string_equal(diag.text, cases[i].says);
        assert_int_equal(diag.line, cases[i].line);
        diag_done(&diag);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_facts),
        cmocka_unit_test(mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
