/* SPDX-License-Identifier: MIT */
/* What the keys do, with a real runner and real processes behind the screen. */
#include "clock.h"
#include "screen_desk.h"

static void steps_and_back(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    screen_shows(&s, "step 0 of 0");
    screen_shows(&s, "1 main");
    screen_keys(&s, "nn");
    screen_shows(&s, "step 2 of 2");
    screen_shows(&s, "2 child");
    screen_key(&s, 'p');
    screen_shows(&s, "step 1 of 2");
    screen_shows(&s, "past");
    assert_false(screen_has(&s, "2 child"));
    screen_key(&s, 'n');
    screen_shows(&s, "step 2 of 2");
    screen_keys(&s, "0");
    screen_shows(&s, "step 0 of 2");
    screen_key(&s, 'p');
    screen_shows(&s, "This is the beginning");
    screen_keys(&s, "$");
    screen_shows(&s, "live");
    screen_close(&s);
}

/* Everybody has a place before the first step, and nobody is shown before they are there. */
static void all_have_their_places(void **state) {
    struct screen_desk s;
    const struct cast *cast = &s.desk.session.cast;

    (void)state;
    screen_open(&s, "right");
    assert_int_equal(cast->actor_count, 2);
    assert_int_equal(cast->obj_count, 1);
    assert_int_equal(cast->link_count, 4);
    assert_false(screen_has(&s, "2 child"));
    screen_keys(&s, "nn");
    assert_int_equal(cast->actor_count, 2);
    assert_int_equal(cast->link_count, 4);
    screen_close(&s);
    screen_open(&s, "broken");
    assert_int_equal(cast->actor_count, 1);
    screen_shows(&s, "step 0 of 0");
    screen_close(&s);
    screen_open(&s, "asks");
    assert_int_equal(cast->actor_count, 1);
    screen_shows(&s, "step 0 of 0");
    screen_close(&s);
}

static void one_lets_that_one_go(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nn");
    screen_keys(&s, "22");
    assert_int_equal(
        world_proc(session_world(&s.desk.session), log_find(s.desk.session.log, "child"))->steps,
        2);
    screen_key(&s, '7');
    screen_shows(&s, "No process with the number 7");
    screen_key(&s, 'p');
    screen_key(&s, '2');
    screen_shows(&s, "You look at the past");
    screen_close(&s);
}

static void to_the_end_and_said_what_then(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    for (int i = 0; i < 40 && session_lives(&s.desk.session); i++) {
        screen_key(&s, 'n');
    }
    assert_null(s.desk.session.run);
    screen_shows(&s, "ended well");
    screen_key(&s, 'n');
    screen_shows(&s, "The run is over");
    screen_key(&s, 'o');
    screen_shows(&s, "main prints hello");
    screen_key(&s, 'o');
    screen_key(&s, 'r');
    screen_shows(&s, "step 0 of 0");
    assert_true(session_lives(&s.desk.session));
    screen_close(&s);
}

static void branch_goes_on_from_there(void **state) {
    struct screen_desk s;
    char *before, *after;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nn2211");
    memset(s.desk.scene.tops, 0, sizeof(s.desk.scene.tops));
    before = screen_text(&s);
    screen_keys(&s, "ppp");
    screen_shows(&s, "step 3 of 6");
    screen_key(&s, 'b');
    screen_shows(&s, "step 3 of 3");
    screen_shows(&s, "A new run");
    screen_keys(&s, "211");
    memset(s.desk.scene.tops, 0, sizeof(s.desk.scene.tops));
    after = screen_text(&s);
    if (strcmp(before, after) != 0) {
        fail_msg("after the branch:\n%s\nbefore it:\n%s", after, before);
    }
    mem_free(before);
    mem_free(after);
    screen_close(&s);
}

static void deadlock_says_why(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "nn");
    screen_shows(&s, "DEADLOCK");
    screen_shows(&s, "main itself (fd 4)");
    screen_key(&s, 'e');
    screen_shows(&s, "The circle");
    screen_key(&s, 'k');
    screen_shows(&s, "in the kernel");
    screen_key(&s, 'k');
    screen_shows(&s, "processes and pipes");
    screen_close(&s);
}

static void other_program_and_parameter(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_keys(&s, "P");
    screen_shows(&s, "reads none of the lesson's parameters");
    screen_key(&s, 'v');
    screen_shows(&s, "right: as it should be");
    screen_key(&s, '1');
    screen_shows(&s, "as it should be");
    screen_keys(&s, "P");
    screen_shows(&s, "lines = 2");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "lines to write");
    screen_key(&s, INPUT_BACKSPACE);
    screen_keys(&s, "77");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "lines may be at most 9.");
    screen_key(&s, INPUT_BACKSPACE);
    screen_key(&s, INPUT_BACKSPACE);
    screen_keys(&s, "1");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "with lines = 1");
    for (int i = 0; i < 40 && session_lives(&s.desk.session); i++) {
        screen_key(&s, 'n');
    }
    screen_key(&s, 'o');
    screen_shows(&s, "main prints hello");
    screen_close(&s);
}

/* A program may leave open which parameters it reads; what it says it keeps to. */
static void parameters_that_are_read(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "asks");
    screen_keys(&s, "P");
    screen_shows(&s, "this program may not read all");
    screen_shows(&s, "lines = 2");
    screen_close(&s);
    screen_open(&s, "sly");
    screen_keys(&s, "n");
    screen_shows(&s, "does not say that it reads param.lines");
    screen_close(&s);
}

static void question_is_asked_and_answered(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "asks");
    screen_key(&s, 'n');
    screen_shows(&s, "Who are you?");
    assert_int_equal(s.desk.scene.over, VIEW_FIELD);
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    screen_key(&s, 'n');
    screen_shows(&s, "The program asks");
    screen_key(&s, 'a');
    screen_keys(&s, "I");
    screen_key(&s, INPUT_ENTER);
    screen_key(&s, 'o');
    screen_shows(&s, "main prints so I");
    /* A branch after the answer gives it again by itself. */
    screen_keys(&s, "n");
    screen_keys(&s, "pb");
    screen_shows(&s, "main prints so I");
    screen_close(&s);
}

/* Asked again it stands there by itself; an answer that will do is followed by nothing. */
static void question_is_asked_again(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "stubborn");
    screen_key(&s, 'n');
    screen_shows(&s, "A number?");
    screen_keys(&s, "two");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "No number. Again:");
    assert_int_equal(s.desk.scene.over, VIEW_FIELD);
    screen_keys(&s, "deux");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "No number. Again:");
    uint64_t steps = session_steps(&s.desk.session);
    screen_keys(&s, "2");
    screen_key(&s, INPUT_ENTER);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    assert_int_equal(session_steps(&s.desk.session), steps);
    screen_key(&s, 'o');
    screen_shows(&s, "main prints so 2");
    screen_close(&s);
}

static void fault_of_the_lesson_stays(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "broken");
    screen_keys(&s, "nnn");
    screen_shows(&s, "FAULT");
    screen_shows(&s, "lesson.lua:");
    screen_keys(&s, "pp");
    screen_shows(&s, "FAULT");
    screen_keys(&s, "v1");
    assert_false(screen_has(&s, "FAULT"));
    screen_close(&s);
}

static void text_and_its_links(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, NULL);
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    screen_shows(&s, "A lesson for tests");
    screen_key(&s, INPUT_TAB);
    screen_key(&s, INPUT_ENTER);
    assert_int_equal(s.desk.scene.place, PLACE_RUN);
    screen_shows(&s, "nobody writes");
    screen_key(&s, 'n');
    screen_key(&s, 't');
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    screen_key(&s, 't');
    screen_shows(&s, "step 1 of 1");
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    screen_close(&s);
}

/* Whoever looks something up in the text comes back to the run left there, not to another one. */
static void text_leads_back_to_the_run(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_key(&s, 'n');
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.place, PLACE_TEXT);
    screen_shows(&s, "Enter: back to hang");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "nobody writes");
    screen_shows(&s, "step 1 of 1");
    screen_key(&s, 't');
    screen_key(&s, INPUT_TAB);
    screen_shows(&s, "Enter runs: right");
    screen_close(&s);
}

static void marks_and_numbers(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_shows(&s, "m next mark"); /* it was rehearsed: there is one */
    screen_key(&s, 'm');
    assert_false(screen_has(&s, "m next mark"));
    assert_true(s.desk.session.step > 2);
    assert_int_equal(timeline_stop_count(s.desk.session.timeline), 1);
    screen_keys(&s, "g1");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "step 1 of");
    screen_keys(&s, "g99");
    screen_key(&s, INPUT_ENTER);
    screen_shows(&s, "A step from 0 to");
    screen_key(&s, INPUT_ESC);
    screen_key(&s, 'm');
    assert_true(s.desk.session.step > 2);
    screen_keys(&s, "M");
    screen_shows(&s, "No mark before");
    screen_close(&s);
}

static void help_everywhere_and_quit(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, '?');
    screen_shows(&s, "One step");
    screen_key(&s, '?');
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    screen_key(&s, 'v');
    screen_key(&s, '?');
    assert_int_equal(s.desk.scene.over, VIEW_HELP);
    screen_key(&s, INPUT_ESC);
    assert_false(s.quit);
    screen_key(&s, 'q');
    assert_true(s.quit);
    screen_close(&s);
}

static void runner_missing_says_how(void **state) {
    struct screen_desk s;
    char *kept;

    (void)state;
    screen_open(&s, NULL);
    kept = mem_strdup(getenv("IPC_TUTOR_RUNNER"));
    setenv("IPC_TUTOR_RUNNER", "/nowhere/ipc-tutor-runner", 1);
    door_lesson(&s.desk, s.lesson, "right");
    screen_settle(&s);
    screen_shows(&s, "FAULT");
    screen_shows(&s, "cannot start the runner");
    setenv("IPC_TUTOR_RUNNER", kept, 1);
    screen_key(&s, 'r');
    assert_false(screen_has(&s, "FAULT"));
    mem_free(kept);
    screen_close(&s);
}

/* Keys typed while the runner is at work are done in their turn, with the scene of their turn. */
static void typed_too_early(void **state) {
    struct screen_desk s;
    enum refresh what;

    (void)state;
    screen_open(&s, "right");
    s.desk.session.state = RUN_WORKING;
    assert_int_equal(actions_key(&s.desk, 'n'), REFRESH_NOTHING);
    actions_key(&s.desk, 'n');
    actions_key(&s.desk, '2');
    actions_key(&s.desk, 'p');
    assert_false(actions_early(&s.desk, &what));
    s.desk.session.state = RUN_HELD;
    while (actions_early(&s.desk, &what)) {
        screen_settle(&s);
    }
    screen_shows(&s, "step 2 of 3");
    screen_close(&s);
}

static void paused_has_nothing_due(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_key(&s, 'n');
    assert_int_equal(play_timeout(&s.desk, clock_ns()), -1);
    screen_key(&s, ' ');
    assert_true(play_timeout(&s.desk, clock_ns()) >= 0);
    screen_key(&s, '+');
    screen_shows(&s, "playing");
    screen_shows(&s, "+ faster  - slower");
    screen_key(&s, ' ');
    assert_int_equal(play_timeout(&s.desk, clock_ns()), -1);
    screen_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_and_back),
        cmocka_unit_test(all_have_their_places),
        cmocka_unit_test(one_lets_that_one_go),
        cmocka_unit_test(to_the_end_and_said_what_then),
        cmocka_unit_test(branch_goes_on_from_there),
        cmocka_unit_test(deadlock_says_why),
        cmocka_unit_test(other_program_and_parameter),
        cmocka_unit_test(parameters_that_are_read),
        cmocka_unit_test(question_is_asked_and_answered),
        cmocka_unit_test(question_is_asked_again),
        cmocka_unit_test(fault_of_the_lesson_stays),
        cmocka_unit_test(text_and_its_links),
        cmocka_unit_test(text_leads_back_to_the_run),
        cmocka_unit_test(marks_and_numbers),
        cmocka_unit_test(help_everywhere_and_quit),
        cmocka_unit_test(runner_missing_says_how),
        cmocka_unit_test(typed_too_early),
        cmocka_unit_test(paused_has_nothing_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
