/* SPDX-License-Identifier: MIT */
/*
 * What of lesson.lua is shown with a question of an exam: the programs that it names and what they
 * use, and nothing that says the answer.
 */
#include "excerpt.h"
#include "lesson.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char lua[] = "-- a lesson\n"                                            /* 1 */
                          "param(\"lines\", 3, { min = 1 })\n"                       /* 2 */
                          "param(\"other\", 3)\n"                                    /* 3 */
                          "local PAGE = 4096\n"                                      /* 4 */
                          "local facts = { [\"main.prints\"] = \"secret\" }\n"       /* 5 */
                          "local function twice(n)\n"                                /* 6 */
                          "  return half(n) * 4\n"                                   /* 7 */
                          "end\n"                                                    /* 8 */
                          "\n"                                                       /* 9 */
                          "function half(n)\n"                                       /* 10 */
                          "  return n / 2\n"                                         /* 11 */
                          "end\n"                                                    /* 12 */
                          "program(\"right\", { facts = facts,\n"                    /* 13 */
                          "  expect = \"ok\" }, function()\n"                        /* 14 */
                          "  -- it prints six\n"                                     /* 15 */
                          "  say \"Now look.\"\n"                                    /* 16 */
                          "  print(twice(param.lines))\n"                            /* 17 */
                          "end)\n"                                                   /* 18 */
                          "program(\"wrong\", {}, function() print \"facts\" end)\n" /* 19 */
                          "program(\"page\", {}, function()\n"                       /* 20 */
                          "  essay = PAGE\n"                                         /* 21 */
                          "end)\n";                                                  /* 22 */

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: Relay\ntopic: pipes\n---\n\nText.\n\n"
    "## Question: answer\n\nWhat does main print?\n\nAnswer: `right.main.prints`\n\n"
    "## Question: named\n\nWhy is *wrong* no good?\n\n- [ ] a — no.\n- [x] b\n\n"
    "## Question: both\n\nIs *page* or *wrong* better?\n\n- [ ] a — no.\n- [x] b\n\n"
    "## Question: theory\n\nWhat is a page?\n\n- [ ] a — no.\n- [x] b\n\n"
    "## Question: strange\n\nWhat is a *page?*\n\n- [ ] a — no.\n- [x] b\n";

static struct run_decl_param params[] = {
    {.name = (char *)"lines", .value = (char *)"3"},
    {.name = (char *)"other", .value = (char *)"3"},
};
static struct run_decl_program programs[] = {
    {.id = (char *)"right", .schedule = (char *)"main*3", .first = 14, .last = 18},
    {.id = (char *)"wrong", .first = 19, .last = 19},
    {.id = (char *)"page", .first = 20, .last = 22},
};

static void assert_excerpt(const struct lesson *lesson, const char *id, bool may,
                           const char *text) {
    const struct run_decl decl = {
        .params = params, .param_count = 2, .programs = programs, .program_count = 3};
    struct source source = {0};
    struct buf out = {0};
    struct diag diag = {0};
    assert_int_equal(source_parse("lesson.lua", lua, strlen(lua), false, &source, &diag), 0);
    const struct question *question = lesson_question(lesson, id);
    assert_int_equal(excerpt_may_be(question), may);
    excerpt_put(&source, &decl, question, &out);
    assert_string_equal(out.len > 0 ? buf_str(&out) : "", text);
    buf_done(&out);
    source_done(&source);
}

static void shown(void **state) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    (void)state;
    assert_int_equal(lesson_parse("/nonexistent/relay", md, strlen(md), &lesson, &diag), 0);
    assert_excerpt(lesson, "answer", true,
                   "local function twice(n)\n  return half(n) * 4\nend\n"
                   "function half(n)\n  return n / 2\nend\n"
                   "-- right, in the order main*3:\n  print(twice(param.lines))\n"
                   "-- param.lines is 3\n");
    assert_excerpt(lesson, "named", true, "-- wrong:\n  function() print \"facts\" end)\n");
    assert_excerpt(lesson, "both", true,
                   "local PAGE = 4096\n-- wrong:\n  function() print \"facts\" end)\n"
                   "-- page:\n  essay = PAGE\n");
    assert_excerpt(lesson, "theory", false, "");
    assert_excerpt(lesson, "strange", true, "");
    lesson_free(lesson);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
