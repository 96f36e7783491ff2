/* SPDX-License-Identifier: MIT */
/* Measuring on the screen: opened and stopped by keys, to its end, kept, and found again. */
#include "screen_desk.h"
#include <errno.h>
#include <sys/wait.h>

static char state_home[] = "/tmp/ipc-tutor-speeds-XXXXXX";

/* Until so much is done, or all of it. */
static void measure_until(struct screen_desk *s, int progress) {
    while (s->desk.measuring && s->desk.measure_progress < progress) {
        struct pollfd fd = {.fd = measure_fd(s->desk.measure), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("nothing came for %d ms", PATIENCE_MS);
        }
        speeds_pump(&s->desk);
    }
}

static void esc_stops_and_leaves(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, NULL);
    screen_key(&s, 'S');
    assert_true(s.desk.measuring); /* nothing was known: it begins by itself */
    screen_shows(&s, "Esc stops it");
    measure_until(&s, 10);
    screen_shows(&s, "round trip of 64 B");
    screen_key(&s, INPUT_ESC);
    assert_false(s.desk.measuring);
    assert_null(s.desk.measure);
    screen_shows(&s, "Stopped before its end");
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    screen_shows(&s, "A lesson for tests");
    assert_null(s.desk.scene.measured); /* half of it is no result */
    /* Whatever else takes the screen ends it as well. */
    screen_key(&s, 'S');
    assert_true(s.desk.measuring);
    screen_key(&s, '?');
    assert_false(s.desk.measuring);
    screen_key(&s, INPUT_ESC);
    screen_key(&s, 'S');
    screen_close(&s); /* and so does leaving in the middle */
    run_rest();
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* What it does now has come, and is not drawn yet: that is searched, not what was there before. */
static void search_while_it_measures(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, NULL);
    screen_keys(&s, "S/");
    assert_true(s.desk.measuring);
    buf_clear(&s.desk.measure_doing);
    for (int i = 0; i < 1000; i++) {
        buf_puts(&s.desk.measure_doing, i == 0 ? "~" : " more"); /* elsewhere in memory */
    }
    screen_key(&s, '~');
    assert_true(s.desk.scene.sought_line >= 0);
    screen_key(&s, INPUT_ESC);
    screen_close(&s);
}

static void whole_and_kept(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nS");
    measure_until(&s, 2000);
    assert_null(s.desk.measure);
    screen_shows(&s, "reading the clock costs");
    screen_shows(&s, "shared memory, futex");
    screen_key(&s, INPUT_ESC);
    screen_shows(&s, "step 1 of 1"); /* the run stood still meanwhile */
    screen_close(&s);
    /* Another day: what is known is shown; measured anew only if one says so. */
    screen_open(&s, NULL);
    screen_key(&s, 'S');
    assert_false(s.desk.measuring);
    screen_shows(&s, "shared memory, futex");
    screen_key(&s, 'G');
    screen_shows(&s, "one memcpy");
    screen_key(&s, 'S');
    assert_true(s.desk.measuring);
    screen_close(&s);
}

static int make(void **state) {
    (void)state;
    return mkdtemp(state_home) == NULL ? -1 : setenv("XDG_STATE_HOME", state_home, 1);
}

static int clean(void **state) {
    char path[96];

    (void)state;
    snprintf(path, sizeof(path), "%s/ipc-tutor", state_home);
    remove_file(path, "measured.json");
    rmdir(path);
    return rmdir(state_home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(esc_stops_and_leaves),
        cmocka_unit_test(search_while_it_measures),
        cmocka_unit_test(whole_and_kept),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
