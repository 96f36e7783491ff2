/* SPDX-License-Identifier: MIT */
/*
 * test_each_kind.c: each kind of object on the stage, as large as the stage is on screens of three
 * sizes, against golden pictures (kind-NAME.txt). The stage alone: what stands around it has
 * pictures of its own. One row a kind; a kind that has none fails the test.
 */
#include "recorded.h"
#include "scenery.h"

static const struct row {
    enum obj_type type;
    const char *recorded; /* or a tale */
    const char *tale;
    uint64_t step;   /* 0: the last */
    const char *see; /* on each of the pictures */
} rows[] = {
    {.type = OBJ_PIPE,
     .tale = "run pipe right\nmain start\nmain pipe p 3 4 @1\nmain fork child @2\n"
             "main write p 4 \"hello\\n\" @3\n",
     .see = "6 of 65536 B"},
    {.type = OBJ_VALUE,
     .tale = "run race right\nmain start\nmain value counter 7 @1\nmain fork child @2\n"
             "child load counter 7 @3\nchild store counter 8 @3\n",
     .see = "counter"},
    {.type = OBJ_ARRAY,
     .tale = "run shared-memory right\nmain start\nmain array a 0,1,2,3,4,5 @1\n"
             "main fork child @2\nchild store a[2] -2 @3\n",
     .see = "-2"},
    {.type = OBJ_LOCK,
     .tale = "run lock right\nmain start\nmain mutex L @1\nmain fork child @2\nmain lock L @3\n"
             "child lock L @4\n",
     .see = "waiting: child"},
    {.type = OBJ_RLOCK, .recorded = "reentrancy-rlock", .step = 6, .see = "held by: main"},
    {.type = OBJ_SEMAPHORE,
     .tale = "run semaphore right\nmain start\nmain semaphore garage 1 @1\nmain fork a @2\n"
             "main fork b @2\na acquire garage @3\nb acquire garage @3\n",
     .see = "garage"},
    {.type = OBJ_EVENT,
     .tale = "run event right\nmain start\nmain event go @1\nmain fork w @2\nw await go @3\n",
     .see = "not set"},
    {.type = OBJ_FIFO, .recorded = "fifo-no-eof", .see = "box"},
    {.type = OBJ_LISTENER, .recorded = "domains-backlog", .see = "waiting"},
    {.type = OBJ_TCP, .tale = "tcp", .step = 10, .see = "to-server"},
    {.type = OBJ_SOCKETPAIR, .recorded = "socketpair-stream", .step = 5, .see = " B"},
    {.type = OBJ_UDP, .tale = "udp-full", .step = 9, .see = "waiting"},
    {.type = OBJ_MQUEUE, .recorded = "mqueue-waits", .step = 6, .see = "of"},
    {.type = OBJ_CONDITION,
     .tale = "run condition one\nmain start\nmain mutex L @1\nmain condition C L @2\n"
             "main fork w @3\nw lock L @4\nw enlist C @5\nw unlock L @5\nw doze C @5\n",
     .see = "lock L"},
    {.type = OBJ_BARRIER,
     .tale = "run barrier right\nmain start\nmain barrier b 3 @1\nmain fork a @2\nmain meet b @3\n",
     .see = "1 of 3"},
    {.type = OBJ_QUEUE, .recorded = "queue-full", .step = 17, .see = "of 2"},
    {.type = OBJ_SIGNALS, .recorded = "signal-once", .step = 8, .see = "SIGUSR1"},
    {.type = OBJ_UNIX, .recorded = "domains-unix-seqpacket", .step = 10, .see = "main"},
    {.type = OBJ_UNIX_DGRAM, .recorded = "domains-waits", .see = "client"},
    {.type = OBJ_CHANNEL, .recorded = "unbuffered-full", .step = 6, .see = "2 of 2"},
};

static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};

static void init(struct scenery *s, const struct row *row) {
    if (row->recorded != NULL) {
        scenery_init_log(s, recorded_log(row->recorded));
    } else if (strchr(row->tale, '\n') != NULL) {
        scenery_init(s, row->tale);
    } else { /* the name of one that tests of the world have */
        struct buf path = {0};
        buf_putf(&path, "%s/tests/core/world/golden/%s.tale", SOURCE_DIR, row->tale);
        char *tale = scenery_file(buf_str(&path));
        scenery_init(s, tale);
        mem_free(tale);
        buf_done(&path);
    }
    scenery_at(s, row->step > 0 ? row->step : s->scene.steps);
}

/* The stage as it is on a screen of that size, without its border. */
static void stage_picture(struct scenery *s, const int size[2], struct buf *out) {
    struct pane pane;
    struct canvas canvas;

    assert_true(frame_pane(&s->scene, size[0], size[1], VIEW_STAGE, &pane));
    canvas_init(&canvas, pane.width - 2, pane.height - 2, false);
    view_show(VIEW_STAGE, &s->scene, area_all(&canvas));
    buf_putf(out, "stage of %dx%d\n", size[0], size[1]);
    canvas_dump(&canvas, out);
    canvas_done(&canvas);
}

static bool is_on_stage(const struct scenery *s, enum obj_type type) {
    for (uint32_t i = 0; i < s->scene.world->obj_count; i++) {
        if (s->scene.world->objs[i].type == type) {
            return true;
        }
    }
    return false;
}

static void draw(const struct row *row) {
    const char *type = obj_type_name(row->type);
    struct buf pictures = {0}, name = {0};
    struct scenery s;

    init(&s, row);
    assert_true(is_on_stage(&s, row->type));
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct buf one = {0};
        stage_picture(&s, sizes[i], &one);
        if (strstr(buf_str(&one), row->see) == NULL) {
            print_error("%s: no \"%s\" in\n%s", type, row->see, buf_str(&one));
        }
        assert_non_null(strstr(buf_str(&one), row->see));
        buf_puts(&pictures, buf_str(&one));
        buf_done(&one);
    }
    buf_putf(&name, "kind-%s", type);
    scenery_golden(buf_str(&name), buf_str(&pictures));
    scenery_done(&s);
    buf_done(&name);
    buf_done(&pictures);
}

static void each_kind(void **state) {
    bool drawn[OBJ_COUNT] = {[OBJ_NONE] = true};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        draw(&rows[i]);
        drawn[rows[i].type] = true;
    }
    for (int type = 0; type < OBJ_COUNT; type++) {
        if (!drawn[type]) {
            print_error("no picture of a %s\n", obj_type_name((enum obj_type)type));
        }
        assert_true(drawn[type]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
