/* SPDX-License-Identifier: MIT */
/*
 * Places of lessons, made in a folder of our own: order, precedence, and every fault said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalogue.h"
#include "fdio.h"
#include "mem.h"
#include "syllabus.h"
#include "text.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw) {
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static int make_root(void **state) {
    (void)state;
    strcpy(root, "/tmp/ipc-tutor-catalogue.XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state) {
    (void)state;
    return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *path_of(const char *name) {
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", root, name);
    return path;
}

static void write_file(const char *name, const char *text) {
    assert_int_equal(file_write(path_of(name), text, strlen(text), NULL), 0);
}

static void write_lesson(const char *place, const char *id, const char *topic, const char *title) {
    char name[128];
    char text[256];
    snprintf(name, sizeof name, "%s/%s", place, id);
    mkdir(path_of(place), 0700);
    assert_int_equal(mkdir(path_of(name), 0700), 0);
    snprintf(name, sizeof name, "%s/%s/lesson.md", place, id);
    snprintf(text, sizeof text, "---\nformat: 1\nid: %s\ntitle: %s\ntopic: %s\n---\nText.\n", id,
             title, topic);
    write_file(name, text);
}

static void in_the_order_of_the_syllabus(void **state) {
    (void)state;
    write_lesson("own", "beta", "pipes", "B");
    write_lesson("own", "alpha", "pipes", "A");
    write_lesson("own", "zero", "processes", "Z");
    write_lesson("user", "added", "pipes", "Added");
    write_lesson("user", "alpha", "pipes", "Hidden");
    write_lesson("first", "alpha", "pipes", "Mine");
    mkdir(path_of("own/not-a-lesson"), 0700);
    write_file("own/syllabus.txt",
               "processes\n  zero # the first\nempty\npipes\n  beta\n  alpha\n");
    struct catalogue_places places = {
        .path = path_of("first"), .user = path_of("user"), .own = path_of("own")};
    struct catalogue catalogue;
    struct diag diag = {0};
    assert_int_equal(catalogue_open(&places, &catalogue, &diag), 0);
    assert_int_equal(catalogue.fault_count, 0);
    assert_int_equal(catalogue.lesson_count, 4);
    assert_string_equal(catalogue.lessons[0]->id, "zero");
    assert_string_equal(catalogue.lessons[1]->id, "beta");
    assert_string_equal(catalogue.lessons[2]->title, "Mine");
    assert_string_equal(catalogue.lessons[3]->id, "added");
    assert_int_equal(catalogue.topic_count, 3);
    assert_string_equal(catalogue.topics[2].title, "Pipes");
    assert_int_equal(catalogue.topics[0].count, 1);
    assert_int_equal(catalogue.topics[1].count, 0);
    assert_int_equal(catalogue.topics[2].first, 1);
    assert_int_equal(catalogue.topics[2].count, 3);
    assert_ptr_equal(catalogue_lesson(&catalogue, "beta"), catalogue.lessons[1]);
    assert_null(catalogue_lesson(&catalogue, "gamma"));
    catalogue_done(&catalogue);
}

static void faults_are_said(void **state) {
    (void)state;
    write_lesson("own2", "alpha", "pipes", "A");
    write_lesson("own2", "moved", "pipes", "M");
    write_lesson("own2", "odd", "plumbing", "O");
    write_lesson("own2", "broken", "pipes", "a: b");
    write_lesson("own2", "wanting", "pipes", "W");
    write_file("own2/wanting/lesson.md",
               "---\nformat: 1\nid: wanting\ntitle: W\ntopic: pipes\nneeds: alpha beta\n---\nx\n");
    write_file("own2/syllabus.txt", "processes\n  moved\npipes\n  alpha\n  gone\n  broken\n");
    char missing[256];
    snprintf(missing, sizeof missing, ":%s:%s", path_of("nowhere"), path_of("own2/alpha"));
    struct catalogue_places places = {
        .path = missing, .user = path_of("no-user-either"), .own = path_of("own2")};
    struct catalogue catalogue;
    assert_int_equal(catalogue_open(&places, &catalogue, NULL), 0);
    struct buf said = {0};
    for (size_t i = 0; i < catalogue.fault_count; i++) {
        struct diag *fault = &catalogue.faults[i];
        assert_true(text_starts(fault->file, root));
        memmove(fault->file, fault->file + strlen(root), strlen(fault->file) - strlen(root) + 1);
        diag_write(fault, &said);
    }
    assert_string_equal(
        buf_str(&said),
        "/nowhere: no folder of lessons (IPC_TUTOR_LESSONS names it): No such file or directory\n"
        "/own2/alpha: there is no lesson in it (IPC_TUTOR_LESSONS names it): it has to be a folder "
        "with a folder for each lesson\n"
        "/own2/broken/lesson.md:4: put this value in double quotes: YAML reads it otherwise\n"
        "  title: a: b\n"
        "/own2/moved/lesson.md:5: the syllabus has moved under processes: write that here, or move "
        "it there\n  topic: pipes\n"
        "/own2/odd/lesson.md:5: plumbing is no topic of the syllabus: there are processes, pipes\n"
        "  topic: plumbing\n"
        "/own2/syllabus.txt:5: there is no lesson gone\n"
        "/own2/wanting/lesson.md:6: it needs beta, but there is no such lesson\n"
        "  needs: alpha beta\n");
    buf_done(&said);
    assert_int_equal(catalogue.lesson_count, 2);
    catalogue_done(&catalogue);
}

static void no_syllabus(void **state) {
    (void)state;
    struct catalogue catalogue;
    struct diag diag = {0};
    struct catalogue_places places = {.own = "/nonexistent"};
    assert_true(catalogue_open(&places, &catalogue, &diag) < 0);
    assert_string_equal(diag.file, "/nonexistent/syllabus.txt");
    diag_done(&diag);
}

static void wrong_syllabus(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
    } rows[] = {{"  fork\n", 1}, {"a\n\na\n", 3}, {"a\n  b\nc\n  b\n", 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct syllabus syllabus;
        struct diag diag = {0};
        assert_true(syllabus_parse("s", rows[i].text, strlen(rows[i].text), &syllabus, &diag) < 0);
        assert_int_equal(diag.line, rows[i].line);
        diag_done(&diag);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_the_order_of_the_syllabus),
        cmocka_unit_test(faults_are_said),
        cmocka_unit_test(no_syllabus),
        cmocka_unit_test(wrong_syllabus),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
