/* SPDX-License-Identifier: MIT */
/* Tests of who waits for whom, and of deadlocks: which processes, and which circle. The sentences
 * are in golden/. */
#include "recorded.h"
#include "story.h"
#include "waits.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct tale {
    struct log *log;
    struct world world;
};

static void tale_init(struct tale *tale, const char *text) {
    tale->log = story_log(text);
    world_init(&tale->world, tale->log);
    world_fold_to(&tale->world, log_count(tale->log));
}

static void tale_done(struct tale *tale) {
    world_done(&tale->world);
    log_free(tale->log);
}

/* "names | circle | whole" of the deadlock that there is; "none". */
static char *deadlock_of(const struct tale *tale) {
    struct deadlock deadlock;
    struct buf out = {0};
    if (!world_deadlock(&tale->world, &deadlock)) {
        buf_puts(&out, "none");
        return buf_take(&out);
    }
    deadlock_names(&tale->world, &deadlock, &out);
    buf_puts(&out, " |");
    for (size_t i = 0; i < deadlock.circle_count; i++) {
        const struct deadlock_link *link = &deadlock.circle[i];
        buf_putf(&out, " %s>%s:%d", log_str(tale->log, link->actor),
                 log_str(tale->log, link->waits_for), link->through);
    }
    buf_puts(&out, deadlock.whole ? " | whole" : " | partial");
    deadlock_done(&deadlock);
    return buf_take(&out);
}

static void expect(const char *text, const char *expected) {
    struct tale tale;
    tale_init(&tale, text);
    char *found = deadlock_of(&tale);
    assert_string_equal(found, expected);
    mem_free(found);
    tale_done(&tale);
}

#define PIPE_AND_CHILD "main start\nmain pipe p 3 4 @1\nmain fork child @2\n"

static void test_reader_waits_for_writers(void **state) {
    (void)state;
    struct tale tale;
    struct wait_set set = {0};
    tale_init(&tale, PIPE_AND_CHILD "main read p 3 @3\nchild sleep\n");
    waits_of(&tale.world, log_find(tale.log, "main"), &set);
    assert_int_equal(set.count, 2);
    assert_int_equal(set.edges[0].actor, log_find(tale.log, "main"));
    assert_int_equal(set.edges[1].actor, log_find(tale.log, "child"));
    assert_int_equal(set.edges[1].fd, 4);
    assert_false(set.outside);
    waits_of(&tale.world, log_find(tale.log, "child"), &set);
    assert_int_equal(set.count, 0);
    assert_true(set.outside);
    waits_of(&tale.world, log_find(tale.log, "nobody"), &set);
    assert_int_equal(set.count, 0);
    wait_set_done(&set);
    tale_done(&tale);
}

static void test_no_deadlock(void **state) {
    (void)state;
    expect("main start\n", "none");
    expect(PIPE_AND_CHILD "main read p 3\n", "none"); /* child may write */
    expect(PIPE_AND_CHILD "main wait child\n", "none");
    expect(PIPE_AND_CHILD "main wait child\nchild sleep\n", "none");
    expect(PIPE_AND_CHILD "main exit 0\nchild exit 0\n", "none");
}

static void test_whole(void **state) {
    (void)state;
    expect(PIPE_AND_CHILD "child exit 0\nmain read p 3\n", "main | main>main:4 | whole");
    expect(PIPE_AND_CHILD "child close 4\nchild read p 3\nmain wait child\n",
           "main child | main>child:-1 child>main:4 | whole");
    /* The shorter circle is the one that is told. */
    expect(PIPE_AND_CHILD "child read p 3\nmain wait child\n",
           "main child | child>child:4 | whole");
    expect("main start\nmain pipe p 3 4\nmain pipe q 5 6\nmain fork child\nchild close 4\n"
           "child close 5\nmain close 3\nmain close 6\nchild read p 3\nmain read q 5\n",
           "main child | main>child:6 child>main:4 | whole");
}

static void test_partial(void **state) {
    (void)state;
    /* helper lives, but nothing it does can end the wait. */
    expect("main start\nmain pipe p 3 4\nmain fork helper\nhelper close 3\nhelper close 4\n"
           "main read p 3\nhelper sleep\n",
           "main | main>main:4 | partial");
    /* It holds the other end: it could. */
    expect("main start\nmain pipe p 3 4\nmain fork helper\nhelper close 3\n"
           "main read p 3\nhelper sleep\n",
           "none");
    /* Whoever waits for the stuck ones is stuck too. */
    expect("main start\nmain pipe p 3 4\nmain fork a\nmain fork b\nmain close 3\nmain close 4\n"
           "b close 3\nb close 4\na read p 3\nmain wait a\nb sleep\n",
           "main a | a>a:4 | partial");
}

/* A helper of a helper that can go on frees them all. */
static void test_chain_to_somebody_ready(void **state) {
    (void)state;
    expect("main start\nmain pipe p 3 4\nmain fork a\nmain fork b\nmain close 4\nmain close 3\n"
           "a close 4\na read p 3\nmain wait a\nb sleep\n",
           "none");
}

static void test_three_in_a_circle(void **state) {
    (void)state;
    expect("main start\nmain pipe x 3 4\nmain pipe y 5 6\nmain pipe z 7 8\nmain fork a\n"
           "main fork b\nmain close 3\nmain close 5\nmain close 6\nmain close 8\n"
           "a close 4\na close 5\na close 7\na close 8\n"
           "b close 3\nb close 4\nb close 6\nb close 7\n"
           "main read z 7\na read x 3\nb read y 5\n",
           "main a b | main>b:8 b>a:6 a>main:4 | whole");
}

/* main could open the FIFO by its name, but writer is who has it open. */
static void test_holders_first(void **state) {
    (void)state;
    struct tale tale = {.log = recorded_log("fifo-channel-deferred")};
    world_init(&tale.world, tale.log);
    world_fold_to(&tale.world, log_count(tale.log));
    char *found = deadlock_of(&tale);
    assert_string_equal(
        found, "main receiver writer | main>receiver:-1 receiver>writer:3 writer>main:-1 | whole");
    mem_free(found);
    tale_done(&tale);
}

static void test_nobody_left(void **state) {
    (void)state;
    struct tale tale;
    struct buf why = {0};
    struct deadlock deadlock;
    struct log *log = log_new();
    struct event event = {.kind = EVENT_ACTOR_START, .actor = log_intern(log, "main"), .fd = -1};
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_BLOCK;
    event.op = OP_NONE;
    event.name = log_intern(log, "futex");
    event.obj = log_intern(log, "thing");
    log_append(log, &event, NULL, 0);
    tale.log = log;
    world_init(&tale.world, log);
    world_fold_to(&tale.world, 2);
    char *found = deadlock_of(&tale);
    assert_string_equal(found, "main | main>:-1 | whole");
    mem_free(found);
    assert_true(world_deadlock(&tale.world, &deadlock));
    deadlock_why(&tale.world, &deadlock, &why);
    assert_non_null(strstr(buf_str(&why), "thing"));
    deadlock_done(&deadlock);
    buf_done(&why);
    tale_done(&tale);
}

static void test_known_until_it_moves(void **state) {
    (void)state;
    struct tale tale;
    struct deadlock deadlock;
    tale_init(&tale, PIPE_AND_CHILD "child exit 0\nmain read p 3\n");
    assert_true(world_deadlock(&tale.world, &deadlock));
    assert_false(deadlock_is_known(&tale.world, &deadlock));
    deadlock_done(&deadlock);
    tale_done(&tale);
    tale_init(&tale, PIPE_AND_CHILD "child exit 0\nmain read p 3\ndeadlock\n");
    assert_true(world_deadlock(&tale.world, &deadlock));
    assert_true(deadlock_is_known(&tale.world, &deadlock));
    deadlock_done(&deadlock);
    tale_done(&tale);
    tale_init(&tale, PIPE_AND_CHILD "child exit 0\nmain read p 3\ndeadlock\nmain kill 9\n");
    assert_int_equal(tale.world.deadlock, 0);
    assert_false(world_deadlock(&tale.world, &deadlock));
    tale_done(&tale);
}

static void test_circle_there_and_back(void **state) {
    (void)state;
    struct tale tale;
    struct deadlock deadlock;
    struct deadlock_link *read;
    struct buf text = {0};
    tale_init(&tale, PIPE_AND_CHILD "child close 4\nchild read p 3\nmain wait child\n");
    assert_true(world_deadlock(&tale.world, &deadlock));
    circle_write(tale.log, deadlock.circle, deadlock.circle_count, &text);
    assert_string_equal(
        buf_str(&text),
        "[{\"actor\":\"main\",\"op\":\"wait\",\"obj\":null,\"fd\":null,\"waits_for\":\"child\","
        "\"through\":null},{\"actor\":\"child\",\"op\":\"read\",\"obj\":\"p\",\"fd\":3,"
        "\"waits_for\":\"main\",\"through\":4}]");
    assert_int_equal(circle_read(tale.log, buf_str(&text), &read), 2);
    assert_memory_equal(read, deadlock.circle, 2 * sizeof *read);
    mem_free(read);
    assert_int_equal(circle_read(tale.log, "[{\"actor\":\"who?\"},3,{}]", &read), 0);
    mem_free(read);
    assert_int_equal(circle_read(tale.log, "", &read), 0);
    mem_free(read);
    deadlock_done(&deadlock);
    buf_done(&text);
    tale_done(&tale);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reader_waits_for_writers),
        cmocka_unit_test(test_no_deadlock),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_partial),
        cmocka_unit_test(test_chain_to_somebody_ready),
        cmocka_unit_test(test_three_in_a_circle),
        cmocka_unit_test(test_holders_first),
        cmocka_unit_test(test_nobody_left),
        cmocka_unit_test(test_known_until_it_moves),
        cmocka_unit_test(test_circle_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
