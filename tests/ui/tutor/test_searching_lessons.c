/* SPDX-License-Identifier: MIT */
/* Searching among the lessons that come with the program: from place to place, and into them. */
#include "prompts.h"
#include "screen_desk.h"
#include "search.h"

struct shelf {
    struct catalogue catalogue;
    struct tutor_wish wish;
    struct screen_desk screen;
};

static void put_up(struct shelf *shelf, int width, int height) {
    struct catalogue_places places = {.own = SOURCE_DIR "/lessons"};

    memset(shelf, 0, sizeof(*shelf));
    assert_int_equal(catalogue_open(&places, &shelf->catalogue, NULL), 0);
    shelf->screen.wish.catalogue = &shelf->catalogue;
    shelf->screen.term = term_memory(width, height, false);
    desk_init(&shelf->screen.desk, &shelf->screen.wish, shelf->screen.term);
    screen_settle(&shelf->screen);
}

static void take_down(struct shelf *shelf) {
    desk_done(&shelf->screen.desk);
    term_close(shelf->screen.term);
    catalogue_done(&shelf->catalogue);
}

static const char *lesson_here(const struct shelf *shelf) {
    return shelf->catalogue.lessons[shelf->screen.desk.scene.cursor]->id;
}

/* Whether the line of the text that one is at has the word, and is in sight. */
static void assert_at(struct shelf *shelf, const char *word) {
    const struct scene *scene = &shelf->screen.desk.scene;
    bool wrapped;
    long line;

    mem_free(screen_text(&shelf->screen));
    assert_int_equal(scene->place, PLACE_TEXT);
    assert_true(search_line(scene, VIEW_TEXT, shelf->screen.desk.canvas.width - 2, 20, word,
                            scene->sought_line, 1, &line, &wrapped));
    assert_int_equal(line, scene->sought_line);
    assert_true(line >= scene->tops[VIEW_TEXT]);
    assert_true(line < scene->tops[VIEW_TEXT] + shelf->screen.desk.canvas.height - 4);
}

static void into_the_text(void **state) {
    struct shelf shelf;
    struct screen_desk *s = &shelf.screen;

    (void)state;
    put_up(&shelf, 80, 24);
    screen_keys(s, "/zombie");
    screen_shows(s, "Place 1 of ");
    assert_string_equal(lesson_here(&shelf), "fork");
    screen_key(s, INPUT_ENTER);
    screen_keys(s, "n");
    screen_shows(s, "Place 2 of ");
    screen_shows(s, "Enter opens it there.");
    screen_key(s, INPUT_ENTER);
    assert_at(&shelf, "zombie");
    screen_shows(s, "fork: one process becomes two");
    screen_key(s, INPUT_ESC); /* the search is still there */
    screen_keys(s, "N");
    screen_shows(s, "Place 1 of ");
    screen_key(s, INPUT_ESC); /* now it is over */
    assert_null(s->desk.scene.findings);
    assert_int_equal(s->desk.scene.place, PLACE_SYLLABUS);
    screen_shows(s, "Left out");
    take_down(&shelf);
}

/* From lesson to lesson, forward and back, and round the end. */
static void over_all_lessons(void **state) {
    struct shelf shelf;
    struct screen_desk *s = &shelf.screen;
    size_t first, seen = 0, count = 0;

    (void)state;
    put_up(&shelf, 80, 24);
    screen_keys(s, "/semaphore");
    screen_key(s, INPUT_ENTER);
    first = s->desk.scene.found;
    do {
        size_t lesson = s->desk.scene.cursor;
        screen_keys(s, "n");
        seen += s->desk.scene.cursor != lesson;
        count++;
    } while (s->desk.scene.found != first && count < 10000);
    assert_int_equal(s->desk.scene.found, first);
    assert_true(seen > 3);
    screen_keys(s, "N");
    assert_true(s->desk.scene.found > first);
    screen_shows(s, "On from the end.");
    take_down(&shelf);
}

/* Two rows of a table stand at one line of lesson.md. */
static void into_a_table_and_a_question(void **state) {
    struct shelf shelf;
    struct screen_desk *s = &shelf.screen;

    (void)state;
    put_up(&shelf, 80, 24);
    screen_keys(s, "/child closes its write");
    screen_key(s, INPUT_ENTER);
    assert_string_equal(lesson_here(&shelf), "pipe-fork");
    screen_key(s, INPUT_ENTER);
    assert_at(&shelf, "child closes its write");
    screen_key(s, INPUT_ESC);
    screen_keys(s, "/What is the child?");
    screen_key(s, INPUT_ENTER);
    screen_shows(s, "question: ");
    screen_key(s, INPUT_ENTER);
    assert_int_equal(s->desk.scene.place, PLACE_QUESTION);
    screen_shows(s, "What is the child?");
    screen_key(s, INPUT_ESC);
    assert_int_equal(s->desk.scene.place, PLACE_SYLLABUS);
    take_down(&shelf);
}

/* Where there is no room for the places, the line itself is said. */
static void on_a_narrow_screen(void **state) {
    struct shelf shelf;
    struct screen_desk *s = &shelf.screen;

    (void)state;
    put_up(&shelf, 50, 20);
    screen_keys(s, "/zombie");
    screen_key(s, INPUT_ENTER);
    screen_shows(s, "Place 1 of ");
    screen_shows(s, ": Zombies and orphans");
    screen_keys(s, "j"); /* another lesson: it is opened at its beginning */
    screen_key(s, INPUT_ENTER);
    assert_int_equal(s->desk.scene.place, PLACE_TEXT);
    assert_int_equal(s->desk.scene.tops[VIEW_TEXT], 0);
    take_down(&shelf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(into_the_text),
        cmocka_unit_test(over_all_lessons),
        cmocka_unit_test(into_a_table_and_a_question),
        cmocka_unit_test(on_a_narrow_screen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
