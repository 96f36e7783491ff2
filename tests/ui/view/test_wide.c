/* SPDX-License-Identifier: MIT */
/*
 * test_wide.c: a lesson with Chinese (two columns a character), German (long words, umlauts) and
 * combining marks, wide/lesson.md: its text, its code and its messages at every width from 40:
 * borders stand in their columns, wide characters are never cut in half, no character is lost.
 */
#include "columns.h"
#include "fdio.h"
#include "glyphs.h"
#include "page.h"
#include "scenery.h"
#include "text.h"

#include <string.h>

#define WIDE SOURCE_DIR "/tests/ui/view/wide"

static struct lesson *wide_lesson(void) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    if (lesson_load(WIDE, &lesson, &diag) < 0) {
        fail_msg("%s", diag.text);
    }
    return lesson;
}

static const char tale[] = "run wide right\nmain start\nmain pipe p 3 4 @4\n"
                           "main fork child @5\nchild close 3 @6\n"
                           "child write p 4 \"你好, Größe 管道\\n\" @7\nmain say 管道 ist voll\n";

static void init(struct scenery *s, struct lesson *lesson) {
    struct buf lua = {0};
    scenery_init(s, tale);
    assert_int_equal(file_read(WIDE "/lesson.lua", &lua, 0, NULL), 0);
    source_done(&s->lua);
    source_parse("lesson.lua", buf_str(&lua), lua.len, false, &s->lua, NULL);
    buf_done(&lua);
    s->scene.lesson = lesson;
    s->program.title = (char *)"管道, alles schließt";
    s->scene.program = &s->program;
}

static bool is_border(const struct cell *cell) {
    return cell->lines != 0 || cell->ch == 0x2588 || cell->ch == 0x2591; /* or its scroll bar */
}

/* Below the header and above the footer both sides are lines, and each wide character has both of
 * its halves. */
static void assert_unbroken(const struct canvas *canvas) {
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            const struct cell *cell = canvas_at(canvas, x, y);
            const struct cell *next = canvas_at(canvas, x + 1, y);
            assert_in_range(cell->width, 0, 2);
            if (cell->width == 2) {
                assert_true(next != NULL && next->width == 0 && next->ch == 0);
            } else if (cell->width == 0) {
                assert_int_equal(canvas_at(canvas, x - 1, y)->width, 2);
            } else {
                assert_int_equal(columns_of(cell->ch), 1);
            }
        }
    }
    for (int y = 1; y < canvas->height - 1; y++) {
        if (!is_border(canvas_at(canvas, 0, y)) ||
            !is_border(canvas_at(canvas, canvas->width - 1, y))) {
            struct buf picture = {0};
            canvas_dump(canvas, &picture);
            fail_msg("row %d at width %d:\n%s", y, canvas->width, buf_str(&picture));
        }
    }
}

static void every_width(void **state) {
    static const enum view_id pages[] = {VIEW_STAGE, VIEW_CODE, VIEW_OUTPUT, VIEW_EVENTS,
                                         VIEW_EXPLAIN};
    struct lesson *lesson = wide_lesson();
    struct scenery s;
    (void)state;
    init(&s, lesson);
    for (int width = 40; width <= 140; width++) {
        for (size_t i = 0; i <= sizeof pages / sizeof *pages; i++) {
            struct canvas canvas;
            canvas_init(&canvas, width, 30, false);
            s.scene.place = i == 0 ? PLACE_TEXT : PLACE_RUN;
            s.scene.page = i == 0 ? VIEW_STAGE : pages[i - 1];
            frame_draw(&canvas, &s.scene);
            assert_unbroken(&canvas);
            canvas_done(&canvas);
        }
    }
    scenery_done(&s);
    lesson_free(lesson);
}

#define CHARACTERS 0x10000

/* How often each character that is no blank and no frame stands on a page of this width. */
static void count(const struct lesson *lesson, int width, unsigned *ret_counts) {
    struct page_wish wish = {.width = width, .columns = columns_n};
    struct page page;
    memset(ret_counts, 0, CHARACTERS * sizeof *ret_counts);
    page_set(&lesson->text, &wish, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        assert_true(page.lines[i].columns <= width);
        for (size_t j = 0; j < page.lines[i].piece_count; j++) {
            const struct page_piece *piece = &page.lines[i].pieces[j];
            size_t len = strlen(piece->text);
            uint32_t character;
            assert_int_equal(piece->columns, columns(piece->text));
            for (size_t at = 0; at < len && !(piece->look & PROSE_FRAME);) {
                at += text_decode(piece->text + at, len - at, &character);
                assert_true(character != TEXT_REPLACEMENT && character < CHARACTERS);
                ret_counts[character] += character != ' ';
            }
        }
    }
    page_done(&page);
}

static void nothing_is_lost(void **state) {
    static unsigned whole[CHARACTERS], narrow[CHARACTERS];
    struct lesson *lesson = wide_lesson();
    (void)state;
    count(lesson, 200, whole);
    assert_int_equal(whole[0x301], 1);
    for (int width = 37; width < 140; width++) {
        count(lesson, width, narrow);
        for (uint32_t i = 0; i < CHARACTERS; i++) {
            if (whole[i] != narrow[i]) {
                fail_msg("U+%04X: %u times at width %d, %u times at 200", i, narrow[i], width,
                         whole[i]);
            }
        }
    }
    lesson_free(lesson);
}

static void pictures(void **state) {
    struct lesson *lesson = wide_lesson();
    struct scenery s;
    (void)state;
    init(&s, lesson);
    scenery_same(&s, "wide-stage-80x24", 80, 24);
    s.scene.place = PLACE_TEXT;
    scenery_same(&s, "wide-text-80x24", 80, 24);
    scenery_same(&s, "wide-text-40x30", 40, 30);
    scenery_done(&s);
    lesson_free(lesson);
}

/* Where one types: behind what was typed, whatever its characters take. */
static int cursor_behind(const char *typed) {
    struct scenery s;
    struct canvas canvas;
    scenery_init(&s, tale);
    s.scene.over = VIEW_FIELD;
    s.scene.over_title = "name";
    s.scene.field = typed;
    canvas_init(&canvas, 80, 24, false);
    frame_draw(&canvas, &s.scene);
    int x = canvas.cursor_x;
    canvas_done(&canvas);
    scenery_done(&s);
    return x;
}

static void cursor(void **state) {
    (void)state;
    int start = cursor_behind("");
    assert_true(start > 0);
    assert_int_equal(cursor_behind("ab"), start + 2);
    assert_int_equal(cursor_behind("管道"), start + 4);
    assert_int_equal(cursor_behind("Größe"), start + 5);
    assert_int_equal(cursor_behind("cafe\u0301 管"), start + 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_width),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(pictures),
        cmocka_unit_test(cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
