/* SPDX-License-Identifier: MIT */
/* test_crowd.c: the counts, and who is ready, must be those of a plain look at all slots. */
#include "crowd.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { SLOTS = 40 };

static char names[SLOTS][8];

static void update(struct crowd *crowd, uint32_t slot, enum slot_state state) {
    const struct supervisor_slot look = {.name = names[slot], .state = state};
    crowd_update(crowd, slot, &look);
}

static uint32_t count(const enum slot_state *states, enum slot_state state) {
    uint32_t number = 0;
    for (uint32_t i = 0; i < SLOTS; i++) {
        number += states[i] == state;
    }
    return number;
}

static void compare(const struct crowd *crowd, const enum slot_state *states) {
    uint32_t blocked = count(states, SLOT_BLOCKED) + count(states, SLOT_STOPPED);
    uint32_t gone = count(states, SLOT_DEAD) + count(states, SLOT_VOID);
    assert_int_equal(crowd->live, SLOTS - gone);
    assert_int_equal(crowd->blocked, blocked);
    assert_int_equal(crowd->sleeping, count(states, SLOT_SLEEPING));
    assert_int_equal(crowd->asking, count(states, SLOT_ASKING));
    assert_int_equal(crowd->computing, count(states, SLOT_COMPUTING));
    size_t k = 0;
    for (uint32_t i = 0; i < SLOTS; i++) {
        if (states[i] == SLOT_READY) {
            assert_true(k < crowd->ready_count);
            assert_int_equal(crowd->ready[k].slot, i);
            assert_ptr_equal(crowd_ready(crowd, names[i]), &crowd->ready[k]);
            k++;
        } else {
            assert_null(crowd_ready(crowd, names[i]));
        }
    }
    assert_int_equal(k, crowd->ready_count);
}

static void test_any_changes(void **state) {
    (void)state;
    struct crowd crowd;
    enum slot_state states[SLOTS] = {SLOT_VOID};
    uint32_t random = 7;
    crowd_init(&crowd);
    for (uint32_t i = 0; i < SLOTS; i++) {
        snprintf(names[i], sizeof names[i], "c%u", i);
        states[i] = SLOT_VOID;
    }
    compare(&crowd, states);
    for (int i = 0; i < 5000; i++) {
        random = random * 1664525 + 1013904223;
        uint32_t slot = (random >> 8) % SLOTS;
        states[slot] = (enum slot_state)((random >> 20) % (SLOT_DEAD + 1));
        update(&crowd, slot, states[slot]);
        compare(&crowd, states);
    }
    crowd_done(&crowd);
}

/* Blocked, but the run's clock ends it: somebody who sleeps. */
static void test_limited(void **state) {
    (void)state;
    struct crowd crowd;
    struct supervisor_slot look = {.name = "a", .state = SLOT_BLOCKED, .limited = true};
    crowd_init(&crowd);
    crowd_update(&crowd, 0, &look);
    assert_int_equal(crowd.sleeping, 1);
    assert_int_equal(crowd.blocked, 0);
    look.limited = false;
    crowd_update(&crowd, 0, &look);
    assert_int_equal(crowd.sleeping, 0);
    assert_int_equal(crowd.blocked, 1);
    crowd_done(&crowd);
}

static void test_first(void **state) {
    (void)state;
    struct crowd crowd;
    crowd_init(&crowd);
    assert_int_equal(crowd_first(&crowd, SLOT_ASKING), SLOT_NOBODY);
    update(&crowd, 5, SLOT_ASKING);
    update(&crowd, 3, SLOT_ASKING);
    assert_int_equal(crowd_first(&crowd, SLOT_ASKING), 3);
    update(&crowd, 3, SLOT_READY);
    assert_int_equal(crowd_first(&crowd, SLOT_ASKING), 5);
    crowd_done(&crowd);
    crowd_done(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_changes),
        cmocka_unit_test(test_limited),
        cmocka_unit_test(test_first),
    };
    return cmocka_run_group_tests_name("core/run/crowd", tests, NULL, NULL);
}
