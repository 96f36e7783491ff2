/* SPDX-License-Identifier: MIT */
/*
 * The manual page against the program: each command, each option, each key.
 */
#include "cli.h"
#include "fdio.h"
#include "keys.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int load(void **state) {
    static struct buf page;
    *state = &page;
    return file_read(SOURCE_DIR "/assets/man/ipc-tutor.1", &page, 0, NULL);
}

static int unload(void **state) {
    buf_done(*state);
    return 0;
}

static void assert_there(const struct buf *page, const char *format, const char *name) {
    char text[128];
    snprintf(text, sizeof text, format, name);
    if (!strstr(buf_str(page), text)) {
        fail_msg("assets/man/ipc-tutor.1 has no %s", text);
    }
}

/* "  -s, --set NAME=VALUE   ..." in the help of a command. */
static void options_of(const struct buf *page, const char *help) {
    for (const char *at = strstr(help, "--"); at; at = strstr(at + 2, "--")) {
        char name[32] = "";
        sscanf(at, "--%31[a-z-]", name);
        assert_there(page, "Fl Fl %s", name);
    }
}

static void commands_and_options(void **state) {
    struct cli cli;
    cli_run(&cli, "help", NULL);
    assert_int_equal(cli.code, 0);
    char *rest = strstr(cli.out.data, "\n\n  ");
    assert_non_null(rest);
    for (char name[16]; rest && sscanf(rest, "\n  %15[a-z]", name) == 1;) {
        char line[32];
        struct cli help;
        rest = strchr(rest + 2, '\n');
        assert_there(*state, ".Cm %s", name);
        snprintf(line, sizeof line, "help %s", name);
        cli_run(&help, line, NULL);
        char *options = strstr(help.out.data, "options:");
        char *examples = strstr(help.out.data, "examples:");
        if (examples) {
            *examples = '\0';
        }
        options_of(*state, options);
        cli_done(&help);
    }
    cli_done(&cli);
}

static void keys(void **state) {
    struct buf keys = {0};
    keys_manual(&keys);
    if (!strstr(buf_str(*state), buf_str(&keys))) {
        print_error("the section KEYS of assets/man/ipc-tutor.1 has to be:\n%s", buf_str(&keys));
        fail();
    }
    buf_done(&keys);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_and_options),
        cmocka_unit_test(keys),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, load, unload);
}
