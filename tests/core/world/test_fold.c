/* SPDX-License-Identifier: MIT */
/* Tests of the fold: what the world is after each record of small tales, and after nonsense. */
#include "holders.h"
#include "story.h"
#include "world.h"
#include "world_json.h"
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

static const char forgotten[] = "run pipe-fork forgotten\n"
                                "main start\n"
                                "main pipe p 3 4 @14\n"
                                "main fork child @15\n"
                                "child close 3 @16\n"
                                "child write p 4 \"hello\\n\" @17\n"
                                "main mark T=0 written\n"
                                "main read p 3 @20\n"
                                "child exit 0 @18\n"
                                "main read p 3 @20\n"
                                "deadlock\n"
                                "end deadlock deadlock\n";

struct tale {
    struct log *log;
    struct world world;
};

static void tale_init(struct tale *tale, const char *text) {
    tale->log = story_log(text);
    world_init(&tale->world, tale->log);
}

static void tale_done(struct tale *tale) {
    world_done(&tale->world);
    log_free(tale->log);
}

static const struct world_proc *proc(const struct tale *tale, const char *name) {
    return world_proc(&tale->world, log_find(tale->log, name));
}

static const struct world_obj *obj(const struct tale *tale, const char *name) {
    return world_obj(&tale->world, log_find(tale->log, name));
}

static uint32_t holders(const struct tale *tale, const char *name, enum fd_end end) {
    return world_holders(&tale->world, log_find(tale->log, name), end);
}

/* Folds on to behind the next record of that kind. */
static void go(struct tale *tale, enum event_kind kind) {
    while (world_fold(&tale->world)) {
        if (log_at(tale->log, tale->world.n)->kind == kind) {
            return;
        }
    }
    fail_msg("no more %s", event_kind_name(kind));
}

static void test_processes_and_descriptors(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, forgotten);
    go(&tale, EVENT_ACTOR_START);
    assert_int_equal(proc(&tale, "main")->state, PROC_USER);
    go(&tale, EVENT_OP_READY);
    assert_int_equal(proc(&tale, "main")->state, PROC_READY);
    assert_int_equal(proc(&tale, "main")->op, OP_PIPE);
    go(&tale, EVENT_OP_READY);
    assert_int_equal(holders(&tale, "p", END_R), 1);
    assert_int_equal(obj(&tale, "p")->capacity, 65536);
    assert_int_equal(obj(&tale, "p")->type, OBJ_PIPE);
    go(&tale, EVENT_OP_READY); /* child's, forked */
    assert_int_equal(holders(&tale, "p", END_R), 2);
    assert_int_equal(holders(&tale, "p", END_W), 2);
    assert_int_equal(proc(&tale, "child")->parent, log_find(tale.log, "main"));
    go(&tale, EVENT_FD_CLOSE);
    assert_int_equal(holders(&tale, "p", END_R), 1);
    assert_null(world_fd(&tale.world, log_find(tale.log, "child"), 3));
    assert_non_null(world_fd(&tale.world, log_find(tale.log, "child"), 4));
    tale_done(&tale);
}

static void test_bytes_in_flight(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, forgotten);
    go(&tale, EVENT_FD_CLOSE);
    go(&tale, EVENT_OP_EXIT);
    assert_int_equal(obj_in_flight(obj(&tale, "p")), 6);
    assert_int_equal(obj(&tale, "p")->item_count, 1);
    assert_int_equal(obj(&tale, "p")->items[0].actor, log_find(tale.log, "child"));
    go(&tale, EVENT_OP_EXIT);
    assert_int_equal(obj_in_flight(obj(&tale, "p")), 0);
    assert_int_equal(obj(&tale, "p")->item_count, 0);
    assert_int_equal(proc(&tale, "main")->last_ret, 6);
    tale_done(&tale);
}

static void test_end_of_child_and_deadlock(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, forgotten);
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "child")->state, PROC_ZOMBIE);
    assert_int_equal(holders(&tale, "p", END_W), 1);
    go(&tale, EVENT_OP_BLOCK);
    assert_int_equal(proc(&tale, "main")->state, PROC_BLOCKED);
    assert_string_equal(log_str(tale.log, proc(&tale, "main")->waits_for), "main");
    assert_int_equal(tale.world.deadlock, 0);
    go(&tale, EVENT_DEADLOCK);
    assert_int_equal(tale.world.deadlock, tale.world.n);
    go(&tale, EVENT_RUN_END);
    assert_int_equal(tale.world.outcome, OUTCOME_DEADLOCK);
    assert_true(tale.world.as_expected);
    assert_false(world_fold(&tale.world));
    tale_done(&tale);
}

static void test_zombie_until_waited_for(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, "main start\nmain fork child @1\nchild exit 3 @2\nmain wait child @3\n"
                     "main exit 0\n");
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "child")->state, PROC_ZOMBIE);
    assert_int_equal(proc(&tale, "child")->status, 3);
    go(&tale, EVENT_OP_EXIT);
    assert_int_equal(proc(&tale, "child")->state, PROC_GONE);
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "main")->state, PROC_GONE);
    tale_done(&tale);
}

static void test_orphans(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, "main start\nmain fork a @1\nmain fork b @2\na exit 0 @3\nmain exit 0 @4\n"
                     "b exit 0 @5\n");
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "a")->state, PROC_ZOMBIE);
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "a")->state, PROC_GONE);
    assert_true(proc(&tale, "b")->orphan);
    assert_false(proc(&tale, "a")->orphan);
    go(&tale, EVENT_ACTOR_EXIT);
    assert_int_equal(proc(&tale, "b")->state, PROC_GONE);
    tale_done(&tale);
}

static void test_descriptor_numbers_come_again(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, "main start\nmain pipe p 3 4\nmain close 3\nmain pipe q 3 5\nmain close 3\n"
                     "main pipe r 3 6\n");
    while (world_fold(&tale.world)) {
    }
    strid main_id = log_find(tale.log, "main");
    assert_int_equal(world_fd(&tale.world, main_id, 3)->obj, log_find(tale.log, "r"));
    assert_int_equal(world_fd(&tale.world, main_id, 4)->obj, log_find(tale.log, "p"));
    assert_int_equal(holders(&tale, "p", END_R), 0);
    assert_int_equal(holders(&tale, "q", END_R), 0);
    assert_int_equal(tale.world.fd_count, 6);
    tale_done(&tale);
}

static void test_a_closed_entry_is_used_again(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event event = {.actor = log_intern(log, "main"), .obj = log_intern(log, "p")};
    for (int i = 0; i < 100; i++) {
        event.kind = EVENT_FD_OPEN;
        event.fd = i;
        event.end = END_R;
        log_append(log, &event, NULL, 0);
        event.kind = EVENT_FD_CLOSE;
        log_append(log, &event, NULL, 0);
    }
    struct world world;
    world_init(&world, log);
    world_fold_to(&world, log_count(log));
    assert_int_equal(world.fd_count, 1);
    assert_null(world_fd(&world, event.actor, 5));
    assert_int_equal(world_holders(&world, event.obj, END_R), 0);
    world_done(&world);
    log_free(log);
}

/* A write that sleeps in the middle: its bytes are read before its record comes. */
static void test_taken_before_written(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event event = {.actor = log_intern(log, "main"),
                          .obj = log_intern(log, "p"),
                          .kind = EVENT_OBJ_NEW,
                          .type = OBJ_PIPE};
    log_append(log, &event, NULL, 0);
    event = (struct event){.actor = event.actor, .obj = event.obj, .kind = EVENT_OP_EXIT};
    event.has = EVENT_HAS_RANGE;
    event.op = OP_READ;
    event.off = 0;
    event.len = 100;
    log_append(log, &event, NULL, 0);
    event.op = OP_WRITE;
    event.len = 250;
    log_append(log, &event, NULL, 0);
    struct world world;
    world_init(&world, log);
    world_fold_to(&world, 2);
    assert_int_equal(obj_in_flight(world_obj(&world, event.obj)), 0);
    world_fold_to(&world, 3);
    assert_int_equal(obj_in_flight(world_obj(&world, event.obj)), 150);
    assert_int_equal(world_obj(&world, event.obj)->items[0].off, 100);
    world_done(&world);
    log_free(log);
}

static char *as_json(const struct world *world) {
    struct buf out = {0};
    world_to_json(world, &out);
    return buf_take(&out);
}

/* A copy taken anywhere and folded on is the same world. */
static void test_copies_fold_on(void **state) {
    (void)state;
    struct tale tale;
    tale_init(&tale, forgotten);
    world_fold_to(&tale.world, log_count(tale.log));
    char *whole = as_json(&tale.world);
    for (uint64_t n = 0; n <= log_count(tale.log); n++) {
        struct world from, copy;
        world_init(&from, tale.log);
        world_fold_to(&from, n);
        world_copy(&copy, &from);
        world_done(&from);
        world_fold_to(&copy, log_count(tale.log));
        char *again = as_json(&copy);
        assert_string_equal(whole, again);
        mem_free(again);
        world_done(&copy);
    }
    mem_free(whole);
    tale_done(&tale);
}

/* xorshift64: the same records in every run. */
static uint64_t next_random(uint64_t *random) {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static struct event random_event(struct log *log, uint64_t *random) {
    static const char *const words[] = {"",
                                        "main",
                                        "child",
                                        "p",
                                        "q",
                                        "waitpid(child)",
                                        "{\"capacity\":7}",
                                        "{\"child\":\"child\"}",
                                        "main child",
                                        "[{\"actor\":\"main\",\"fd\":99999999999}]",
                                        "EPIPE",
                                        "{"};
    struct event event;
    unsigned char *bytes = (unsigned char *)&event;
    for (size_t i = 0; i < sizeof event; i++) {
        bytes[i] = (unsigned char)next_random(random);
    }
    strid *ids[] = {&event.actor, &event.obj,       &event.name,
                    &event.text,  &event.waits_for, &event.state};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (next_random(random) % 20 != 0) {
            *ids[i] = log_intern(log, words[next_random(random) % 12]);
        }
    }
    event.kind =
        (uint16_t)(next_random(random) % 30 == 0 ? 999 : next_random(random) % EVENT_KIND_COUNT);
    event.op = (uint16_t)(next_random(random) % (OP_COUNT + 2));
    event.type = (uint16_t)(next_random(random) % (OBJ_COUNT + 2));
    event.end = (uint8_t)(next_random(random) % 5);
    event.fd = next_random(random) % 10 == 0 ? event.fd : (int32_t)(next_random(random) % 6);
    event.off = next_random(random) % 10 == 0 ? event.off : (int64_t)(next_random(random) % 64);
    event.len = next_random(random) % 10 == 0 ? event.len : (int64_t)(next_random(random) % 64);
    return event;
}

static void look_at_everything(const struct world *world) {
    struct buf out = {0};
    struct deadlock deadlock;
    world_to_json(world, &out);
    world_to_text(world, &out);
    if (world_deadlock(world, &deadlock)) {
        deadlock_is_known(world, &deadlock);
        deadlock_why(world, &deadlock, &out);
        deadlock_done(&deadlock);
    }
    buf_done(&out);
}

static void test_any_records(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t random = seed * UINT64_C(0x9E3779B97F4A7C15);
        struct log *log = log_new();
        struct world world;
        world_init(&world, log);
        for (int i = 0; i < 400; i++) {
            struct event event = random_event(log, &random);
            log_append(log, &event, "bytes", next_random(&random) % 6);
            assert_true(world_fold(&world));
            if (i % 40 == 0) {
                look_at_everything(&world);
            }
        }
        world_done(&world);
        log_free(log);
    }
}

/* pipe(7): freed with its last end. What nobody read was not read. */
static void test_a_pipe_without_ends_holds_nothing(void **state) {
    (void)state;
    struct tale tale;
    struct buf text = {0};
    tale_init(&tale, "run pipe right\nmain start\nmain pipe p 3 4 @1\nmain write p 4 \"hello\" @2\n"
                     "main read p 3 2 @3\nmain close 3 @4\nmain close 4 @5\n");
    go(&tale, EVENT_FD_OPEN);
    while (holders(&tale, "p", END_R) > 0) {
        assert_true(world_fold(&tale.world));
    }
    assert_int_equal(holders(&tale, "p", END_W), 1);
    assert_int_equal(obj_in_flight(obj(&tale, "p")), 3);
    while (world_fold(&tale.world)) {
    }
    assert_int_equal(holders(&tale, "p", END_W), 0);
    assert_int_equal(obj_in_flight(obj(&tale, "p")), 0);
    assert_int_equal(obj(&tale, "p")->item_count, 0);
    world_to_json(&tale.world, &text);
    assert_non_null(strstr(buf_str(&text), "\"written\":5,\"read\":2"));
    buf_done(&text);
    tale_done(&tale);
}

static void places(struct log *log, const char *actor, enum op_kind op) {
    struct event event = {.kind = EVENT_OP_EXIT, .op = (uint16_t)op, .has = EVENT_HAS_RET};
    event.actor = log_intern(log, actor);
    event.obj = log_intern(log, "s");
    log_append(log, &event, NULL, 0);
}

/* Of a semaphore with many places, two who take them and one who gives them back: it is not known
 * whose, and each record costs but a look at them. */
static void test_many_places_given_back(void **state) {
    enum { PLACES = 4000, ROUNDS = 4000 };
    static const char *const takers[] = {"a", "b"};
    struct log *log = log_new();
    struct world world;
    struct buf text = {0};
    (void)state;
    struct event made = {.kind = EVENT_OBJ_NEW, .type = OBJ_SEMAPHORE};
    made.obj = log_intern(log, "s");
    made.state = log_intern(log, "{\"initial\":4000}");
    log_append(log, &made, NULL, 0);
    for (int i = 0; i < PLACES; i++) {
        places(log, takers[i % 2], OP_ACQUIRE);
    }
    for (int i = 0; i < ROUNDS; i++) {
        places(log, "c", OP_RELEASE);
        places(log, takers[i % 2], OP_ACQUIRE);
    }
    world_init(&world, log);
    world_fold_to(&world, log_count(log));
    const struct world_obj *obj = world_obj(&world, log_find(log, "s"));
    assert_int_equal(obj_in_flight(obj), 0);
    assert_int_equal(semaphore_taken(obj), PLACES);
    semaphore_takers(&world, obj, &text);
    assert_non_null(strstr(buf_str(&text), "4000 of a*"));
    for (int i = 0; i < PLACES; i++) {
        places(log, "c", OP_RELEASE);
    }
    world_fold_to(&world, log_count(log));
    assert_int_equal(semaphore_taken(obj), 0);
    assert_int_equal(obj->item_count, 0);
    buf_done(&text);
    world_done(&world);
    log_free(log);
}

/* A damaged file may have any number of ends: each is of what stands before it, up to the last. */
static void test_many_ends(void **state) {
    enum { ENDS = 50000 };
    struct log *log = log_new();
    struct world world;
    (void)state;
    struct event event = {.kind = EVENT_ACTOR_START};
    event.actor = log_intern(log, "main");
    log_append(log, &event, NULL, 0);
    log_append(log, &(struct event){.kind = EVENT_INTERRUPT, .ret = 2}, NULL, 0);
    event = (struct event){.kind = EVENT_ACTOR_EXIT, .has = EVENT_HAS_SIGNAL, .ret = 2};
    event.actor = log_intern(log, "main");
    log_append(log, &event, NULL, 0);
    for (int i = 0; i < ENDS; i++) {
        log_append(log, &(struct event){.kind = EVENT_RUN_END, .type = OUTCOME_OK}, NULL, 0);
    }
    world_init(&world, log);
    world_fold_to(&world, 4);
    assert_int_equal(world.interrupted, 2);
    world_fold_to(&world, log_count(log));
    assert_int_equal(world.interrupted, 0);
    world_done(&world);
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pipe_without_ends_holds_nothing),
        cmocka_unit_test(test_processes_and_descriptors),
        cmocka_unit_test(test_bytes_in_flight),
        cmocka_unit_test(test_end_of_child_and_deadlock),
        cmocka_unit_test(test_zombie_until_waited_for),
        cmocka_unit_test(test_orphans),
        cmocka_unit_test(test_descriptor_numbers_come_again),
        cmocka_unit_test(test_a_closed_entry_is_used_again),
        cmocka_unit_test(test_taken_before_written),
        cmocka_unit_test(test_copies_fold_on),
        cmocka_unit_test(test_any_records),
        cmocka_unit_test(test_many_places_given_back),
        cmocka_unit_test(test_many_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
