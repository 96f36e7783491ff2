/* SPDX-License-Identifier: MIT */
/*
 * test_fsrs.c: against what the authors' own implementation (py-fsrs 6.3.1, without learning steps
 * and fuzz) gives for the same answers.
 */
#include "fsrs.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct answer {
    enum fsrs_grade grade;
    int days; /* since the one before */
};

static const struct {
    struct answer answers[10];
    size_t count;
    double stability, difficulty;
    int32_t interval;
    double recall; /* a week after the last */
} known[] = {
    {{{3, 0}}, 1, 2.306500000, 2.118103970, 2, 0.808309940},
    {{{1, 0}}, 1, 0.212000000, 6.413300000, 1, 0.582235405},
    {{{1, 0}, {3, 0}, {3, 1}, {3, 3}, {3, 8}, {3, 21}},
     6,
     53.626902917,
     6.357487084,
     54,
     0.981603164},
    {{{3, 0}, {3, 2}, {3, 11}, {3, 46}, {3, 163}, {1, 497}, {1, 0}, {3, 0}, {3, 2}},
     9,
     3.981061190,
     9.098065098,
     4,
     0.856834157},
    {{{2, 0}, {2, 1}, {4, 1}, {1, 9}, {2, 1}, {3, 1}}, 6, 3.152542188, 9.009503806, 3, 0.836745434},
    {{{4, 0}, {1, 30}, {4, 0}, {4, 400}}, 4, 80.698414762, 4.673665360, 81, 0.987493837},
};

static void near(double value, double expected) {
    if (fabs(value - expected) > 1e-8 * fmax(1, fabs(expected))) {
        fail_msg("%.9f is not %.9f", value, expected);
    }
}

static void test_as_the_authors(void **state) {
    (void)state;
    const int64_t DAY = 86400;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct fsrs memory = {0};
        int64_t at = 1767225600; /* 2026-01-01 */
        for (size_t k = 0; k < known[i].count; k++) {
            at += known[i].answers[k].days * DAY;
            fsrs_review(&memory, known[i].answers[k].grade, at);
        }
        near(memory.stability, known[i].stability);
        near(memory.difficulty, known[i].difficulty);
        near(fsrs_recall(&memory, at + 7 * DAY), known[i].recall);
        assert_int_equal(fsrs_interval(&memory, FSRS_RETENTION), known[i].interval);
    }
}

static void test_never_answered(void **state) {
    (void)state;
    struct fsrs memory = {0};
    near(fsrs_recall(&memory, 1767225600), 0);
}

/* A clock that goes back, the longest and the shortest memory: nothing that is not a number. */
static void test_odd_clocks(void **state) {
    (void)state;
    struct fsrs memory = {0};
    fsrs_review(&memory, FSRS_GOOD, 1000000000);
    fsrs_review(&memory, FSRS_GOOD, 5);
    assert_int_equal(memory.last, 1000000000);
    near(fsrs_recall(&memory, 0), 1);
    for (int i = 0; i < 2000; i++) {
        fsrs_review(&memory, i % 3 == 0 ? FSRS_AGAIN : FSRS_EASY, memory.last + 86400LL * 4000);
        assert_true(isfinite(memory.stability) && memory.stability > 0);
        assert_true(memory.difficulty >= 1 && memory.difficulty <= 10);
        int32_t days = fsrs_interval(&memory, FSRS_RETENTION);
        assert_true(days >= 1 && days <= 36500);
    }
    assert_int_equal(memory.reviews, 2002);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_the_authors),
        cmocka_unit_test(test_never_answered),
        cmocka_unit_test(test_odd_clocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
