/* SPDX-License-Identifier: MIT */
/*
 * `measure` from outside: valid JSON, a table, what is kept, what Ctrl-C leaves. How fast anything
 * is, is never asked.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/ipc-tutor-measure-XXXXXX", kept[96], state_home[128];
static const char *tutor;

/* Runs it with a state folder of our own. */
static void run(struct cli *cli, const char *words, const char *input) {
    char line[512];
    snprintf(line, sizeof line, "%s %s", state_home, words);
    cli_run(cli, line, input);
}

static json_t *parsed(const struct cli *cli) {
    json_t *json = json_loadb(cli->out.data, cli->out.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static void as_json(void **state) {
    struct cli cli, again;
    (void)state;
    run(&cli, "measure --last", NULL);
    assert_int_equal(cli.code, 1);
    assert_non_null(strstr(buf_str(&cli.err), "nothing was measured on this machine so far"));
    cli_done(&cli);
    run(&cli, "measure --seconds 1 --json", NULL);
    assert_int_equal(cli.code, 0);
    assert_string_equal(buf_str(&cli.err), "");
    json_t *json = parsed(&cli);
    assert_true(json_is_true(json_object_get(json, "whole")));
    json_t *way;
    size_t i;
    assert_true(json_array_size(json_object_get(json, "ways")) > 8);
    json_array_foreach(json_object_get(json, "ways"), i, way) {
        assert_true(
            json_is_object(json_object_get(json_object_get(way, "one_cpu"), "round_trip")) ||
            json_is_true(json_object_get(way, "floor")));
    }
    json_decref(json);
    /* What it printed is what it kept. */
    run(&again, "measure --last --json", NULL);
    assert_int_equal(again.code, 0);
    assert_string_equal(buf_str(&again.out), buf_str(&cli.out));
    cli_done(&again);
    cli_done(&cli);
}

/* For other programs: as strict a reader as there is. */
static void as_json_for_jq(void **state) {
    char line[512];
    (void)state;
    if (system("jq --version >/dev/null 2>&1") != 0) {
        skip();
    }
    snprintf(line, sizeof line,
             "%s %s measure --last --json | jq -e '.ways | map(.way) | index(\"pipe\") == 0' "
             ">/dev/null",
             state_home, tutor);
    assert_int_equal(system(line), 0);
}

static void as_a_table(void **state) {
    struct cli cli;
    (void)state;
    run(&cli, "measure --last", NULL);
    assert_int_equal(cli.code, 0);
    assert_non_null(strstr(buf_str(&cli.out), "\nround trip of 64 B: "));
    assert_non_null(strstr(buf_str(&cli.out), "\n  message queue "));
    assert_non_null(strstr(buf_str(&cli.out), "\n= futex alone "));
    cli_done(&cli);
    run(&cli, "LC_ALL=C measure --last", NULL);
    for (size_t i = 0; i < cli.out.len; i++) {
        assert_true((unsigned char)cli.out.data[i] < 0x80);
    }
    cli_done(&cli);
}

static void as_lines_in_the_tutor(void **state) {
    struct cli cli;
    (void)state;
    run(&cli, "--plain open relay", "s\n\nq\n");
    assert_int_equal(cli.code, 0);
    assert_non_null(strstr(buf_str(&cli.out), "Measured on "));
    assert_non_null(strstr(buf_str(&cli.out), "pipe, one CPU:\n  round trip of 64 B: "));
    assert_non_null(strstr(buf_str(&cli.out), "As a floor: futex alone, one CPU:\n"));
    cli_done(&cli);
}

static void a_torn_file_is_told(void **state) {
    struct cli cli;
    (void)state;
    assert_int_equal(truncate(kept, 30), 0);
    run(&cli, "measure --last", NULL);
    assert_int_equal(cli.code, 74);
    assert_non_null(strstr(buf_str(&cli.err), "measured.json"));
    cli_done(&cli);
    unlink(kept);
}

/* However far it is by then: status 130, and what is known is printed, and not kept. */
static void a_signal_stops_it(void **state) {
    struct cli cli;
    char line[512];
    (void)state;
    snprintf(line, sizeof line,
             "%s timeout --preserve-status -s INT 2 %s measure --seconds 600 --json >%s/stopped",
             state_home, tutor, folder);
    assert_int_equal(WEXITSTATUS(system(line)), 130);
    snprintf(line, sizeof line, "%s/stopped", folder);
    json_t *json = json_load_file(line, 0, NULL);
    assert_true(!json || json_is_false(json_object_get(json, "whole")));
    json_decref(json);
    unlink(line);
    run(&cli, "measure --last", NULL);
    assert_int_equal(cli.code, 1);
    cli_done(&cli);
}

static void wrong_usage(void **state) {
    struct cli cli;
    (void)state;
    run(&cli, "measure --seconds 0", NULL);
    assert_int_equal(cli.code, 2);
    cli_done(&cli);
    run(&cli, "measure --last --seconds 2", NULL);
    assert_int_equal(cli.code, 2);
    assert_string_equal(buf_str(&cli.err),
                        "ipc-tutor: measure: --last measures nothing: it takes no --seconds\n");
    cli_done(&cli);
}

static int make(void **state) {
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s", folder);
    snprintf(kept, sizeof kept, "%s/ipc-tutor/measured.json", folder);
    return 0;
}

static int clean(void **state) {
    (void)state;
    unlink(kept);
    *strrchr(kept, '/') = '\0';
    rmdir(kept);
    return rmdir(folder);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_json),
        cmocka_unit_test(as_json_for_jq),
        cmocka_unit_test(as_a_table),
        cmocka_unit_test(as_lines_in_the_tutor),
        cmocka_unit_test(a_torn_file_is_told),
        cmocka_unit_test(a_signal_stops_it),
        cmocka_unit_test(wrong_usage),
    };
    if (argc < 2) {
        return 2;
    }
    tutor = argv[1];
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, make, clean);
}
