/* SPDX-License-Identifier: MIT */
/* Big steps, what those who follow are told, and a tutor that asks before it ends. */
#include "screen_desk.h"
#include "told.h"

/* A big step goes to the next stop, there and back: however busy the machine is, the same stops. */
static void big_steps(void **state) {
    struct screen_desk s;
    uint64_t rests[200] = {0}, stops[200] = {0};
    size_t rest_count = 0, stop_count = 0;

    (void)state;
    screen_open(&s, "right");
    while (session_lives(&s.desk.session) && rest_count < 200) {
        screen_key(&s, ')');
        rests[rest_count++] = s.desk.session.step;
    }
    assert_int_equal(s.desk.scene.world->outcome, OUTCOME_OK);
    assert_true(s.desk.scene.world->mark_count > 0);
    screen_key(&s, ')');
    screen_shows(&s, "The run is over");
    while (s.desk.session.step > 0) {
        stops[stop_count++] = s.desk.session.step;
        assert_true(rest_count > 0);
        assert_int_equal(s.desk.session.step, rests[--rest_count]);
        screen_key(&s, '(');
    }
    assert_int_equal(rest_count, 0);
    assert_in_range(stop_count, 2, 20); /* the mark and the end at least, and not each step */
    screen_key(&s, '(');
    screen_shows(&s, "This is the beginning");
    while (stop_count > 0) {
        screen_key(&s, ')');
        assert_int_equal(s.desk.session.step, stops[--stop_count]);
    }
    screen_close(&s);
    screen_open(&s, "hang");
    while (session_lives(&s.desk.session)) {
        screen_key(&s, ')');
    }
    screen_shows(&s, "DEADLOCK");
    screen_close(&s);
    screen_open(&s, "asks");
    screen_key(&s, ')');
    screen_shows(&s, "Who are you?");
    screen_close(&s);
}

/* A big step that finds no stop can be stopped, and the screen says so; nothing else happens then.
 */
static void a_big_step_is_stopped(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    s.desk.striding = true;
    actions_key(&s.desk, INPUT_ESC);
    assert_false(s.desk.striding);
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    screen_close(&s);
}

static void told(struct screen_desk *s, struct show_state *ret_state) {
    desk_scene(&s->desk);
    told_make(&s->desk.scene, session_question(&s->desk.session), ret_state);
}

static void what_is_told(void **state) {
    struct screen_desk s;
    struct show_state got;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nnn");
    told(&s, &got);
    assert_string_equal(got.lesson, "desk");
    assert_string_equal(got.place, "run");
    assert_string_equal(got.program, "right");
    assert_string_equal(got.word, "live");
    assert_int_equal(got.step, 3);
    assert_string_equal(got.now, "child closes fd 3: the read end of p.");
    assert_int_equal(got.next.count, 2);
    assert_string_equal(got.next.texts[1], "2 child is about to call write(2) on p (fd 4).");
    assert_int_equal(got.notes.count, 1);
    assert_string_equal(got.notes.texts[0], "Ask who reads.");
    assert_int_equal(got.answers.count, 1);
    assert_string_equal(got.answers.texts[0], "Is it so?\nyes");
    show_state_done(&got);
    screen_key(&s, 'p');
    told(&s, &got);
    assert_string_equal(got.word, "past");
    show_state_done(&got);
    screen_close(&s);
    screen_open(&s, "hang");
    screen_keys(&s, "nn");
    told(&s, &got);
    assert_string_equal(got.word, "DEADLOCK");
    assert_non_null(strstr(got.why, "main waits in read(2)"));
    assert_null(strstr(got.now, "Deadlock"));
    assert_int_equal(got.notes.count, 1);
    show_state_done(&got);
    screen_close(&s);
    screen_open(&s, NULL); /* its text */
    told(&s, &got);
    assert_string_equal(got.place, "text");
    assert_int_equal(got.notes.count, 2); /* of all programs, named */
    assert_string_equal(got.notes.texts[1], "hang: Ask who writes.");
    assert_int_equal(got.step, 0);
    show_state_done(&got);
    screen_key(&s, 'a'); /* its question */
    told(&s, &got);
    assert_string_equal(got.place, "question");
    assert_int_equal(got.notes.count, 0);
    assert_string_equal(got.answers.texts[0], "Is it so?\nyes");
    show_state_done(&got);
    screen_close(&s);
    screen_open(&s, "asks");
    screen_key(&s, 'n');
    told(&s, &got);
    assert_string_equal(got.asks, "Who are you?");
    show_state_done(&got);
    screen_close(&s);
}

static void no_slip_ends_it(void **state) {
    struct screen_desk s;
    char place[] = "/tmp/test-present-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(place));
    setenv("XDG_RUNTIME_DIR", place, 1);
    screen_open(&s, "right");
    assert_int_equal(actions_key(&s.desk, 'q'), REFRESH_QUIT); /* without a show */
    assert_int_equal(show_server_new(SHOW_PATIENCE_MS, &s.wish.show, NULL), 0);
    assert_int_not_equal(actions_key(&s.desk, 'q'), REFRESH_QUIT);
    assert_int_equal(s.desk.scene.over, VIEW_CHOOSER);
    assert_int_not_equal(actions_key(&s.desk, '1'), REFRESH_QUIT);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    actions_key(&s.desk, 'X'); /* those who follow would see the answers */
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    assert_string_equal(buf_str(&s.desk.status),
                        "No exam while you present: those who follow would see it.");
    actions_key(&s.desk, 'v'); /* another chooser is not the question */
    assert_int_not_equal(actions_key(&s.desk, 'q'), REFRESH_QUIT);
    assert_int_equal(actions_key(&s.desk, 'q'), REFRESH_QUIT);
    assert_int_equal(actions_key(&s.desk, '2'), REFRESH_QUIT);
    show_server_free(s.wish.show);
    screen_close(&s);
    assert_int_equal(rmdir(place), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(big_steps),
        cmocka_unit_test(a_big_step_is_stopped),
        cmocka_unit_test(what_is_told),
        cmocka_unit_test(no_slip_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
