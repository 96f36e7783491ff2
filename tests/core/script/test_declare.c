/* SPDX-License-Identifier: MIT */
/* What a lesson declares, as JSON; values from outside held against it; what is wrong with it. */
#include "loading.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char lesson[] =
    "param('lines', 3, {min = 1, max = 10, help = 'how many'})\n"
    "param('note', 'hello', {max = 6})\n"
    "param('factor', 0.5)\n"
    "program('right', {title = 'all \"well\"', expect = 'ok', schedule = 'main*3 child',\n"
    "  facts = {['main.prints'] = 'x', ['child.read.ret'] = param.lines, ['a.b'] = true}},\n"
    "  function() end)\n"
    "program('wrong', {expect = 'deadlock', input = '1 2\\n3\\n', "
    "rows = {{'a', 'p', 'b', 'mean'}}}, function() end)\n";

static void test_declarations(void **state) {
    (void)state;
    struct loading loading = {0};
    loading_of(&loading, lesson);
    assert_int_equal(loading.code, 0);
    assert_string_equal(
        buf_str(&loading.json),
        "{\"params\":[{\"name\":\"lines\",\"value\":3,\"default\":3,\"min\":1,\"max\":10,"
        "\"help\":\"how many\"},{\"name\":\"note\",\"value\":\"hello\",\"default\":\"hello\","
        "\"max\":6},{\"name\":\"factor\",\"value\":0.5,\"default\":0.5}],"
        "\"programs\":[{\"id\":\"right\",\"title\":\"all \\\"well\\\"\",\"expect\":\"ok\","
        "\"schedule\":\"main*3 child\",\"line\":4,\"first\":6,\"last\":6,"
        "\"facts\":[[\"a.b\",\"true\"],[\"child.read.ret\",\"3\"],[\"main.prints\",\"x\"]]},"
        "{\"id\":\"wrong\",\"title\":\"wrong\",\"expect\":\"deadlock\",\"input\":\"1 "
        "2\\n3\\n\",\"rows\":\"a\\tp\\tb\\tmean\\n\",\"line\":7,\"first\":7,"
        "\"last\":7,\"facts\":[]}],"
        "\"program\":\"right\"}");
    loading_done(&loading);
}

static void test_chosen_and_given(void **state) {
    (void)state;
    const struct script_param given[] = {
        {"lines", "1"}, {"lines", "10"}, {"note", "ärger!"}, {"factor", "2.25"}};
    struct loading loading = {.wish = {.program = "wrong", .params = given, .param_count = 4}};
    loading_of(&loading, lesson);
    assert_int_equal(loading.code, 0);
    const char *json = buf_str(&loading.json);
    assert_non_null(strstr(json, "\"name\":\"lines\",\"value\":10,\"default\":3"));
    assert_non_null(strstr(json, "\"value\":\"ärger!\",\"default\":\"hello\""));
    assert_non_null(strstr(json, "\"value\":2.25,\"default\":0.5"));
    assert_non_null(strstr(json, "[\"child.read.ret\",\"10\"]"));
    assert_non_null(strstr(json, "\"program\":\"wrong\"}"));
    loading_done(&loading);
}

static void test_given_wrong(void **state) {
    (void)state;
    static const struct {
        const char *name, *value, *message;
    } rows[] = {
        {"lines", "0", "lines=0: it must be at least 1"},
        {"lines", "11", "lines=11: it must be at most 10"},
        {"lines", "3.5", "lines=3.5: it must be a whole number"},
        {"lines", "", "it must be a whole number"},
        {"lines", "9999999999999999999999", "it must be a whole number"},
        {"note", "seven77", "it must be at most 6 characters long"},
        {"note", "\xff", "it is not valid UTF-8"},
        {"factor", "x", "it must be a number"},
        {"factor", "nan", "it must be a number"},
        {"lanes", "1", "lanes: no such parameter: did you mean lines?"},
        {"elephants", "1", "elephants: no such parameter: there are lines, note, factor"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct script_param given = {rows[i].name, rows[i].value};
        struct loading loading = {.wish = {.params = &given, .param_count = 1}};
        loading_of(&loading, lesson);
        assert_int_equal(loading.code, -EDOM);
        if (!loading_says(&loading, rows[i].message)) {
            print_error("%s=%s gave: %s\n", rows[i].name, rows[i].value, loading.fault.text);
        }
        assert_true(loading_says(&loading, rows[i].message));
        loading_done(&loading);
    }
}

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *message;
    } rows[] = {
        {"", 0, "no program is declared"},
        {"\nprogram('a', {}, function() end)\nprogram('a', {}, function() end)", 3,
         "program a is declared already, in line 2"},
        {"\nprogram('a', {expects = 'ok'}, function() end)", 2, "did you mean expect?"},
        {"program('a', {expect = 'fine'}, function() end)", 1, "a run ends as ok, deadlock"},
        {"program('a b', {}, function() end)", 1, "a name is made of"},
        {"program('a', function() end)", 1, "table expected"},
        {"program('a', {})", 1, "function expected"},
        {"program('a', {title = 3}, function() end)", 1, "title must be a text"},
        {"program('a', {facts = 'x'}, function() end)", 1, "facts must be a table"},
        {"program('a', {rows = 'x'}, function() end)", 1, "rows must be a table of rows"},
        {"program('a', {rows = {'x'}}, function() end)", 1, "a row is {process, channel"},
        {"program('a', {rows = {{'x', 'y', 'z'}}}, function() end)", 1, "a row is {process"},
        {"program('a', {facts = {'x'}}, function() end)", 1, "a fact is a path and its value"},
        {"program('a', {facts = {x = {}}}, function() end)", 1, "the value of the fact x"},
        {"param('x')", 1, "the default is a number or a text"},
        {"param('x', 0/0)", 1, "not finite"},
        {"param('x', 3, {max = 2})", 1, "the default of x is out of its limits"},
        {"param('x', 3, {mix = 2})", 1, "unknown option mix"},
        {"param('x', 3, {min = 'a'})", 1, "min must be a number"},
        {"param('x', 3, 4)", 1, "table expected"},
        {"param('x', 3) param('x', 3)", 1, "param x is declared already"},
        {"param('x', 3)\nprint(param.yard)", 2, "param.yard is not declared: param(\"yard\""},
        {"param('rounds', 3)\nprint(param.round)", 2, "did you mean param.rounds?"},
        {"param('rounds', 3)\nprogram('p', {params = {'round'}}, function() end)", 2,
         "no param \"round\" is declared above: did you mean \"rounds\"?"},
        {"param('x', 3) param.x = 4", 1, "given from outside"},
        {"program('p', {params = 'x'}, function() end)", 1, "params must be a table of names"},
        {"program('p', {params = {'x'}}, function() end)", 1, "no param \"x\" is declared above"},
        {"\npipe()", 2, "inside of a program only"},
        {"fork(function() end)", 1, "inside of a program only"},
        {"exit(1)", 1, "inside of a program only"},
        {"sleep(1)", 1, "inside of a program only"},
        {"print 'x'", 1, "inside of a program only"},
        {"signal('PIPE', 'ignore')", 1, "inside of a program only"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct loading loading = {0};
        loading_of(&loading, rows[i].text);
        if (loading.code != -EINVAL || loading.fault.line != rows[i].line ||
            !loading_says(&loading, rows[i].message)) {
            print_error("%s\n  gave %d, line %d: %s\n", rows[i].text, loading.code,
                        loading.fault.line, loading.fault.text ? loading.fault.text : "nothing");
        }
        assert_int_equal(loading.code, -EINVAL);
        assert_int_equal(loading.fault.line, rows[i].line);
        assert_true(loading_says(&loading, rows[i].message));
        loading_done(&loading);
    }
}

static void test_no_such_program(void **state) {
    (void)state;
    struct loading loading = {.wish = {.program = "wright"}};
    loading_of(&loading, lesson);
    assert_int_equal(loading.code, -EINVAL);
    assert_string_equal(loading.fault.text, "wright: no such program: did you mean right?");
    loading_done(&loading);
}

static void test_vocabulary(void **state) {
    (void)state;
    const struct script_name *row = NULL;
    size_t count = 0;
    for (struct script_setting setting = {0}; (row = script_name(count, &setting)); count++) {
        assert_true(row->name[0] && row->form[0] && row->doc[0] && row->example[0]);
        assert_non_null(setting.chapter);
        struct buf text = {0}; /* an example must at least be Lua */
        buf_putf(&text, "assert(load([==[%s]==])) program('p', {}, function() end)", row->example);
        struct loading loading = {0};
        loading_of(&loading, buf_str(&text));
        assert_int_equal(loading.code, 0);
        loading_done(&loading);
        buf_done(&text);
    }
    assert_true(count > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarations),    cmocka_unit_test(test_chosen_and_given),
        cmocka_unit_test(test_given_wrong),     cmocka_unit_test(test_faults),
        cmocka_unit_test(test_no_such_program), cmocka_unit_test(test_vocabulary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
