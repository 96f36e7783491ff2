/* SPDX-License-Identifier: MIT */
/* Runs with all gates open from the screen: begun, stopped, to their end, and nothing left. */
#include "screen_desk.h"
#include <errno.h>
#include <sys/wait.h>

/* Until so many are counted, or all of them. */
static void wild_until(struct screen_desk *s, uint32_t runs) {
    while (s->desk.tallying && wild_tally(s->desk.wild)->runs < runs) {
        struct pollfd fd = {.fd = wild_fd(s->desk.wild), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("nothing came for %d ms", PATIENCE_MS);
        }
        wilds_pump(&s->desk);
    }
}

static void to_the_end(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "right");
    screen_keys(&s, "nW");
    assert_int_equal(s.desk.scene.over, VIEW_WILD);
    assert_true(s.desk.tallying);
    screen_shows(&s, "Esc stops it");
    wild_until(&s, 1000000);
    screen_key(&s, 'g');
    screen_shows(&s, "200 of 200 runs");
    screen_shows(&s, "All was as it declares in 200 of 200 runs.");
    screen_key(&s, INPUT_ESC);
    assert_int_equal(s.desk.scene.over, VIEW_NONE);
    assert_null(s.desk.wild);
    screen_shows(&s, "step 1 of 1"); /* the run on the stage stood still meanwhile */
    screen_close(&s);
}

static void esc_stops_and_leaves(void **state) {
    struct screen_desk s;

    (void)state;
    screen_open(&s, "hang");
    screen_key(&s, 'W');
    wild_until(&s, 2);
    screen_key(&s, INPUT_ESC);
    assert_false(s.desk.tallying);
    assert_int_equal(s.desk.scene.over, VIEW_WILD); /* what was counted stays */
    assert_in_range(wild_tally(s.desk.wild)->runs, 2, 199);
    screen_shows(&s, "deadlock  (as declared)");
    screen_shows(&s, "main waits in read(2)");
    screen_key(&s, 'W'); /* anew */
    assert_true(s.desk.tallying);
    assert_int_equal(wild_tally(s.desk.wild)->runs, 0);
    screen_key(&s, '?'); /* whatever else takes the screen ends it */
    assert_null(s.desk.wild);
    screen_key(&s, 'W'); /* not over the help */
    assert_null(s.desk.wild);
    screen_key(&s, INPUT_ESC);
    screen_key(&s, 'W');
    screen_close(&s); /* and so does leaving in the middle */
    run_rest();       /* the process that runners are forked from */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(to_the_end),
        cmocka_unit_test(esc_stops_and_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
