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
    screen_shows(&s, "What will happen?");
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
    screen_shows(&s, "predict 0/0");
    screen_shows(&s, "What will happen? main: read(3, 10)");
    screen_key(&s, '2');
    screen_shows(&s, "Wrong. You said: it returns 0: end-of-file. The kernel: it blocks.");
    screen_shows(&s, "End-of-file comes when the last write end is closed");
    screen_shows(&s, "predict 0/1");
    screen_shows(&s, "DEADLOCK");
    screen_key(&s, 'r');
    screen_keys(&s, "nn3");
    screen_shows(&s, "Right: it blocks.");
    screen_shows(&s, "predict 1/2");
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
    assert_int_equal(s.desk.foretelling.said, 0);
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
        strid asked_for = s.desk.foretelling.actor;
        screen_key(&s, '1');
        const struct event *step =
            log_at(s.desk.session.log, timeline_step_begin(s.desk.session.timeline, steps + 1));
        assert_int_equal(step->actor, asked_for);
        asked++;
    }
    assert_true(asked >= 4);
    assert_int_equal(s.desk.foretelling.said, asked);
    screen_close(&s);
}

/* Until the search for another order is over. */
static void seek_to_end(struct screen_desk *s) {
    while (orders_fd(&s->desk) >= 0) {
        struct pollfd fd = {.fd = orders_fd(&s->desk), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("no news of the other orders for %d ms", PATIENCE_MS);
        }
        orders_pump(&s->desk);
    }
}

/* Up to the first question that begins so. */
static void on_to(struct screen_desk *s, const char *question) {
    for (int i = 0; i < 60 && s->desk.session.run != NULL; i++) {
        screen_key(s, 'n');
        if (s->desk.scene.over == VIEW_NONE) {
            continue;
        }
        if (screen_has(s, question)) {
            return;
        }
        screen_key(s, '0' + (int)s->desk.foretelling.set.count + 1); /* just step */
    }
    fail_msg("never asked: %s", question);
}

/* main's first read finds bytes; held back, the child has not written yet. */
static void another_order(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'y');
    on_to(&s, "main: read(");
    uint64_t steps = session_steps(&s.desk.session);
    bool reads = obj_in_flight(&timeline_head(s.desk.session.timeline)->objs[0]) > 0;
    screen_key(&s, reads ? '3' : '1'); /* what it will not do */
    screen_shows(&s, "Wrong.");
    seek_to_end(&s);
    screen_shows(&s, "There is an order in which it does what you said. Y shows it.");
    const struct log *own = s.desk.session.log;
    screen_key(&s, 'Y');
    screen_shows(&s, "another order");
    screen_shows(&s, reads ? "Here it does what you said: it blocks."
                           : "Here it does what you said: it reads bytes.");
    screen_shows(&s, "Y: back to your run.");
    assert_ptr_not_equal(s.desk.session.log, own);
    assert_non_null(s.desk.session.run); /* it can go on from there */
    screen_key(&s, 'n');
    assert_int_equal(s.desk.scene.over, VIEW_NONE); /* nothing is predicted here */
    screen_key(&s, 'Y');
    screen_shows(&s, "Back in your run.");
    assert_ptr_equal(s.desk.session.log, own);
    assert_int_equal(session_steps(&s.desk.session), steps + 1);
    screen_keys(&s, "YY"); /* as often as one likes */
    screen_shows(&s, "Back in your run.");
    screen_key(&s, 'r'); /* another run: what was found is of the old one */
    screen_key(&s, 'Y');
    screen_shows(&s, "There is no other order to show");
    screen_close(&s);
}

static void no_other_order(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "ynn1");
    seek_to_end(&s);
    screen_shows(&s, "No other order was found: 40 runs went as this one did.");
    screen_key(&s, 'Y');
    screen_shows(&s, "There is no other order to show");
    screen_close(&s);
}

/* Any key ends the search, and takes the verdict away. */
static void a_key_ends_it(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "ynn1");
    assert_true(orders_fd(&s.desk) >= 0);
    screen_key(&s, 'Y'); /* but the one that asks for what it finds */
    assert_true(orders_fd(&s.desk) >= 0);
    screen_shows(&s, "You said");
    screen_key(&s, INPUT_ESC); /* takes away the verdict, and only that */
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    assert_int_equal(orders_fd(&s.desk), -1);
    assert_false(screen_has(&s, "You said"));
    screen_close(&s);
}

/* Leaving while one looks at another order: the lesson is closed as ever. */
static void leaving_from_another_order(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'y');
    on_to(&s, "main: read(");
    screen_key(&s, obj_in_flight(&timeline_head(s.desk.session.timeline)->objs[0]) > 0 ? '3' : '1');
    seek_to_end(&s);
    screen_key(&s, 'Y');
    assert_true(s.desk.in_other);
    screen_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_where_there_is_a_choice),
        cmocka_unit_test(right_and_wrong),
        cmocka_unit_test(leaving_and_just_stepping),
        cmocka_unit_test(asks_for_whose_turn_it_is),
        cmocka_unit_test(another_order),
        cmocka_unit_test(no_other_order),
        cmocka_unit_test(a_key_ends_it),
        cmocka_unit_test(leaving_from_another_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
