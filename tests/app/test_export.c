/* SPDX-License-Identifier: MIT */
/*
 * export: what it makes of a lesson and of a saved run, and what it refuses. The forms themselves
 * are looked into in tests/core/export.
 */
#include "cli.h"
#include "fdio.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char saved[] = SOURCE_DIR "/tests/recorded/fifo-no-eof.jsonl";

/* "export PATH OPTIONS". */
static void expect_of_saved(const char *options, int code, const char *out, const char *err) {
    char line[512];
    snprintf(line, sizeof line, "export %s %s", saved, options);
    cli_expect(line, NULL, code, out, err);
}

static void forms(void **state) {
    (void)state;
    cli_expect("export relay --to svg", NULL, 0, "<?xml version=\"1.0\" ...", "");
    cli_expect("export relay:careless --to mermaid", NULL, 0, "sequenceDiagram\n    title relay...",
               "");
    cli_expect("export --to=perfetto relay", NULL, 0, "{\"displayTimeUnit\":\"ms\",...", "");
    expect_of_saved("--to svg", 0, "...ended: deadlock", "");
    expect_of_saved("--to mermaid", 0, "...DEADLOCK: ", "");
    expect_of_saved("--to perfetto", 0, "...\"cat\":\"blocked\"", "");
    cli_expect("export relay --to cast", NULL, 0, "{\"version\":2,\"width\":100,\"height\":30,...",
               "");
    cli_expect("export relay --to html", NULL, 0, "<!DOCTYPE html>\n<html lang=\"en\">...", "");
    expect_of_saved("--to cast --columns 80 --rows 24", 0,
                    "{\"version\":2,\"width\":80,\"height\":24,...", "");
    expect_of_saved("--to html", 0, "...<li class=\"step\" id=\"step-10\"", "");
    expect_of_saved("-t svg -n 9", 0, "...>step 2 of 10<", "");
}

/* The code of the lesson is on the screens: of one of ours, and of one that is only a folder. */
static void code(void **state) {
    (void)state;
    cli_expect("export relay:right --to html", NULL, 0, "...lesson.lua", "");
    cli_expect("IPC_TUTOR_LESSONS= export ./lessons/relay --to html", NULL, 0, "...lesson.lua", "");
}

/* A lesson without a program: its text, and each of its programs. */
static void lesson(void **state) {
    (void)state;
    struct cli cli;
    cli_run(&cli, "export relay --to html", NULL);
    assert_int_equal(cli.code, 0);
    static const char *const parts[] = {"<h1>Relay: a note through two pipes</h1>",
                                        "id=\"program-right\"", "id=\"program-careless\"",
                                        "id=\"program-careless-3\""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_non_null(strstr(buf_str(&cli.out), parts[i]));
    }
    cli_done(&cli);
}

/* What a lesson prints to command a terminal arrives as text. */
static void commands_of_a_lesson(void **state) {
    (void)state;
    static const char *const names[] = {"svg", "mermaid", "perfetto", "cast", "html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct cli cli;
        char line[64];
        snprintf(line, sizeof line, "export asks:colours --to %s", names[i]);
        cli_run(&cli, line, NULL);
        assert_int_equal(cli.code, 0);
        assert_null(strchr(buf_str(&cli.out), 27));
        cli_done(&cli);
    }
}

/* The options of a run are understood as `run` does. */
static void run_options(void **state) {
    (void)state;
    cli_expect("export asks --to mermaid --input -", "Ada\nred\n", 0, "...prints ", "");
    cli_expect("export relay --to svg --seed 3", NULL, 0, "...step ", "");
    cli_expect("export relay --to svg --schedule main*2", NULL, 0, "...step ", "");
}

static void refused(void **state) {
    (void)state;
    static const struct {
        const char *line, *err;
    } rows[] = {
        {"export relay", "ipc-tutor: export: say into what: --to svg, ..."},
        {"export relay --to gif", "ipc-tutor: export: --to gif is not known: svg, ..."},
        {"export --to svg", "ipc-tutor: export: LESSON[:PROGRAM]|FILE is missing ..."},
        {"export relay --to mermaid --at 3",
         "ipc-tutor: export: --to mermaid is of the whole run: it takes no --at\n"},
        {"export relay --to html --seed 3",
         "ipc-tutor: export: all programs of relay are run as they are: name one, ..."},
        {"export relay --to html --at 3",
         "ipc-tutor: export: --to html is of the whole run: it takes no --at\n"},
        {"export relay --to svg --rows 30",
         "ipc-tutor: export: --to svg shows no screen: it takes no --columns and --rows\n"},
        {"export relay --to cast --columns 39",
         "ipc-tutor: export: --columns 39 is not between 40 and 400\n"},
        {"export relay --to svg --at 100000", "ipc-tutor: export: --at 100000: the run has ..."},
        {"export relay --to svg --set volume=3", "...volume: no such parameter"},
        {"export relay --to svg --set volume", "ipc-tutor: export: --set volume: write ..."},
        {"export relay:rigth --to svg", "...rigth: no such program"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cli_expect(rows[i].line, NULL, 2, "", rows[i].err);
    }
    expect_of_saved("--to svg --seed 3", 2, "", "...is a saved run: it is not run again\n");
    cli_expect("export /nonexistent --to svg", NULL, 74, "", "ipc-tutor: export: ...");
    cli_expect("export relay --to svg -o /nonexistent/x", NULL, 74, "", "ipc-tutor: ...");
}

static void into_a_file(void **state) {
    (void)state;
    char path[] = "/tmp/ipc-tutor-export-XXXXXX", line[128];
    struct buf made = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    snprintf(line, sizeof line, "export relay --to svg -o %s", path);
    cli_expect(line, NULL, 0, "", "");
    assert_int_equal(file_read(path, &made, 0, NULL), 0);
    assert_non_null(strstr(buf_str(&made), "</svg>\n"));
    buf_done(&made);
    unlink(path);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms),       cmocka_unit_test(code),
        cmocka_unit_test(lesson),      cmocka_unit_test(commands_of_a_lesson),
        cmocka_unit_test(run_options), cmocka_unit_test(refused),
        cmocka_unit_test(into_a_file),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
