/* SPDX-License-Identifier: MIT */
/*
 * test_terms.c: the tutor on each kind of terminal: it opens, draws, steps and leaves it as it was;
 * where there is no screen it says so and goes on as lines. And the colours: theme, NO_COLOR.
 */
#include "theme.h"
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ENV_MAX 12

static struct tty *open_with(const char *term, const char *const *more_env,
                             const char *const *options) {
    const char *argv[8] = {TUTOR, "open", "pipe-fork:forgotten", NULL};
    const char *env[ENV_MAX] = {"NO_MOTION=1",
                                "HOME=" HOME_DIR,
                                "XDG_DATA_HOME",
                                "XDG_STATE_HOME",
                                "XDG_CONFIG_HOME",
                                "IPC_TUTOR_THEME",
                                NULL};
    for (size_t i = 0; more_env != NULL && more_env[i] != NULL; i++) {
        env[6 + i] = more_env[i];
    }
    for (size_t i = 0; options != NULL && options[i] != NULL; i++) {
        argv[3 + i] = options[i];
    }
    return tty_start(&(struct tty_options){.argv = argv, .term = term, .env = env, .keep = true});
}

static void steps_and_leaves(struct tty *tty) {
    tty_see(tty, "? help");
    tutor_to_end(tty);
    tty_see(tty, "DEADLOCK");
    tty_see(tty, "waits: read p");
    tutor_quit(tty);
}

static void test_each_terminal(void **state) {
    (void)state;
    static const char *const terms[] = {"xterm-256color", "tmux-256color", "screen",
                                        "linux",          "vt100",         "xterm"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        print_message("TERM=%s\n", terms[i]);
        steps_and_leaves(open_with(terms[i], NULL, NULL));
    }
}

/* terminfo knows no such name: drawn as for the stand-in, and that is said. */
static void test_unknown_terminal(void **state) {
    (void)state;
    struct tty *tty = open_with("xterm-kitty-unheard-of", NULL, NULL);
    tty_see(tty, "TERM=xterm-kitty-unheard-of is not known here");
    steps_and_leaves(tty);
    steps_and_leaves(open_with("xterm-kitty", NULL, NULL)); /* known on some machines */
}

/* Colours of the first so many, said in the sequences that such a terminal knows: never 38;5;n. */
static void has_few_colours(struct tty *tty, int most) {
    bool coloured = false;
    tty_see(tty, "? help");
    tutor_to_end(tty);
    tty_see(tty, "DEADLOCK");
    for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 80; x++) {
            VTermScreenCell cell = tty_cell(tty, x, y);
            assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || VTERM_COLOR_IS_INDEXED(&cell.fg));
            assert_true(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg) || VTERM_COLOR_IS_INDEXED(&cell.bg));
            if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)) {
                coloured = true;
                assert_in_range(cell.fg.indexed.idx, 0, most - 1);
            }
        }
    }
    assert_true(coloured == (most > 0));
    assert_null(strstr(tty_written(tty), "8;5;"));
    assert_null(strstr(tty_written(tty), "8;2;"));
    tutor_quit(tty);
}

static void test_few_colours(void **state) {
    (void)state;
    static const char *const terms[] = {"linux", "screen", "xterm", "xterm-16color-unheard-of"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        print_message("TERM=%s\n", terms[i]);
        has_few_colours(open_with(terms[i], NULL, NULL), 8);
        has_few_colours(open_with(terms[i], (const char *const[]){"COLORTERM", NULL}, NULL), 8);
    }
    has_few_colours(open_with("vt100", NULL, NULL), 0);
    struct tty *tty = open_with("xterm-256color", NULL, NULL); /* the sequence is looked for well */
    tty_see(tty, "? help");
    tutor_to_end(tty);
    assert_non_null(strstr(tty_written(tty), "38;5;"));
    tutor_quit(tty);
}

/* Sixteen, from an entry of this test's own: few machines have one. */
static const char sixteen[] = "ipc-sixteen|xterm with sixteen colours,\n"
                              "\tcolors#16, pairs#256,\n"
                              "\tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,\n"
                              "\tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,\n"
                              "\tuse=xterm,\n";

static void test_sixteen_colours(void **state) {
    (void)state;
    char folder[] = "/tmp/ipc-tutor-terminfo-XXXXXX", variable[64], command[160];
    assert_non_null(mkdtemp(folder));
    snprintf(variable, sizeof variable, "TERMINFO=%s", folder);
    snprintf(command, sizeof command, "tic -x -o %s - 2>/dev/null", folder);
    FILE *tic = popen(command, "w");
    assert_non_null(tic);
    signal(SIGPIPE, SIG_IGN); /* there is no tic(1) */
    fputs(sixteen, tic);
    bool made = pclose(tic) == 0;
    if (made) {
        const char *const env[] = {variable, NULL};
        has_few_colours(open_with("ipc-sixteen", env, NULL), 16);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    if (!made) {
        skip();
    }
}

/* No screen: said, and the same lesson as lines, without a single control character. */
static void goes_on_as_lines(const char *term, const char *const *env, const char *why) {
    struct tty *tty = open_with(term, env, NULL);
    tty_see(tty, why);
    tty_see(tty, "Going on as lines.");
    tty_see(tty, "Who goes next?");
    tty_type(tty, "\r");
    tty_see(tty, "main makes the pipe");
    tty_type(tty, "q\r");
    int status = tty_exit_status(tty);
    tty_must(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    tty_must(tty_not_given_back(tty) == NULL);
    tty_stop(tty);
}

static void test_no_screen(void **state) {
    (void)state;
    goes_on_as_lines("dumb", NULL, "TERM is dumb, so nothing can be drawn");
    goes_on_as_lines(NULL, (const char *const[]){"TERM", NULL}, "TERM is not set");
}

/* The colour of the word that says what main waits for. */
static VTermScreenCell waiting_cell(struct tty *tty) {
    int x = 0, y = 0;
    tty_see(tty, "? help");
    tutor_to_end(tty);
    tty_see(tty, "waits: read p");
    tty_must(tty_find(tty, "waits: read p", &x, &y));
    VTermScreenCell cell = tty_cell(tty, x, y);
    tutor_quit(tty);
    return cell;
}

static bool has_index(const VTermScreenCell *cell, int index) {
    return VTERM_COLOR_IS_INDEXED(&cell->fg) && cell->fg.indexed.idx == index &&
           VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

static char theme_path[] = "/tmp/ipc-tutor-theme-XXXXXX";

static int make_theme(void **state) {
    (void)state;
    int fd = mkstemp(theme_path);
    return fd >= 0 ? close(fd) : -1;
}

static int remove_theme(void **state) {
    (void)state;
    return unlink(theme_path);
}

static void write_theme(const char *text) {
    FILE *file = fopen(theme_path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void test_theme_file(void **state) {
    (void)state;
    char variable[64], fault[64];
    const char *const own[] = {"--theme", theme_path, NULL}, *const by_env[] = {variable, NULL};
    snprintf(variable, sizeof variable, "IPC_TUTOR_THEME=%s", theme_path);
    snprintf(fault, sizeof fault, "%s:2:", theme_path + strlen("/tmp/"));
    write_theme("background dark\ndeadlock 99 3 3\n");
    VTermScreenCell cell = waiting_cell(open_with("xterm-256color", NULL, own));
    tty_must(has_index(&cell, 99));
    cell = waiting_cell(open_with("xterm-256color", by_env, NULL));
    tty_must(has_index(&cell, 99));
    write_theme("background dark\ndeadlock 999 3 3\n");
    struct tty *tty = open_with("xterm-256color", NULL, own);
    tty_see(tty, fault);
    cell = waiting_cell(tty);
    tty_must(VTERM_COLOR_IS_INDEXED(&cell.fg) && !has_index(&cell, 99));
}

static void test_unknown_theme(void **state) {
    (void)state;
    static const char *const none[] = {"--theme", "sepia", NULL};
    struct tty *tty = open_with(NULL, NULL, none);
    tty_see(tty, "there is no theme sepia");
    steps_and_leaves(tty);
}

static void test_no_colour(void **state) {
    (void)state;
    VTermScreenCell cell =
        waiting_cell(open_with("xterm-256color", (const char *const[]){"NO_COLOR=1", NULL}, NULL));
    tty_must(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    cell = waiting_cell(open_with("xterm-256color", NULL, NULL));
    tty_must(!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
}

/* As many colours as there are, and those for the background that COLORFGBG tells. */
static void test_depths_and_background(void **state) {
    (void)state;
    static const char *const dark[] = {"COLORFGBG=15;0", NULL}, *const light[] = {"COLORFGBG=0;15",
                                                                                  NULL};
    static const struct {
        const char *term;
        const char *const *env;
        enum theme_depth depth;
    } cases[] = {{"xterm-256color", dark, THEME_256},
                 {"xterm-256color", light, THEME_256},
                 {"screen", dark, THEME_8},
                 {"screen", light, THEME_8}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct theme theme;
        theme_builtin(cases[i].env == light, &theme);
        VTermScreenCell cell = waiting_cell(open_with(cases[i].term, cases[i].env, NULL));
        tty_must(has_index(&cell, theme.rows[STYLE_DEADLOCK].colours[cases[i].depth]));
    }
}

static void test_ascii_wished_for(void **state) {
    (void)state;
    struct tty *tty = open_with(NULL, NULL, (const char *const[]){"--ascii", NULL});
    tty_see(tty, "? help");
    tutor_to_end(tty);
    tty_see(tty, "~ waits: read p");
    for (int y = 0; y < 24; y++) {
        for (const char *c = tty_row(tty, y); *c != '\0'; c++) {
            tty_must(*c >= ' ' && *c <= '~');
        }
    }
    tutor_quit(tty);
}

/* Chinese and German in a real terminal: what stands right of wide characters is where it was put,
 * so that the frame's right side is one line. */
static void test_wide_characters(void **state) {
    (void)state;
    static const int sizes[][2] = {{80, 24}, {53, 24}, {132, 43}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tty *tty = tutor_start(SOURCE_DIR "/tests/ui/view/wide", sizes[i][0], sizes[i][1]);
        tty_see(tty, "wide > text");
        tty_see(tty, "管道是一个单向");
        tty_until_idle(tty);
        for (int y = 2; y < sizes[i][1] - 2; y++) {
            VTermScreenCell cell = tty_cell(tty, sizes[i][0] - 1, y);
            bool side = cell.chars[0] == 0x2502 || cell.chars[0] == 0x2588;
            if (!side) {
                print_error("row %d: %s\n", y, tty_row(tty, y));
            }
            tty_must(side);
        }
        tutor_quit(tty);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_terminal),
        cmocka_unit_test(test_unknown_terminal),
        cmocka_unit_test(test_few_colours),
        cmocka_unit_test(test_sixteen_colours),
        cmocka_unit_test(test_no_screen),
        cmocka_unit_test(test_theme_file),
        cmocka_unit_test(test_unknown_theme),
        cmocka_unit_test(test_no_colour),
        cmocka_unit_test(test_depths_and_background),
        cmocka_unit_test(test_ascii_wished_for),
        cmocka_unit_test(test_wide_characters),
    };
    return cmocka_run_group_tests(tests, make_theme, remove_theme);
}
