/* SPDX-License-Identifier: MIT */
/*
 * Errands (what they say, how they end, that nothing of them is left) and the compiler: its
 * messages, files with faults, a file that has no end, no compiler.
 */
#include "clock.h"
#include "compiler.h"
#include "errand.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 30000 };

static char work[] = "/tmp/ipc-tutor-compiler-XXXXXX";

/* --- errands ------------------------------------------------------------------------------- */

static struct errand *run(const char *script, bool cage, size_t most) {
    char *copy = mem_strdup(script);
    char *const argv[] = {"sh", "-c", copy, NULL};
    const struct errand_wish wish = {.argv = argv, .dir = work, .cage = cage, .most = most};
    struct errand *errand = NULL;
    assert_int_equal(errand_start(&wish, &errand, NULL), 0);
    mem_free(copy);
    return errand;
}

/* A zombie does nothing any more. */
static bool is_alive(pid_t pid) {
    char path[64];
    struct buf text = {0};
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    bool alive = file_read(path, &text, 4096, NULL) == 0 && !strstr(buf_str(&text), ") Z ");
    buf_done(&text);
    return alive;
}

static void test_errand_says(void **state) {
    (void)state;
    for (int cage = 0; cage < 2; cage++) {
        size_t len;
        struct errand *errand = run("cat; pwd; echo wrong >&2; exit 3", cage, 1000);
        assert_int_equal(errand_wait(errand, PATIENCE_MS), ERRAND_EXITED);
        assert_int_equal(errand_status(errand), 3);
        const char *said = errand_said(errand, &len);
        assert_memory_equal(said, work, strlen(work));
        assert_string_equal(said + strlen(work), "\nwrong\n");
        assert_int_equal(errand_fd(errand), -1);
        errand_free(errand);
    }
}

static void test_errand_ends(void **state) {
    (void)state;
    struct errand *errand = run("while :; do echo on and on; done", true, 4000);
    assert_int_equal(errand_wait(errand, PATIENCE_MS), ERRAND_TOO_MUCH);
    errand_free(errand);
    errand = run("kill -9 $$", false, 1000);
    assert_int_equal(errand_wait(errand, PATIENCE_MS), ERRAND_KILLED);
    assert_int_equal(errand_status(errand), SIGKILL);
    errand_free(errand);
    char *const nowhere[] = {"/nonexistent/program", NULL};
    const struct errand_wish wish = {.argv = nowhere, .most = 1000};
    assert_int_equal(errand_start(&wish, &errand, NULL), 0);
    assert_int_equal(errand_wait(errand, PATIENCE_MS), ERRAND_EXITED);
    assert_int_equal(errand_status(errand), 127);
    errand_free(errand);
}

/* What it started is gone too: each of them writes its number first. */
static void test_errand_freed(void **state) {
    (void)state;
    for (int cage = 0; cage < 2; cage++) {
        int64_t deadline = clock_ns() + PATIENCE_MS * NS_PER_MS;
        struct errand *errand = run("sleep 1000 & sleep 1000 & echo $! up; wait", cage, 1000);
        size_t len = 0;
        while (!strstr(errand_said(errand, &len), "up\n") && clock_ms_left(deadline) > 0) {
            assert_int_equal(errand_wait(errand, 1), ERRAND_RUNS);
        }
        pid_t inner = (pid_t)strtol(errand_said(errand, &len), NULL, 10);
        errand_free(errand);
        while (!cage && is_alive(inner) && clock_ms_left(deadline) > 0) {
            poll(NULL, 0, 1); /* killed; whoever it is left to has to collect it */
        }
        assert_false(!cage && is_alive(inner));
    }
}

/* --- the compiler -------------------------------------------------------------------------- */

static void test_messages(void **state) {
    static const struct {
        const char *said, *file;
        int line;
        const char *text;
    } rows[] = {
        {"./a.c:3:5: error: no such thing", "./a.c", 3, "no such thing"},
        {"./a.c:12: warning: x: y", "./a.c", 12, "x: y"},
        {"./a.c:1:10: fatal error: none.h: No such file", "./a.c", 1, "none.h: No such file"},
        {"./a.c:3:5: note: declared here", NULL, 0, NULL},
        {"./a.c: In function 'main':", NULL, 0, NULL},
        {"cc1: out of memory", NULL, 0, NULL},
        {":", NULL, 0, NULL},
        {"", NULL, 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *file = NULL;
        const char *text = NULL;
        int line = 0;
        bool is = compiler_said(rows[i].said, &file, &line, &text);
        assert_int_equal(is, rows[i].file != NULL);
        if (is) {
            assert_string_equal(file, rows[i].file);
            assert_int_equal(line, rows[i].line);
            assert_string_equal(text, rows[i].text);
        }
        mem_free(file);
    }
}

static void put(const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", work, name);
    assert_int_equal(file_write(path, text, strlen(text), NULL), 0);
}

static void drop(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", work, name);
    unlink(path);
}

static void take(void *context, const struct diag *diag) {
    diag_write(diag, context);
}

/* The faults of these files, as text. */
static void compile(const char *const *files, size_t count, struct buf *ret_said) {
    struct compiling *compiling = NULL;
    buf_clear(ret_said);
    assert_int_equal(compiling_start(work, files, count, &compiling, NULL), 0);
    compiling_finish(compiling, take, ret_said);
}

static void test_files(void **state) {
    const char *const files[] = {"good.c", "-bad.c", "warns.c"};
    struct buf said = {0};
    (void)state;
    if (access("/usr/bin/cc", X_OK) < 0) {
        skip();
    }
    put("good.c", "int main(void) {\n    return 0;\n}\n");
    put("-bad.c", "int main(void) {\n    return nothing;\n}\n");
    put("warns.c", "int main(void) {\n    int unused;\n    return 0;\n}\n");
    compile(files, 1, &said);
    assert_string_equal(buf_str(&said), "");
    compile(files, 3, &said);
    assert_non_null(strstr(buf_str(&said), "/-bad.c:2: "));
    assert_non_null(strstr(buf_str(&said), "\n      return nothing;\n"));
    assert_non_null(strstr(buf_str(&said), "/warns.c:2: unused variable"));
    assert_null(strstr(buf_str(&said), "good.c"));
    for (size_t i = 0; i < 3; i++) {
        drop(files[i]);
    }
    buf_done(&said);
}

/* A program that claims to be a compiler, and never comes to an end of what it says: each file is
 * tried alone, and told of. */
static void test_no_end(void **state) {
    const char *const files[] = {"one.c", "other.c"};
    struct buf said = {0}, name = {0};
    (void)state;
    put("compiler", "while :; do echo on and on and on and on and on; done\n");
    buf_putf(&name, "sh %s/compiler", work);
    setenv("CC", buf_str(&name), 1);
    compile(files, 2, &said);
    assert_non_null(strstr(buf_str(&said), "/one.c: sh said more than "));
    assert_non_null(strstr(buf_str(&said), "/other.c: sh said more than "));
    unsetenv("CC");
    drop("compiler");
    buf_done(&said);
    buf_done(&name);
}

static void test_no_compiler(void **state) {
    const char *const files[] = {"good.c"};
    struct compiling *compiling = NULL;
    (void)state;
    setenv("CC", "/nonexistent/cc -O1", 1);
    assert_null(compiler_name());
    assert_int_equal(compiling_start(work, files, 1, &compiling, NULL), -ENOENT);
    setenv("CC", " sh -c", 1);
    char *name = compiler_name();
    assert_string_equal(name, "sh -c");
    mem_free(name);
    unsetenv("CC");
}

static int make_work(void **state) {
    (void)state;
    unsetenv("CC");
    return mkdtemp(work) ? 0 : -1;
}

static int remove_work(void **state) {
    (void)state;
    return rmdir(work);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errand_says),  cmocka_unit_test(test_errand_ends),
        cmocka_unit_test(test_errand_freed), cmocka_unit_test(test_messages),
        cmocka_unit_test(test_files),        cmocka_unit_test(test_no_end),
        cmocka_unit_test(test_no_compiler),
    };
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
