/* SPDX-License-Identifier: MIT */
/*
 * test_foretold.c: predictions over every program of every lesson: wherever choices are offered
 * before a step, exactly what the kernel did then is among them, and it is one of them only.
 */
#include "mem.h"
#include "predict.h"
#include "timeline.h"
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct count {
    unsigned steps, asked, missed, twice;
};

static void look_at_step(struct timeline *timeline, const struct world *before, uint64_t k,
                         struct count *count) {
    const struct log *log = timeline_log(timeline);
    uint64_t first = timeline_step_begin(timeline, k), last = timeline_step_end(timeline, k);
    strid actor = log_at(log, first)->actor;
    struct predict_set set;
    struct predict_outcome outcome;
    unsigned right = 0;
    count->steps++;
    predict_choices(before, actor, &set);
    if (set.count == 0) {
        return;
    }
    count->asked++;
    predict_outcome(log, before, first, last, actor, &outcome);
    for (size_t i = 0; i < set.count; i++) {
        right += prediction_right(&set, &set.choices[i], &outcome);
    }
    count->missed += right == 0;
    count->twice += right > 1;
    if (right != 1) {
        print_error("%s:%s, step %llu, %s: %s: %u are right\n", log_str(log, before->lesson),
                    log_str(log, before->program), (unsigned long long)k, log_str(log, actor),
                    log_str(log, world_proc(before, actor)->call), right);
    }
}

static void look_at(const struct whole_program *program, struct count *count) {
    struct run_wish wish = {0};
    struct log *log = whole_run(program, &wish);
    assert_non_null(log);
    struct timeline *timeline = timeline_new(log);
    for (uint64_t k = 1; k <= timeline_steps(timeline); k++) {
        struct world before;
        world_copy(&before, timeline_at(timeline, timeline_step_end(timeline, k - 1)));
        look_at_step(timeline, &before, k, count);
        world_done(&before);
    }
    timeline_free(timeline);
    log_free(log);
}

static void test_all(void **state) {
    (void)state;
    struct whole_list list = {0};
    struct count count = {0};
    assert_int_equal(whole_find(&list), 0);
    for (size_t i = 0; i < list.count; i++) {
        look_at(&list.programs[i], &count);
    }
    whole_done(&list);
    run_rest();
    print_message("%u steps, %u asked about, %u without a right answer, %u with several\n",
                  count.steps, count.asked, count.missed, count.twice);
    assert_true(count.asked * 5 > count.steps);
    assert_int_equal(count.missed, 0);
    assert_int_equal(count.twice, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};
    whole_use_runner();
    return cmocka_run_group_tests_name("whole/foretold", tests, NULL, NULL);
}
