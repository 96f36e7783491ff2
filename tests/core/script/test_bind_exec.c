/* SPDX-License-Identifier: MIT */
/* dup2 and exec in real processes, and what a program has to declare for them. */
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "script.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int run_main(void *arg) {
    struct script *script = NULL;
    struct diag fault = {0};
    if (script_new(arg, &script, &fault) < 0) {
        gate_fault(fault.file, fault.line, fault.text);
        gate_exit_process(1, 0);
    }
    script_run(script);
}

static void check(const char *options, const char *body, const char *const *expected) {
    struct buf text = {0};
    buf_putf(&text, "program('p', {%s}, function() %s\nend)", options, body);
    struct script_wish wish = {.name = "lesson.lua", .source = buf_str(&text), .len = text.len};
    char *lines = drive(run_main, &wish, NULL, "");
    for (; *expected; expected++) {
        if (!strstr(lines, *expected)) {
            print_error("%s\n  there is no: %s\n%s\n", body, *expected, lines);
        }
        assert_non_null(strstr(lines, *expected));
    }
    mem_free(lines);
    buf_done(&text);
}

#define CHECK(options, body, ...) check(options, body, (const char *const[]){__VA_ARGS__, NULL})

static void test_dup2(void **state) {
    (void)state;
    CHECK("",
          "local r, w = pipe('p') local out = w:dup2(1) w:close() out:write('x') out:close()\n"
          "print(r:read_all())",
          "main: dup2(4, 1)", "main: dup2 = 1\n", "main: fd 1 w p\n", "main: write(1, \"x\", 1)",
          "main: closed 1\n", "main: print x\n");
    CHECK("", "local r, w = pipe('p') local s = pipe('q') w:dup2(s:dup2(9) and 9)",
          "main: fd 9 r q\n", "main: closed 9\nmain: fd 9 w p\n");
    CHECK("", "local r, w = pipe() w:dup2(64)", "a descriptor is 0 to 63");
    CHECK("", "local r, w = pipe() w:dup2(-1)", "a descriptor is 0 to 63");
}

static void test_exec(void **state) {
    (void)state;
    CHECK("needs = {'sort'}",
          "local r, w = pipe('p') local s = fork('s', function() w:close() r:dup2(0) r:close()\n"
          "exec('sort', '-r') end) r:close() w:write('a\\nc\\nb') w:close() print(s:wait())",
          "s: execve(\"/usr/bin/sort\", [\"sort\", \"-r\"], ...)",
          "s: exec = 0 {\"program\":\"sort\"}\n", "s: print c\ns: print b\ns: print a\n",
          "s: ended\n", "main: print 0\n");
    CHECK("needs = {'sort'}", "fork('s', function() exec('sort', '--nonsense') end):wait()",
          "s: print sort: unrecognized option", "\"status\":2}\n");
}

static void test_declared(void **state) {
    (void)state;
    CHECK("", "exec('sort')", "sort is not declared: needs = {\"sort\"}");
    CHECK("needs = {'sort'}", "exec('uniq')", "uniq is not declared");
    CHECK("needs = {'no-such-program'}", "print 'never'",
          "this machine has no program no-such-program");
    CHECK("needs = {'sort'}", "exec('sort', 'a\\0b')", "an argument holds no 0 byte");
    CHECK("needs = 'sort'", "", "needs must be a list of programs");
    CHECK("needs = {1}", "", "needs must be a list of programs");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dup2),
        cmocka_unit_test(test_exec),
        cmocka_unit_test(test_declared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
