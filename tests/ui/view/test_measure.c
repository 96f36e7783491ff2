/* SPDX-License-Identifier: MIT */
/* What the ways between two processes cost, as a screen: numbers that were invented once, so that
 * the picture is always the same. */
#include "scenery.h"

static void done(struct measured_cell *cell, uint64_t ns) {
    *cell = (struct measured_cell){MEASURED_DONE, 400, ns, ns * 3 / 2, ns / 2, ""};
}

/* Each way somewhat dearer than the one before; what no machine gives is refused. */
static void invent(struct measured *measured) {
    uint64_t ns = 2600;

    *measured = (struct measured){.clock_ns = 21, .cpus = {0, 2}, .whole = true, .seconds = 6};
    snprintf(measured->machine, sizeof(measured->machine), "somewhere");
    snprintf(measured->kernel, sizeof(measured->kernel), "6.1.0");
    snprintf(measured->when, sizeof(measured->when), "2026-11-21T19:00:00Z");
    for (int way = 0; way < MEASURED_WAYS; way++, ns += 700) {
        struct measured_cell(*cells)[MEASURED_WHATS] = measured->cells[way];
        for (int what = 0; what < MEASURED_WHATS; what++) {
            for (int place = 0; place < MEASURED_PLACES; place++) {
                if (measured_applies((enum measured_way)way, (enum measured_place)place,
                                     (enum measured_what)what)) {
                    done(&cells[place][what], ns * (what == 0 ? 1 : 100) * (uint64_t)(place + 1));
                }
            }
        }
    }
    for (int place = 0; place < MEASURED_PLACES; place++) {
        struct measured_cell *cell = &measured->cells[MEASURED_UDP][place][MEASURED_LARGE];
        cell->state = MEASURED_REFUSED;
        snprintf(cell->why, sizeof(cell->why),
                 "send(2): Message too long: a datagram over IPv4 holds at most 65,507 B (udp(7))");
    }
}

static const struct size {
    int width, height;
    const char *name;
} sizes[] = {{80, 24, "measure-80x24"}, {200, 60, "measure-200x60"}, {60, 20, "measure-60x20"}};

static void measured_before(void **state) {
    static struct measured measured;
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, "run pipe right\nmain start\n");
    invent(&measured);
    s.scene.over = VIEW_MEASURE;
    s.scene.measured = &measured;
    s.scene.scrolled[VIEW_MEASURE] = true;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        scenery_same(&s, sizes[i].name, sizes[i].width, sizes[i].height);
    }
    picture = scenery_picture(&s, 80, 24, true);
    for (const char *at = picture; *at != '\0'; at++) {
        assert_true((unsigned char)*at < 128);
    }
    assert_non_null(strstr(picture, "2.6 us"));
    mem_free(picture);
    measured.whole = false;
    picture = scenery_picture(&s, 80, 24, false);
    assert_non_null(strstr(picture, "Stopped before its end"));
    mem_free(picture);
    scenery_done(&s);
}

static void under_way(void **state) {
    static struct measured measured;
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, "run pipe right\nmain start\n");
    s.scene.over = VIEW_MEASURE;
    picture = scenery_picture(&s, 80, 24, false);
    assert_non_null(strstr(picture, "Nothing was measured on this machine so far."));
    mem_free(picture);
    measured_init(&measured);
    done(&measured.cells[MEASURED_PIPE][MEASURED_ONE_CPU][MEASURED_ROUND_TRIP], 2600);
    s.scene.measured = &measured;
    s.scene.measuring = true;
    s.scene.measure_progress = 305;
    s.scene.measure_doing = "pipe on one CPU: round trip of 64 B";
    scenery_same(&s, "measuring-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measured_before),
        cmocka_unit_test(under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
