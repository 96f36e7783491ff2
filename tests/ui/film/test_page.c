/* SPDX-License-Identifier: MIT */
/*
 * The page: well-formed, self-contained, with every step and its sentences, whatever they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "film.h"
#include "hostile.h"
#include "markup.h"
#include "mem.h"
#include "recorded.h"

/* The page of a log, which is freed; well-formed. */
static char *page_of(struct log *log, size_t *ret_len) {
    struct film_wish wish = {.log = log, .columns = FILM_COLUMNS, .rows = FILM_ROWS};
    struct film film;
    struct buf made = {0};
    size_t elements;
    film_init(&film, &wish);
    film_page(&film, &made);
    film_done(&film);
    log_free(log);
    assert_null(markup_fault(buf_str(&made), made.len, &elements));
    *ret_len = made.len;
    return buf_take(&made);
}

static size_t count(const char *page, const char *what) {
    size_t found = 0;
    for (const char *at = strstr(page, what); at != NULL; at = strstr(at + 1, what)) {
        found++;
    }
    return found;
}

static void recorded(void **state) {
    size_t len;
    (void)state;
    struct log *log = recorded_log("fifo-no-eof");
    char *page = page_of(log, &len);
    assert_int_equal(count(page, "<li class=\"step\""), 11); /* ten steps, and before the first */
    assert_int_equal(count(page, "<pre>"), 11);
    assert_non_null(strstr(page, "<h1>fifo: no-eof</h1>"));
    assert_non_null(strstr(page, "prefers-color-scheme: dark"));
    assert_int_equal(count(page, "http:"), 0); /* nothing from elsewhere */
    assert_int_equal(count(page, "https:"), 0);
    assert_int_equal(count(page, "src="), 0);
    mem_free(page);
}

/* Its script is the only one, and nothing that a run says is more than text. */
static void hostile(void **state) {
    size_t len;
    (void)state;
    char *page = page_of(hostile_log(), &len);
    assert_int_equal(count(page, "<script"), 1);
    assert_int_equal(count(page, "</script"), 1);
    assert_int_equal(count(page, "<style"), 1);
    assert_int_equal(count(page, "</style"), 1);
    assert_int_equal(count(page, "<b"), 3); /* the body and two buttons */
    assert_int_equal(count(page, "<!"), 1);
    assert_int_equal(count(page, "onload"), count(page, "&lt;b onload"));
    assert_true(count(page, "&lt;script&gt;alert(1)") > 0);
    mem_free(page);
}

/* A lesson with one block of each kind, and text that is markup elsewhere. */
static const char lesson_text[] =
    "---\nformat: 1\nid: pipe\ntitle: \"A <b>lesson</b> & more\"\ntopic: pipes\n"
    "summary: What \"it\" is < that.\n---\n\n"
    "Text, **strong**, *said*, `a < b && c`, ~~gone~~, [a link](https://example.org/?a=1&b=2)\n"
    "and [another](javascript:alert). {stage: right}\n\n"
    "## Head\n\n- one\n- two\n  1. deep\n\n> quoted\n\n| a | b |\n|---|--:|\n| 1 | `<x>` |\n\n"
    "```c\nif (a < b && c > d) { puts(\"]]>\"); }\n```\n\n---\n\n<!-- note: for the teacher -->\n\n"
    "## Question: q\n\nOne?\n\n- [x] right\n- [ ] wrong \u2014 because\n";

static void lessons(void **state) {
    struct lesson *lesson;
    struct diag diag = {0};
    struct log *log = hostile_log();
    struct film_wish wish = {.log = log, .columns = FILM_COLUMNS, .rows = FILM_ROWS};
    struct film film;
    struct run_decl_program is = {.id = (char *)"right", .title = (char *)"the <right> one"};
    struct film_program program = {&is, &film};
    struct buf made = {0};
    size_t elements;
    (void)state;
    int r = lesson_parse("/x/pipe", lesson_text, sizeof lesson_text - 1, &lesson, &diag);
    if (r < 0) {
        fail_msg("line %d: %s", diag.line, diag.text);
    }
    film_init(&film, &wish);
    film_lesson(lesson, &program, 1, &made);
    assert_null(markup_fault(buf_str(&made), made.len, &elements));
    static const char *const parts[] = {
        "<h1>A &lt;b&gt;lesson&lt;/b&gt; &amp; more</h1>",
        "<strong>strong</strong>",
        "<code>a &lt; b &amp;&amp; c</code>",
        "<a href=\"https://example.org/?a=1&amp;b=2\">",
        "<a href=\"#program-right\">",
        "<h3>Head</h3>",
        "<blockquote>",
        "<th style=\"text-align: right\">b</th>",
        "puts(&quot;]]&gt;&quot;);",
        "<hr/>",
        "<h2>right: the &lt;right&gt; one</h2>",
        "id=\"program-right-3\"",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strstr(buf_str(&made), parts[i]) == NULL) {
            fail_msg("%s is not in the page", parts[i]);
        }
    }
    assert_null(strstr(buf_str(&made), "javascript:"));
    assert_null(strstr(buf_str(&made), "for the teacher"));
    film_done(&film);
    lesson_free(lesson);
    log_free(log);
    buf_done(&made);
    diag_done(&diag);
}

static void long_ones(void **state) {
    size_t len;
    (void)state;
    char *page = page_of(hostile_long(2, 10000), &len);
    assert_int_equal(count(page, "<li class=\"step\""), FILM_PAGE_STEPS + 1);
    assert_non_null(strstr(page, "Cut here: the first 1000 of 10000 steps."));
    assert_true(len < (size_t)20 << 20);
    mem_free(page);
    mem_free(page_of(log_new(), &len));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded),
        cmocka_unit_test(hostile),
        cmocka_unit_test(lessons),
        cmocka_unit_test(long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
