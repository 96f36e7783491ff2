/* SPDX-License-Identifier: MIT */
/* What is on the screen of a follower, as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "follow_picture.h"
#include "follow_wishes.h"
#include "mem.h"

static struct show_state some_state(void) {
    struct show_state state = {.lesson = mem_strdup("deadlock"),
                               .title = mem_strdup("Deadlock"),
                               .place = mem_strdup("run"),
                               .program = mem_strdup("opposite"),
                               .word = mem_strdup("live"),
                               .now = mem_strdup("main waits."),
                               .why = mem_strdup(""),
                               .asks = mem_strdup(""),
                               .step = 7,
                               .steps = 7};
    show_list_add(&state.next, "2 a is about to call.");
    show_list_add(&state.notes, "Stop here.");
    show_list_add(&state.answers, "Whom?\nb");
    return state;
}

static char *picture_text(struct follow_picture *picture, int width, int height) {
    struct canvas canvas;
    struct buf out = {0};
    canvas_init(&canvas, width, height, true);
    follow_draw(&canvas, picture);
    canvas_dump(&canvas, &out);
    canvas_done(&canvas);
    return buf_take(&out);
}

static void assert_picture(struct follow_picture *picture, int width, int height,
                           const char *expected) {
    char *text = picture_text(picture, width, height);
    assert_string_equal(text, expected);
    mem_free(text);
}

static void one_below_the_other(void **state) {
    struct show_state shown = some_state();
    struct follow_picture picture = {.state = &shown, .connected = true, .ended = "", .status = ""};
    (void)state;
    assert_picture(&picture, 60, 14,
                   " following  deadlock > opposite          step 7 of 7 - live\n"
                   " Now\n"
                   " main waits.\n"
                   "\n"
                   " Next\n"
                   " 2 a is about to call.\n"
                   "\n"
                   " Notes\n"
                   " - Stop here.\n"
                   "\n"
                   " Answers\n"
                   " Whom?\n"
                   "   > b\n"
                   " n step  p back  Space play  q quit  ) big step  ? help\n");
    show_state_done(&shown);
}

static void side_by_side(void **state) {
    struct show_state shown = some_state();
    struct follow_picture picture = {.state = &shown, .connected = true, .ended = "", .status = ""};
    (void)state;
    char *text = picture_text(&picture, 120, 12);
    const char *first = strchr(text, '\n') + 1;
    const char *row = strstr(first, " Now");
    assert_ptr_equal(row, first);
    assert_non_null(strstr(row, "| Notes"));
    assert_true(strstr(row, "| Notes") < strchr(row, '\n'));
    mem_free(text);
    show_state_done(&shown);
}

static void without_a_show(void **state) {
    struct show_state shown = some_state();
    struct follow_picture picture = {.ended = "", .status = ""};
    (void)state;
    assert_picture(&picture, 70, 5,
                   " following                                                    no show\n"
                   " No show is on.\n"
                   " Waiting for one. In the other terminal: ipc-tutor present LESSON\n"
                   "\n"
                   " q quit  ? help\n");
    picture = (struct follow_picture){.state = &shown, .ended = "It was cut off.", .status = ""};
    assert_picture(&picture, 70, 5,
                   " following                                                  show over\n"
                   " It was cut off.\n"
                   " Waiting for one. In the other terminal: ipc-tutor present LESSON\n"
                   "\n"
                   " q quit  ? help\n");
    show_state_done(&shown);
}

/* What one types stands in the last row, its end in sight. */
static void an_answer_is_typed(void **state) {
    struct show_state shown = some_state();
    struct follow_picture picture = {.state = &shown, .connected = true, .ended = "", .status = ""};
    (void)state;
    mem_free(shown.asks);
    shown.asks = mem_strdup("How many?");
    char *text = picture_text(&picture, 60, 20);
    assert_non_null(strstr(text, "How many?"));
    assert_non_null(strstr(text, "a answer"));
    mem_free(text);
    picture.typed = "1 2 3";
    text = picture_text(&picture, 60, 20);
    assert_non_null(strstr(text, "\n answer 1 2 3\n"));
    mem_free(text);
    picture.typed = "the beginning of a long line, and its end";
    text = picture_text(&picture, 30, 20);
    assert_non_null(strstr(text, "and its end\n"));
    mem_free(text);
    show_state_done(&shown);
}

/* Any size, any text: nothing is drawn outside, nothing crashes. */
static void sizes_and_scrolling(void **state) {
    struct show_state shown = some_state();
    struct follow_picture picture = {.state = &shown, .connected = true, .ended = "", .status = ""};
    (void)state;
    for (int i = 0; i < SHOW_LIST_MAX; i++) {
        show_list_add(&shown.notes, "\xe4\xb8\xad\xe6\x96\x87 \x1b[2J and more words than fit");
    }
    for (int width = 1; width < 130; width += 3) {
        for (int height = 1; height < 40; height += 5) {
            picture.top = width * 7 % 90 - 20;
            picture.help = width % 2 == 0;
            mem_free(picture_text(&picture, width, height));
        }
    }
    picture.help = false;
    picture.top = 1000;
    char *text = picture_text(&picture, 60, 10);
    assert_non_null(strstr(text, "> b")); /* the end is in sight */
    assert_null(strchr(text, 0x1b));
    mem_free(text);
    show_state_done(&shown);
}

static void each_wish_is_an_action(void **state) {
    (void)state;
    for (int i = 0; i < SHOW_WISH_N; i++) {
        assert_int_equal(action_wish(wish_action((enum show_wish)i)), i);
        assert_true((follow_actions() & ACTION_BIT(wish_action((enum show_wish)i))) != 0);
    }
    assert_int_equal(action_wish(ACTION_QUIT), SHOW_WISH_N);
    assert_int_equal(action_wish(ACTION_NONE), SHOW_WISH_N);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_below_the_other),    cmocka_unit_test(side_by_side),
        cmocka_unit_test(without_a_show),         cmocka_unit_test(sizes_and_scrolling),
        cmocka_unit_test(each_wish_is_an_action), cmocka_unit_test(an_answer_is_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
