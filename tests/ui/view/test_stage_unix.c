/* SPDX-License-Identifier: MIT */
/* Unix sockets by address on stage and in the kernel view, from recorded runs: a listening socket
 * and its connection, a full datagram socket, a full backlog; and O_NONBLOCK. */
#include "recorded.h"
#include "scenery.h"

static void connection(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("domains-unix-seqpacket"));
    scenery_at(&s, 10);
    scenery_same(&s, "unix-connection-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "unix-kernel-80x24", 80, 24);
    scenery_done(&s);
}

static void full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("domains-waits"));
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "unix-full-80x24", 80, 24);
    s.scene.page = VIEW_WHY;
    scenery_same(&s, "unix-full-why-80x24", 80, 24);
    scenery_done(&s);
}

static void backlog(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("domains-backlog"));
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "unix-backlog-80x24", 80, 24);
    scenery_done(&s);
}

static void nonblock(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("pipe-buffer-again"));
    scenery_at(&s, 3);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "nonblock-kernel-80x24", 80, 24);
    scenery_done(&s);
}

/* A name outlives its socket, until unlink(2). */
static void name(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("domains-name"));
    scenery_at(&s, 7);
    scenery_same(&s, "unix-name-stays-80x24", 80, 24);
    scenery_at(&s, 14);
    scenery_same(&s, "unix-name-removed-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "unix-name-kernel-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connection), cmocka_unit_test(full), cmocka_unit_test(backlog),
        cmocka_unit_test(nonblock),   cmocka_unit_test(name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
