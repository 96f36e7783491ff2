/* SPDX-License-Identifier: MIT */
/* Moving about, with a real run behind the screen: searching, commands, the palette, the mouse. */
#include "prompts.h"
#include "screen_desk.h"

static void type(struct screen_desk *s, const char *text) {
    screen_keys(s, text);
    screen_key(s, INPUT_ENTER);
}

static void search_in_the_text(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, NULL);
    screen_keys(&s, "/hAn");
    screen_shows(&s, "No match for \"hAn\".");
    screen_key(&s, INPUT_BACKSPACE);
    screen_key(&s, INPUT_BACKSPACE);
    screen_keys(&s, "ang");
    assert_true(s.desk.scene.sought_line >= 0);
    screen_key(&s, INPUT_ENTER);
    assert_int_equal(s.desk.scene.prompt, PROMPT_NONE);
    screen_key(&s, 'n');
    screen_shows(&s, "On from the beginning.");
    screen_key(&s, 'p');
    screen_shows(&s, "On from the end.");
    type(&s, "/nothing of the kind");
    screen_shows(&s, "No match for \"nothing of the kind\".");
    screen_close(&s);
}

/* Each match is reversed, and nothing else is. */
static void matches_are_marked(void **state) {
    struct screen_desk s;
    int reversed = 0;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nnn");
    type(&s, "/starts");
    mem_free(screen_text(&s));
    for (int y = 1; y < 15; y++) {
        for (int x = 0; x < 100; x++) {
            const struct cell *cell = canvas_at(&s.desk.canvas, x, y);
            reversed += (cell->look & ATTR_REVERSE) != 0;
        }
    }
    assert_int_equal(reversed, 2 * 6);
    screen_close(&s);
}

static void search_in_the_run(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    for (int i = 0; i < 8; i++) {
        screen_key(&s, 'n');
    }
    screen_keys(&s, "/forks");
    screen_shows(&s, "step 2 of 8");
    screen_shows(&s, "main forks child.");
    screen_key(&s, INPUT_ESC);
    screen_shows(&s, "step 8 of 8");
    assert_int_equal(s.desk.scene.page, VIEW_STAGE);
    type(&s, "/closes");
    uint64_t first = s.desk.session.step;
    screen_key(&s, '*');
    assert_true(s.desk.session.step > first);
    screen_key(&s, '#');
    assert_int_equal(s.desk.session.step, first);
    screen_key(&s, '#');
    screen_shows(&s, "On from the end.");
    screen_close(&s);
}

static void commands_are_done(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    type(&s, ":step");
    screen_shows(&s, "step 1 of 1");
    type(&s, ":step");
    type(&s, ":0");
    screen_shows(&s, "step 0 of 2");
    type(&s, ":goto 2");
    screen_shows(&s, "step 2 of 2");
    type(&s, ":let-go child");
    screen_shows(&s, "step 3 of 3");
    type(&s, ":99");
    screen_shows(&s, "A step from 0 to 3.");
    assert_int_equal(s.desk.scene.prompt, PROMPT_COMMAND);
    screen_key(&s, INPUT_ESC);
    type(&s, ":set lines=1");
    screen_shows(&s, "with lines = 1");
    type(&s, ":set lines=77");
    screen_shows(&s, "lines may be at most 9.");
    screen_key(&s, INPUT_ESC);
    type(&s, ":program hang");
    screen_shows(&s, "nobody writes");
    type(&s, ":program nope");
    screen_shows(&s, "has no program \"nope\"");
    screen_key(&s, INPUT_ESC);
    type(&s, ":kern");
    assert_int_equal(s.desk.scene.page, VIEW_KERNEL);
    type(&s, ":page-up");
    screen_shows(&s, "page-up can't be done here.");
    screen_key(&s, INPUT_ESC);
    type(&s, ":frobnicate");
    screen_shows(&s, "No command is called \"frobnicate\"");
    screen_key(&s, INPUT_ESC);
    type(&s, ":quit");
    assert_true(s.quit);
    screen_close(&s);
}

static void commands_are_completed_and_remembered(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, ":pro\t");
    assert_string_equal(buf_str(&s.desk.field), "program");
    screen_keys(&s, " h\t");
    assert_string_equal(buf_str(&s.desk.field), "program hang");
    screen_key(&s, INPUT_ENTER);
    screen_keys(&s, ":se\t");
    screen_shows(&s, "set  search");
    screen_keys(&s, "t \t");
    assert_string_equal(buf_str(&s.desk.field), "set lines=");
    screen_key(&s, INPUT_UP);
    assert_string_equal(buf_str(&s.desk.field), "program hang");
    screen_key(&s, INPUT_UP);
    assert_string_equal(buf_str(&s.desk.field), "program hang");
    screen_key(&s, INPUT_DOWN);
    assert_string_equal(buf_str(&s.desk.field), "set lines=");
    screen_keys(&s, "\x15zz\t");
    screen_shows(&s, "Nothing begins like that.");
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.prompt, PROMPT_NONE);
    screen_close(&s);
}

static void palette_does_what_is_chosen(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'x');
    screen_shows(&s, "all actions");
    screen_keys(&s, "krnl"); /* k.r.n.l of "kernel" */
    screen_shows(&s, "> kernel");
    screen_key(&s, INPUT_ENTER);
    assert_int_equal(s.desk.scene.prompt, PROMPT_NONE);
    assert_int_equal(s.desk.scene.page, VIEW_KERNEL);
    screen_keys(&s, "xbranch");
    screen_shows(&s, "(only from the past of a run)");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "branch here: only from the past of a run.");
    assert_int_equal(s.desk.scene.prompt, PROMPT_PALETTE);
    screen_key(&s, INPUT_ESC);
    screen_keys(&s, "nnxlet");
    screen_key(&s, INPUT_DOWN);
    screen_shows(&s, "> let child go");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "step 3 of 3");
    screen_keys(&s, "xwqxz");
    screen_shows(&s, "No action is called so");
    screen_key(&s, INPUT_ENTER);
    screen_key(&s, INPUT_ESC);
    screen_shows(&s, "step 3 of 3");
    screen_close(&s);
}

/* Clicks (or turns the wheel) where a text stands. */
static void point(struct screen_desk *s, enum term_button button, const char *at) {
    struct term_event event = {.kind = TERM_MOUSE, .button = button};
    char *text = screen_text(s);
    const char *found = strstr(text, at);

    if (found == NULL) {
        fail_msg("\"%s\" is not on the screen:\n%s", at, text);
    }
    const char *row = found;
    while (row > text && row[-1] != '\n') {
        row--;
    }
    for (const char *c = row; c < found; c++) {
        event.x += (*c & 0xc0) != 0x80;
    }
    for (const char *c = text; c < row; c++) {
        event.y += *c == '\n';
    }
    mem_free(text);
    if (pointing(&s->desk, &event) == REFRESH_MOVED) {
        door_moved(&s->desk);
    }
    screen_settle(s);
}

static void the_mouse_points(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nn");
    point(&s, TERM_CLICK, "2 child");
    screen_shows(&s, "step 3 of 3");
    point(&s, TERM_CLICK, "p back");
    screen_shows(&s, "step 2 of 3");
    point(&s, TERM_CLICK,
          "\xE2\x94\x82"
          "child  "); /* in its box: in the past it has no number */
    screen_shows(&s, "Code and why follow child.");
    point(&s, TERM_CLICK, "\xE2\x96\xA0pipe"); /* the first step of the timeline */
    screen_shows(&s, "step 1 of 3");
    point(&s, TERM_CLICK, "? help");
    assert_int_equal(s.desk.scene.over, VIEW_HELP);
    point(&s, TERM_WHEEL_DOWN, "One step");
    assert_int_equal(s.desk.scene.tops[VIEW_HELP], 3);
    point(&s, TERM_CLICK, "Esc leave");
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    screen_key(&s, 'v');
    point(&s, TERM_CLICK, "hang: nobody writes");
    screen_shows(&s, "nobody writes");
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    screen_keys(&s, "xexplain");
    point(&s, TERM_CLICK, "e, w");
    assert_int_equal(s.desk.scene.page, VIEW_EXPLAIN);
    screen_close(&s);
}

/* A link that is clicked on runs what Tab and Enter would run; beside it nothing is. */
static void a_link_is_followed(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, NULL);
    screen_key(&s, INPUT_TAB);
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "nobody writes");
    screen_key(&s, INPUT_ESC);
    screen_key(&s, INPUT_TAB); /* the first one again */
    point(&s, TERM_CLICK, "Look: ");
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    point(&s, TERM_CLICK, " or ");
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    point(&s, TERM_CLICK, "hang");
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    screen_shows(&s, "nobody writes");
    screen_key(&s, INPUT_ESC);
    point(&s, TERM_CLICK, "\xE2\x96\xB7right"); /* its mark is part of it */
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    screen_shows(&s, "as it should be");
    screen_close(&s);
}

static void the_mouse_is_given_back(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, '%');
    screen_shows(&s, "The mouse is the terminal's");
    assert_false(term_mouse(s.term));
    point(&s, TERM_CLICK, "n step");
    screen_shows(&s, "step 0 of 0");
    screen_key(&s, '%');
    assert_true(term_mouse(s.term));
    point(&s, TERM_CLICK, "n step");
    screen_shows(&s, "step 1 of 1");
    screen_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search_in_the_text),
        cmocka_unit_test(matches_are_marked),
        cmocka_unit_test(search_in_the_run),
        cmocka_unit_test(commands_are_done),
        cmocka_unit_test(commands_are_completed_and_remembered),
        cmocka_unit_test(palette_does_what_is_chosen),
        cmocka_unit_test(the_mouse_points),
        cmocka_unit_test(a_link_is_followed),
        cmocka_unit_test(the_mouse_is_given_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
