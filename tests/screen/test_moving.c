/* SPDX-License-Identifier: MIT */
/*
 * test_moving.c: moving about in the real program: searching, the palette, commands, the mouse, and
 * keys of one's own from a configuration file in a folder of this test.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void test_search(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    int x, y;
    tty_type(tty, "/nobody of that name");
    tty_see(tty, "No match for \"nobody of that name\".");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see(tty, "> fork");
    tty_type(tty, "/pipe-f");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "> pipe-fork");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "pipe-fork > text");
    tty_type(tty, "/joined");
    tty_see(tty, "/joined");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see_not(tty, "/joined");
    tty_must(tty_find(tty, "joined", &x, &y));
    tty_must(tty_cell(tty, x, y).attrs.reverse == 1);
    tutor_quit(tty);
}

static void test_search_in_a_run(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 80, 24);
    int steps = tutor_to_end(tty);
    tty_type(tty, "/forks");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "Step 2: main forks child.");
    tutor_at(tty, 2, steps);
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_type(tty, ":0");
    tty_press(tty, VTERM_KEY_ENTER);
    tutor_at(tty, 0, steps);
    tutor_quit(tty);
}

static void test_palette(void **state) {
    (void)state;
    struct tty *tty = tutor_start("pipe-fork:right", 60, 20);
    tty_type(tty, "x");
    tty_see(tty, "all actions");
    tty_type(tty, "outp");
    tty_see(tty, "> output");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, "\u250C output");
    tty_see_not(tty, "all actions");
    tty_ctrl(tty, 'p');
    tty_see(tty, "all actions");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see_not(tty, "all actions");
    tutor_quit(tty);
}

static void click(struct tty *tty, const char *text) {
    int x, y;
    tty_see(tty, text);
    tty_must(tty_find(tty, text, &x, &y));
    tty_click(tty, 0, x, y);
}

static void test_mouse(void **state) {
    (void)state;
    struct tty *tty = tutor_start(NULL, 80, 24);
    tty_must(tty_mouse(tty));
    click(tty, "pipe-fork");
    tty_see(tty, "> pipe-fork");
    click(tty, "> pipe-fork");
    tty_see(tty, "pipe-fork > text");
    click(tty, "Enter to the run");
    tutor_at(tty, 0, 0);
    click(tty, "1 main");
    tutor_at(tty, 1, 1);
    click(tty, "n step");
    tutor_at(tty, 2, 2);
    click(tty, "\u25A0pipe");
    tutor_at(tty, 1, 2);
    tty_type(tty, "%");
    tty_see(tty, "The mouse is the terminal's");
    tty_must(tty_until_idle(tty));
    tty_must(!tty_mouse(tty));
    tty_type(tty, "%");
    tty_see(tty, "The mouse is ours");
    tutor_quit(tty);
}

/* A home of its own, with this configuration in it. */
struct home {
    char base[64], folder[96], file[128], variable[96];
};

static void home_make(struct home *home, const char *config) {
    snprintf(home->base, sizeof home->base, "/tmp/ipc-tutor-config-XXXXXX");
    assert_non_null(mkdtemp(home->base));
    snprintf(home->folder, sizeof home->folder, "%s/ipc-tutor", home->base);
    assert_int_equal(mkdir(home->folder, 0755), 0);
    snprintf(home->file, sizeof home->file, "%s/config", home->folder);
    snprintf(home->variable, sizeof home->variable, "XDG_CONFIG_HOME=%s", home->base);
    FILE *file = fopen(home->file, "w");
    assert_non_null(file);
    fputs(config, file);
    fclose(file);
}

static void home_remove(const struct home *home) {
    unlink(home->file);
    rmdir(home->folder);
    rmdir(home->base);
}

static struct tty *start(const struct home *home, const char *option) {
    const char *const argv[] = {TUTOR, "open", "pipe-fork:right", option, NULL};
    const char *const env[] = {"NO_MOTION=1", home->variable, NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = argv, .env = env});
    tty_see(tty, "step 0 of 0");
    return tty;
}

static void test_own_keys(void **state) {
    (void)state;
    struct home home;
    home_make(&home, "# mine\ns = step\nn = none\n! = help\n");
    struct tty *tty = start(&home, NULL);
    tty_see(tty, "s step");
    tty_see(tty, "! help");
    tty_type(tty, "n");
    tty_type(tty, "s");
    tutor_at(tty, 1, 1);
    tty_type(tty, "!");
    tty_see(tty, "s, Enter          One step");
    tty_stop(tty);
    home_remove(&home);
}

static void test_faults_of_own_keys(void **state) {
    (void)state;
    struct home home;
    home_make(&home, "s = stp\nk\ns = step\n");
    struct tty *tty = start(&home, NULL);
    tty_see(tty, "config:1: no action is called stp: did you mean step?");
    tty_type(tty, "s");
    tutor_at(tty, 1, 1);
    tty_stop(tty);
    home_remove(&home);
}

static void test_no_mouse(void **state) {
    (void)state;
    struct home home;
    home_make(&home, "");
    struct tty *tty = start(&home, "--no-mouse");
    tty_must(!tty_mouse(tty));
    tty_type(tty, "%");
    tty_see(tty, "The mouse is ours");
    tty_must(tty_mouse(tty));
    tutor_quit(tty);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search),   cmocka_unit_test(test_search_in_a_run),
        cmocka_unit_test(test_palette),  cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_own_keys), cmocka_unit_test(test_faults_of_own_keys),
        cmocka_unit_test(test_no_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
