/* SPDX-License-Identifier: MIT */
/*
 * test_no_colours.c: nothing is said by a colour alone. Every recorded run, page by page and step
 * by step: each stretch of cells whose style says a state has a word or a mark in its row that says
 * it too; the row the cursor is on has a mark besides being reversed; and two worlds that differ in
 * the state of a process differ as bare text.
 */
#include "catalogue.h"
#include "glyphs.h"
#include "recorded.h"
#include "scenery.h"

#include <dirent.h>
#include <string.h>

/* For a style: what must be in the row, or (whole: false) in the pane's part of it. */
static const struct {
    enum canvas_style style;
    const char *said[16];
} sayings[] = {
    {STYLE_READY, {"ready", "▶", "runs", "goes", "set", "free", "═", "▲", "next: "}},
    {STYLE_BLOCKED,
     {"wait", "⋯", "▓", "░", "blocked", "send", "receive", "▶", "═", "◀", "held", "sleep"}},
    {STYLE_DEADLOCK, {"DEADLOCK", "wait", "sleep", "⋯", "▓", "░", "▶"}},
    {STYLE_ENDED, {"✗", "ended", "exit"}},
    {STYLE_KILLED, {"⊗", "SIG", "killed"}},
    {STYLE_GOOD, {"ended well", "✓", "✔", "+", "let", "as declared", "█"}},
    {STYLE_SELECTED, {">", "▐"}},
    {STYLE_CURRENT, {">"}},
    {STYLE_PAST, {"past", "saved"}},
    {STYLE_MARK, {"T=", "│", "┬", "┼", "├", "┤", "┴", "mark", "├"}},
};

static bool in_text(const char *text, const char *const *said) {
    for (; *said != NULL; said++) {
        if (strstr(text, *said) != NULL) {
            return true;
        }
    }
    return false;
}

static void row_text(const struct canvas *canvas, int y, struct buf *out) {
    buf_clear(out);
    for (int x = 0; x < canvas->width; x++) {
        cell_text(canvas_at(canvas, x, y), out);
    }
}

/* Lines of boxes and wires have the colour of what they belong to. */
static bool is_text(const struct cell *cell) {
    return cell->ch > ' ' && cell->lines == 0 && (cell->ch < 0x2500 || cell->ch > 0x257F);
}

/* The state of a process is said in its row, or in the rows about it (a box's name and
 * its state are two rows of the same box; a sentence goes on for some). */
static void check_row(const struct canvas *canvas, int y, const char *where) {
    struct buf text = {0}, near = {0};
    for (int other = y - 2; other <= y + 2; other++) {
        if (other >= 0 && other < canvas->height) {
            row_text(canvas, other, &near);
            buf_put(&text, buf_str(&near), near.len);
            buf_putc(&text, '\n');
        }
    }
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        bool styled = false;
        for (int x = 0; x < canvas->width; x++) {
            const struct cell *cell = canvas_at(canvas, x, y);
            styled |= is_text(cell) && LOOK_STYLE(cell->look) == sayings[i].style;
        }
        if (styled && !in_text(buf_str(&text), sayings[i].said)) {
            row_text(canvas, y, &near);
            fail_msg("%s: style %d is a colour alone in:\n%s", where, (int)sayings[i].style,
                     buf_str(&near));
        }
    }
    buf_done(&text);
    buf_done(&near);
}

static void check_page(struct scenery *s, enum view_id page, int width, int height,
                       const char *where) {
    struct canvas canvas;
    s->scene.page = page;
    canvas_init(&canvas, width, height, false);
    frame_draw(&canvas, &s->scene);
    for (int y = 0; y < height; y++) {
        check_row(&canvas, y, where);
    }
    canvas_done(&canvas);
}

static const enum view_id pages[] = {VIEW_STAGE,   VIEW_TIMELINE, VIEW_CODE,  VIEW_WHY,
                                     VIEW_EXPLAIN, VIEW_KERNEL,   VIEW_EVENTS};

static void check_run(const char *path, const char *name) {
    struct scenery s;
    char where[400];
    scenery_init_log(&s, recorded_file(path));
    uint64_t stride = s.scene.steps / 12 + 1;
    for (uint64_t step = 0; step <= s.scene.steps; step += stride) {
        scenery_at(&s, step);
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            snprintf(where, sizeof where, "%s, step %d, page %d", name, (int)step, (int)pages[i]);
            check_page(&s, pages[i], 80, 24, where);
            check_page(&s, pages[i], 132, 43, where);
        }
    }
    scenery_done(&s);
}

static void recorded_runs(void **state) {
    (void)state;
    DIR *dir = opendir(SOURCE_DIR "/tests/recorded");
    int runs = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[600];
        if (strstr(entry->d_name, ".jsonl") != NULL) {
            snprintf(path, sizeof path, SOURCE_DIR "/tests/recorded/%s", entry->d_name);
            check_run(path, entry->d_name);
            runs++;
        }
    }
    closedir(dir);
    assert_true(runs > 10);
}

/* Bare text of a page at the end of a tale. */
static char *bare(const char *tale, enum view_id page, bool ascii) {
    struct scenery s;
    scenery_init(&s, tale);
    s.scene.page = page;
    char *picture = scenery_picture(&s, 80, 24, ascii);
    scenery_done(&s);
    return picture;
}

static void states_differ_as_text(void **state) {
    (void)state;
#define TALE(rest)                                                                                 \
    "run pipe-fork forgotten\nmain start\nmain pipe p 3 4 @2\nmain fork child @3\n" rest
    static const char *const tales[] = {TALE("child close 3 @4\nchild write p 4 \"a\" @5\n"),
                                        TALE("child read p 3 @5\n"), TALE("child exit 0 @5\n"),
                                        TALE("child kill 9 @5\n")};
    static const enum view_id seen[] = {VIEW_STAGE, VIEW_TIMELINE, VIEW_KERNEL};
    enum { TALES = sizeof tales / sizeof *tales };
    for (size_t page = 0; page < sizeof seen / sizeof *seen * 2; page++) {
        char *pictures[TALES];
        for (size_t i = 0; i < TALES; i++) {
            pictures[i] = bare(tales[i], seen[page / 2], page % 2 == 1);
        }
        for (size_t i = 0; i < TALES; i++) {
            for (size_t j = i + 1; j < TALES; j++) {
                assert_string_not_equal(pictures[i], pictures[j]);
            }
        }
        for (size_t i = 0; i < TALES; i++) {
            mem_free(pictures[i]);
        }
    }
}

/* The timeline by itself: its own rows alone, below the lanes' names. */
static void ends_differ_on_the_timeline(void **state) {
    (void)state;
    char *ended = bare(TALE("child exit 0 @5\n"), VIEW_TIMELINE, false);
    char *killed = bare(TALE("child kill 9 @5\n"), VIEW_TIMELINE, false);
    assert_non_null(strstr(killed, GLYPH_KILLED));
    assert_null(strstr(ended, GLYPH_KILLED));
    mem_free(ended);
    mem_free(killed);
    killed = bare(TALE("child kill 9 @5\n"), VIEW_TIMELINE, true);
    assert_non_null(strstr(killed, "X"));
    mem_free(killed);
}

/* The row that a cursor is on: reversed, and with a mark. */
static size_t selected_rows(struct scenery *s) {
    struct canvas canvas;
    size_t rows = 0;
    canvas_init(&canvas, 80, 24, false);
    frame_draw(&canvas, &s->scene);
    for (int y = 0; y < canvas.height; y++) {
        bool selected = false, marked = false;
        for (int x = 0; x < canvas.width; x++) {
            const struct cell *cell = canvas_at(&canvas, x, y);
            bool here = LOOK_STYLE(cell->look) == STYLE_SELECTED;
            assert_true(!here || (cell->look & ATTR_REVERSE));
            marked |= here && cell->ch == '>';
            selected |= here;
        }
        assert_int_equal(selected, marked);
        rows += selected;
    }
    canvas_done(&canvas);
    return rows;
}

static void selection_has_a_mark(void **state) {
    (void)state;
    struct scene_choice choices[] = {{(char *)"right", NULL}, {(char *)"forgotten", NULL}};
    struct catalogue_places places = {.own = SOURCE_DIR "/lessons"};
    struct catalogue catalogue = {0};
    struct scenery s;
    scenery_init(&s, TALE("child exit 0 @5\n"));
    s.scene.over = VIEW_CHOOSER;
    s.scene.over_title = "which?";
    s.scene.choices = choices;
    s.scene.choice_count = 2;
    s.scene.choice = 1;
    assert_int_equal(selected_rows(&s), 1);
    s.scene.over = VIEW_NONE;
    assert_int_equal(catalogue_open(&places, &catalogue, NULL), 0);
    s.scene.catalogue = &catalogue;
    s.scene.cursor = 3;
    s.scene.place = PLACE_SYLLABUS;
    assert_int_equal(selected_rows(&s), 1);
    s.scene.row = 2;
    s.scene.place = PLACE_OVERVIEW;
    assert_int_equal(selected_rows(&s), 1);
    s.scene.catalogue = NULL;
    catalogue_done(&catalogue);
    scenery_done(&s);
}

/* Of the stages in a text the chosen one is reversed, and its mark is filled. */
static void chosen_stage_has_a_mark(void **state) {
    (void)state;
    struct lesson *lesson = NULL;
    struct scenery s;
    struct canvas canvas;
    size_t filled = 0, hollow = 0;
    assert_int_equal(lesson_load(SOURCE_DIR "/lessons/pipe-fork", &lesson, NULL), 0);
    scenery_init(&s, TALE("child exit 0 @5\n"));
    s.scene.place = PLACE_TEXT;
    s.scene.lesson = lesson;
    s.scene.link = 1;
    canvas_init(&canvas, 80, 200, false);
    frame_draw(&canvas, &s.scene);
    for (size_t i = 0; i < (size_t)canvas.width * (size_t)canvas.height; i++) {
        const struct cell *cell = &canvas.cells[i];
        bool link = LOOK_STYLE(cell->look) == STYLE_LINK;
        filled += link && cell->ch == 0x25B6 && (cell->look & ATTR_REVERSE) != 0;
        hollow += link && cell->ch == 0x25B7 && (cell->look & ATTR_REVERSE) == 0;
    }
    assert_int_equal(filled, 1);
    assert_true(hollow >= 2);
    canvas_done(&canvas);
    scenery_done(&s);
    lesson_free(lesson);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded_runs),
        cmocka_unit_test(states_differ_as_text),
        cmocka_unit_test(ends_differ_on_the_timeline),
        cmocka_unit_test(selection_has_a_mark),
        cmocka_unit_test(chosen_stage_has_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
