/* SPDX-License-Identifier: MIT */
/*
 * Standard output that is closed, full, or read by nobody, by way of a shell.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char *tutor;

/* The shell's own exit status is that of the program. */
static void expect(const char *words, int code, const char *err) {
    char line[512];
    snprintf(line, sizeof line, "T=%s -c '%s'", tutor, words);
    cli_expect(line, NULL, code, "", err);
}

static void full(void **state) {
    (void)state;
    static const char message[] = "ipc-tutor: standard output: No space left on device\n";
    expect("$T list >/dev/full", 74, message);
    expect("$T version >/dev/full", 74, message);
    expect("$T help run >/dev/full", 74, message);
    expect("$T run relay >/dev/full", 74, message);
    expect("$T run relay --format json >/dev/full", 74, message);
    expect("$T run asks:endless --limit 3600 >/dev/full", 74, message);
}

static void closed(void **state) {
    (void)state;
    static const char message[] = "ipc-tutor: standard output: Bad file descriptor\n";
    expect("$T list >&-", 74, message);
    expect("$T run relay >&-", 74, message);
    expect("$T run relay -o /dev/null >&-", 0, "");
    expect("$T --plain <&- >&-", 74, message);
    expect("$T list >&- 2>&-", 74, "");
}

static void nobody_reads(void **state) {
    (void)state;
    expect("( $T run asks:endless --limit 3600; echo $? >&2 ) | head -n 1 >/dev/null", 0, "74\n");
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full),
        cmocka_unit_test(closed),
        cmocka_unit_test(nobody_reads),
    };
    tutor = argc < 2 ? NULL : realpath(argv[1], NULL);
    if (!tutor) {
        return 2;
    }
    cli_program("/bin/sh");
    int r = cmocka_run_group_tests(tests, NULL, NULL);
    free(tutor);
    return r;
}
