/* SPDX-License-Identifier: MIT */
/* How a program ended by itself, and the overview of mechanisms: as screens, from invented numbers
 * and rows, so that the picture is always the same. */
#include "catalogue.h"
#include "scenery.h"

static const struct size {
    int width, height;
    const char *name;
} sizes[] = {{80, 24, "80x24"}, {200, 60, "200x60"}, {60, 20, "60x20"}};

static void tallied(void **state) {
    static char program[] = "lost", expect[] = "ok", path[] = "counter.value", one[] = "1",
                two[] = "2";
    static char why[] =
        "main waits in read(2): p is empty, and p still has one writer: main (fd 4).";
    struct tally_fact fact = {.path = path,
                              .declared = one,
                              .values = {{two, false, 163}, {one, true, 17}},
                              .value_count = 2,
                              .as_declared = 17};
    struct tally tally = {.program = program,
                          .expect = expect,
                          .forced = true,
                          .wished = 200,
                          .runs = 180,
                          .outcomes = {[OUTCOME_OK] = 177, [OUTCOME_DEADLOCK] = 3},
                          .why = {[OUTCOME_DEADLOCK] = why},
                          .as_declared = 17,
                          .facts = &fact,
                          .fact_count = 1,
                          .left_out = 1,
                          .cpus = 2};
    struct scenery s;
    char name[32];

    (void)state;
    scenery_init(&s, "run race lost\nmain start\n");
    s.scene.over = VIEW_WILD;
    s.scene.tally = &tally;
    s.scene.scrolled[VIEW_WILD] = true;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        snprintf(name, sizeof(name), "wild-%s", sizes[i].name);
        scenery_same(&s, name, sizes[i].width, sizes[i].height);
    }
    s.scene.tallying = true;
    scenery_same(&s, "wild-going-80x24", 80, 24);
    scenery_done(&s);
}

static const char rows[] =
    "pipe\n  lesson: pipe\n  classes: os.pipe\n  operations: pipe, read, write, close\n"
    "  calls: pipe, read, write, close\n  direction: one way | from the write end to the read end\n"
    "  boundaries: none | a stream of bytes\n  who: related | whoever inherited it\n"
    "  survives: no\n  speed: pipe\n"
    "message queue\n  lesson: mqueue\n  classes: none\n  operations: mq_open, send, recv\n"
    "  calls: mq_open, mq_send, mq_receive, mq_close, mq_unlink, and whatever else there may be\n"
    "  direction: both ways\n  boundaries: whole\n  who: any here\n  survives: yes\n"
    "  speed: mqueue\n";

static void side_by_side(void **state) {
    static struct measured measured;
    struct catalogue catalogue = {0};
    struct scenery s;
    char name[32];

    (void)state;
    assert_int_equal(overview_parse("o", rows, strlen(rows), &catalogue.overview, NULL), 0);
    scenery_init(&s, "run pipe right\nmain start\n");
    s.scene.place = PLACE_OVERVIEW;
    s.scene.catalogue = &catalogue;
    s.scene.measured = &measured;
    for (int what = 0; what < MEASURED_WHATS; what++) {
        measured.cells[MEASURED_PIPE][MEASURED_ONE_CPU][what] =
            (struct measured_cell){MEASURED_DONE, 400, 4200, 5000, 4000, ""};
    }
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        s.scene.row = i % 2;
        snprintf(name, sizeof(name), "overview-%s", sizes[i].name);
        scenery_same(&s, name, sizes[i].width, sizes[i].height);
    }
    s.scene.catalogue = NULL;
    scenery_done(&s);
    overview_done(&catalogue.overview);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tallied),
        cmocka_unit_test(side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
