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
        cmocka_unit_test(long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
