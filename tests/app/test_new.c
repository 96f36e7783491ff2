/* SPDX-License-Identifier: MIT */
/*
 * `new`: what it makes passes `check` as it stands; nothing that exists is touched; what can't be
 * made whole is not there at all.
 */
#include "cli.h"
#include "fdio.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char work[] = "/tmp/ipc-tutor-new-XXXXXX";

/* The command with %s for the folder of this test. */
static const char *line(const char *format) {
    static char text[512];
    snprintf(text, sizeof text, format, work);
    return text;
}

static bool is_there(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", work, name);
    return access(path, F_OK) == 0;
}

static const char *const made[] = {"lesson.md", "lesson.lua", "right.c", "wrong.c", ""};

static void remove_lesson(const char *folder) {
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s/%s", work, folder, made[i]);
        remove(path);
    }
}

static void a_new_lesson_passes(void **state) {
    (void)state;
    cli_expect(line("new a-2 --dir %s/deep/course/"), NULL, 0,
               ".../deep/course/a-2: a lesson that holds.", "");
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        char name[64];
        snprintf(name, sizeof name, "deep/course/a-2/%s", made[i]);
        assert_true(is_there(name));
    }
    cli_expect(line("check %s/deep/course/a-2"), NULL, 0,
               "a-2: 2 programs, 30 runs, 4 questions: all of it holds\n", "");
    cli_expect(line("IPC_TUTOR_LESSONS=%s/deep/course run a-2"), NULL, 0, "...pong", "");
    remove_lesson("deep/course/a-2");
    remove_lesson("deep/course");
    remove_lesson("deep");
}

/* The folder that is named for lessons may be made by this; another that is not there is told. */
static void first_of_a_course(void **state) {
    (void)state;
    char text[256];
    snprintf(text, sizeof text, "IPC_TUTOR_LESSONS=%s/course new mine -d %s/course", work, work);
    cli_expect(text, NULL, 0, NULL, "");
    snprintf(text, sizeof text, "IPC_TUTOR_LESSONS=%s/curse new other -d %s/course", work, work);
    cli_expect(text, NULL, 0, NULL, "...curse: no folder of lessons (IPC_TUTOR_LESSONS names it)");
    remove_lesson("course/mine");
    remove_lesson("course/other");
    remove_lesson("course");
}

static void among_ones_own(void **state) {
    (void)state;
    cli_expect(line("XDG_DATA_HOME=%s new mine"), NULL, 0, "...ipc-tutor check ", "");
    cli_expect(line("XDG_DATA_HOME=%s check mine -n 1"), NULL, 0, "mine: 2 programs...", "");
    cli_expect(line("XDG_DATA_HOME=%s new mine"), NULL, 2, "",
               "ipc-tutor: new: there is a lesson mine already, in ...");
    remove_lesson("ipc-tutor/lessons/mine");
    remove_lesson("ipc-tutor/lessons");
    remove_lesson("ipc-tutor");
    cli_expect("HOME= XDG_DATA_HOME= new mine", NULL, 2, "",
               "ipc-tutor: new: there is no home for it: give --dir DIR\n");
}

static void refused(void **state) {
    (void)state;
    static const char *const ids[] = {
        "''", "Mine", "a_b", "a/b", "..", "a.b", "ä", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char text[256];
        snprintf(text, sizeof text, "new --dir %s -- %s", work, ids[i]);
        cli_expect(text, NULL, 2, "", "... is no id: 1 to 40 small letters, digits and '-'");
    }
    cli_expect(line("new --dir %s -- -a"), NULL, 2, "", "...-a is no id");
    cli_expect(line("new relay --dir %s"), NULL, 2, "",
               "ipc-tutor: new: there is a lesson relay already, in lessons/relay: ...");
    cli_expect("new mine --dir /dev/null", NULL, 74, "",
               "ipc-tutor: /dev/null/mine: can't be made: Not a directory\n");
}

static void what_exists_stays(void **state) {
    (void)state;
    struct buf text = {0};
    char path[256];
    snprintf(path, sizeof path, "%s/mine", work);
    assert_int_equal(mkdir(path, 0755), 0);
    cli_expect(line("new mine --dir %s"), NULL, 2, "", "...is there already: nothing was changed");
    assert_false(is_there("mine/lesson.md"));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(file_write(path, "x", 1, NULL), 0);
    cli_expect(line("new mine --dir %s"), NULL, 2, "", "...is there already: nothing was changed");
    assert_int_equal(file_read(path, &text, 0, NULL), 0);
    assert_string_equal(buf_str(&text), "x");
    buf_done(&text);
    assert_int_equal(unlink(path), 0);
}

/* No file may grow over 1,500 bytes: the first that has to fails, and all is taken away again. The
 * signal is ignored here, and so in the program. */
static void half_a_lesson_is_none(void **state) {
    (void)state;
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {.rlim_cur = 1500, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    cli_expect(line("new mine --dir %s"), NULL, 74, "", "...can't be written: File too large\n");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(is_there("mine"));
}

static int make_work(void **state) {
    (void)state;
    return mkdtemp(work) ? 0 : -1;
}

/* Fails if something was left in it. */
static int remove_work(void **state) {
    (void)state;
    return rmdir(work);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_lesson_passes), cmocka_unit_test(first_of_a_course),
        cmocka_unit_test(among_ones_own),      cmocka_unit_test(refused),
        cmocka_unit_test(what_exists_stays),   cmocka_unit_test(half_a_lesson_is_none),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
