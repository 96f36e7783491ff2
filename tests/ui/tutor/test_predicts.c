/* SPDX-License-Identifier: MIT */
/* Predicting, with real processes behind the screen: asked before, judged after. */
#include "screen_desk.h"

/* pipe, fork and close have one way to end: they are just made. */
static void asks_where_there_is_a_choice(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'y');
    screen_shows(&s, "say what each step will do");
    screen_keys(&s, "nnn");
    screen_shows(&s, "step 3 of 3");
    screen_shows(&s, "main");
    while (s.desk.scene.over == VIEW_NONE && s.desk.session.run != NULL) {
        screen_key(&s, 'n');
    }
    screen_shows(&s, "what will happen?");
    screen_shows(&s, "just step");
    screen_close(&s);
}

static void right_and_wrong(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "yn"); /* pipe(2) */
    screen_shows(&s, "step 1 of 1");
    screen_key(&s, 'n');
    screen_shows(&s, "what will happen? main: read(3, 10)");
    screen_key(&s, '2');
    screen_shows(&s, "Wrong (0 of 1 right). You said: returns 0: end-of-file. The kernel: blocks.");
    screen_shows(&s, "DEADLOCK");
    screen_key(&s, 'r');
    screen_keys(&s, "nn3");
    screen_shows(&s, "Right (1 of 2): blocks.");
    screen_close(&s);
}

static void leaving_and_just_stepping(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "ynn");
    screen_key(&s, INPUT_ESC);
    screen_shows(&s, "step 1 of 1");
    screen_keys(&s, "n6"); /* just step: nothing is judged */
    screen_shows(&s, "DEADLOCK");
    assert_int_equal(s.desk.predict_count, 0);
    screen_key(&s, 'r');
    screen_keys(&s, "yn");
    screen_shows(&s, "step 1 of 1");
    screen_key(&s, 'n'); /* no more questions */
    screen_shows(&s, "DEADLOCK");
    screen_close(&s);
}

/* Whose turn the choices are for is whose turn it then is: in the order that the program forces. */
static void asks_for_whose_turn_it_is(void **state) {
    struct screen_desk s;
    unsigned asked = 0;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'y');
    for (int i = 0; i < 60 && s.desk.session.run != NULL; i++) {
        screen_key(&s, 'n');
        if (s.desk.scene.over == VIEW_NONE) {
            continue;
        }
        uint64_t steps = session_steps(&s.desk.session);
        strid asked_for = s.desk.predict_actor;
        screen_key(&s, '1');
        const struct event *step =
            log_at(s.desk.session.log, timeline_step_begin(s.desk.session.timeline, steps + 1));
        assert_int_equal(step->actor, asked_for);
        asked++;
    }
    assert_true(asked >= 4);
    assert_int_equal(s.desk.predict_count, asked);
    screen_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_where_there_is_a_choice),
        cmocka_unit_test(right_and_wrong),
        cmocka_unit_test(leaving_and_just_stepping),
        cmocka_unit_test(asks_for_whose_turn_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
