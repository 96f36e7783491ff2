/* SPDX-License-Identifier: MIT */
/* What a follower is told as lines, and what its own lines ask for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "follow_lines.h"
#include "mem.h"

static void set(char **text, const char *to) {
    mem_free(*text);
    *text = mem_strdup(to);
}

static struct show_state some_state(void) {
    struct show_state state = {.lesson = mem_strdup("deadlock"),
                               .title = mem_strdup("Two locks"),
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

static void assert_told(struct follow_told *told, const struct show_state *state,
                        const char *expected) {
    struct buf out = {0};
    follow_tell(told, state, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_done(&out);
}

static void what_is_new_is_told(void **state) {
    struct show_state shown = some_state();
    struct follow_told told = {0};
    (void)state;
    assert_told(&told, &shown,
                "Lesson deadlock: Two locks, program opposite. In front: the run.\n"
                "Note: Stop here.\n"
                "Question: Whom? Answer: b\n"
                "Step 7 of 7, live. main waits.\n"
                "Next: 2 a is about to call.\n");
    assert_told(&told, &shown, "");
    shown.step = 6;
    set(&shown.word, "past");
    assert_told(&told, &shown, "Step 6 of 7, past. main waits.\n");
    set(&shown.asks, "How many?");
    set(&shown.why, "Each waits.");
    assert_told(&told, &shown,
                "It asks: How many? (a and the answer, in one line, answers.)\n"
                "Nobody goes on: Each waits.\n");
    set(&shown.why, ""); /* what is over is not told */
    assert_told(&told, &shown, "");
    set(&shown.why, "Each waits.");
    assert_told(&told, &shown, "Nobody goes on: Each waits.\n");
    set(&shown.place, "text");
    assert_told(&told, &shown,
                "Lesson deadlock: Two locks, program opposite. In front: the text.\n");
    set(&shown.lesson, "");
    assert_told(&told, &shown, "The list of lessons.\n");
    follow_told_done(&told);
    show_state_done(&shown);
}

static void what_is_typed(void **state) {
    static const struct {
        const char *line;
        enum show_wish wish; /* SHOW_WISH_N: none */
        enum action action;
        int number;
    } rows[] = {
        {"", SHOW_WISH_STEP, ACTION_NONE, 0},    {"n", SHOW_WISH_STEP, ACTION_NONE, 0},
        {"p", SHOW_WISH_BACK, ACTION_NONE, 0},   {")", SHOW_WISH_BIG_STEP, ACTION_NONE, 0},
        {"3", SHOW_WISH_LET_GO, ACTION_NONE, 3}, {"v", SHOW_WISH_PROGRAM, ACTION_NONE, 0},
        {"q", SHOW_WISH_N, ACTION_QUIT, 0},      {"?", SHOW_WISH_N, ACTION_HELP, 0},
        {"nn", SHOW_WISH_N, ACTION_NONE, 0},     {"12", SHOW_WISH_N, ACTION_NONE, 0},
        {"a", SHOW_WISH_N, ACTION_NONE, 0},      {"a x", SHOW_WISH_N, ACTION_NONE, 0},
        {"\xff", SHOW_WISH_N, ACTION_NONE, 0},
    };
    struct show_state shown = some_state();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct show_asked asked = {.wish = SHOW_WISH_N};
        enum action action;
        struct buf why = {0};
        bool goes = follow_line(rows[i].line, &shown, &asked, &action, &why);
        assert_true(goes == (rows[i].wish != SHOW_WISH_N));
        assert_int_equal(asked.wish, rows[i].wish);
        assert_int_equal(asked.number, rows[i].number);
        assert_int_equal(action, rows[i].action);
        assert_true((why.len > 0) == (!goes && action == ACTION_NONE));
        buf_done(&why);
    }
    show_state_done(&shown);
}

static void an_answer(void **state) {
    char line[SHOW_ANSWER_MAX + 8] = "a ";
    struct show_state shown = some_state();
    struct show_asked asked;
    enum action action;
    struct buf why = {0};
    (void)state;
    set(&shown.asks, "How many?");
    assert_true(follow_line("a 1 2 3", &shown, &asked, &action, &why));
    assert_int_equal(asked.wish, SHOW_WISH_ANSWER);
    assert_string_equal(asked.text, "1 2 3");
    memset(line + 2, 'x', SHOW_ANSWER_MAX + 1);
    assert_false(follow_line(line, &shown, &asked, &action, &why));
    assert_string_equal(buf_str(&why), "That is too long for an answer.");
    line[2 + SHOW_ANSWER_MAX] = '\0';
    assert_true(follow_line(line, &shown, &asked, &action, &why));
    assert_int_equal(strlen(asked.text), SHOW_ANSWER_MAX);
    buf_done(&why);
    show_state_done(&shown);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_new_is_told),
        cmocka_unit_test(what_is_typed),
        cmocka_unit_test(an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
