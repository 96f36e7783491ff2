/* SPDX-License-Identifier: MIT */
/* test_order.c: who is next: by the schedule, at random from a seed, in turn. */
#include "order.h"
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct order_choice three[] = {{"main", 0}, {"left", 1}, {"right", 4}};

static void follow(struct order *order, const char *text, bool passes_over) {
    struct schedule schedule;
    assert_int_equal(schedule_parse(text, &schedule, NULL), 0);
    order_follow(order, &schedule, passes_over);
    schedule_done(&schedule);
}

/* The name of the next, who then goes. */
static const char *go(struct order *order, const struct order_choice *choices, size_t count) {
    size_t i = 99;
    if (order_next(order, choices, count, &i, NULL) != 0) {
        return "nobody";
    }
    assert_true(i < count);
    order_went(order, &choices[i]);
    return choices[i].name;
}

static void test_in_turn(void **state) {
    (void)state;
    struct order order;
    order_init(&order);
    const char *names[] = {"main", "left", "right", "main", "left"};
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(go(&order, three, 3), names[i]);
    }
    /* left went; it is gone and so is right: round again */
    assert_string_equal(go(&order, three, 1), "main");
    assert_string_equal(go(&order, three + 2, 1), "right");
    order_done(&order);
}

/* Ctrl-C is nobody's step: whose turn it is, stays. */
static void test_interrupt(void **state) {
    (void)state;
    struct order order;
    struct diag diag = {0};
    size_t i;
    order_init(&order);
    follow(&order, "main ^C*2 left ^C?", false);
    assert_false(order_wants_word(&order, ORDER_INTERRUPT));
    order_did(&order, "main");
    for (int times = 0; times < 2; times++) {
        assert_true(order_wants_word(&order, ORDER_INTERRUPT));
        order_did(&order, ORDER_INTERRUPT);
    }
    assert_string_equal(go(&order, three, 3), "left");
    assert_true(order_wants_word(&order, ORDER_INTERRUPT_ASKING));
    assert_int_equal(order_next(&order, three, 3, &i, &diag), -EINVAL);
    assert_non_null(strstr(diag.text, "step 5: ^C? can't go now"));
    diag_done(&diag);
    order_did(&order, ORDER_INTERRUPT); /* not as it says: the schedule is over */
    assert_false(order_has_more(&order));
    assert_string_equal(go(&order, three, 3), "right");
    order_done(&order);
}

static void test_schedule_then_turn(void **state) {
    (void)state;
    struct order order;
    order_init(&order);
    follow(&order, "right*2 main", false);
    assert_true(order_has_more(&order));
    assert_string_equal(go(&order, three, 3), "right");
    assert_string_equal(go(&order, three, 3), "right");
    assert_string_equal(go(&order, three, 3), "main");
    assert_false(order_has_more(&order));
    assert_string_equal(go(&order, three, 3), "left");
    order_done(&order);
}

static void test_who_can_not_go_is_a_fault(void **state) {
    (void)state;
    struct order order;
    struct diag diag = {0};
    size_t i = 99;
    order_init(&order);
    follow(&order, "main*2 left*3", false);
    go(&order, three, 3);
    go(&order, three, 3);
    go(&order, three, 3);
    assert_int_not_equal(order_next(&order, three, 1, &i, &diag), 0);
    assert_int_equal(i, 99);
    assert_non_null(
        strstr(diag.text, "step 4: left can't go now: it is not at a gate; who can go: "));
    diag_done(&diag);
    order_done(&order);
}

static void test_peek_changes_nothing(void **state) {
    (void)state;
    struct order order;
    size_t i = 99;
    order_init(&order);
    follow(&order, "left*9 gone right", true);
    assert_string_equal(go(&order, three, 3), "left");
    for (int k = 0; k < 3; k++) {
        assert_true(order_peek(&order, three + 2, 1, &i));
        assert_int_equal(i, 0);
    }
    assert_string_equal(order_wants(&order), "left");
    order_seed(&order, 7);
    assert_true(order_peek(&order, three, 3, &i));
    assert_string_equal(go(&order, three, 3), three[i].name);
    order_done(&order);
    follow(&order, "left", false);
    assert_false(order_peek(&order, three + 2, 1, &i));
    order_done(&order);
}

static void test_passes_over(void **state) {
    (void)state;
    struct order order;
    order_init(&order);
    follow(&order, "left*9 gone right", true);
    assert_string_equal(go(&order, three, 3), "left");
    assert_string_equal(go(&order, three + 2, 1), "right");
    assert_false(order_has_more(&order));
    order_done(&order);
}

static void test_own_choice_ends_the_schedule(void **state) {
    (void)state;
    struct order order;
    order_init(&order);
    follow(&order, "left right right", false);
    order_went(&order, &three[1]); /* as the schedule says */
    assert_string_equal(order_wants(&order), "right");
    order_went(&order, &three[0]); /* not as it says */
    assert_null(order_wants(&order));
    assert_string_equal(go(&order, three, 3), "left");
    order_done(&order);
}

static void test_seed_is_a_function(void **state) {
    (void)state;
    struct order a, b;
    unsigned seen[3] = {0};
    unsigned same = 0;
    order_init(&a);
    order_init(&b);
    order_seed(&a, 7);
    order_seed(&b, 7);
    for (size_t i = 0; i < 300; i++) {
        const char *name = go(&a, three, 3);
        assert_ptr_equal(name, go(&b, three, 3));
        for (size_t k = 0; k < 3; k++) {
            seen[k] += name == three[k].name;
        }
    }
    assert_true(seen[0] > 50 && seen[1] > 50 && seen[2] > 50);
    order_seed(&b, 8);
    for (size_t i = 0; i < 300; i++) {
        same += strcmp(go(&a, three, 3), go(&b, three, 3)) == 0;
    }
    assert_true(same < 200);
    order_done(&a);
    order_done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_turn),
        cmocka_unit_test(test_interrupt),
        cmocka_unit_test(test_schedule_then_turn),
        cmocka_unit_test(test_who_can_not_go_is_a_fault),
        cmocka_unit_test(test_peek_changes_nothing),
        cmocka_unit_test(test_passes_over),
        cmocka_unit_test(test_own_choice_ends_the_schedule),
        cmocka_unit_test(test_seed_is_a_function),
    };
    return cmocka_run_group_tests_name("core/run/order", tests, NULL, NULL);
}
