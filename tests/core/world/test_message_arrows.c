/* SPDX-License-Identifier: MIT */
/* Arrows of messages with priorities: from each send to the receive that took that very message,
 * not to the one whose turn it would be in a stream. */
#include "mem.h"
#include "recorded.h"
#include "timeline.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ARROWS = 8 };

/* Each arrow joins a send and a receive of the same bytes. */
static size_t arrows_of(const struct log *log, struct timeline_arrow arrows[ARROWS]) {
    struct timeline *timeline = timeline_new(log);
    size_t count = timeline_arrows(timeline, 0, UINT64_MAX, arrows, ARROWS);
    for (size_t i = 0; i < count; i++) {
        const struct event *from = log_at(log, arrows[i].from), *to = log_at(log, arrows[i].to);
        assert_int_equal(from->op, OP_MQ_SEND);
        assert_int_equal(to->op, OP_MQ_RECEIVE);
        assert_int_equal(from->data_len, to->data_len);
        assert_memory_equal(log_data(log, from), log_data(log, to), to->data_len);
    }
    timeline_free(timeline);
    return count;
}

/* "wash" 1, "stop" 9, "dry" 1: the second one sent is the first one received. */
static void test_priorities(void **state) {
    (void)state;
    struct timeline_arrow arrows[ARROWS];
    struct log *log = recorded_log("mqueue-order");
    assert_int_equal(arrows_of(log, arrows), 3);
    assert_true(arrows[1].from < arrows[0].from);
    assert_true(arrows[1].from < arrows[2].from);
    log_free(log);
}

static void test_in_order(void **state) {
    (void)state;
    struct timeline_arrow arrows[ARROWS];
    struct log *log = recorded_log("mqueue-waits");
    size_t count = arrows_of(log, arrows);
    assert_true(count >= 3);
    for (size_t i = 1; i < count; i++) {
        assert_true(arrows[i - 1].from < arrows[i].from);
    }
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_priorities),
        cmocka_unit_test(test_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
