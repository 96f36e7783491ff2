/* SPDX-License-Identifier: MIT */
/*
 * Command lines: what is understood, what is refused, with which sentence and which exit code.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void wrong_usage(void **state) {
    (void)state;
    static const struct {
        const char *line, *err;
    } rows[] = {
        {"runn", "ipc-tutor: runn: no such command; did you mean run?\n"},
        {"xyzzy", "ipc-tutor: xyzzy: no such command (ipc-tutor help lists them)\n"},
        {"run", "ipc-tutor: run: LESSON[:PROGRAM] is missing (usage: ipc-tutor run "
                "LESSON[:PROGRAM])\n"},
        {"run a b", "ipc-tutor: run: b is one argument too many (usage: ipc-tutor run "
                    "LESSON[:PROGRAM])\n"},
        {"show", "ipc-tutor: show: FILE is missing (usage: ipc-tutor show FILE)\n"},
        {"run relay --sead 3", "ipc-tutor: run: --sead is no option; did you mean --seed?\n"},
        {"run relay --quux=3", "ipc-tutor: run: --quux is no option\n"},
        {"run relay -q", "ipc-tutor: run: -q is no option\n"},
        {"run relay --seed", "ipc-tutor: run: --seed needs a value: --seed N\n"},
        {"run relay -o", "ipc-tutor: run: --output needs a value: --output FILE\n"},
        {"list --json=yes", "ipc-tutor: list: --json takes no value\n"},
        {"run relay --seed x", "ipc-tutor: run: --seed x is no whole number\n"},
        {"run relay --seed -1",
         "ipc-tutor: run: --seed -1 is not between 0 and 9223372036854775807\n"},
        {"run relay --limit 0", "ipc-tutor: run: --limit 0 is not between 1 and 86400\n"},
        {"run relay --format xml", "ipc-tutor: run: --format xml is not known: text or json\n"},
        {"run relay --set lines", "ipc-tutor: run: --set lines: write --set NAME=VALUE\n"},
        {"run relay --seed 1 --schedule main",
         "ipc-tutor: run: --seed and --schedule both say who goes next: give one of them\n"},
        {"run rely", "ipc-tutor: run: there is no lesson rely; did you mean relay?\n"},
        {"run zzzzzz", "ipc-tutor: run: there is no lesson zzzzzz (ipc-tutor list shows them)\n"},
        {"run relay:", "ipc-tutor: run: relay: names no program after its colon\n"},
        {"run faulty", "ipc-tutor: run: faulty is no lesson: it has no lesson.lua\n"},
        {"open relay:rigth", "ipc-tutor: relay: there is no program rigth: there are right, "
                             "careless\n"},
        {"help runn", "ipc-tutor: help: runn is no command; did you mean run?\n"},
        {"measure now", "ipc-tutor: measure: now is one argument too many (usage: ipc-tutor "
                        "measure)\n"},
        {"new", "ipc-tutor: new: ID is missing (usage: ipc-tutor new ID)\n"},
        {"completion ksh", "ipc-tutor: completion: ksh: there are bash, zsh and fish; and words "
                           "[WORD]\n"},
        {"edit", "ipc-tutor: edit: LESSON[:PROGRAM] is missing (usage: ipc-tutor edit "
                 "LESSON[:PROGRAM])\n"},
        {"edit rely", "ipc-tutor: edit: there is no lesson rely; did you mean relay?\n"},
        {"edit ./cli.c", "ipc-tutor: edit: ./cli.c is no lesson\n"},
        {"check relay --times 0", "ipc-tutor: check: --times 0 is not between 1 and 100000\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cli_expect(rows[i].line, NULL, 2, "", rows[i].err);
    }
    cli_expect("run relay:rigth", NULL, 2, "", "...rigth: no such program");
    cli_expect("run relay --set volume=3", NULL, 2, "", "...volume: no such parameter");
}

static void missing_files(void **state) {
    (void)state;
    cli_expect("run ./nowhere", NULL, 74, "",
               "ipc-tutor: run: ./nowhere: there is no such folder or file\n");
    cli_expect("show /nonexistent", NULL, 74, "", "ipc-tutor: /nonexistent: ...");
    cli_expect("run relay --input /nonexistent", NULL, 74, "", "ipc-tutor: /nonexistent: ...");
}

static void help(void **state) {
    (void)state;
    cli_expect("--help", NULL, 0, "ipc-tutor teaches ...", "");
    cli_expect("help", NULL, 0, "ipc-tutor teaches ...", "");
    cli_expect("help run", NULL, 0, "usage: ipc-tutor run LESSON[:PROGRAM] [OPTIONS]\n...", "");
    cli_expect("run --help", NULL, 0, "...examples:\n", "");
    cli_expect("--help run", NULL, 0, "usage: ipc-tutor run ...", "");
    cli_expect("-h", NULL, 0, "...doctor", "");
    static const char *const commands[] = {
        "help open",   "help list", "help show",    "help check",   "help doctor", "help measure",
        "help export", "help help", "help version", "help present", "help follow", "help edit"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        cli_expect(commands[i], NULL, 0, "usage: ipc-tutor ...", "");
    }
}

static void version(void **state) {
    (void)state;
    cli_expect("--version", NULL, 0, "ipc-tutor ...", "");
    cli_expect("version", NULL, 0, "ipc-tutor ...", "");
    cli_expect("run -V", NULL, 0, "ipc-tutor ...", "");
}

static void flags_anywhere(void **state) {
    (void)state;
    cli_expect("--seed 3 run relay --format json", NULL, 0, "{\"n\":1,...", "");
    cli_expect("--format=json run --seed=3 relay", NULL, 0, "{\"n\":1,...", "");
    cli_expect("--plain open relay", "q\n", 0, "...Relay: a note through two pipes", "");
    cli_expect("open -- relay --plain", NULL, 2, "", "...one argument too many");
}

static void no_terminal(void **state) {
    (void)state;
    cli_expect("", NULL, 69, "", "...--plain");
    cli_expect("open relay", NULL, 69, "", "ipc-tutor: terminal: ...");
    cli_expect("present relay", NULL, 69, "", "ipc-tutor: terminal: ...");
    cli_expect("follow", NULL, 69, "", "ipc-tutor: terminal: ...");
    cli_expect("edit relay", NULL, 69, "", "...; ipc-tutor edit --plain works without one\n");
    cli_expect("follow me", NULL, 2, "", "...");
    cli_expect("TERM=dumb open relay", NULL, 69, "", "...--plain");
}

static void odd_locales(void **state) {
    (void)state;
    cli_expect("LC_ALL=xx_YY.UTF-8 version", NULL, 0, "ipc-tutor ...", "");
    struct cli cli;
    cli_run(&cli, "LC_ALL=C open relay --plain", "1\nq\n");
    assert_int_equal(cli.code, 0);
    for (size_t i = 0; i < cli.out.len; i++) {
        assert_true((unsigned char)cli.out.data[i] < 0x80);
    }
    cli_done(&cli);
}

static void doctor(void **state) {
    (void)state;
    cli_expect("doctor", NULL, 0, "...yes  a run of three operations and two processes\n", "");
    cli_expect("doctor", NULL, 0, "...Lessons run on this machine.\n", "");
    cli_expect("IPC_TUTOR_RUNNER=/bin/false doctor", NULL, 1, "...Lessons do not run here", "");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_usage),    cmocka_unit_test(missing_files),
        cmocka_unit_test(help),           cmocka_unit_test(version),
        cmocka_unit_test(flags_anywhere), cmocka_unit_test(no_terminal),
        cmocka_unit_test(odd_locales),    cmocka_unit_test(doctor),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
