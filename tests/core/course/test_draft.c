/* SPDX-License-Identifier: MIT */
/*
 * A lesson while it is written (draft.h): which saves are noticed, that a burst is read once and
 * the same bytes change nothing, what is found, and that the last good text stays.
 */
#include "clock.h"
#include "draft.h"
#include "draft_watch.h"
#include "fdio.h"
#include "mem.h"
#include <poll.h>
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

enum { PATIENCE_MS = 30000 };

static char work[] = "/tmp/ipc-tutor-draft-XXXXXX";
static char folder[64], elsewhere[64];

#define TEXT "---\nformat: 1\nid: draft\ntitle: Draft\ntopic: pipes\n---\n\nWords.\n"
#define SCRIPT                                                                                     \
    "program(\"one\", { expect = \"ok\" }, function()\n  local r, w = pipe(\"p\")\nend)\n"

static void save(const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(file_write(path, text, strlen(text), NULL), 0);
}

static void drop(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static struct draft *open_draft(void) {
    struct draft *draft = NULL;
    assert_int_equal(draft_open(folder, NULL, NULL, &draft, NULL), 0);
    return draft;
}

/* Whether the kernel tells of something that is to be read. */
static bool is_due(struct draft *draft) {
    struct pollfd told = {.fd = draft_fd(draft), .events = POLLIN};
    while (draft_due(draft) < 0 && poll(&told, 1, 0) > 0) {
        draft_pump(draft);
    }
    return draft_due(draft) >= 0;
}

static size_t fault_count(const struct draft *draft) {
    size_t count;
    draft_faults(draft, &count);
    return count;
}

static void test_names(void **state) {
    static const char *const wanted[] = {"lesson.md", "lesson.lua", "right.c", "common.h"};
    static const char *const others[] = {
        "4913",         "lesson.lua~", ".lesson.lua.swp", "#lesson.lua#",
        ".#lesson.lua", "right",       "lesson.lua.orig", ".lesson.lua"};
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(draft_watch_wants(wanted[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(draft_watch_wants(others[i]));
    }
}

static void test_noticed(void **state) {
    (void)state;
    struct draft *draft = open_draft();
    assert_false(is_due(draft));
    save("lesson.md~", "a backup");
    drop("lesson.md~");
    assert_false(is_due(draft));
    int64_t before = clock_ns();
    save("lesson.md", TEXT "More.\n"); /* a new file, renamed */
    assert_true(is_due(draft));
    assert_true(draft_due(draft) > before); /* more may come */
    save("one.c", "int main(void) {\n    return 0;\n}\n");
    assert_int_equal(draft_read(draft), DRAFT_TEXT | DRAFT_TWINS | DRAFT_FOUND);
    assert_true(draft_due(draft) < 0);
    draft_pump(draft);
    assert_int_equal(draft_read(draft), 0); /* that was the second half of it */
    drop("one.c");
    assert_true(is_due(draft));
    assert_int_equal(draft_read(draft), DRAFT_TWINS | DRAFT_FOUND);
    draft_free(draft);
}

static void test_last_good(void **state) {
    (void)state;
    struct draft *draft = open_draft();
    const struct lesson *good = draft_lesson(draft);
    assert_int_equal(draft_state(draft), DRAFT_HOLDS); /* nothing more is looked for here */
    assert_true(draft_is_shown(draft));
    save("lesson.md", "no front matter\n");
    assert_int_equal(draft_read(draft), DRAFT_FOUND);
    assert_ptr_equal(draft_lesson(draft), good);
    assert_int_equal(fault_count(draft), 1);
    assert_false(draft_is_shown(draft));
    save("lesson.lua", "progam()\n");
    assert_int_equal(draft_read(draft), DRAFT_FOUND);
    assert_int_equal(fault_count(draft), 2);
    save("lesson.md", TEXT "{stage: two}\n");
    assert_int_equal(draft_read(draft), DRAFT_TEXT | DRAFT_FOUND);
    assert_int_equal(fault_count(draft), 1); /* links wait until lesson.lua can be loaded */
    assert_string_equal(good->title, "Draft");
    save("lesson.lua", SCRIPT "-- again\n");
    assert_int_equal(draft_read(draft), DRAFT_SCRIPT | DRAFT_FOUND);
    size_t count;
    const struct diag *faults = draft_faults(draft, &count);
    assert_int_equal(count, 1);
    assert_int_equal(faults[0].line, 9);
    assert_string_equal(faults[0].source, "{stage: two}");
    save("lesson.lua", "progam()\n");
    draft_read(draft);
    save("lesson.lua", SCRIPT "-- again\n"); /* as it was when it was good last */
    assert_int_equal(draft_read(draft), DRAFT_FOUND);
    draft_free(draft);
}

static void test_several(void **state) {
    (void)state;
    save("lesson.md", TEXT "<b>\n\n{play: one}\n\n## Question: a\n\nWhat?\n");
    save("lesson.lua", "progam()\n");
    struct draft *draft = open_draft();
    assert_int_equal(fault_count(draft), 4);
    save("lesson.md", TEXT "<b>\n");
    assert_int_equal(draft_read(draft), DRAFT_FOUND);
    assert_int_equal(fault_count(draft), 2);
    save("lesson.md", TEXT);
    save("lesson.lua", SCRIPT);
    draft_read(draft);
    assert_int_equal(fault_count(draft), 0);
    draft_free(draft);
}

/* A link leads out of the folder: it is not followed. */
static void test_link(void **state) {
    char real[96], link_path[96];
    size_t count;
    (void)state;
    snprintf(real, sizeof real, "%s/real", elsewhere);
    snprintf(link_path, sizeof link_path, "%s/lesson.lua", folder);
    assert_int_equal(file_write(real, SCRIPT, strlen(SCRIPT), NULL), 0);
    drop("lesson.lua");
    assert_int_equal(symlink(real, link_path), 0);
    struct draft *draft = open_draft();
    const struct diag *faults = draft_faults(draft, &count);
    bool told = count == 1 && strstr(faults[0].text, "symbolic link");
    drop("lesson.lua");
    save("lesson.lua", SCRIPT);
    bool due = is_due(draft);
    draft_read(draft);
    size_t left = fault_count(draft);

    draft_free(draft);
    unlink(real);
    assert_true(told);
    assert_true(due);
    assert_int_equal(left, 0);
}

static void test_no_folder(void **state) {
    char aside[96];
    (void)state;
    snprintf(aside, sizeof aside, "%s/aside", work);
    struct draft *draft = open_draft();
    assert_int_equal(rename(folder, aside), 0);
    assert_true(is_due(draft));
    assert_int_equal(draft_read(draft), DRAFT_FOUND);
    assert_int_equal(fault_count(draft), 2);
    assert_string_equal(draft_lesson(draft)->title, "Draft");
    assert_int_equal(rename(aside, folder), 0);
    assert_true(is_due(draft));
    assert_int_equal(draft_read(draft), DRAFT_TEXT | DRAFT_FOUND);
    assert_int_equal(fault_count(draft), 0);
    save("lesson.md", TEXT "And on.\n"); /* it is watched again */
    assert_true(is_due(draft));
    draft_free(draft);
}

/* Something that says it is ipc-tutor: what it finds, and its end by the next save. */
static void test_check(void **state) {
    char program[96], script[512];
    struct draft *draft = NULL;
    (void)state;
    snprintf(program, sizeof program, "%s/program", elsewhere);
    snprintf(script, sizeof script,
             "#!/bin/sh\necho '{\"holds\":false,\"faults\":[],\"lessons\":[{\"faults\":[{\"file\":"
             "\"x\",\"line\":7,\"text\":\"'$1 $3'\",\"source\":null}]}]}'\n");
    assert_int_equal(file_write(program, script, strlen(script), NULL), 0);
    assert_int_equal(chmod(program, 0700), 0);
    assert_int_equal(draft_open(folder, NULL, program, &draft, NULL), 0);
    int64_t deadline = clock_ns() + PATIENCE_MS * NS_PER_MS;
    assert_int_equal(draft_state(draft), DRAFT_CHECKING);
    while (draft_check_fd(draft) >= 0 && clock_ms_left(deadline) > 0) {
        struct pollfd said = {.fd = draft_check_fd(draft), .events = POLLIN};
        poll(&said, 1, clock_ms_left(deadline));
        draft_pump_check(draft);
    }
    size_t count;
    const struct diag *faults = draft_faults(draft, &count);
    assert_int_equal(draft_state(draft), DRAFT_FAULTY);
    assert_int_equal(count, 1);
    assert_int_equal(faults[0].line, 7);
    assert_string_equal(faults[0].text, "check --");
    strcpy(script, "#!/bin/sh\nsleep 1000\n");
    assert_int_equal(file_write(program, script, strlen(script), NULL), 0);
    assert_int_equal(chmod(program, 0700), 0);
    save("lesson.md", TEXT "1\n");
    assert_int_equal(draft_read(draft), DRAFT_TEXT | DRAFT_FOUND);
    assert_int_equal(draft_state(draft), DRAFT_CHECKING);
    save("lesson.md", "nothing\n");
    draft_read(draft);
    assert_int_equal(draft_check_fd(draft), -1);
    assert_int_equal(draft_state(draft), DRAFT_FAULTY);
    draft_free(draft);
    unlink(program);
}

static int make_lesson(void **state) {
    (void)state;
    if (mkdir(folder, 0755) < 0 || mkdir(elsewhere, 0755) < 0) {
        return -1;
    }
    save("lesson.md", TEXT);
    save("lesson.lua", SCRIPT);
    return 0;
}

static int remove_lesson(void **state) {
    (void)state;
    drop("lesson.md");
    drop("lesson.lua");
    return rmdir(folder) || rmdir(elsewhere);
}

static int make_work(void **state) {
    (void)state;
    if (!mkdtemp(work)) {
        return -1;
    }
    snprintf(folder, sizeof folder, "%s/draft", work);
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere", work);
    return setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 1);
}

static int remove_work(void **state) {
    (void)state;
    return rmdir(work);
}

#define DRAFT(test) cmocka_unit_test_setup_teardown(test, make_lesson, remove_lesson)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        DRAFT(test_noticed),
        DRAFT(test_last_good),
        DRAFT(test_several),
        DRAFT(test_link),
        DRAFT(test_no_folder),
        DRAFT(test_check),
    };
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
