/* SPDX-License-Identifier: MIT */
/*
 * `run` and `show`: what they print and how they end.
 */
#include "cli.h"
#include "fdio.h"
#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void sentences(void **state) {
    (void)state;
    cli_expect("run relay", NULL, 0, "relay:right starts.\n...", "");
    cli_expect("run relay", NULL, 0, "...last prints: HELLO\n", "");
    cli_expect("run relay --set note=bye", NULL, 0, "...last prints: BYE\n", "");
    cli_expect("run relay:careless", NULL, 0, "...Deadlock: last waits in read(2)", "");
    cli_expect("run ./lessons/relay:right", NULL, 0, "relay:right starts.\n...", "");
    cli_expect("IPC_TUTOR_LESSONS= run ./lessons/relay", NULL, 0, "relay:right ...", "");
}

static void answers(void **state) {
    (void)state;
    cli_expect("run asks", "bob\n", 0, "...main prints: hello bob\n", "");
    cli_expect("run asks --set greeting=hi --set times=2", "bob\nann", 0,
               "...main prints: hi ann\n", "");
    cli_expect("run asks --input -", "bob\n", 0, "...main prints: hello bob\n", "");
    cli_expect("run asks --input /dev/null", "bob\n", 0, "...main prints: hello nobody\n", "");
    cli_expect("run asks", "", 74, "...The run ends after",
               "ipc-tutor: asks: the program asks, and standard input has no line more: give the "
               "answers with --input FILE\n");
}

static void bad_values(void **state) {
    (void)state;
    cli_expect("run asks --set times=9", NULL, 2, "", "ipc-tutor: times=9: it must be at most 3\n");
    cli_expect("run asks --set times=x", NULL, 2, "",
               "ipc-tutor: times=x: it must be a whole number\n");
}

static void other_endings(void **state) {
    (void)state;
    cli_expect("run asks:endless --limit 1", NULL, 0, "...limit, as expected.\n", "");
    cli_expect("run asks:broken", NULL, 1, "...error, not as expected (ok).\n",
               "ipc-tutor: lesson.lua:23: ...");
    cli_expect("run relay:right --schedule 'main ^C'", NULL, 0,
               "...The run ends after 2 steps: it was interrupted by Ctrl-C.\n", "");
    cli_expect("run relay:careless --schedule 'main ^C'", NULL, 0,
               "...The run ends after 2 steps: it was interrupted by Ctrl-C.\n", "");
    cli_expect("run relay --schedule nobody", NULL, 1, NULL, "...nobody");
}

/* Asked to end, it ends the run well and says so. */
static void signals(void **state) {
    (void)state;
    static const int numbers[] = {SIGINT, SIGTERM};
    for (size_t i = 0; i < 2; i++) {
        struct cli cli;
        cli_run_signal(&cli, "run asks:endless --limit 3600 --format json", numbers[i]);
        assert_int_equal(cli.code, 128 + numbers[i]);
        assert_non_null(strstr(buf_str(&cli.out), "\"outcome\":\"stopped\""));
        assert_string_equal(buf_str(&cli.err), "");
        cli_done(&cli);
    }
}

/* Many runs with all gates open: the tally, in both forms; what does not go with it. */
static void wild(void **state) {
    (void)state;
    cli_expect("run relay --wild 5", NULL, 0, "5 of 5 runs of right with all gates open (...", "");
    cli_expect("run relay --wild 5", NULL, 0, "...All was as it declares in 5 of 5 runs.\n", "");
    cli_expect("run relay:careless --wild 2", NULL, 0, "...  deadlock  (as declared)", "");
    cli_expect("run asks:broken --wild 2", NULL, 1, "...lesson.lua:23: ", "");
    cli_expect("run asks:endless --wild 1 --limit 1", NULL, 0, "...  limit  (as declared)", "");
    cli_expect("run relay --wild 0", NULL, 2, "", "ipc-tutor: run: --wild 0 ...");
    cli_expect("run relay --wild many", NULL, 2, "", "ipc-tutor: run: --wild many ...");
    cli_expect("run relay --wild 5 --seed 1", NULL, 2, "", "ipc-tutor: run: --wild lets ...");
    cli_expect("run relay:none --wild 5", NULL, 2, "",
               "ipc-tutor: relay: there is no program none\n");
    cli_expect("run asks --wild 5 --set times=9", NULL, 2, "", "...it must be at most 3\n");
}

static void wild_json(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "run relay --wild 4 --format json", NULL);
    json_t *tally = json_loads(buf_str(&cli.out), 0, NULL);
    assert_non_null(tally);
    assert_string_equal(json_string_value(json_object_get(tally, "program")), "right");
    assert_int_equal(json_integer_value(json_object_get(tally, "runs")), 4);
    json_t *outcomes = json_object_get(tally, "outcomes");
    assert_int_equal(json_integer_value(json_object_get(outcomes, "ok")), 4);
    json_decref(tally);
    cli_done(&cli);
}

static void no_runner(void **state) {
    (void)state;
    cli_expect("IPC_TUTOR_RUNNER=/nonexistent run relay", NULL, 70, "", "ipc-tutor: /nonexist...");
    cli_expect("IPC_TUTOR_RUNNER=/bin/false run relay", NULL, 70, "",
               "ipc-tutor: the runner ended before the run did\n");
}

/* What a lesson prints is shown, not obeyed. */
static void no_commands_for_the_terminal(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "run asks:colours", NULL);
    assert_int_equal(cli.code, 0);
    assert_null(strchr(buf_str(&cli.out), '\033'));
    assert_null(strchr(buf_str(&cli.out), '\a'));
    assert_non_null(strstr(buf_str(&cli.out), "[2Jred"));
    cli_done(&cli);
    cli_expect("run \033[2Jx", NULL, 2, "", "ipc-tutor: run: there is no lesson \\x1b[2Jx (...");
}

static void outputs(void **state) {
    (void)state;
    cli_expect("run relay -o /dev/null", NULL, 0, "", "");
    cli_expect("run relay -o /dev/full", NULL, 74, "", "...No space left on device\n");
    cli_expect("run relay -o /nonexistent/x", NULL, 74, "", "ipc-tutor: /nonexistent/x: ...");
}

/* The records of one run, as JSON values; the caller's to decref. */
static json_t *records_of(const char *line) {
    struct cli cli;
    json_t *records = json_array();
    cli_run(&cli, line, NULL);
    assert_int_equal(cli.code, 0);
    char *rest = cli.out.data;
    for (char *one = strsep(&rest, "\n"); one; one = strsep(&rest, "\n")) {
        json_t *record = *one ? json_loads(one, 0, NULL) : NULL;
        if (*one) {
            assert_non_null(record);
            json_array_append_new(records, record);
        }
    }
    cli_done(&cli);
    return records;
}

static const char *field(const json_t *record, const char *name) {
    const char *text = json_string_value(json_object_get(record, name));
    return text ? text : "";
}

static void json_records(void **state) {
    (void)state;
    json_t *records = records_of("run relay:careless --format json");
    size_t count = json_array_size(records);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        const json_t *record = json_array_get(records, i);
        assert_int_equal(json_integer_value(json_object_get(record, "n")), i + 1);
        assert_true(*field(record, "kind"));
    }
    const json_t *first = json_array_get(records, 0);
    const json_t *last = json_array_get(records, count - 1);
    assert_string_equal(field(first, "kind"), "run.start");
    assert_string_equal(field(first, "lesson"), "relay");
    assert_string_equal(field(last, "kind"), "run.end");
    assert_string_equal(field(last, "outcome"), "deadlock");
    assert_true(json_is_true(json_object_get(last, "as_expected")));
    assert_int_equal(json_integer_value(json_object_get(last, "left_behind")), 0);
    json_decref(records);
}

/* The schedule that run.end gives brings the same run about again, a random one too. */
static void schedules_repeat(void **state) {
    (void)state;
    json_t *seeded = records_of("run relay --seed 7 --format json");
    const json_t *last = json_array_get(seeded, json_array_size(seeded) - 1);
    char line[4096];
    snprintf(line, sizeof line, "run relay --format json --schedule '%s'", field(last, "schedule"));
    json_t *again = records_of(line);
    assert_int_equal(json_array_size(again), json_array_size(seeded));
    for (size_t i = 0; i < json_array_size(again); i++) {
        const json_t *a = json_array_get(again, i);
        const json_t *b = json_array_get(seeded, i);
        assert_string_equal(field(a, "kind"), field(b, "kind"));
        assert_string_equal(field(a, "actor"), field(b, "actor"));
        assert_string_equal(field(a, "call"), field(b, "call"));
    }
    json_decref(again);
    json_decref(seeded);
}

static void saved_and_shown(void **state) {
    (void)state;
    char file[] = "/tmp/ipc-tutor-show.XXXXXX";
    char line[256];
    int fd = mkstemp(file);
    assert_true(fd >= 0);
    close(fd);
    snprintf(line, sizeof line, "run relay:careless -o %s", file);
    cli_expect(line, NULL, 0, "", "");
    snprintf(line, sizeof line, "show %s", file);
    cli_expect(line, NULL, 0, "...last waits in read(2)", "");
    snprintf(line, sizeof line, "show %s --at 3", file);
    cli_expect(line, NULL, 0, "record 3 of ...", "");
    snprintf(line, sizeof line, "show %s --at 100000", file);
    cli_expect(line, NULL, 2, "", "ipc-tutor: show: --at 100000: ...");
    snprintf(line, sizeof line, "run %s", file);
    cli_expect(line, NULL, 2, "", "...is a saved run: ipc-tutor open or show it\n");
    snprintf(line, sizeof line, "show --format json %s", file);
    struct cli cli;
    cli_run(&cli, line, NULL);
    json_t *world = json_loads(buf_str(&cli.out), 0, NULL);
    assert_non_null(world);
    assert_string_equal(field(world, "outcome"), "deadlock");
    json_decref(world);
    cli_done(&cli);
    snprintf(line, sizeof line, "open %s --plain", file);
    cli_expect(line, "0\nf\nw\nk\nq\n", 0, "...Past, step 0 of", "");
    unlink(file);
}

static void torn_runs(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "run relay --format json", NULL);
    assert_true(cli.out.len > 2000);
    cli.out.data[2000] = '\0';
    cli_expect("show -", cli.out.data, 74, "record ...", "...records before it are kept\n");
    cli_done(&cli);
    cli_expect("show -", "", 74, "", NULL);
    cli_expect("show -", "hello\n", 74, "", "...this is no saved run\n");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),
        cmocka_unit_test(answers),
        cmocka_unit_test(bad_values),
        cmocka_unit_test(other_endings),
        cmocka_unit_test(outputs),
        cmocka_unit_test(no_commands_for_the_terminal),
        cmocka_unit_test(signals),
        cmocka_unit_test(no_runner),
        cmocka_unit_test(json_records),
        cmocka_unit_test(schedules_repeat),
        cmocka_unit_test(saved_and_shown),
        cmocka_unit_test(torn_runs),
        cmocka_unit_test(wild),
        cmocka_unit_test(wild_json),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
