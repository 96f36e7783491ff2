/* SPDX-License-Identifier: MIT */
/*
 * test_crowd.c: 500 processes at once: the cars of `semaphore`, through a garage of 130 places,
 * with no more descriptors than an ordinary shell gives.
 */
#include "whole.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>

enum { CARS = 500, PLACES = 130, DESCRIPTORS = 1024 };

struct counts {
    unsigned inside, most_inside, entered, left, asleep, ended_well;
};

static struct counts count(const struct log *log) {
    struct counts n = {0};
    for (uint64_t i = 1; i <= log_count(log); i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_OP_EXIT && event->op == OP_ACQUIRE) {
            n.entered++;
            n.inside++;
        } else if (event->kind == EVENT_OP_EXIT && event->op == OP_RELEASE) {
            n.left++;
            n.inside--;
        } else if (event->kind == EVENT_OP_BLOCK && event->op == OP_ACQUIRE) {
            n.asleep++;
        } else if (event->kind == EVENT_ACTOR_EXIT && event->ret == 0) {
            n.ended_well++;
        }
        n.most_inside = n.inside > n.most_inside ? n.inside : n.most_inside;
    }
    return n;
}

static void five_hundred_cars(bool no_cage) {
    const struct rlimit few = {DESCRIPTORS, DESCRIPTORS};
    const struct run_param params[] = {{"cars", "500"}, {"places", "130"}};
    const struct run_wish wish = {.params = params, .param_count = 2, .no_cage = no_cage};
    struct whole_list list = {0};
    struct log *log = NULL;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    assert_int_equal(whole_add(&list, SOURCE_DIR "/lessons/semaphore", "semaphore"), 0);
    log = whole_run(&list.programs[0], &wish);
    assert_non_null(log);
    assert_int_equal(whole_outcome(log), OUTCOME_OK);
    struct counts n = count(log);
    assert_int_equal(n.entered, CARS);
    assert_int_equal(n.left, CARS);
    assert_int_equal(n.most_inside, PLACES);
    assert_int_equal(n.asleep, CARS - PLACES);
    assert_int_equal(n.ended_well, CARS + 1);
    log_free(log);
    whole_done(&list);
    run_rest();
}

static void caged(void **state) {
    (void)state;
    five_hundred_cars(false);
}

static void without_a_cage(void **state) {
    (void)state;
    five_hundred_cars(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(caged), cmocka_unit_test(without_a_cage)};
    whole_use_runner();
    return cmocka_run_group_tests_name("whole/crowd", tests, NULL, NULL);
}
