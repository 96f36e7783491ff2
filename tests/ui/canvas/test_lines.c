/* SPDX-License-Identifier: MIT */
/*
 * test_lines.c: boxes that join, paths that turn, bars.
 */
#include "lines.h"

#include "glyphs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void shows(const struct canvas *canvas, const char *expected) {
    struct buf got = {0};
    canvas_dump(canvas, &got);
    assert_string_equal(buf_str(&got), expected);
    buf_done(&got);
}

static void draw_panes(struct canvas *canvas) {
    struct area all = area_all(canvas);
    struct area left = area_sub(all, 0, 0, 12, 5), right = area_sub(all, 11, 0, 9, 5);
    canvas_box(left, LINE_LIGHT, STYLE_FRAME);
    canvas_box(right, LINE_LIGHT, STYLE_FRAME);
    canvas_hline(right, 0, 2, 9, LINE_LIGHT, STYLE_FRAME);
    canvas_box_title(left, STYLE_TITLE, "stage");
    canvas_box_title_right(right, STYLE_TITLE, "code of main");
    canvas_box_foot(left, STYLE_TITLE, "n");
}

static void test_panes(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 20, 5, false);
    draw_panes(&canvas);
    shows(&canvas, "┌ stage ───┬ code⋯ ┐\n"
                   "│          │       │\n"
                   "│          ├───────┤\n"
                   "│          │       │\n"
                   "└ n ───────┴───────┘\n");
    canvas_done(&canvas);
    canvas_init(&canvas, 20, 5, true);
    draw_panes(&canvas);
    shows(&canvas, "+ stage ---+ code~ +\n"
                   "|          |       |\n"
                   "|          +-------+\n"
                   "|          |       |\n"
                   "+ n -------+-------+\n");
    canvas_done(&canvas);
}

static void test_weights(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 16, 3, false);
    struct area all = area_all(&canvas);
    canvas_box(area_sub(all, 0, 0, 4, 3), LINE_DOUBLE, STYLE_OBJECT);
    canvas_hline(all, 3, 1, 4, LINE_LIGHT, STYLE_OBJECT); /* ends at the double border */
    canvas_box(area_sub(all, 8, 0, 4, 3), LINE_HEAVY, STYLE_OBJECT);
    canvas_hline(all, 11, 1, 3, LINE_DOUBLE, STYLE_OBJECT);           /* no such joint: all light */
    canvas_box(area_sub(all, 15, 0, 1, 3), LINE_LIGHT, STYLE_OBJECT); /* too small */
    shows(&canvas, "╔══╗    ┏━━┓\n║  ╟─── ┃  ├══\n╚══╝    ┗━━┛\n");
    canvas_done(&canvas);
}

static void test_path(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 10, 5, false);
    struct area all = area_all(&canvas);
    const struct point down[] = {{1, 0}, {1, 2}, {6, 2}, {6, 0}, {8, 0}};
    canvas_path(all, down, 5, LINE_LIGHT, true, STYLE_NORMAL);
    const struct point back[] = {{8, 4}, {3, 4}, {3, 2}};
    canvas_path(all, back, 3, LINE_LIGHT, false, STYLE_NORMAL);
    shows(&canvas, " │    ┌─▶\n │    │\n └─┬──┘\n   │\n   └─────\n");
    assert_int_equal(path_length(down, 5), 12);
    assert_int_equal(path_length(down, 0), 0);
    assert_int_equal(path_length(down, 1), 1);
    struct point at = path_at(down, 5, 4);
    assert_int_equal(at.x, 3);
    assert_int_equal(at.y, 2);
    at = path_at(down, 5, 99);
    assert_int_equal(at.x, 8);
    canvas_done(&canvas);
}

static void test_heads(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 5, 3, false);
    struct area all = area_all(&canvas);
    canvas_path(all, (struct point[]){{2, 2}, {0, 2}}, 2, LINE_LIGHT, true, 0);
    canvas_path(all, (struct point[]){{4, 2}, {4, 0}}, 2, LINE_LIGHT, true, 0);
    canvas_path(all, (struct point[]){{0, 0}, {0, 1}}, 2, LINE_LIGHT, true, 0);
    canvas_path(all, (struct point[]){{2, 0}, {2, 0}}, 2, LINE_LIGHT, true, 0);
    shows(&canvas, "│   ▲\n▼   │\n◀── │\n");
    canvas_done(&canvas);
}

static void test_text_over_lines(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 6, 1, false);
    struct area all = area_all(&canvas);
    canvas_hline(all, 0, 0, 6, LINE_LIGHT, 0);
    canvas_puts(all, 2, 0, 0, "r");
    canvas_vline(all, 2, 0, 1, LINE_LIGHT, 0); /* the text had no lines to join */
    shows(&canvas, "──│───\n");
    canvas_done(&canvas);
}

static void bar_is(uint64_t part, uint64_t whole, const char *expected) {
    struct canvas canvas;
    canvas_init(&canvas, 4, 1, true);
    canvas_bar(area_all(&canvas), 0, 0, 4, part, whole, STYLE_BYTES);
    shows(&canvas, expected);
    canvas_done(&canvas);
}

static void test_bar(void **state) {
    (void)state;
    bar_is(0, 65536, "....\n");
    bar_is(1, 65536, "#...\n");
    bar_is(32768, 65536, "##..\n");
    bar_is(65535, 65536, "###.\n");
    bar_is(65536, 65536, "####\n");
    bar_is(70000, 65536, "####\n");
    bar_is(0, 0, "....\n");
    bar_is(UINT64_MAX / 2, UINT64_MAX, "##..\n");
}

static void test_scrollbar(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 1, 4, true);
    struct area all = area_all(&canvas);
    canvas_scrollbar(all, 0, 10, 10, STYLE_DIM); /* all is shown */
    shows(&canvas, "\n\n\n\n");
    canvas_scrollbar(all, 0, 10, 20, STYLE_DIM);
    shows(&canvas, "#\n#\n.\n.\n");
    canvas_scrollbar(all, 10, 10, 20, STYLE_DIM);
    shows(&canvas, ".\n.\n#\n#\n");
    canvas_scrollbar(all, 500, 10, 1000, STYLE_DIM);
    shows(&canvas, ".\n#\n.\n.\n");
    canvas_done(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panes),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_path),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_text_over_lines),
        cmocka_unit_test(test_bar),
        cmocka_unit_test(test_scrollbar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
