/* SPDX-License-Identifier: MIT */
/*
 * Orders that one run refuses and another does, asked in lines: both are right, and what can't be
 * stays wrong. The lesson is tests/screen/turns; its questions' lines are mixed, the same each
 * time.
 */
#include "cli.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* In this order; each behind the one before. */
static void expect(const char *input, const char *const *said) {
    struct cli cli;
    cli_run(&cli, "open ../screen/turns --plain", input);
    const char *at = buf_str(&cli.out);
    for (; *said; said++) {
        const char *found = strstr(at, *said);
        if (!found) {
            fail_msg("not said: %s\n%s%s", *said, buf_str(&cli.out), buf_str(&cli.err));
            return;
        }
        at = found + strlen(*said);
    }
    cli_done(&cli);
}

/* b first, which the run that judges does not do; and that run is there to be seen. */
static void the_other_order_is_right(void **state) {
    (void)state;
    expect("10\n1 4 3 2\nw\n\nq\nq\n",
           (const char *const[]){
               "  1  b acquires tickets", "  2  a releases tickets", "  3  a acquires tickets",
               "  4  b releases tickets",
               "Right. It can happen so: ipc-tutor run /", /* its folder: it is in no catalogue */
               "/tests/screen/turns:one --schedule 'main*3 b*2 a*2'", "b releases tickets.",
               "a acquires tickets.", "That was up to step 7 of ", "Question 2 of 8", NULL});
}

/* The first order, as before; and one that there is with two tickets, not with one. */
static void one_ticket_is_not_two(void **state) {
    (void)state;
    expect("10\n3 2 1 4\n\n3 2 1 4\nq\nq\n",
           (const char *const[]){
               "Right. It can happen so in a run of \"one\".", "  2  b acquires tickets",
               "Right. It can happen so: ipc-tutor run /", "/turns:two --schedule '", NULL});
    expect("10\n3 1 2 4\nq\nq\n",
           (const char *const[]){"Wrong. No run of \"one\" was found that goes so. 2 comes before "
                                 "1: a uses tickets before b.\n",
                                 "An order that happens: 3 2 1 4\n", NULL});
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_other_order_is_right),
        cmocka_unit_test(one_ticket_is_not_two),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
