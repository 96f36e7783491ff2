/* SPDX-License-Identifier: MIT */
/* The parts that views are made of: sheets, code with looks, the timeline's window, the cast. */
#include "scenery.h"

#include "code_look.h"
#include "lanes.h"
#include "sheet.h"

static void sheet_wraps_and_scrolls(void **state) {
    struct sheet *sheet = sheet_new(12);
    struct canvas canvas;
    int top = 0;

    (void)state;
    sheet_text(sheet, STYLE_NORMAL, 2, "one two three four five");
    assert_int_equal(sheet->count, 3); /* "one two", "  three four" and "  five" */
    for (int i = 0; i < 20; i++) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_NORMAL, "%d", i);
        if (i == 15) {
            sheet_here(sheet);
        }
    }
    canvas_init(&canvas, 12, 5, false);
    sheet_draw(sheet, area_all(&canvas), &top, true);
    assert_true(top > 10 && top <= 18); /* line 18 is in sight */
    top = 1000;
    sheet_draw(sheet, area_all(&canvas), &top, false);
    assert_int_equal(top, 18);
    top = -7;
    sheet_draw(sheet, area_all(&canvas), &top, false);
    assert_int_equal(top, 0);
    sheet->to_end = true;
    sheet_draw(sheet, area_all(&canvas), &top, true);
    assert_int_equal(top, 18);
    canvas_done(&canvas);
    sheet_free(sheet);
}

static void put_row(const struct sheet *sheet, size_t row, struct buf *out) {
    for (size_t i = 0; i < sheet->lines[row].count; i++) {
        buf_puts(out, sheet->lines[row].pieces[i].text);
    }
    buf_putc(out, '\n');
}

/* A long line goes on below, at a blank where there is one; looks stay with their text. */
static void sheet_wraps_pieces(void **state) {
    static const struct {
        int width;
        const char *rows;
    } cases[] = {
        {40, "  local child = fork(\"child\")\n"},
        {20, "  local child = \n    fork(\"child\")\n"},
        {12, "  local \n    child = \n    fork(\"ch\n    ild\")\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sheet *sheet = sheet_new(cases[i].width);
        struct buf rows = {0};
        sheet_line(sheet);
        code_put(sheet, "  local child = fork(\"child\")", false);
        sheet_wrap(sheet, 4);
        for (size_t row = 0; row < sheet->count; row++) {
            put_row(sheet, row, &rows);
        }
        assert_string_equal(buf_str(&rows), cases[i].rows);
        buf_done(&rows);
        sheet_free(sheet);
    }
}

/* However narrow: it ends. */
static void sheet_wraps_without_room(void **state) {
    (void)state;
    for (int width = 1; width < 6; width++) {
        struct sheet *sheet = sheet_new(width);
        sheet_line(sheet);
        sheet_put(sheet, STYLE_NORMAL, "\xe6\xbc\xa2\xe5\xad\x97 ab");
        sheet_wrap(sheet, 4);
        assert_true(sheet->count >= 1 && sheet->count < 8);
        sheet_free(sheet);
    }
}

/* The text of a line is what it was, whatever it is taken for. */
static void code_keeps_its_text(void **state) {
    static const char *const lines[] = {
        "",
        "local s = \"an \\\" open string",
        "for i = 1, 0x10 do w:write('a' .. i) end -- the end",
        "--[[ a comment",
        "#include <stdio.h> // C",
        "if (a->b[3] == '\\'') { /* open",
        "\xc3\xa4\xc3\xb6 = 1.5e3",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        for (int is_c = 0; is_c < 2; is_c++) {
            struct sheet *sheet = sheet_new(80);
            struct buf text = {0};
            sheet_line(sheet);
            code_put(sheet, lines[i], is_c != 0);
            for (size_t j = 0; j < sheet->lines[0].count; j++) {
                buf_puts(&text, sheet->lines[0].pieces[j].text);
            }
            assert_string_equal(buf_str(&text), lines[i]);
            buf_done(&text);
            sheet_free(sheet);
        }
    }
}

static unsigned look_of(const struct sheet *sheet, const char *text) {
    for (size_t j = 0; j < sheet->lines[0].count; j++) {
        if (strcmp(sheet->lines[0].pieces[j].text, text) == 0) {
            return sheet->lines[0].pieces[j].look;
        }
    }
    fail_msg("no piece \"%s\"", text);
    return 0;
}

static void code_has_looks(void **state) {
    struct sheet *sheet = sheet_new(80);

    (void)state;
    sheet_line(sheet);
    code_put(sheet, "local n = read(\"x\", 12) -- why", false);
    assert_int_equal(look_of(sheet, "local"), STYLE_KEYWORD);
    assert_int_equal(look_of(sheet, "n"), STYLE_NORMAL);
    assert_int_equal(look_of(sheet, "read"), STYLE_CALL);
    assert_int_equal(look_of(sheet, "\"x\""), STYLE_STRING);
    assert_int_equal(look_of(sheet, "12"), STYLE_NUMBER);
    assert_int_equal(look_of(sheet, "-- why"), STYLE_COMMENT);
    sheet_free(sheet);
}

/* The step looked at is always in the window, and most steps do not move it. */
static void window_keeps_the_step_in_sight(void **state) {
    struct scene scene = {.steps = 100000};
    uint64_t first = 1;
    int moves = 0;

    (void)state;
    for (scene.step = 0; scene.step <= 1000; scene.step++) {
        struct lanes_window window = lanes_window(&scene, 80);
        assert_true(scene.step == 0 || (scene.step >= window.first && scene.step <= window.last));
        moves += window.first != first;
        first = window.first;
    }
    assert_true(moves < 250);
    scene.time_shift = -100000;
    assert_int_equal(lanes_window(&scene, 80).first, 1);
    scene.time_shift = 1000000;
    assert_int_equal(lanes_window(&scene, 80).first, 100000);
}

static void cast_keeps_places_over_runs(void **state) {
    struct log *first = story_log("run a b\nmain start\nmain pipe p 3 4 @1\nmain fork x @2\n"
                                  "main fork y @3\n");
    struct log *second = story_log("run a b\nmain start\nmain pipe p 3 4 @1\nmain fork y @3\n");
    struct cast cast;

    (void)state;
    cast_init(&cast);
    cast_update(&cast, first);
    assert_int_equal(cast.actor_count, 3);
    assert_int_equal(cast.objs[0].readers, 3);
    cast_restart(&cast);
    cast_update(&cast, second);
    assert_int_equal(cast.actor_count, 3);
    assert_int_equal(cast_actor(&cast, log_find(second, "y")), 2);
    assert_int_equal(cast.actors[1].id, 0); /* x is not in this run (yet) */
    assert_int_equal(cast_obj(&cast, log_find(second, "p")), 0);
    assert_int_equal(cast_obj(&cast, log_find(second, "y")), -1);
    cast_done(&cast);
    log_free(first);
    log_free(second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheet_wraps_and_scrolls),
        cmocka_unit_test(sheet_wraps_pieces),
        cmocka_unit_test(sheet_wraps_without_room),
        cmocka_unit_test(code_keeps_its_text),
        cmocka_unit_test(code_has_looks),
        cmocka_unit_test(window_keeps_the_step_in_sight),
        cmocka_unit_test(cast_keeps_places_over_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
