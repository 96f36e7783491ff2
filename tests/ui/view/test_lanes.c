/* SPDX-License-Identifier: MIT */
/* The timeline in front: its cursor, the arrows of what it stands on, and a run from near and far.
 * What a column says is compared with the records it stands for. */
#include "lanes.h"
#include "recorded.h"
#include "scenery.h"

static const char relay[] = "run relay right\n"
                            "main start\n"
                            "main pipe first 3 4 @2\n"
                            "main pipe second 5 6 @3\n"
                            "main fork upper @4\n"
                            "main fork last @5\n"
                            "main mark T=0 forked\n"
                            "last read second 5 @9\n"
                            "upper read first 3 @11\n"
                            "main write first 4 \"hello\\n\" @10\n"
                            "upper write second 6 \"HELLO\\n\" @11\n"
                            "main mark T=1 sent\n"
                            "last print HELLO\n"
                            "upper exit 0 @12\n"
                            "last kill 9\n"
                            "main close 4 @12\n";

static void at(struct scenery *s, const char *actor, uint64_t step, int zoom) {
    s->scene.page = VIEW_TIMELINE;
    s->scene.lane = log_find(s->log, actor);
    s->scene.lane_step = step;
    s->scene.zoom = zoom;
}

/* Ctrl-C stands over the lanes as a mark does. */
static void interrupted(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("pipe-fork-interrupt"));
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "interrupt-80x24", 80, 24);
    at(&s, "main", 6, 1);
    scenery_same(&s, "interrupt-far-60x20", 60, 20);
    scenery_done(&s);
}

static void near_and_far(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, relay);
    at(&s, "upper", 8, 0);
    scenery_same(&s, "timeline-80x24", 80, 24);
    at(&s, "main", 7, 0);
    scenery_same(&s, "timeline-60x20", 60, 20);
    at(&s, "last", 8, 1);
    scenery_same(&s, "timeline-far-80x24", 80, 24);
    at(&s, "last", 3, 1);
    scenery_same(&s, "timeline-far-before-60x20", 60, 20);
    s.scene.page = VIEW_STAGE;
    scenery_same(&s, "timeline-far-below-80x24", 80, 24);
    scenery_done(&s);
}

/* Every second step main writes, else the reader reads: steps 1, 2, 3 ... of `steps`. */
static struct log *long_run(int steps, int actors) {
    struct log *log = log_new();
    strid pipe = log_intern(log, "p");
    char name[32];

    for (int i = 0; i < actors; i++) {
        snprintf(name, sizeof(name), i == 0 ? "main" : "child%d", i);
        struct event event = {.kind = EVENT_ACTOR_START, .actor = log_intern(log, name)};
        log_append(log, &event, NULL, 0);
    }
    struct event made = {.kind = EVENT_OBJ_NEW, .obj = pipe, .type = OBJ_PIPE};
    log_append(log, &made, NULL, 0);
    for (int i = 0; i < steps; i++) {
        snprintf(name, sizeof(name), i % actors == 0 ? "main" : "child%d", i % actors);
        struct event event = {.kind = EVENT_STEP, .actor = log_intern(log, name)};
        log_append(log, &event, NULL, 0);
        event.op = i % 2 == 0 ? OP_WRITE : OP_READ;
        event.obj = pipe;
        event.has = EVENT_HAS_OBJ | EVENT_HAS_RET | EVENT_HAS_RANGE;
        event.ret = event.len = 1;
        event.off = i / 2;
        event.kind = EVENT_OP_ENTER;
        log_append(log, &event, NULL, 0);
        event.kind = EVENT_OP_EXIT;
        log_append(log, &event, "x", 1);
    }
    return log;
}

/* Each zoom shows four times as many steps as the one before, the last one all; and what a column
 * says is what its records say. */
static void columns_say_what_the_records_say(void **state) {
    enum { STEPS = 5000, ACTORS = 7, WIDTH = 100 };
    struct scenery s;
    uint64_t scale = 0;
    int max;

    (void)state;
    scenery_init_log(&s, long_run(STEPS, ACTORS));
    max = lanes_zoom_max(&s.scene, WIDTH);
    assert_true(max > 2);
    for (int zoom = 1; zoom <= max; zoom++) {
        at(&s, "child3", STEPS / 2, zoom);
        struct lanes *lanes = lanes_new(&s.scene, WIDTH, 30);
        assert_true(lanes->window.scale == (zoom == 1 ? 1 : scale * LANES_FARTHER) || zoom == max);
        scale = lanes->window.scale;
        assert_true(lanes->window.first <= STEPS / 2 && lanes->window.last >= STEPS / 2);
        assert_int_equal(lanes->cell_rows, ACTORS);
        for (int x = 0; x < lanes->cell_columns; x++) {
            uint64_t from = lanes->window.first + (uint64_t)x * scale;
            for (int y = 0; y < ACTORS && from + scale - 1 <= lanes->window.last; y++) {
                uint64_t ops = 0;
                for (uint64_t k = from; k < from + scale; k++) {
                    ops += (k - 1) % ACTORS == (uint64_t)y;
                }
                const struct lanes_cell *cell = &lanes->cells[y * lanes->cell_columns + x];
                assert_int_equal(cell->is, ops > 0 ? LANES_OPS : LANES_THERE);
                assert_int_equal(cell->share, ops * 100 / scale);
            }
        }
        if (zoom == max) {
            assert_int_equal(lanes->window.first, 1);
            assert_int_equal(lanes->window.last, STEPS);
        }
        lanes_free(lanes);
    }
    scenery_done(&s);
}

/* In long_run each even step reads what the step before has written: from afar the sums of these
 * arrows, in all columns and, by who is at the other end, in the cursor's. */
static void sums_are_those_of_the_arrows(void **state) {
    enum { STEPS = 5000, ACTORS = 7, WIDTH = 100, OWN = 3 };
    struct scenery s;
    int max, seen = 0;

    (void)state;
    scenery_init_log(&s, long_run(STEPS, ACTORS));
    max = lanes_zoom_max(&s.scene, WIDTH);
    for (int zoom = 1; zoom <= max; zoom++) {
        at(&s, "child3", STEPS / 2, zoom);
        struct lanes *lanes = lanes_new(&s.scene, WIDTH, 30);
        const struct lanes_window *window = &lanes->window;
        uint64_t given = 0, taken = 0;
        assert_true((lanes->arrows != NULL) == (window->scale > 1));
        for (uint64_t k = window->first; window->scale > 1 && k <= window->last; k++) {
            bool here = lanes_x(window, k) == lanes->cursor_x;
            lanes->arrows[lanes_x(window, k) - window->names] -= k % 2 == 0;
            given += here && k % 2 == 0 && (k - 2) % ACTORS == OWN;
            taken += here && k % 2 == 0 && (k - 1) % ACTORS == OWN;
        }
        for (int x = 0; x < lanes->cell_columns && window->scale > 1; x++) {
            assert_int_equal(lanes->arrows[x], 0); /* each was counted, and no other */
        }
        for (size_t i = 0; i < lanes->flow_count; i++) {
            assert_true(lanes->flow_lanes[i] == OWN + 1 || lanes->flow_lanes[i] == OWN - 1);
            given -= lanes->flows[i].to;
            taken -= lanes->flows[i].from;
            seen++;
        }
        assert_int_equal(given, 0);
        assert_int_equal(taken, 0);
        lanes_free(lanes);
    }
    assert_true(seen > 2);
    at(&s, "child3", STEPS / 2, 3);
    scenery_same(&s, "timeline-sums-80x24", 80, 24);
    at(&s, "main", STEPS, max);
    scenery_same(&s, "timeline-sums-all-60x20", 60, 20);
    scenery_done(&s);
}

/* The cursor is in sight wherever it is, at every zoom; what is below it has room at any size. */
static void cursor_is_in_sight(void **state) {
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init_log(&s, long_run(3000, 90));
    for (int zoom = 0; zoom < 6; zoom++) {
        for (uint64_t step = 1; step <= 3000; step += 131) {
            at(&s, step % 2 == 0 ? "child80" : "main", step, zoom);
            struct lanes *lanes = lanes_new(&s.scene, 78, 20);
            assert_true(lanes->window.first <= step && lanes->window.last >= step);
            assert_true(lanes->current >= lanes->top && lanes->current < lanes->top + lanes->rows);
            lanes_free(lanes);
        }
        picture = scenery_picture(&s, 40, 10, true);
        mem_free(picture);
        picture = scenery_picture(&s, 200, 60, false);
        mem_free(picture);
    }
    scenery_done(&s);
}

static size_t times(const char *text, const char *part) {
    size_t count = 0;

    for (; (text = strstr(text, part)) != NULL; text += strlen(part)) {
        count++;
    }
    return count;
}

/* Wherever one stands: what a column is, is said whole or not at all; the step looked at is there
 * with all its digits. */
static void axis_is_whole(void **state) {
    struct buf here = {0};
    struct scenery s;

    (void)state;
    scenery_init_log(&s, long_run(1200, 30));
    for (uint64_t step = 1; step <= 1200; step += 7) {
        for (int zoom = 0; zoom < 4; zoom++) {
            scenery_at(&s, step);
            at(&s, "main", zoom == 3 ? 1201 - step : step, zoom);
            char *picture = scenery_picture(&s, 60, 20, false);
            assert_int_equal(times(picture, "colu"),
                             times(picture, zoom == 1   ? "a column: 1 step"
                                            : zoom == 2 ? "a column: 4 steps"
                                                        : "a column: 16 steps"));
            buf_clear(&here);
            buf_putf(&here, "%llu", (unsigned long long)step);
            assert_true(zoom == 3 ||
                        strstr(strchr(strchr(picture, '\n') + 1, '\n'), buf_str(&here)) != NULL);
            mem_free(picture);
        }
    }
    buf_done(&here);
    scenery_done(&s);
}

/* A wait that a release ended leads to who released, and back. */
static void who_ended_a_wait(void **state) {
    struct scenery s;
    struct timeline_stretch op;

    (void)state;
    scenery_init(&s, "run semaphore right\n"
                     "main start\n"
                     "main semaphore s 1 @2\n"
                     "main fork car @3\n"
                     "main acquire s @4\n"
                     "car acquire s @5\n"
                     "main sleep @6\n"
                     "main wake\n"
                     "main release s @7\n"
                     "car release s @8\n");
    size_t car = (size_t)timeline_lane_of(s.timeline, log_find(s.log, "car"));
    size_t owner = (size_t)timeline_lane_of(s.timeline, log_find(s.log, "main"));
    assert_true(timeline_op_at(s.timeline, car, 4, &op));
    assert_int_equal(op.kind, STRETCH_BLOCKED);
    assert_string_equal(log_str(s.log, lanes_waker(s.timeline, car, &op)), "main");
    assert_int_equal(lanes_woken(s.timeline, owner, op.to), (long)car);
    assert_int_equal(lanes_woken(s.timeline, owner, 1), -1);
    at(&s, "car", 4, 0);
    char *picture = scenery_picture(&s, 80, 24, false);
    assert_non_null(strstr(picture, "ended by main in step"));
    mem_free(picture);
    at(&s, "main", op.to, 0);
    picture = scenery_picture(&s, 80, 24, false);
    assert_non_null(strstr(picture, "ends the wait of car"));
    mem_free(picture);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_and_far),
        cmocka_unit_test(interrupted),
        cmocka_unit_test(columns_say_what_the_records_say),
        cmocka_unit_test(sums_are_those_of_the_arrows),
        cmocka_unit_test(cursor_is_in_sight),
        cmocka_unit_test(axis_is_whole),
        cmocka_unit_test(who_ended_a_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
