/* SPDX-License-Identifier: MIT */
/* Tests of predictions: the choices before a step, and which of them the step made right. */
#include "predict.h"
#include "story.h"
#include "timeline.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The choices of an actor at the end of a tale's first part, one a line, the right one (by the tale
 * as it goes on) with a star. `before`: lines of the tale that have happened. */
static char *told(const char *tale, const char *actor, uint64_t step) {
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    struct world before;
    struct predict_set set;
    struct predict_outcome outcome;
    struct buf out = {0};
    strid name = log_find(log, actor);
    world_copy(&before, timeline_at(timeline, timeline_step_end(timeline, step - 1)));
    predict_choices(&before, name, &set);
    predict_outcome(log, &before, timeline_step_begin(timeline, step),
                    timeline_step_end(timeline, step), name, &outcome);
    for (size_t i = 0; i < set.count; i++) {
        buf_puts(&out, prediction_right(&set, &set.choices[i], &outcome) ? "* " : "  ");
        prediction_tell(log, &set.choices[i], &out);
        buf_putc(&out, '\n');
    }
    world_done(&before);
    timeline_free(timeline);
    log_free(log);
    return buf_take(&out);
}

static void expect(const char *tale, const char *actor, uint64_t step, const char *expected) {
    char *found = told(tale, actor, step);
    assert_string_equal(found, expected);
    mem_free(found);
}

#define PIPE_AND_CHILD "main start\nmain pipe p 3 4 @1\nmain fork child @2\n"

static void test_reads(void **state) {
    (void)state;
    expect(PIPE_AND_CHILD "main read p 3 @3\nchild sleep @4\n", "main", 3,
           "  reads bytes\n  returns 0: end-of-file\n* blocks\n  fails with EAGAIN\n"
           "  fails with another error\n");
    expect("main start\nmain pipe p 3 4 @1\nmain close 4 @2\nmain read p 3 @3\n", "main", 3,
           "  reads bytes\n* returns 0: end-of-file\n  blocks\n  fails with EAGAIN\n"
           "  fails with another error\n");
    expect("main start\nmain pipe p 3 4 @1\nmain fail read p 4 EBADF @2\n", "main", 2,
           "  reads bytes\n  returns 0: end-of-file\n  blocks\n  fails with EAGAIN\n"
           "* fails with another error\n");
}

static void test_bytes_not_messages(void **state) {
    (void)state;
    expect("main start\nmain pipe p 3 4 @1\nmain write p 4 \"ab\" @2\nmain write p 4 \"cde\" @3\n"
           "main read p 3 @4\n",
           "main", 4,
           "* returns 5\n  returns 2\n  returns 0: end-of-file\n  blocks\n  fails with EAGAIN\n"
           "  fails with another error\n");
}

static void test_no_reader(void **state) {
    (void)state;
    expect("main start\nmain pipe p 3 4 @1\nmain close 3 @2\nmain fail write p 4 EPIPE @3\n",
           "main", 3,
           "  writes and goes on, read or not\n  blocks until somebody reads\n"
           "* fails with EPIPE\n  ends the process: SIGPIPE\n  fails with another error\n");
}

static void test_who_goes_on(void **state) {
    (void)state;
    expect("main start\nmain semaphore s 0 @1\nmain fork a @2\nmain fork b @3\na acquire s @4\n"
           "b acquire s @5\nmain release s @6\n",
           "main", 6,
           "* lets a go on\n  lets b go on\n  lets all of them go on\n  lets nobody go on\n");
    expect("main start\nmain event e @1\nmain fork a @2\nmain fork b @3\na await e @4\n"
           "b await e @5\nmain set e @6\n",
           "main", 6,
           "  lets a go on\n  lets b go on\n* lets all of them go on\n  lets nobody go on\n");
}

/* Both have loaded 0; the second store does not add. */
#define RACE                                                                                       \
    "main start\nmain value c 0 @1\nmain fork a @2\nmain fork b @3\na load c 0 @4\nb load c 0 "    \
    "@4\n"                                                                                         \
    "a store c 1 @4\nb store c 1 @4\n"

static void test_memory(void **state) {
    (void)state;
    expect(RACE, "a", 4, ""); /* nobody has stored: there is but one number */
    expect(RACE, "b", 5, "* reads 0\n  reads 1\n");
    expect(RACE, "a", 6, "* stores; the value is then 1\n  stores; the value is then 2\n");
    expect(RACE, "b", 7, "* stores; the value is then 1\n  stores; the value is then 2\n");
    expect("main start\nmain array d 5,7 @1\nmain fork a @2\nmain store d[1] 9 @3\n"
           "a load d[1] 9 @4\n",
           "a", 4, "  reads 7\n* reads 9\n");
    expect("main start\nmain value d 0.5 @1\nmain fork a @2\nmain store d 1.5 @3\n"
           "a load d 1.5 @4\n",
           "a", 4, ""); /* no whole numbers */
}

static void idea_is(struct prediction said, const struct predict_outcome *outcome,
                    const char *idea) {
    struct buf out = {0};
    prediction_idea(&said, outcome, &out);
    assert_string_equal(buf_str(&out), idea);
    buf_done(&out);
}

static void test_mistakes(void **state) {
    (void)state;
    struct prediction blocks = {.kind = PREDICT_BLOCKS};
    struct prediction two = {.kind = PREDICT_GOES_ON, .has_value = true, .value = 2};
    struct prediction all = {.kind = PREDICT_WAKES, .all = true};
    struct prediction again = {.kind = PREDICT_FAILS, .err = "EAGAIN"};
    struct predict_outcome eof = {.op = OP_READ, .did = {.kind = PREDICT_EOF, .has_value = true}};
    struct predict_outcome stored = {
        .op = OP_STORE, .did = {.kind = PREDICT_GOES_ON, .has_value = true, .value = 1}};
    struct predict_outcome woke = {.op = OP_RELEASE,
                                   .did = {.kind = PREDICT_GOES_ON},
                                   .woken = {1},
                                   .woken_count = 1,
                                   .waiting_count = 2};
    idea_is(blocks, &eof, "thought \"blocks\", was \"end-of-file\"");
    idea_is(two, &stored, "thought \"both updates count\", was \"one update is lost\"");
    stored.op = OP_LOAD;
    idea_is(two, &stored, "thought \"another number\", was \"what is there\"");
    stored.op = OP_STORE;
    idea_is(two, &eof, "thought \"goes on\", was \"end-of-file\"");
    idea_is(all, &woke, "thought \"all go on\", was \"one goes on\"");
    assert_non_null(strstr(prediction_why(&blocks, &eof), "nobody has a write end"));
    assert_non_null(strstr(prediction_why(&two, &stored), "adds nothing"));
    assert_non_null(strstr(prediction_why(&again, &eof), "O_NONBLOCK"));
    assert_null(prediction_why(&all, &woke));
}

/* Why a write that fails is not a death depends on the error that it came with. */
static void test_why_of_an_error(void **state) {
    (void)state;
    struct prediction dies = {.kind = PREDICT_DIES, .value = 13};
    struct predict_outcome failed = {.op = OP_WRITE,
                                     .did = {.kind = PREDICT_FAILS, .err = "EPIPE"}};
    assert_non_null(strstr(prediction_why(&dies, &failed), "SIGPIPE is ignored"));
    failed.did.err = "EBADF";
    assert_null(prediction_why(&dies, &failed));
}

static void test_nothing_to_say(void **state) {
    (void)state;
    expect("main start\nmain pipe p 3 4 @1\nmain fork child @2\n", "main", 1, "");
    expect("main start\nmain pipe p 3 4 @1\nmain fork child @2\n", "nobody", 1, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),          cmocka_unit_test(test_bytes_not_messages),
        cmocka_unit_test(test_no_reader),      cmocka_unit_test(test_who_goes_on),
        cmocka_unit_test(test_nothing_to_say), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_mistakes),       cmocka_unit_test(test_why_of_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
