/* SPDX-License-Identifier: MIT */
/*
 * test_places.c: the way through the places: syllabus, text, run and its pages, help, and back.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_from_syllabus_to_run(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    tty_see(tty, "lessons");
    tty_see(tty, "> fork");
    tty_see(tty, "Enter open");
    tty_type(tty, "jj");
    tty_see(tty, "> pipe-fork");
    tty_see(tty, "Read before it: pipe");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "pipe-fork > text");
    tty_see(tty, "Enter to the run");
    tty_type(tty, "G");
    tty_type(tty, "g");
    tty_see(tty, "A pipe in one process is of little use");
    tty_press(tty, VTERM_KEY_ENTER);
    tutor_at(tty, 0, 0);
    tty_type(tty, "t");
    tty_see(tty, "pipe-fork > text");
    tty_type(tty, "t");
    tutor_at(tty, 0, 0);
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see_not(tty, "step 0 of 0");
    tutor_quit(tty);
}

static void test_help_everywhere(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe:right", 80, 24);
    tty_type(tty, "?");
    tty_see(tty, "One step: let the process go");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see_not(tty, "One step: let the process go");
    tty_see(tty, "step 0 of 0");
    tty_type(tty, "t?");
    tty_see(tty, "From the text to the run.");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see_not(tty, "From the text to the run.");
    tutor_quit(tty);
}

/* Every page has its name in the border, whether one goes there with its key or with Tab. */
static void test_pages(void **state) {
    (void)state;
    static const struct {
        const char *key, *title;
    } pages[] = {{"k", "\u250C kernel"}, {"e", "\u250C explained"}, {"o", "\u250C output"}};
    static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tty *tty = tutor_start("pipe-fork:right", sizes[i][0], sizes[i][1]);
        tty_type(tty, "nn");
        tutor_at(tty, 2, 2);
        for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
            tty_type(tty, pages[p].key);
            tty_see(tty, pages[p].title);
            tutor_whole(tty);
            tty_type(tty, pages[p].key); /* and away again */
            tty_see(tty, "\u250C processes");
        }
        tutor_quit(tty);
    }
}

static void test_tab(void **state) {
    (void)state;
    static const char *const narrow[] = {"lesson.lua",      "\u250C why",      "\u250C kernel",
                                         "\u250C output",   "\u250C events",   "\u250C explained",
                                         "\u250C timeline", "\u250C processes"};
    struct tty *tty = tutor_start("pipe-fork:right", 60, 20);
    tty_see(tty, "Tab next page");
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
        tty_press(tty, VTERM_KEY_TAB);
        tty_see(tty, narrow[i]);
        tutor_whole(tty);
    }
    tty_type(tty, "T");
    tty_see(tty, "\u250C timeline");
    tutor_quit(tty);
}

static void test_twin(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    tty_see(tty, "[Lua] C");
    tty_type(tty, "c");
    tty_see(tty, "Lua [C]");
    tty_type(tty, "c");
    tty_see(tty, "[Lua] C");
    tutor_quit(tty);
}

static void test_kernel_says_who_holds_what(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    tutor_to_end(tty);
    tty_type(tty, "k");
    tty_see(tty, "p.r       p.w");
    tty_see(tty, "main      fd 3      fd 4");
    tty_see(tty, "child     closed    closed");
    tty_see(tty, "read(3, 4096) sleeping");
    tutor_quit(tty);
}

/* The narrowest and the poorest: ASCII, no colours. */
static void test_ascii(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR, "open", "pipe-fork:forgotten", NULL};
    const char *const env[] = {"LC_ALL=C", "NO_MOTION=1", NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = argv, .term = "vt100", .env = env});
    tty_see(tty, "? help");
    tutor_to_end(tty);
    tty_see(tty, "DEADLOCK");
    tty_see(tty, "~ waits: read p");
    for (int y = 0; y < 24; y++) {
        for (const char *c = tty_row(tty, y); *c != '\0'; c++) {
            assert_in_range((unsigned char)*c, ' ', '~');
        }
    }
    tutor_quit(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_syllabus_to_run),
        cmocka_unit_test(test_help_everywhere),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_tab),
        cmocka_unit_test(test_twin),
        cmocka_unit_test(test_kernel_says_who_holds_what),
        cmocka_unit_test(test_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
