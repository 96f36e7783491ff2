/* SPDX-License-Identifier: MIT */
/* Where a text stands: in a string, and on a picture, over the end of a line too. */
#include "search.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void in_a_string(void **state) {
    (void)state;
    assert_true(search_in("main forks child.", "FORKS") == false); /* capitals count if there are */
    assert_true(search_in("main Forks child.", "forks"));
    assert_true(search_in("a  b\n c", "a b c"));
    assert_true(search_in("read(2) = 6", "(2)"));
    assert_true(search_in("caf\xC3\xA9", "\xC3\xA9"));
    assert_false(search_in("", "a"));
    assert_false(search_in("ab", "abc"));
    assert_false(search_in("anything", ""));
    assert_false(search_in("anything", "  "));
    assert_true(search_in("\xFF\xFEz", "z"));
}

/* The reversed cells of a picture as "#". */
static void marks_are(const char *const *rows, int height, const char *sought,
                      const char *expected) {
    struct scene scene = {.place = PLACE_TEXT, .sought = sought, .sought_line = -1};
    struct canvas canvas;
    struct buf got = {0};

    canvas_init(&canvas, 12, height, false);
    for (int y = 0; y < height; y++) {
        canvas_puts(area_all(&canvas), 0, y, STYLE_NORMAL, rows[y]);
    }
    search_mark_view(&scene, VIEW_TEXT, area_all(&canvas));
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < 12; x++) {
            buf_putc(&got, canvas_at(&canvas, x, y)->look & ATTR_REVERSE ? '#' : '.');
        }
        buf_putc(&got, '\n');
    }
    assert_string_equal(buf_str(&got), expected);
    buf_done(&got);
    canvas_done(&canvas);
}

static void on_a_picture(void **state) {
    static const char *const rows[] = {"the end of", "  a file of"};
    static const char *const wide[] = {"\u7BA1\u9053 of"};

    (void)state;
    marks_are(rows, 2, "of", "........##..\n.........##.\n");
    marks_are(rows, 2, "of a", "........###.\n..#.........\n");
    marks_are(rows, 2, "nowhere", "............\n............\n");
    marks_are(rows, 2, "", "............\n............\n");
    marks_are(wide, 1, "\u9053", "..##........\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_string),
        cmocka_unit_test(on_a_picture),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
