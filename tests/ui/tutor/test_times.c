/* SPDX-License-Identifier: MIT */
/* The timeline in front: what the keys do to its cursor, with a real runner behind the screen. */
#include "screen_desk.h"

static void cursor_is(struct screen_desk *s, const char *actor, uint64_t step) {
    assert_string_equal(log_str(s->desk.session.log, s->desk.scene.lane), actor);
    assert_int_equal(s->desk.scene.lane_step, step);
}

static void to_the_end(struct screen_desk *s) {
    screen_open(s, "right");
    for (int i = 0; i < 40 && session_lives(&s->desk.session); i++) {
        screen_key(s, 'n');
    }
    assert_false(session_lives(&s->desk.session));
}

static void opens_and_leaves(void **state) {
    struct screen_desk s;

    (void)state;
    to_the_end(&s);
    screen_key(&s, 'i');
    assert_int_equal(s.desk.scene.page, VIEW_TIMELINE);
    screen_shows(&s, "timeline");
    screen_shows(&s, "go there");
    screen_key(&s, 'i');
    assert_int_equal(s.desk.scene.page, VIEW_STAGE);
    screen_keys(&s, "i\033");
    assert_int_equal(s.desk.scene.page, VIEW_STAGE);
    screen_close(&s);
}

static void cursor_moves_in_both_ways(void **state) {
    struct screen_desk s;
    uint64_t steps;

    (void)state;
    to_the_end(&s);
    steps = session_steps(&s.desk.session);
    screen_key(&s, 'i');
    assert_int_equal(s.desk.scene.lane_step, steps);
    screen_keys(&s, "kkkkkkkk");
    cursor_is(&s, "main", steps);
    screen_keys(&s, "jhh");
    cursor_is(&s, "child", steps - 2);
    screen_keys(&s, "jjjlllll");
    cursor_is(&s, "child", steps);
    /* What has no meaning here has that of a run: the world goes there, and the cursor with it. */
    screen_key(&s, '0');
    cursor_is(&s, "child", 0);
    assert_int_equal(s.desk.session.step, 0);
    screen_keys(&s, "h$");
    cursor_is(&s, "child", steps);
    screen_close(&s);
}

static void events_arrows_and_going_there(void **state) {
    struct screen_desk s;
    uint64_t born, steps;

    (void)state;
    to_the_end(&s);
    steps = session_steps(&s.desk.session);
    screen_keys(&s, "0ikkk");
    cursor_is(&s, "main", 0);
    screen_key(&s, '[');
    screen_shows(&s, "Nothing happens to main before that.");
    screen_keys(&s, "jjj]");
    born = s.desk.scene.lane_step;
    assert_true(born > 0 && born < steps);
    screen_shows(&s, "child, step");
    screen_key(&s, '}');
    cursor_is(&s, "main", born); /* the fork */
    screen_key(&s, '}');
    cursor_is(&s, "child", born);
    for (int i = 0; i < 40 && !screen_has(&s, "write"); i++) {
        screen_key(&s, ']');
    }
    uint64_t written = s.desk.scene.lane_step;
    screen_key(&s, '}');
    assert_string_equal(log_str(s.desk.session.log, s.desk.scene.lane), "main");
    assert_true(s.desk.scene.lane_step >= written);
    screen_key(&s, '}');
    cursor_is(&s, "child", written);
    screen_key(&s, '\r');
    assert_int_equal(s.desk.scene.page, VIEW_STAGE);
    assert_int_equal(s.desk.session.step, written);
    assert_string_equal(log_str(s.desk.session.log, s.desk.scene.chosen), "child");
    screen_close(&s);
}

static void zoom_has_two_ends(void **state) {
    struct screen_desk s;

    (void)state;
    to_the_end(&s);
    screen_keys(&s, "iZ");
    screen_shows(&s, "closer it does not get");
    screen_key(&s, 'z');
    screen_shows(&s, "a column: 1 step");
    screen_key(&s, 'z');
    screen_shows(&s, "all of the run in one screen");
    screen_keys(&s, "Z");
    assert_false(screen_has(&s, "a column"));
    screen_close(&s);
}

static void nothing_was_run(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "ijkhl[]}zzZZ\r");
    assert_int_equal(s.desk.session.step, 0);
    screen_close(&s);
    screen_open(&s, "broken");
    screen_keys(&s, "ijkhl[]}zzZZ\r");
    screen_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_and_leaves),
        cmocka_unit_test(cursor_moves_in_both_ways),
        cmocka_unit_test(events_arrows_and_going_there),
        cmocka_unit_test(zoom_has_two_ends),
        cmocka_unit_test(nothing_was_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
