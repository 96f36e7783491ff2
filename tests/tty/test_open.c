/* SPDX-License-Identifier: MIT */
/*
 * test_open.c: the terminal is opened, or refused with a reason, for every TERM and locale.
 */
#include "tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static const char *const demo[] = {DEMO, NULL};

static struct tty *start(const char *term, const char *const *env) {
    return tty_start(&(struct tty_options){.argv = demo, .term = term, .env = env});
}

static void ends_well(struct tty *tty) {
    tty_type(tty, "q");
    assert_int_equal(tty_exit_status(tty), 0);
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        print_error("not given back: %s\n", kept);
    }
    assert_null(kept);
    tty_stop(tty);
}

static void test_known_terms(void **state) {
    (void)state;
    static const char *const terms[] = {"xterm-256color",  "tmux-256color", "screen",
                                        "screen-256color", "xterm",         "rxvt",
                                        "vt100",           "linux",         "ansi"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        print_message("TERM=%s\n", terms[i]);
        struct tty *tty = start(terms[i], NULL);
        tty_see(tty, "size 80x24");
        tty_see(tty, strcmp(terms[i], "linux") == 0 ? "> ascii yes" : "ascii no");
        tty_see_not(tty, "not known");
        ends_well(tty);
    }
}

static void test_unknown_term(void **state) {
    (void)state;
    struct tty *tty = start("xterm-unheard-of", NULL);
    tty_see(tty, "TERM=xterm-unheard-of is not known here: drawn as for");
    tty_see(tty, "size 80x24");
    ends_well(tty);
}

static void refuses(const char *term, const char *const *env, const char *reason) {
    struct tty *tty = start(term, env);
    int status = tty_exit_status(tty);
    tty_see(tty, reason);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 69);
    assert_null(tty_not_given_back(tty));
    tty_stop(tty);
}

static void test_refused(void **state) {
    (void)state;
    refuses("dumb", NULL, "TERM is dumb, so nothing can be drawn");
    refuses("", NULL, "TERM is not set");
    refuses(NULL, (const char *const[]){"TERM", NULL}, "TERM is not set");
    refuses("unknown", NULL, "TERM is unknown");
}

/* With standard output or input elsewhere there is no screen. */
static void test_no_terminal(void **state) {
    (void)state;
    const char *const to_file[] = {"/bin/sh", "-c", DEMO " >/dev/null", NULL};
    const char *const from_file[] = {"/bin/sh", "-c", DEMO " </dev/null", NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = to_file});
    tty_see(tty, "standard output is not a terminal");
    assert_int_equal(WEXITSTATUS(tty_exit_status(tty)), 69);
    tty_stop(tty);
    tty = tty_start(&(struct tty_options){.argv = from_file});
    tty_see(tty, "standard input is not a terminal");
    assert_int_equal(WEXITSTATUS(tty_exit_status(tty)), 69);
    tty_stop(tty);
}

static void test_locales(void **state) {
    (void)state;
    struct tty *tty = start(NULL, (const char *const[]){"LC_ALL=C", NULL});
    tty_see(tty, "The locale C has no UTF-8");
    tty_see(tty, "> ascii yes");
    tty_see(tty, "wide ????|  cafe|");
    ends_well(tty);
    tty = start(NULL, (const char *const[]){"LC_ALL=xx_YY.UTF-8", NULL}); /* not installed */
    tty_see(tty, "▶ ascii no");
    ends_well(tty);
    tty = start(NULL, (const char *const[]){"LC_ALL", "LANG=xx_YY.utf8", NULL});
    tty_see(tty, "▶ ascii no");
    ends_well(tty);
    tty = start(NULL, (const char *const[]){"LC_ALL=xx_YY", NULL});
    tty_see(tty, "The locale xx_YY has no UTF-8");
    ends_well(tty);
}

/* LINES and COLUMNS are of the shell's window when it started; the terminal knows better. */
static void test_size(void **state) {
    (void)state;
    const char *const env[] = {"LINES=5", "COLUMNS=200", NULL};
    struct tty *tty =
        tty_start(&(struct tty_options){.argv = demo, .width = 33, .height = 11, .env = env});
    tty_see(tty, "size 33x11");
    ends_well(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_terms), cmocka_unit_test(test_unknown_term),
        cmocka_unit_test(test_refused),     cmocka_unit_test(test_no_terminal),
        cmocka_unit_test(test_locales),     cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
