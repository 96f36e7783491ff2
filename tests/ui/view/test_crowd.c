/* SPDX-License-Identifier: MIT */
/* Many processes: names in columns, numbers for those who can go, nobody on top of another. */
#include "columns.h"
#include "glyphs.h"
#include "recorded.h"
#include "scenery.h"
#include "stage_model.h"

static void tell_crowd(struct buf *tale, int count) {
    buf_puts(tale, "run pipe-fork crowd\nmain start\nmain pipe p 3 4 @2\n");
    for (int i = 1; i <= count; i++) {
        buf_putf(tale, "main fork car%d @3\n", i);
    }
    for (int i = 1; i <= count / 2; i++) {
        buf_putf(tale, "car%d read p 3 @4\n", i);
    }
    for (int i = count / 2 + 1; i <= count; i++) {
        buf_putf(tale, "car%d close 3 @4\n", i);
    }
    buf_puts(tale, "main write p 4 \"x\" @5\n");
}

static size_t times(const char *text, const char *part) {
    size_t count = 0;

    for (; (text = strstr(text, part)) != NULL; text += strlen(part)) {
        count++;
    }
    return count;
}

static void fifty_in_columns(void **state) {
    struct buf tale = {0};
    struct scenery s;
    char *picture;

    (void)state;
    tell_crowd(&tale, 50);
    scenery_init(&s, buf_str(&tale));
    scenery_same(&s, "crowd-80x24", 80, 24);
    picture = scenery_picture(&s, 200, 60, false);
    assert_int_equal(times(picture, "car37 "), 1);
    mem_free(picture);
    for (int step = 0; step < 60; step++) {
        scenery_at(&s, (uint64_t)step);
        mem_free(scenery_picture(&s, 80, 24, false));
    }
    scenery_done(&s);
    buf_done(&tale);
}

/* Where a name stands behind its state's mark, by its line and column; -1: nowhere. */
static long place_of(const char *picture, const char *name) {
    static const char *const marks[] = {GLYPH_READY, GLYPH_WAITS, GLYPH_ENDED};
    const char *at = NULL, *row = picture;
    struct buf text = {0};
    long line = 0;

    for (size_t i = 0; i < 3 && at == NULL; i++) {
        buf_clear(&text);
        buf_putf(&text, "%s %s", marks[i], name);
        at = strstr(picture, buf_str(&text));
    }
    buf_done(&text);
    for (const char *c = picture; at != NULL && c < at; c++) {
        if (*c == '\n') {
            line++;
            row = c + 1;
        }
    }
    return at == NULL ? -1 : line * 1000 + columns_n(row, (size_t)(at - row));
}

/* A few more than there are rows for: side by side, each with what it is about, always in the same
 * place. */
static void twelve_side_by_side(void **state) {
    static const char *const names[] = {"main", "car2", "car7", "car12"};
    long places[4] = {-1, -1, -1, -1};
    struct buf tale = {0};
    struct scenery s;

    (void)state;
    tell_crowd(&tale, 12);
    scenery_init(&s, buf_str(&tale));
    for (uint64_t step = 1; step <= s.scene.steps; step++) {
        char *picture;
        scenery_at(&s, step);
        picture = scenery_picture(&s, 80, 24, false);
        *strstr(picture, " timeline ") = '\0'; /* which has the names, too */
        const char *list = strstr(picture, " ready  ");
        assert_non_null(list);
        for (size_t i = 0; i < 4; i++) {
            long place = place_of(list, names[i]);
            assert_int_equal(times(list, GLYPH_CURSOR_R), 1); /* who is chosen has a mark */
            if (places[i] >= 0 && place != places[i]) {
                fail_msg("step %llu: %ld, not %ld:\n%s", (unsigned long long)step, place, places[i],
                         picture);
            }
            places[i] = place;
        }
        mem_free(picture);
    }
    scenery_same(&s, "crowd-12-80x24", 80, 24);
    scenery_same(&s, "crowd-12-60x20", 60, 20);
    scenery_done(&s);
    buf_done(&tale);
}

/* Who sleeps in an object, or in a lock inside of it, stands beside the object too. */
static void waiters_beside_their_object(void **state) {
    struct scenery s;
    char *picture;
    size_t beside = 0;

    (void)state;
    scenery_init_log(&s, recorded_log("queue-crowd"));
    for (uint64_t step = 1; step <= s.scene.steps; step++) {
        scenery_at(&s, step);
        picture = scenery_picture(&s, 80, 24, false);
        beside += times(picture, "wait: consumer");
        mem_free(picture);
    }
    assert_true(beside > 0);
    scenery_done(&s);
}

static void two_hundred_at_every_step(void **state) {
    struct buf tale = {0};
    struct scenery s;

    (void)state;
    tell_crowd(&tale, 200);
    scenery_init(&s, buf_str(&tale));
    for (uint64_t step = 0; step <= s.scene.steps; step++) {
        char *picture;
        scenery_at(&s, step);
        picture = scenery_picture(&s, 120, 40, false);
        assert_non_null(strstr(picture, " ready  "));
        mem_free(picture);
    }
    scenery_done(&s);
    buf_done(&tale);
}

static int five_rows(const struct cast_obj *obj) {
    (void)obj;
    return 5;
}

/* A place that was given stays, whatever is looked at. */
static void nobody_moves_while_stepping(void **state) {
    struct stage_layout first, later;
    struct scenery s;

    (void)state;
    scenery_init(&s, "run pipe-fork right\nmain start\nmain pipe p 3 4 @2\nmain fork child @3\n"
                     "main close 4 @4\nchild close 3 @5\nchild write p 4 \"x\" @6\n");
    stage_layout(&first, &s.cast, 20, 60, five_rows);
    cast_restart(&s.cast);
    cast_update(&s.cast, s.log);
    stage_layout(&later, &s.cast, 20, 60, five_rows);
    assert_int_equal(first.level, STAGE_ROOMY);
    assert_int_equal(first.actor_count, 2);
    assert_memory_equal(first.actors, later.actors, 2 * sizeof(*first.actors));
    assert_memory_equal(first.objs, later.objs, sizeof(*first.objs));
    stage_layout_done(&first);
    stage_layout_done(&later);
    scenery_done(&s);
}

static void levels_go_from_roomy_to_list(void **state) {
    static const struct {
        int h, w;
        enum stage_level level;
    } cases[] = {{20, 60, STAGE_ROOMY}, {9, 60, STAGE_ROOMY}, {8, 60, STAGE_CLOSE},
                 {5, 60, STAGE_BARE},   {4, 60, STAGE_DENSE}, {3, 60, STAGE_LIST},
                 {20, 30, STAGE_LIST}};
    struct scenery s;

    (void)state;
    scenery_init(&s, "run pipe-fork right\nmain start\nmain pipe p 3 4 @2\nmain fork child @3\n");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct stage_layout layout;
        stage_layout(&layout, &s.cast, cases[i].h, cases[i].w, five_rows);
        assert_int_equal(layout.level, cases[i].level);
        stage_layout_done(&layout);
    }
    scenery_done(&s);
}

/* One wire over another never looks like a joint. */
static void wires_join_and_cross(void **state) {
    struct stage_place actors[] = {{0, 0, 4, 10}, {5, 0, 4, 10}};
    struct stage_place objs[] = {{0, 40, 4, 10}};
    int link_y[] = {1, 6, 7}, read_y[] = {1}, write_y[] = {2}, read_x[] = {25}, write_x[] = {20};
    struct stage_layout layout = {.actors = actors,
                                  .objs = objs,
                                  .link_y = link_y,
                                  .read_y = read_y,
                                  .write_y = write_y,
                                  .read_x = read_x,
                                  .write_x = write_x};
    struct cast_link links[] = {{.actor = 0, .obj = 0, .end = END_W},
                                {.actor = 1, .obj = 0, .end = END_W},
                                {.actor = 1, .obj = 0, .end = END_R}};
    struct wire_point corners[4];
    struct wire_grid grid;

    (void)state;
    wire_grid_init(&grid, 10, 50);
    for (size_t i = 0; i < 3; i++) {
        wire_lay(&grid, &layout, &links[i], i, WIRE_PLAIN);
    }
    assert_int_equal(wire_at(&grid, 2, 20)->sides, WIRE_N | WIRE_E | WIRE_S);
    assert_int_equal(wire_at(&grid, 2, 25)->sides, WIRE_E | WIRE_W);
    assert_int_equal(wire_at(&grid, 7, 25)->sides, WIRE_N | WIRE_W);
    wire_corners(&layout, &links[1], 1, corners);
    assert_int_equal(wire_along(corners, 0).x, 10);
    assert_int_equal(wire_along(corners, 0).y, 6);
    assert_int_equal(wire_along(corners, 1000).x, 39);
    assert_int_equal(wire_along(corners, 1000).y, 2);
    wire_grid_done(&grid);
}

/* Half way, a message stands on its wire with its text; arrived, it is gone. */
static void message_travels(void **state) {
    struct scenery s;
    struct world before;
    char *way, *there;

    (void)state;
    scenery_init(&s, "run pipe-fork right\nmain start\nmain pipe p 3 4 @2\n"
                     "main write p 4 \"hi\" @3\n");
    world_copy(&before, timeline_at(s.timeline, timeline_step_end(s.timeline, 1)));
    scenery_at(&s, 2);
    s.scene.before = &before;
    s.scene.flight = 500;
    assert_int_equal(stage_flights(&s.scene), 1);
    way = scenery_picture(&s, 80, 24, false);
    assert_int_equal(times(way, " \"hi\" "), 1);
    scenery_golden("flight-80x24", way);
    s.scene.flight = 1000;
    s.scene.before = NULL;
    world_done(&before);
    there = scenery_picture(&s, 80, 24, false);
    assert_int_equal(times(there, " \"hi\" "), 0);
    mem_free(way);
    mem_free(there);
    scenery_at(&s, 1);
    assert_int_equal(stage_flights(&s.scene), 0);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_in_columns),
        cmocka_unit_test(twelve_side_by_side),
        cmocka_unit_test(waiters_beside_their_object),
        cmocka_unit_test(two_hundred_at_every_step),
        cmocka_unit_test(nobody_moves_while_stepping),
        cmocka_unit_test(levels_go_from_roomy_to_list),
        cmocka_unit_test(wires_join_and_cross),
        cmocka_unit_test(message_travels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
