/* SPDX-License-Identifier: MIT */
/*
 * `edit --plain`: what is wrong with a lesson that is being written, as lines, until a signal
 * comes. On the screen: tests/screen/test_editing.c.
 */
#include "cli.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *line, const char *first, const char *later) {
    struct cli cli;
    cli_run_signal(&cli, line, SIGINT);
    const char *at = strstr(buf_str(&cli.out), first);
    if (cli.code != 128 + SIGINT || !at || !strstr(at, later)) {
        fail_msg("%s: %d:\n%s%s", line, cli.code, buf_str(&cli.out), buf_str(&cli.err));
    }
    assert_string_equal(buf_str(&cli.err), "");
    cli_done(&cli);
}

static void good(void **state) {
    (void)state;
    expect("edit --plain relay", "/relay: reads well, being checked\n", "");
    expect("edit -p ./lessons/relay:right", "/relay: reads well, being checked\n", "");
}

/* What can't be opened as a lesson can be edited, by its folder and by its name. */
static void faulty(void **state) {
    (void)state;
    expect("edit --plain ./broken/typo", "/lesson.md:5: topik is no key: did you mean topic?\n",
           "\n  topik: pipes\n");
    expect("IPC_TUTOR_LESSONS=broken edit --plain typo:right", "/lesson.md:5: topik is no key",
           "/typo: 1 fault\n");
    expect("edit --plain ./faulty/unclosed", "/unclosed/lesson.lua:4: ", "/unclosed: 1 fault\n");
    expect("edit --plain ./faulty/liar", "/lesson.md:8: {stage: nowhere}", "/liar: 5 faults\n");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(good), cmocka_unit_test(faulty)};
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
