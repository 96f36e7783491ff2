/* SPDX-License-Identifier: MIT */
/* What a script can't reach, can't use up, and how it is told where it went wrong. */
#include "loading.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PROGRAM "\nprogram('p', {}, function() end)"

static void holds(const char *text) {
    struct loading loading = {0};
    loading_of(&loading, text);
    if (loading.code != 0) {
        print_error("%s\n  gave %d, line %d: %s\n", text, loading.code, loading.fault.line,
                    loading.fault.text);
    }
    assert_int_equal(loading.code, 0);
    loading_done(&loading);
}

/* The text must fail at this line (0: any), with this in the message. */
static void fails(const char *text, int line, const char *message) {
    struct loading loading = {.wish = {.instructions = 10000000}};
    loading_of(&loading, text);
    assert_int_equal(loading.code, -EINVAL);
    assert_non_null(loading.fault.text);
    if (!loading_says(&loading, message) || (line > 0 && loading.fault.line != line)) {
        print_error("%s\n  gave line %d: %s\n", text, loading.fault.line, loading.fault.text);
    }
    assert_true(loading_says(&loading, message));
    if (line > 0) {
        assert_int_equal(loading.fault.line, line);
        assert_string_equal(loading.fault.file, "lesson.lua");
        assert_non_null(loading.fault.source);
    }
    loading_done(&loading);
}

static void test_no_way_out(void **state) {
    (void)state;
    static const char *const names[] = {
        "io",       "os",      "package", "debug", "require",           "dofile",
        "loadfile", "xpcall",  "next",    "warn",  "string.dump",       "coroutine.close",
        "module",   "setfenv", "_ENV.io", "_G.os", "load'return io'()",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf text = {0};
        buf_putf(&text, "assert((%s) == nil)" PROGRAM, names[i]);
        holds(buf_str(&text));
        buf_done(&text);
    }
}

static void test_no_bytecode(void **state) {
    (void)state;
    fails("\033Lua\x54", 0, "binary chunk");
    holds("local f, why = load('\\27LuaT')"
          "assert(f == nil and why:find 'binary chunk')" PROGRAM);
    holds("assert(load('return 1 + 1')() == 2)" PROGRAM);
    holds("assert(not pcall(load, function() return 'x' end))" PROGRAM);
}

static void test_what_is_there(void **state) {
    (void)state;
    holds("local t = {} for k, v in ipairs {10, 20} do t[k] = v end\n"
          "assert(#t == 2 and table.concat(t, ',') == '10,20')\n"
          "assert(('%d %s'):format(3, 'x') == '3 x' and math.floor(2.5) == 2)\n"
          "assert(utf8.len('ä') == 1 and select('#', 1, nil) == 2)\n"
          "local co = coroutine.wrap(function() coroutine.yield(7) end)\n"
          "assert(co() == 7 and collectgarbage 'count' > 0)\n"
          "assert(tostring(setmetatable({}, {__tostring = function() return 'me' end})) == 'me')\n"
          "assert(('%s'):format(setmetatable({}, {__name = 'thing'})) == 'thing')" PROGRAM);
}

static void test_the_same_in_each_run(void **state) {
    (void)state;
    holds("local keys = {}\n"
          "for k in pairs {z = 1, a = 1, [3] = 1, m = 1, [1] = 1, [2.5] = 1, [true] = 1} do\n"
          "  keys[#keys + 1] = tostring(k)\n"
          "end\n"
          "assert(table.concat(keys, ' ') == '1 2.5 3 a m z true')" PROGRAM);
    holds("local t = {a = 1, b = 2, c = 3} local seen = ''\n"
          "for k in pairs(t) do seen = seen .. k; t.b = nil end assert(seen == 'ac')" PROGRAM);
    holds("local made = setmetatable({}, {__pairs = function() return function() end end})\n"
          "for _ in pairs(made) do error 'never' end" PROGRAM);
    holds("assert(tostring({}) == 'table' and tostring(print) == 'function')\n"
          "assert(('%s|%5s'):format({}, 1) == 'table|    1')\n"
          "assert(not pcall(string.format, '%p', {}) and ('%%p'):format() == '%p')\n"
          "assert(not pcall(math.randomseed))" PROGRAM);
    struct loading one = {0}, two = {0};
    const char *text = "program('p' .. math.random(1 << 40), {}, function() end)";
    loading_of(&one, text);
    loading_of(&two, text);
    assert_string_equal(buf_str(&one.json), buf_str(&two.json));
    loading_done(&one);
    loading_done(&two);
}

static void test_endless(void **state) {
    (void)state;
    fails("\nwhile true do end", 2, "is this loop endless?");
    fails("while true do pcall(function() while true do end end) end", 1, "endless");
    fails("local function f() return pcall(f) end\nf() while true do pcall(f) end", 0, "");
    fails("coroutine.wrap(function() while true do end end)()", 0, "endless");
    fails("while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
          0, "endless");
    fails("setmetatable({}, {__gc = function() while true do end end})", 1, "finalisers");
    fails("local s = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) print(s[1])",
          0, "");
    fails("for i = 1, 1e18 do local x = i end", 1, "endless");
    fails("local function short() for i = 1, 500 do end end\n"
          "while true do coroutine.wrap(short)() end",
          2, "endless");
    fails("while true do coroutine.resume(coroutine.create(function() end)) end", 1, "endless");
}

static void test_memory(void **state) {
    (void)state;
    fails("local x = ('x'):rep(1e9)", 0, "64 MiB of memory");
    fails("local t = {} for i = 1, 1e9 do t[i] = {} end", 0, "64 MiB of memory");
    fails("local s = 'x'\nwhile true do s = s .. s end", 2, "64 MiB of memory");
    fails("\nfor i = 1, 1e6 do program('p' .. i, {}, function() end) end", 2,
          "at most 256 programs");
    fails("\nfor i = 1, 1e6 do param('p' .. i, 1) end", 2, "at most 256 parameters");
    /* Refused memory can be caught; what is there stays within its bound. */
    holds("assert(not pcall(string.rep, 'x', 1 << 40)) assert(('y'):rep(3) == 'yyy')" PROGRAM);
}

static void test_positions(void **state) {
    (void)state;
    fails("local a = 1\nlocal b = = 2\n", 2, "unexpected symbol near '='");
    fails("local a\n\nlocal function f() return a.b end\nf()", 3, "index a nil value");
    fails("\nerror('mine')", 2, "mine");
    fails("\nerror('mine', 0)", 2, "mine");
    fails("\nerror({})", 2, "an error should be a text");
    fails("\nerror()", 2, "an error should be a text");
    fails("error(7)", 1, "7");
    fails("\n\nprnt 'x'", 3, "did you mean print?");
    fails("x = y.z", 1, "global 'y'");
    struct loading loading = {0};
    loading_of(&loading, "local a = 1\n  boom()\n");
    struct buf out = {0};
    diag_write(&loading.fault, &out);
    assert_string_equal(buf_str(&out), "lesson.lua:2: attempt to call a nil value (global 'boom')\n"
                                       "    boom()\n");
    buf_done(&out);
    loading_done(&loading);
}

static void test_hostile_depth(void **state) {
    (void)state;
    fails("local function f() return 1 + f() end f()", 0, "");
    fails("local s = ('('):rep(1000) assert(load(s))", 0, "");
    holds("local t = {} for i = 1, 5000 do t = {t} end" PROGRAM);
}

/* Every bound on memory there can be: a script loads or is refused, and nothing else happens. */
static void test_any_memory(void **state) {
    (void)state;
    static const char text[] = "param('n', 3, {min = 1, help = 'x'}) local t = {}\n"
                               "for i = 1, 50 do t[i] = ('%d %s'):format(i, {}) end\n"
                               "for k, v in pairs(t) do pcall(error, {k}) end\n"
                               "program('p', {facts = {a = 1, b = 2.5}}, function() end)\n"
                               "if math.random(3) > 0 then nothing.at.all() end";
    int refused = 0, faulty = 0;
    for (size_t memory = 1; memory < 100000; memory += 61) {
        struct loading loading = {.wish = {.memory = memory}};
        loading_of(&loading, text);
        assert_int_equal(loading.code, -EINVAL);
        if (loading_says(&loading, "'nothing'")) {
            faulty++;
        } else {
            assert_true(loading_says(&loading, "memory"));
            refused++;
        }
        loading_done(&loading);
    }
    assert_true(refused > 100 && faulty > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_way_out),    cmocka_unit_test(test_no_bytecode),
        cmocka_unit_test(test_what_is_there), cmocka_unit_test(test_the_same_in_each_run),
        cmocka_unit_test(test_endless),       cmocka_unit_test(test_memory),
        cmocka_unit_test(test_positions),     cmocka_unit_test(test_hostile_depth),
        cmocka_unit_test(test_any_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
