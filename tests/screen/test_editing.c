/* SPDX-License-Identifier: MIT */
/*
 * test_editing.c: a lesson on the screen while it is written: saved with a fault (its line is
 * shown, the stage stays), mended (the same step), in the ways in which editors save; a shorter
 * program, one that is gone; the text at the same line; the folder away and back; never anything
 * done while nothing is saved.
 */
#include "fdio.h"
#include "mem.h"
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char work[] = "/tmp/ipc-tutor-editing-XXXXXX";
static char folder[64];

static const char script[] =
    "param(\"lines\", 3, { min = 1, max = 10, help = \"lines\" })\n"
    "\n"
    "program(\"two\", { title = \"two writes\", expect = \"ok\" }, function()\n"
    "  local r, w = pipe(\"p\")\n"
    "  w:write(\"one\")\n"
    "  w:write(\"two\")\n"
    "  r:read(16)\n"
    "end)\n";

static const char text[] = "---\n"
                           "format: 1\n"
                           "id: draft\n"
                           "title: \"Draft: being written\"\n"
                           "topic: pipes\n"
                           "---\n"
                           "\n"
                           "Two writes, one read. {stage: two}\n";

/* --- saving, as editors do ----------------------------------------------------------------- */

static char *path_of(const char *name) {
    struct buf path = {0};
    buf_putf(&path, "%s/%s", folder, name);
    return buf_take(&path);
}

/* Into the file, which is emptied first (nano, and vim where it can't rename). */
static void save(const char *name, const char *bytes) {
    char *path = path_of(name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, strlen(bytes), file), strlen(bytes));
    assert_int_equal(fclose(file), 0);
    mem_free(path);
}

/* A new file renamed over the old one, after a trial file, with a backup beside it (vim, emacs). */
static void save_by_rename(const char *name, const char *bytes) {
    char *path = path_of(name), *trial = path_of("4913"), *new = path_of(".new.swp");
    char *backup = path_of("lesson.lua~");
    FILE *file = fopen(trial, "we");
    assert_non_null(file);
    fclose(file);
    unlink(trial);
    assert_int_equal(link(path, backup), 0);
    assert_int_equal(file_write(new, bytes, strlen(bytes), NULL), 0);
    assert_int_equal(rename(new, path), 0);
    unlink(backup);
    mem_free(path);
    mem_free(trial);
    mem_free(new);
    mem_free(backup);
}

/* The script with one thing otherwise. */
static char *with(const char *what, const char *instead) {
    const char *at = strstr(script, what);
    struct buf out = {0};
    assert_non_null(at);
    buf_put(&out, script, (size_t)(at - script));
    buf_puts(&out, instead);
    buf_puts(&out, at + strlen(what));
    return buf_take(&out);
}

static void save_with(const char *what, const char *instead) {
    char *bytes = with(what, instead);
    save("lesson.lua", bytes);
    mem_free(bytes);
}

static struct tty *start(const char *program, int width, int height) {
    char what[96];
    snprintf(what, sizeof what, "%s%s", folder, program);
    const char *const argv[] = {TUTOR, "edit", what, NULL};
    const char *const env[] = {"NO_MOTION=1", NULL};
    struct tty *tty = tty_start(
        &(struct tty_options){.argv = argv, .width = width, .height = height, .env = env});
    tty_see(tty, "? help");
    return tty;
}

/* --- tests --------------------------------------------------------------------------------- */

static void test_fault_and_mended(void **state) {
    (void)state;
    struct tty *tty = start(":two", 80, 24);
    tty_see(tty, "edit: ");
    tty_see(tty, " holds");
    tutor_next(tty);
    tutor_next(tty);
    tutor_at(tty, 2, 2);
    save_with("w:write(\"two\")", "w:wriet(\"two\"");
    tty_see(tty, "1 fault in what was saved");
    tty_see(tty, "lesson.lua:");
    tty_see(tty, "the last good version");
    tutor_at(tty, 2, 2); /* it stays */
    save_with("two writes", "two words");
    tty_see_not(tty, "in what was saved");
    tty_see(tty, "two words");
    tty_see(tty, "at the same step");
    tutor_at(tty, 2, 2);
    tty_see(tty, " holds");
    tutor_quit(tty);
}

static void test_ways_of_saving(void **state) {
    (void)state;
    struct tty *tty = start(":two", 100, 30);
    tutor_next(tty);
    for (int i = 0; i < 3; i++) {
        char title[32];
        snprintf(title, sizeof title, "title %d", i);
        char *bytes = with("two writes", title);
        (i % 2 ? save : save_by_rename)("lesson.lua", bytes);
        tty_see(tty, title);
        tutor_at(tty, 1, 1);
        mem_free(bytes);
    }
    tutor_quit(tty);
}

/* A fault that only a run finds: the check in the background. */
static void test_checked(void **state) {
    (void)state;
    struct tty *tty = start("", 80, 24);
    save_with("expect = \"ok\"", "expect = \"deadlock\"");
    tty_see(tty, "1 fault in what was saved");
    tty_see(tty, "lesson.lua:3: two says that it ends with deadlock");
    save_with("r:read(16)", "while true do end");
    tty_see(tty, "lesson.lua:");
    tty_see(tty, "endless");
    save("lesson.lua", "while true do end\n");
    tty_see(tty, "lesson.lua:1: ");
    save("lesson.lua", script);
    tty_see_not(tty, "in what was saved");
    tty_see(tty, " holds");
    tutor_quit(tty);
}

static void test_other_steps(void **state) {
    (void)state;
    struct tty *tty = start(":two", 100, 30);
    int steps = tutor_to_end(tty);
    save_with("  w:write(\"two\")\n  r:read(16)\n", "");
    tty_see(tty, "The order before goes on to step");
    tty_see(tty, "ended well");
    save("lesson.lua", script); /* a slip that is mended */
    tty_see(tty, "at the same step");
    tutor_at(tty, steps, steps);
    save_with("program(\"two\"", "program(\"three\"");
    tty_see(tty, "There is no program two any more: this is three.");
    tutor_quit(tty);
}

/* Back in the past: all that was run is run again, and the step shown is that of before. */
static void test_past(void **state) {
    (void)state;
    struct tty *tty = start(":two", 100, 30);
    int steps = tutor_to_end(tty);
    tty_type(tty, "0n");
    tutor_at(tty, 1, steps);
    save_with("two writes", "two words");
    tty_see(tty, "two words");
    tutor_at(tty, 1, steps);
    tty_see(tty, "past");
    tutor_quit(tty);
}

/* Of "step 3 of 12" in the header the 12. */
static long steps_shown(struct tty *tty) {
    const char *of = strstr(tty_row(tty, 0), " of ");
    return of != NULL ? strtol(of + strlen(" of "), NULL, 10) : -1;
}

/* A big step that was on its way was one of the run before: in the new one nobody goes by himself,
 * and what is typed is done at once. */
static void test_big_step(void **state) {
    (void)state;
    save_with("  w:write(\"two\")\n", "  while true do w:write(\"x\") r:read(1) end\n");
    struct tty *tty = start(":two", 100, 30);
    tutor_next(tty);
    tty_type(tty, ")");
    char *bytes = with("  w:write(\"two\")\n", "  while true do w:write(\"y\") r:read(1) end\n");
    tty_see_not(tty, "step 1 ");
    save("lesson.lua", bytes);
    tty_see(tty, "at the same step");
    long steps = steps_shown(tty);
    tty_type(tty, "0");
    tty_see(tty, "past");
    assert_true(steps > 1);
    assert_int_equal(steps_shown(tty), steps);
    mem_free(bytes);
    tutor_quit(tty);
}

static void test_text(void **state) {
    (void)state;
    struct buf longer = {0};
    buf_puts(&longer, text);
    for (int i = 1; i < 60; i++) {
        buf_putf(&longer, "\nParagraph %d.\n", i);
    }
    save("lesson.md", buf_str(&longer));
    struct tty *tty = start("", 80, 24);
    tty_type(tty, "  ");
    tty_see_not(tty, "Two writes");
    tty_see(tty, "Paragraph 21.");
    buf_puts(&longer, "\nThe end {stage: nowhere}.\n");
    save("lesson.md", buf_str(&longer));
    tty_see(tty, "lesson.md:");
    tty_see(tty, "{stage: nowhere}: lesson.lua has no such program");
    assert_true(tty_shows(tty, "Paragraph 21."));
    save("lesson.md", text);
    tty_see_not(tty, "in what was saved");
    tty_see(tty, "Two writes");
    buf_done(&longer);
    tutor_quit(tty);
}

static void test_folder_away(void **state) {
    (void)state;
    char aside[96];
    snprintf(aside, sizeof aside, "%s/aside", work);
    struct tty *tty = start(":two", 80, 24);
    tutor_next(tty);
    assert_int_equal(rename(folder, aside), 0);
    tty_see(tty, "No such file");
    tutor_at(tty, 1, 1);
    assert_int_equal(rename(aside, folder), 0);
    tty_see_not(tty, "in what was saved");
    tty_see(tty, " holds");
    save_with("two writes", "two words");
    tty_see(tty, "two words");
    tutor_at(tty, 1, 1);
    tutor_quit(tty);
}

/* What is not there yet: opened full of faults, then mended. */
static void test_from_nothing(void **state) {
    (void)state;
    save("lesson.md", "nothing yet\n");
    save("lesson.lua", "program(\n");
    struct tty *tty = start(":two", 80, 24);
    tty_see(tty, "2 faults");
    save("lesson.md", text);
    tty_see(tty, "1 fault ");
    save("lesson.lua", script);
    tty_see(tty, " holds");
    tutor_at(tty, 0, 0);
    tutor_next(tty);
    tutor_quit(tty);
}

static bool have_looked_often(struct tty *tty, void *arg) {
    (void)tty;
    int *looks = arg;
    return ++*looks > 30;
}

/* The family sleeps, and did not wake up between two looks. */
static bool is_quiet(struct tty *tty, void *arg) {
    struct family family;
    long *before = arg;
    family_of(tty_pid(tty), &family);
    long now = family_switches(&family);
    bool quiet = now >= 0 && now == *before && family_asleep(&family);
    *before = now;
    return quiet;
}

/* A question in front is begun anew with its words of now; one that is gone leads back. */
static void test_question(void **state) {
    (void)state;
    struct buf asks = {0};
    buf_puts(&asks, text);
    buf_puts(&asks, "\n## Question: many\n\nHow many writes?\n\n- [x] two\n"
                    "- [ ] three \u2014 look again\n\nHint: count.\n");
    save("lesson.md", buf_str(&asks));
    struct tty *tty = start("", 80, 24);
    tty_type(tty, "a1");
    tty_see(tty, "How many writes?");
    *strstr(buf_str(&asks), "many writes") = 'M';
    save("lesson.md", buf_str(&asks));
    tty_see(tty, "How Many writes?");
    tty_type(tty, "1\r");
    tty_see(tty, "Right");
    save("lesson.md", text);
    tty_see(tty, "The question is gone.");
    tty_see(tty, "Two writes, one read.");
    buf_done(&asks);
    tutor_quit(tty);
}

/* It asks, and one types the answer: what was typed is gone with the run, and it is asked again. */
static void test_asking(void **state) {
    (void)state;
    save_with("r:read(16)", "ask(\"Which?\")");
    struct tty *tty = start(":two", 80, 24);
    tutor_next(tty);
    tutor_next(tty);
    tutor_next(tty);
    tty_type(tty, "n");
    tty_see(tty, " type ");
    tty_type(tty, "half");
    tty_see(tty, "> half");
    save_with("r:read(16)", "ask(\"What?\")");
    tty_see(tty, "What?"); /* in the code, too */
    tty_see_not(tty, "half");
    tty_see(tty, " type ");
    tty_type(tty, "all\r");
    tty_see(tty, "answered: all");
    tutor_quit(tty);
}

/* Left or killed while it checks in the background: nothing of that is left. */
static void test_nothing_left(void **state) {
    (void)state;
    save_with("r:read(16)", "for i = 1, 400 do sleep(1) end");
    for (int kill = 0; kill < 2; kill++) {
        struct family family;
        struct tty *tty = start(":two", 80, 24);
        tty_see(tty, "checking");
        family_of(tty_pid(tty), &family);
        assert_true(family.n > 2);
        if (kill) {
            tty_signal(tty, SIGKILL);
            tty_exit_status(tty);
            tty_stop(tty);
        } else {
            tutor_quit(tty);
        }
        assert_true(family_gone(&family));
    }
}

/* Nothing is saved: nobody wakes up, nothing is written. */
static void test_silence(void **state) {
    (void)state;
    struct family family;
    long before = -1;
    int looks = 0;
    struct tty *tty = start(":two", 80, 24);
    tutor_next(tty);
    tty_see(tty, " holds");
    tty_must(tty_until(tty, is_quiet, &before, "all of them sleep"));
    family_of(tty_pid(tty), &family);
    before = family_switches(&family);
    uint64_t bytes = tty_bytes(tty);
    tty_until(tty, have_looked_often, &looks, "some time");
    assert_int_equal(family_switches(&family), before);
    assert_int_equal(tty_bytes(tty), bytes);
    tutor_quit(tty);
}

static int make_lesson(void **state) {
    (void)state;
    if (mkdir(folder, 0755) < 0) {
        return -1;
    }
    save("lesson.lua", script);
    save("lesson.md", text);
    return 0;
}

static int remove_lesson(void **state) {
    (void)state;
    char *paths[] = {path_of("lesson.lua"), path_of("lesson.md")};
    for (size_t i = 0; i < 2; i++) {
        unlink(paths[i]);
        mem_free(paths[i]);
    }
    return rmdir(folder);
}

static int make_work(void **state) {
    (void)state;
    if (!mkdtemp(work)) {
        return -1;
    }
    snprintf(folder, sizeof folder, "%s/draft", work);
    return 0;
}

static int remove_work(void **state) {
    (void)state;
    return rmdir(work);
}

#define EDITING(test) cmocka_unit_test_setup_teardown(test, make_lesson, remove_lesson)

int main(void) {
    const struct CMUnitTest tests[] = {
        EDITING(test_fault_and_mended), EDITING(test_ways_of_saving), EDITING(test_checked),
        EDITING(test_other_steps),      EDITING(test_past),           EDITING(test_text),
        EDITING(test_folder_away),      EDITING(test_from_nothing),   EDITING(test_silence),
        EDITING(test_question),         EDITING(test_asking),         EDITING(test_nothing_left),
        EDITING(test_big_step),
    };
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
