/* SPDX-License-Identifier: MIT */
/* A question whose answer is a schedule, by keys: the student plays scheduler on the stage, looks
 * back, branches, gives up; the run is the judge. */
#include "class_desk.h"

static const char find_md[] =
    "---\nformat: 1\nid: desk\ntitle: \"A lesson for tests\"\ntopic: pipes\n---\n\n"
    "Look: {stage: count}.\n\n"
    "## Question: lost\n\nLose an update.\n\nAnswer: schedule of `count`\nWith: `rounds=1`\n"
    "Goal: `n.value` is `1`\nSolution: `main*3 child main child`\nHint: Who loads?\n\n"
    "## Question: so\n\nIs it so?\n\n- [x] yes\n- [ ] no — it is.\n";

/* Its own order loses one; the fair one does not. */
static const char find_lua[] =
    "param('rounds', 2, {min = 1, max = 9})\n"
    "program('count', {expect = 'ok', schedule = 'main*3 child main child'}, function()\n"
    "  local n = Value('i', 0, 'n')\n"
    "  local child = fork('child', function()\n"
    "    for i = 1, param.rounds do n.value = n.value + 1 end\n"
    "  end)\n"
    "  getpid()\n"
    "  n.value = n.value + 1\n"
    "  child:wait()\n"
    "end)\n"
    "program('other', {expect = 'ok'}, function() getpid() end)\n";

static const char *rounds(const struct class *class) {
    return class->screen.desk.session.values[0];
}

/* Steps in the fair order until the run is over. */
static void to_the_end(struct class *class) {
    struct session *session = &class->screen.desk.session;

    for (int i = 0; i < 60 && session_lives(session); i++) {
        screen_key(&class->screen, 'n');
    }
    assert_false(session_lives(session));
}

/* The fair order first, which is not it; back, a branch, and another way. */
static void found_by_branching(void **state) {
    struct class class;

    (void)state;
    class_open(&class, find_md, find_lua);
    screen_key(&class.screen, 'a');
    screen_shows(&class.screen, "question 1 of 2");
    screen_shows(&class.screen, "n.value is 1");
    screen_shows(&class.screen, "at the end of a run of count with rounds=1");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "sought: n.value is 1");
    screen_shows(&class.screen, "step 0 of 0");
    assert_string_equal(rounds(&class), "1");
    to_the_end(&class);
    screen_shows(&class.screen, "not so: n.value is 1");
    screen_shows(&class.screen, "n.value is 2, from step");
    assert_null(class_kept(&class, "lost"));
    screen_key(&class.screen, 'a');
    screen_shows(&class.screen, "try 1");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "not so:");
    screen_key(&class.screen, '0');
    screen_keys(&class.screen, "nnb");
    screen_shows(&class.screen, "sought: n.value is 1");
    screen_keys(&class.screen, "1212");
    to_the_end(&class);
    screen_shows(&class.screen, "found: n.value is 1");
    assert_true(class_kept(&class, "lost")->last_right);
    screen_key(&class.screen, 'a');
    screen_shows(&class.screen, "Right. You let them go so: main*3 child main child");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "question 2 of 2");
    assert_null(rounds(&class));
    assert_null(class.screen.desk.session.order);
    class_close(&class);
}

static void begun_anew_and_left(void **state) {
    struct class class;

    (void)state;
    class_open(&class, find_md, find_lua);
    screen_key(&class.screen, 'a');
    screen_key(&class.screen, INPUT_ENTER);
    screen_keys(&class.screen, "nnn");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "question 1 of 2");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "step 3 of 3");
    screen_key(&class.screen, 'r');
    screen_shows(&class.screen, "step 0 of 0");
    screen_shows(&class.screen, "sought:");
    screen_key(&class.screen, INPUT_ESC);
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "desk > text");
    assert_false(class.screen.desk.finds.on);
    assert_null(rounds(&class));
    assert_null(class_kept(&class, "lost"));
    class_close(&class);
}

static void given_up_after_asking(void **state) {
    struct class class;

    (void)state;
    class_open(&class, find_md, find_lua);
    screen_keys(&class.screen, "as");
    screen_shows(&class.screen, "1 hint is left: h. s again gives up");
    screen_key(&class.screen, 'h');
    screen_shows(&class.screen, "hint 1  Who loads?");
    screen_shows(&class.screen, "s: give up");
    screen_key(&class.screen, 's');
    screen_shows(&class.screen, "s again gives up: that counts as wrong.");
    assert_null(class_kept(&class, "lost"));
    screen_key(&class.screen, 's');
    assert_false(class_kept(&class, "lost")->last_right);
    class_judged(&class);
    screen_shows(&class.screen, "shown: n.value is 1");
    screen_shows(&class.screen, "step 0 of");
    assert_string_equal(rounds(&class), "1");
    screen_keys(&class.screen, "nnnnnb");
    screen_shows(&class.screen, "live");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "Wrong. A schedule that does it: main*3 child main child");
    class_close(&class);
}

/* Other parameters or another program on the stage: that is no answer to the question any more. */
static void something_else_is_no_try(void **state) {
    struct class class;
    struct buf why = {0};

    (void)state;
    class_open(&class, find_md, find_lua);
    screen_key(&class.screen, 'a');
    screen_key(&class.screen, INPUT_ENTER);
    assert_true(class.screen.desk.finds.on);
    session_set(&class.screen.desk.session, 0, "3", &why);
    screen_key(&class.screen, 'r');
    assert_false(screen_has(&class.screen, "sought:"));
    assert_false(class.screen.desk.finds.on);
    assert_string_equal(rounds(&class), "3");
    screen_key(&class.screen, 'a');
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "sought:");
    assert_string_equal(rounds(&class), "1");
    screen_keys(&class.screen, "v2");
    assert_false(screen_has(&class.screen, "sought:"));
    assert_null(class.screen.desk.session.order);
    buf_done(&why);
    class_close(&class);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_by_branching),
        cmocka_unit_test(begun_anew_and_left),
        cmocka_unit_test(given_up_after_asking),
        cmocka_unit_test(something_else_is_no_try),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
