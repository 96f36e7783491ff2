/* SPDX-License-Identifier: MIT */
/*
 * `list`: the syllabus for people, and as JSON of the form that design.md fixes.
 */
#include "cli.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void for_people(void **state) {
    (void)state;
    cli_expect("list", NULL, 0, "Processes\n...", "");
    cli_expect("list", NULL, 0, "...  relay          Relay: a note through two pipes\n", "");
}

/* An id that is longer than most: the titles still stand in one column. */
static void long_ids(void **state) {
    (void)state;
    cli_expect("IPC_TUTOR_LESSONS=lessons:long-ids list", NULL, 0,
               "...  a-longer-id-than-most The longest\n", "");
    cli_expect("IPC_TUTOR_LESSONS=lessons:long-ids list", NULL, 0,
               "...  relay                 Relay: a note through two pipes\n", "");
}

static const json_t *by_id(const json_t *array, const char *id) {
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *one = json_array_get(array, i);
        if (strcmp(json_string_value(json_object_get(one, "id")), id) == 0) {
            return one;
        }
    }
    return NULL;
}

static void assert_text(const json_t *object, const char *name, const char *text) {
    assert_string_equal(json_string_value(json_object_get(object, name)), text);
}

static void as_json(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "list --json", NULL);
    assert_int_equal(cli.code, 0);
    json_t *list = json_loads(buf_str(&cli.out), 0, NULL);
    assert_true(json_is_array(list));
    assert_non_null(by_id(list, "fork"));
    const json_t *relay = by_id(list, "relay");
    assert_text(relay, "title", "Relay: a note through two pipes");
    assert_text(relay, "topic", "pipes");
    assert_int_equal(json_integer_value(json_object_get(relay, "questions")), 3);
    assert_int_equal(json_array_size(json_object_get(relay, "programs")), 2);
    const json_t *careless = by_id(json_object_get(relay, "programs"), "careless");
    assert_text(careless, "title", "last keeps a write end");
    assert_text(careless, "expect", "deadlock");
    const json_t *note = json_array_get(json_object_get(careless, "params"), 0);
    assert_text(note, "name", "note");
    assert_text(note, "default", "hello");
    assert_true(json_is_null(json_object_get(note, "min")));
    assert_int_equal((int)json_number_value(json_object_get(note, "max")), 60);
    assert_text(note, "help", "what is handed on");
    const json_t *name = by_id(json_object_get(by_id(list, "asks"), "programs"), "name");
    const json_t *times = json_array_get(json_object_get(name, "params"), 0);
    assert_int_equal(json_integer_value(json_object_get(times, "default")), 1);
    assert_int_equal((int)json_number_value(json_object_get(times, "min")), 1);
    json_decref(list);
    cli_done(&cli);
}

/* The mechanisms side by side. What was measured is this machine's affair: not for a test. */
static void overview(void **state) {
    (void)state;
    struct cli cli;
    cli_expect("XDG_STATE_HOME=/nonexistent list --overview", NULL, 0,
               "...\nnamed pipe (lesson fifo)\n  in Python    os.mkfifo, open\n", "");
    cli_expect("XDG_STATE_HOME=/nonexistent list --overview", NULL, 0,
               "...  speed here   not measured yet: ipc-tutor measure\n", "");
    cli_run(&cli, "XDG_STATE_HOME=/nonexistent list --overview --json", NULL);
    assert_int_equal(cli.code, 0);
    json_t *rows = json_loads(buf_str(&cli.out), 0, NULL);
    assert_true(json_array_size(rows) > 0);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        assert_true(json_is_string(json_object_get(row, "mechanism")));
        assert_true(json_is_string(json_object_get(row, "lesson")));
        assert_true(json_array_size(json_object_get(row, "calls")) > 0);
        assert_true(json_is_null(json_object_get(row, "measured")));
    }
    json_decref(rows);
    cli_done(&cli);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overview),
        cmocka_unit_test(for_people),
        cmocka_unit_test(long_ids),
        cmocka_unit_test(as_json),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
