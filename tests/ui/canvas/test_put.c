/* SPDX-License-Identifier: MIT */
/*
 * test_put.c: text into cells: clipped, wide characters whole or not at all, ASCII where asked.
 */
#include "canvas.h"
#include "glyphs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void shows(const struct canvas *canvas, const char *expected) {
    struct buf got = {0};
    canvas_dump(canvas, &got);
    assert_string_equal(buf_str(&got), expected);
    buf_done(&got);
}

static void test_puts(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 8, 2, false);
    struct area all = area_all(&canvas);
    assert_int_equal(canvas_puts(all, 1, 0, STYLE_READY | ATTR_BOLD, "ok"), 2);
    assert_int_equal(canvas_puts(all, 5, 0, 0, "clipped"), 7);
    assert_int_equal(canvas_puts(all, -2, 1, 0, "left"), 4);
    assert_int_equal(canvas_puts(all, 0, 9, 0, "below"), 5);
    assert_int_equal(canvas_printf(all, 3, 1, 0, "%d%c", 42, '!'), 3);
    shows(&canvas, " ok  cli\nft 42!\n");
    assert_int_equal(canvas_at(&canvas, 1, 0)->look, STYLE_READY | ATTR_BOLD);
    assert_null(canvas_at(&canvas, 8, 0));
    assert_null(canvas_at(&canvas, 0, -1));
    canvas_done(&canvas);
}

static void test_wide(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 6, 3, false);
    struct area all = area_all(&canvas);
    canvas_puts(all, 0, 0, 0, "管道x");
    canvas_puts(all, 1, 0, 0, "a");  /* over the right half: the left one is blank */
    canvas_puts(all, 2, 0, 0, "b");  /* over the left half: the right one is blank */
    canvas_puts(all, 5, 1, 0, "管"); /* half of it is outside */
    canvas_puts(all, -1, 2, 0, "管z");
    shows(&canvas, " ab x\n\n z\n");
    canvas_done(&canvas);
}

static void test_marks_and_controls(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 8, 2, false);
    struct area all = area_all(&canvas);
    assert_int_equal(canvas_puts(all, 0, 0, 0, "e\u0301\u200E\tz\x1b[\n"), 6);
    assert_int_equal(canvas_puts(all, 0, 1, 0, "\xC3(\u202Ex"), 3);
    shows(&canvas, "e\u0301 z [\n\uFFFD(x\n");
    canvas_done(&canvas);
}

static void test_ascii(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 24, 2, true);
    struct area all = area_all(&canvas);
    assert_int_equal(canvas_puts(all, 0, 0, 0, GLYPH_READY " Größe " GLYPH_WAITS " 管e\u0301"), 13);
    canvas_puts(all, 0, 1, 0, "│─┼ “a” \u2013 \u03B1 €");
    shows(&canvas, "> Grose ~ ??e\n|-+ \"a\" - ? ?\n");
    canvas_done(&canvas);
}

static void test_areas(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 10, 4, false);
    struct area all = area_all(&canvas);
    struct area pane = area_sub(all, 2, 1, 4, 2);
    canvas_fill(pane, STYLE_SELECTED);
    canvas_puts(pane, 0, 0, 0, "abcdef");
    canvas_puts(pane, -1, 1, 0, "xyz");
    struct area beyond = area_sub(pane, 3, -5, 20, 20); /* sees no more than the pane */
    canvas_puts(beyond, 0, 6, 0, "QQ");
    canvas_puts(area_sub(all, 50, 50, -3, 2), 0, 0, 0, "nowhere");
    shows(&canvas, "\n  abcd\n  yz Q\n\n");
    canvas_add_attrs(area_sub(pane, 0, 0, 1, 1), ATTR_REVERSE);
    canvas_restyle(area_sub(pane, 1, 0, 1, 1), STYLE_KILLED);
    assert_int_equal(canvas_at(&canvas, 2, 1)->look, STYLE_NORMAL | ATTR_REVERSE);
    assert_int_equal(canvas_at(&canvas, 3, 1)->look, STYLE_KILLED);
    assert_int_equal(canvas_at(&canvas, 4, 2)->look, STYLE_SELECTED);
    struct area inside = area_inside(pane);
    assert_int_equal(inside.width, 2);
    assert_int_equal(inside.height, 0);
    canvas_cursor(pane, 1, 1);
    canvas_cursor(pane, 4, 1); /* outside: ignored */
    assert_int_equal(canvas.cursor_x, 3);
    assert_int_equal(canvas.cursor_y, 2);
    canvas_done(&canvas);
}

static void test_fitted(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 12, 6, false);
    struct area all = area_all(&canvas);
    assert_int_equal(canvas_puts_fit(all, 0, 0, 5, 0, "lesson"), 5);
    assert_int_equal(canvas_puts_fit(all, 6, 0, 6, 0, "lesson"), 6);
    assert_int_equal(canvas_puts_fit(all, 0, 1, 4, 0, "管道管"), 3);
    assert_int_equal(canvas_puts_fit(all, 0, 1, 0, 0, "none"), 0);
    canvas_puts_right(all, 12, 2, 0, "right");
    canvas_puts_centred(all, 0, 3, 12, 0, "mid");
    canvas_puts_centred(all, 0, 4, 12, 0, "much too long for it");
    shows(&canvas, "less⋯ lesson\n管⋯\n       right\n    mid\nmuch too lo⋯\n\n");
    canvas_done(&canvas);
}

static void test_text(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 10, 3, false);
    struct area all = area_all(&canvas);
    static const char text[] = "one two three four five";
    assert_int_equal(canvas_text(all, 1, 0, 9, 0, 0, text), 3);
    shows(&canvas, " one two\n three\n four five\n");
    canvas_clear(&canvas);
    assert_int_equal(canvas_text(all, 0, 0, 9, 2, 0, text), 3);
    shows(&canvas, "four five\n\n\n");
    canvas_done(&canvas);
}

static void test_same_and_resize(void **state) {
    (void)state;
    struct canvas a, b;
    canvas_init(&a, 5, 2, false);
    canvas_init(&b, 0, -4, false);
    assert_int_equal(b.width, 1);
    assert_false(canvas_same(&a, &b));
    canvas_resize(&b, 5, 2);
    assert_true(canvas_same(&a, &b));
    canvas_puts(area_all(&a), 0, 0, STYLE_OBJECT, "x");
    assert_false(canvas_same(&a, &b));
    canvas_puts(area_all(&b), 0, 0, STYLE_ERROR, "x");
    assert_false(canvas_same(&a, &b));
    canvas_puts(area_all(&b), 0, 0, STYLE_OBJECT, "x");
    assert_true(canvas_same(&a, &b));
    canvas_clear(&a);
    canvas_clear(&b);
    assert_true(canvas_same(&a, &b));
    canvas_done(&a);
    canvas_done(&b);
    canvas_done(&b);
    canvas_done(NULL);
}

static void test_looks(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 4, 1, false);
    canvas_puts(area_all(&canvas), 0, 0, STYLE_READY, "a");
    canvas_puts(area_all(&canvas), 1, 0, STYLE_READY | ATTR_REVERSE, "b");
    canvas_puts(area_all(&canvas), 2, 0, canvas_actor_look(7), "c");
    struct buf got = {0};
    canvas_dump_looks(&canvas, &got);
    assert_string_equal(buf_str(&got), "abc\nrR2.\n");
    buf_done(&got);
    canvas_done(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_puts),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_marks_and_controls),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_areas),
        cmocka_unit_test(test_fitted),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_same_and_resize),
        cmocka_unit_test(test_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
