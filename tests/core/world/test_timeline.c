/* SPDX-License-Identifier: MIT */
/* Tests of the timeline: any record at once, steps, stops, lanes and arrows; also of a long log, in
 * which the world at n has to be the one that a fold from the start gives. */
#include "story.h"
#include "timeline.h"
#include "world_json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char tale[] = "run pipe-fork right\n"
                           "main start\n"
                           "main pipe p 3 4 @10\n"
                           "main mark T=0 piped\n"
                           "main fork child @12\n"
                           "child close 3 @13\n"
                           "main close 4 @20\n"
                           "main say Now only child can write.\n"
                           "main read p 3 @22\n"
                           "child write p 4 \"line 1\\n\" @15\n"
                           "main print line 1\n"
                           "main read p 3 @22\n"
                           "child exit 0 @17\n"
                           "main wait child @24\n"
                           "main exit 0 @25\n"
                           "end ok ok\n";

static char *as_json(const struct world *world) {
    struct buf out = {0};
    world_to_json(world, &out);
    return buf_take(&out);
}

static void assert_same(const struct world *a, const struct world *b) {
    char *first = as_json(a), *second = as_json(b);
    assert_string_equal(first, second);
    mem_free(first);
    mem_free(second);
}

static void test_any_record_in_any_order(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    uint64_t count = log_count(log);
    assert_int_equal(timeline_count(timeline), count);
    for (uint64_t i = 0; i <= 3 * count; i++) {
        uint64_t n = i * 7 % (count + 2);
        struct world world;
        world_init(&world, log);
        world_fold_to(&world, n);
        assert_same(&world, timeline_at(timeline, n));
        world_done(&world);
    }
    timeline_free(timeline);
    log_free(log);
}

static void test_steps(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_steps(timeline), 10);
    assert_int_equal(timeline_step_begin(timeline, 0), 1);
    for (uint64_t k = 1; k <= 10; k++) {
        uint64_t begin = timeline_step_begin(timeline, k);
        assert_int_equal(log_at(log, begin)->kind, EVENT_STEP);
        assert_int_equal(timeline_step_end(timeline, k - 1), begin - 1);
        assert_int_equal(timeline_step_of(timeline, begin), k);
        assert_int_equal(timeline_step_of(timeline, begin - 1), k - 1);
        assert_int_equal(timeline_at(timeline, begin)->steps, k);
    }
    assert_int_equal(timeline_step_end(timeline, 10), log_count(log));
    assert_int_equal(timeline_step_end(timeline, 99), log_count(log));
    assert_int_equal(timeline_step_begin(timeline, 99), timeline_step_begin(timeline, 10));
    timeline_free(timeline);
    log_free(log);
}

static void test_stops(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_stop_count(timeline), 2);
    const struct timeline_stop *mark = timeline_stop_after(timeline, 0);
    assert_int_equal(mark->kind, STOP_MARK);
    assert_int_equal(mark->T, 0);
    assert_string_equal(log_str(log, mark->text), "piped");
    assert_int_equal(mark->step, 1);
    const struct timeline_stop *say = timeline_stop_after(timeline, mark->record);
    assert_int_equal(say->kind, STOP_SAY);
    assert_null(timeline_stop_after(timeline, say->record));
    assert_null(timeline_stop_after(timeline, UINT64_MAX));
    assert_ptr_equal(timeline_stop_before(timeline, say->record), mark);
    assert_ptr_equal(timeline_stop_before(timeline, UINT64_MAX), say);
    assert_null(timeline_stop_before(timeline, mark->record));
    assert_null(timeline_stop_before(timeline, 0));
    assert_null(timeline_stop_at(timeline, 2));
    timeline_free(timeline);
    log_free(log);
}

static void test_words(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    size_t count = 0;
    for (uint64_t n = 1; n <= log_count(log); n++) {
        int kind = log_at(log, n)->kind;
        if (kind == EVENT_PRINT || kind == EVENT_SAY) {
            assert_int_equal(timeline_words_at(timeline, count++), n);
        }
    }
    assert_int_equal(count, 2);
    assert_int_equal(timeline_words_at(timeline, count), 0);
    timeline_free(timeline);
    log_free(log);
}

static void test_events_of_an_actor(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    strid child = log_find(log, "child");
    struct buf kinds = {0};
    uint64_t last = 0;
    for (uint64_t n = 0; (n = timeline_event_after(timeline, child, n)) != 0; last = n) {
        buf_putf(&kinds, "%s ", event_kind_name((enum event_kind)log_at(log, n)->kind));
        assert_int_equal(timeline_event_before(timeline, child, n), last);
    }
    assert_string_equal(buf_str(&kinds), "actor.start op.exit op.exit actor.exit ");
    assert_int_equal(timeline_event_before(timeline, child, UINT64_MAX), last);
    assert_int_equal(timeline_event_after(timeline, 0x7FFFFFFF, 0), 0);
    buf_done(&kinds);
    timeline_free(timeline);
    log_free(log);
}

/* "from-to kind op" of each stretch. */
static char *lane_text(const struct timeline *timeline, const char *actor, uint64_t from,
                       uint64_t to) {
    static const char *const kinds[] = {"ready", "op", "blocked"};
    struct timeline_stretch stretches[32];
    struct buf out = {0};
    long lane = timeline_lane_of(timeline, log_find(timeline_log(timeline), actor));
    assert_true(lane >= 0);
    size_t count = timeline_stretches(timeline, (size_t)lane, from, to, stretches, 32);
    for (size_t i = 0; i < count; i++) {
        buf_putf(&out, "%s%llu-%llu %s %s", i == 0 ? "" : ", ",
                 (unsigned long long)stretches[i].from, (unsigned long long)stretches[i].to,
                 kinds[stretches[i].kind], op_name(stretches[i].op));
    }
    return buf_take(&out);
}

static void assert_lane(const struct timeline *timeline, const char *actor, uint64_t from,
                        uint64_t to, const char *expected) {
    char *text = lane_text(timeline, actor, from, to);
    assert_string_equal(text, expected);
    mem_free(text);
}

static void test_lanes(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_lane_count(timeline), 2);
    assert_int_equal(timeline_lane(timeline, 0)->actor, log_find(log, "main"));
    assert_int_equal(timeline_lane(timeline, 1)->born_step, 2);
    assert_int_equal(timeline_lane(timeline, 1)->ended_step, 8);
    assert_null(timeline_lane(timeline, 2));
    assert_int_equal(timeline_lane_of(timeline, 0), -1);
    assert_lane(timeline, "main", 0, 99,
                "0-0 ready , 1-1 op pipe, 2-2 op fork, 3-3 ready , 4-4 op close, "
                "5-6 blocked read, 7-8 blocked read, 9-9 op wait, 10-10 op exit");
    assert_lane(timeline, "child", 0, 99,
                "2-2 ready , 3-3 op close, 4-5 ready , 6-6 op write, 7-7 ready , 8-8 op exit");
    assert_lane(timeline, "main", 3, 5, "3-3 ready , 4-4 op close, 5-6 blocked read");
    assert_lane(timeline, "child", 9, 10, "");
    assert_lane(timeline, "child", 4, 4, "4-4 ready ");
    timeline_free(timeline);
    log_free(log);
}

static void test_still_asleep(void **state) {
    (void)state;
    struct log *log = story_log("main start\nmain pipe p 3 4\nmain fork child\nmain read p 3\n"
                                "child close 3\nchild sleep\n");
    struct timeline *timeline = timeline_new(log);
    assert_lane(timeline, "main", 1, 99, "1-1 op pipe, 2-2 op fork, 3-5 blocked read");
    timeline_free(timeline);
    log_free(log);
}

static void test_arrows(void **state) {
    (void)state;
    struct log *log = story_log("main start\nmain pipe p 3 4\nmain fork child\n"
                                "child write p 4 \"abc\"\nchild write p 4 \"de\"\n"
                                "main read p 3\nchild write p 4 \"f\"\nmain read p 3\n");
    struct timeline *timeline = timeline_new(log);
    struct timeline_arrow arrows[8];
    assert_int_equal(timeline_arrows(timeline, 0, 99, arrows, 8), 3);
    assert_int_equal(arrows[0].from_step, 3);
    assert_int_equal(arrows[0].to_step, 5);
    assert_int_equal(arrows[0].off, 0);
    assert_int_equal(arrows[0].len, 3);
    assert_int_equal(arrows[1].from_step, 4);
    assert_int_equal(arrows[1].off, 3);
    assert_int_equal(arrows[1].len, 2);
    assert_int_equal(arrows[2].to_step, 7);
    assert_int_equal(arrows[2].writer, log_find(log, "child"));
    assert_int_equal(arrows[2].reader, log_find(log, "main"));
    assert_int_equal(timeline_arrows(timeline, 6, 7, arrows, 8), 1);
    assert_int_equal(timeline_arrows(timeline, 0, 4, arrows, 8), 0);
    assert_int_equal(timeline_arrows(timeline, 0, 99, arrows, 2), 2);
    assert_int_equal(timeline_arrows_of(timeline, arrows[1].to, arrows, 8), 2);
    assert_int_equal(timeline_arrows_of(timeline, arrows[1].from, arrows, 8), 1);
    timeline_free(timeline);
    log_free(log);
}

static void put_move(struct log *log, enum op_kind op, const char *actor, int64_t off,
                     int64_t len) {
    struct event event = {.kind = EVENT_OP_EXIT,
                          .op = (uint16_t)op,
                          .has = EVENT_HAS_OBJ | EVENT_HAS_RANGE,
                          .obj = log_intern(log, "p"),
                          .actor = log_intern(log, actor),
                          .off = off,
                          .len = len};
    log_append(log, &event, NULL, 0);
}

/* A write that slept in the middle was read before its record came. */
static void test_arrows_of_a_write_that_slept(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event event = {
        .kind = EVENT_OBJ_NEW, .type = OBJ_PIPE, .obj = log_intern(log, "p"), .fd = -1};
    struct timeline_arrow arrows[8];
    log_append(log, &event, NULL, 0);
    put_move(log, OP_READ, "main", 0, 100);
    put_move(log, OP_READ, "main", 100, 50);
    put_move(log, OP_WRITE, "child", 0, 180);
    put_move(log, OP_READ, "main", 150, 30);
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_arrows(timeline, 0, 0, arrows, 8), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(arrows[i].from, 4);
        assert_int_equal(arrows[i].to, i == 2 ? 5 : 2 + i);
        assert_int_equal(arrows[i].off, i == 2 ? 150 : (int64_t)i * 100);
        assert_int_equal(arrows[i].len, i == 0 ? 100 : i == 1 ? 50 : 30);
    }
    timeline_free(timeline);
    log_free(log);
}

static void append(struct log *log, struct event event, int i) {
    char text[64];
    snprintf(text, sizeof text, "line %d", i);
    event.t = i;
    log_append(log, &event, text, event.kind == EVENT_OP_EXIT ? 7 : 0);
}

/* count records of children that write and a main that reads what they wrote. */
static void grow(struct log *log, uint64_t count, int children) {
    char name[32];
    struct event event = {
        .kind = EVENT_OBJ_NEW, .type = OBJ_PIPE, .obj = log_intern(log, "p"), .fd = -1};
    int64_t written = 0;
    if (log_count(log) == 0) {
        append(log, event, 0);
        for (int i = 0; i <= children; i++) {
            snprintf(name, sizeof name, "child%d", i);
            event = (struct event){.kind = EVENT_ACTOR_START, .actor = log_intern(log, name)};
            event.name = log_find(log, "child0");
            append(log, event, 0);
            event = (struct event){.kind = EVENT_FD_OPEN,
                                   .actor = event.actor,
                                   .obj = log_find(log, "p"),
                                   .fd = 3,
                                   .end = i == 0 ? END_R : END_W};
            append(log, event, 0);
        }
    }
    for (uint64_t n = log_count(log); n < count; n += 4) {
        int i = (int)(n / 4 % (uint64_t)(children + 1));
        snprintf(name, sizeof name, "child%d", i);
        bool reads = i == 0;
        event = (struct event){.kind = EVENT_STEP, .actor = log_intern(log, name), .fd = -1};
        append(log, event, (int)n);
        event.kind = EVENT_OP_ENTER;
        event.op = reads ? OP_READ : OP_WRITE;
        event.obj = log_find(log, "p");
        event.fd = 3;
        event.has = EVENT_HAS_OBJ | EVENT_HAS_FD;
        event.text = log_intern(log, reads ? "read(3, 4096)" : "write(3, 7)");
        append(log, event, (int)n);
        event.kind = EVENT_OP_EXIT;
        event.text = 0;
        event.has |= EVENT_HAS_RANGE | EVENT_HAS_RET;
        event.len = reads ? 7 * children : 7;
        event.off = written - (reads ? 7 * children : 0);
        written += reads ? 0 : 7;
        if (event.off >= 0) {
            append(log, event, (int)n);
        }
        event = (struct event){.kind = EVENT_OP_READY, .actor = event.actor, .fd = -1};
        append(log, event, (int)n);
    }
}

static void test_a_long_log(void **state) {
    (void)state;
    struct log *log = log_new();
    grow(log, 60000, 20);
    struct timeline *timeline = timeline_new(log);
    struct world world;
    world_init(&world, log);
    for (uint64_t n = 0; n < log_count(log); n += 4999) {
        world_fold_to(&world, n);
        assert_same(&world, timeline_at(timeline, n));
    }
    for (uint64_t n = log_count(log); n > 7001; n -= 7001) {
        assert_int_equal(timeline_at(timeline, n)->n, n);
    }
    world_done(&world);
    timeline_free(timeline);
    log_free(log);
}

/* Fed a record at a time it is the same as all at once. */
static void test_grows_with_the_log(void **state) {
    (void)state;
    struct log *whole = story_log(tale), *log = log_new();
    struct timeline *timeline = timeline_new(log);
    for (uint64_t n = 1; n <= log_count(whole); n++) {
        struct event event = *log_at(whole, n);
        strid *ids[] = {&event.actor,     &event.obj,   &event.name, &event.text,
                        &event.waits_for, &event.state, &event.more};
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
            *ids[i] = log_intern(log, log_str(whole, *ids[i]));
        }
        log_append(log, &event, log_data(whole, log_at(whole, n)), event.data_len);
        timeline_update(timeline);
        assert_int_equal(timeline_count(timeline), n);
    }
    assert_lane(timeline, "main", 0, 99,
                "0-0 ready , 1-1 op pipe, 2-2 op fork, 3-3 ready , 4-4 op close, "
                "5-6 blocked read, 7-8 blocked read, 9-9 op wait, 10-10 op exit");
    timeline_free(timeline);
    log_free(log);
    log_free(whole);
}

/* Log and timeline together stay below what design.md section 10 allows. */
static void test_memory_of_a_long_log(void **state) {
    (void)state;
    struct log *log = log_new();
    grow(log, 400000, 50);
    struct timeline *timeline = timeline_new(log);
    size_t memory = timeline_memory(timeline) + log_memory(log);
    assert_true(memory / log_count(log) < 150);
    timeline_free(timeline);
    log_free(log);
}

static void test_empty(void **state) {
    (void)state;
    struct log *log = log_new();
    struct timeline *timeline = timeline_new(log);
    struct timeline_stretch stretch;
    struct timeline_arrow arrow;
    assert_int_equal(timeline_at(timeline, 5)->n, 0);
    assert_int_equal(timeline_steps(timeline), 0);
    assert_int_equal(timeline_step_end(timeline, 0), 0);
    assert_int_equal(timeline_stretches(timeline, 0, 0, 9, &stretch, 1), 0);
    assert_int_equal(timeline_arrows(timeline, 0, 9, &arrow, 1), 0);
    assert_int_equal(timeline_event_before(timeline, 1, 9), 0);
    timeline_free(timeline);
    timeline_free(NULL);
    log_free(log);
}

/* A lane told a step at a time: what it began, what it slept through, and the same from sums. */
static void test_sums_are_what_the_stretches_say(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    for (size_t lane = 0; lane < timeline_lane_count(timeline); lane++) {
        struct timeline_stretch stretches[64];
        size_t count = timeline_stretches(timeline, lane, 0, 99, stretches, 64);
        for (uint64_t k = 0; k <= timeline_steps(timeline); k++) {
            struct timeline_sum sum = timeline_sum(timeline, lane, k);
            uint64_t ops = 0, slept = 0;
            for (size_t i = 0; i < count; i++) {
                bool begun = stretches[i].kind != STRETCH_READY && stretches[i].from <= k;
                uint64_t to = stretches[i].to < k ? stretches[i].to : k;
                ops += begun;
                slept += begun && stretches[i].kind == STRETCH_BLOCKED ? to - stretches[i].from : 0;
            }
            assert_int_equal(sum.ops, ops);
            assert_int_equal(sum.slept, slept);
        }
    }
    assert_int_equal(timeline_sum(timeline, 99, 1).ops, 0);
    timeline_free(timeline);
    log_free(log);
}

static void test_events_of_a_lane(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    long child = timeline_lane_of(timeline, log_find(log, "child"));
    uint64_t forward[16], step;
    size_t count = 0;
    for (uint64_t k = 0; timeline_lane_after(timeline, (size_t)child, k, &step); k = step) {
        assert_true(step > k && count < 16);
        forward[count++] = step;
    }
    /* born in 2; close 3, write 6, exit 8 */
    assert_int_equal(count, 4);
    assert_int_equal(forward[0], 2);
    for (uint64_t k = 99; timeline_lane_before(timeline, (size_t)child, k, &step); k = step) {
        assert_int_equal(step, forward[--count]);
    }
    assert_int_equal(count, 0);
    assert_false(timeline_lane_after(timeline, 99, 0, &step));
    assert_false(timeline_lane_before(timeline, 99, 5, &step));
    timeline_free(timeline);
    log_free(log);
}

static void test_arrows_at_either_end(void **state) {
    (void)state;
    struct log *log = story_log(tale);
    struct timeline *timeline = timeline_new(log);
    struct timeline_arrow arrows[4], at[4];
    assert_int_equal(timeline_arrows(timeline, 0, 99, arrows, 4), 1);
    assert_int_equal(timeline_arrows_at(timeline, arrows[0].from, at, 4), 1);
    assert_int_equal(at[0].to, arrows[0].to);
    assert_int_equal(timeline_arrows_at(timeline, arrows[0].to, at, 4), 1);
    assert_int_equal(at[0].from, arrows[0].from);
    assert_int_equal(timeline_arrows_at(timeline, 1, at, 4), 0);
    assert_int_equal(timeline_arrows_at(timeline, 0, at, 4), 0);
    assert_int_equal(timeline_mark_after(timeline, 0)->T, 0);
    assert_null(timeline_mark_after(timeline, timeline_mark_after(timeline, 0)->record));
    timeline_free(timeline);
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_any_record_in_any_order),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_events_of_an_actor),
        cmocka_unit_test(test_lanes),
        cmocka_unit_test(test_still_asleep),
        cmocka_unit_test(test_arrows),
        cmocka_unit_test(test_arrows_of_a_write_that_slept),
        cmocka_unit_test(test_a_long_log),
        cmocka_unit_test(test_grows_with_the_log),
        cmocka_unit_test(test_memory_of_a_long_log),
        cmocka_unit_test(test_sums_are_what_the_stretches_say),
        cmocka_unit_test(test_events_of_a_lane),
        cmocka_unit_test(test_arrows_at_either_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
