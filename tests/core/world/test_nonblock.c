/* SPDX-License-Identifier: MIT */
/* O_NONBLOCK is a flag of the open file description: who has it by fork(2) sees it change, the
 * other end of the pipe does not, and both directions of a socket have it. */
#include "log.h"
#include "world.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct tale {
    struct log *log;
    struct world world;
};

static void put(struct tale *tale, struct event event, const char *actor, const char *obj) {
    event.actor = log_intern(tale->log, actor);
    event.obj = *obj ? log_intern(tale->log, obj) : 0;
    event.has |= (uint8_t)(EVENT_HAS_FD | (*obj ? EVENT_HAS_OBJ : 0));
    log_append(tale->log, &event, NULL, 0);
    world_fold(&tale->world);
}

static void opens(struct tale *tale, const char *actor, int fd, const char *obj, enum fd_end end) {
    put(tale, (struct event){.kind = EVENT_FD_OPEN, .fd = fd, .end = (uint8_t)end}, actor, obj);
}

static void sets(struct tale *tale, const char *actor, int fd, const char *obj, const char *call,
                 const char *err) {
    struct event event = {.kind = EVENT_OP_ENTER, .op = OP_FCNTL, .fd = fd};
    event.text = log_intern(tale->log, call);
    put(tale, event, actor, obj);
    event.kind = EVENT_OP_EXIT;
    event.text = *err ? log_intern(tale->log, err) : 0;
    put(tale, event, actor, obj);
}

static void begin(struct tale *tale) {
    tale->log = log_new();
    world_init(&tale->world, tale->log);
    put(tale, (struct event){.kind = EVENT_ACTOR_START}, "main", "");
    put(tale, (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_PIPE}, "main", "p");
    opens(tale, "main", 3, "p", END_R);
    opens(tale, "main", 4, "p", END_W);
    put(tale, (struct event){.kind = EVENT_ACTOR_START, .name = log_find(tale->log, "main")},
        "child", "");
    opens(tale, "child", 3, "p", END_R);
    opens(tale, "child", 4, "p", END_W);
}

static void done(struct tale *tale) {
    world_done(&tale->world);
    log_free(tale->log);
}

static bool has(const struct tale *tale, const char *actor, int fd) {
    return world_fd(&tale->world, log_find(tale->log, actor), fd)->nonblock;
}

static void test_shared(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    sets(&tale, "child", 3, "p", "fcntl(3, F_SETFL, O_NONBLOCK)", "");
    assert_true(has(&tale, "child", 3) && has(&tale, "main", 3));
    assert_false(has(&tale, "child", 4) || has(&tale, "main", 4));
    put(&tale, (struct event){.kind = EVENT_ACTOR_START, .name = log_find(tale.log, "main")},
        "later", "");
    opens(&tale, "later", 3, "p", END_R);
    opens(&tale, "later", 4, "p", END_W);
    assert_true(has(&tale, "later", 3));
    assert_false(has(&tale, "later", 4));
    sets(&tale, "main", 3, "p", "fcntl(3, F_SETFL, 0)", "");
    assert_false(has(&tale, "child", 3) || has(&tale, "main", 3) || has(&tale, "later", 3));
    done(&tale);
}

static void test_failed(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    sets(&tale, "main", 3, "p", "fcntl(3, F_SETFL, O_NONBLOCK)", "EBADF");
    assert_false(has(&tale, "main", 3));
    done(&tale);
}

/* What a process opens itself is a description of its own. */
static void test_own(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    put(&tale, (struct event){.kind = EVENT_STEP}, "child", "");
    opens(&tale, "child", 5, "p", END_R);
    sets(&tale, "child", 5, "p", "fcntl(5, F_SETFL, O_NONBLOCK)", "");
    assert_true(has(&tale, "child", 5));
    assert_false(has(&tale, "child", 3) || has(&tale, "main", 3));
    done(&tale);
}

static void dups(struct tale *tale, const char *actor, int fd, const char *obj) {
    struct event event = {.kind = EVENT_OP_ENTER, .op = OP_DUP2, .fd = fd};
    put(tale, event, actor, obj);
    event.kind = EVENT_OP_EXIT;
    put(tale, event, actor, obj);
}

/* What dup2(2) makes is a second descriptor of the same description (dup(2)). */
static void test_dup2(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    dups(&tale, "child", 3, "p");
    opens(&tale, "child", 0, "p", END_R);
    sets(&tale, "child", 0, "p", "fcntl(0, F_SETFL, O_NONBLOCK)", "");
    assert_true(has(&tale, "child", 0) && has(&tale, "child", 3) && has(&tale, "main", 3));
    assert_false(has(&tale, "child", 4));
    done(&tale);
}

/* Of a socket both directions, in whatever order they are opened. */
static void test_dup2_socket(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    put(&tale, (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_UNIX}, "main", "there");
    put(&tale, (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_UNIX}, "main", "back");
    opens(&tale, "main", 6, "back", END_R);
    opens(&tale, "main", 6, "there", END_W);
    dups(&tale, "main", 6, "back");
    opens(&tale, "main", 1, "back", END_R);
    opens(&tale, "main", 1, "there", END_W);
    sets(&tale, "main", 6, "back", "fcntl(6, F_SETFL, O_NONBLOCK)", "");
    assert_true(has(&tale, "main", 1));
    done(&tale);
}

static void test_socket(void **state) {
    (void)state;
    struct tale tale;
    begin(&tale);
    put(&tale, (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_UNIX}, "main", "there");
    put(&tale, (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_UNIX}, "main", "back");
    opens(&tale, "main", 6, "back", END_R);
    opens(&tale, "main", 6, "there", END_W);
    sets(&tale, "main", 6, "back", "fcntl(6, F_SETFL, O_NONBLOCK)", "");
    size_t count = 0;
    for (uint32_t i = 0; i < tale.world.fd_count; i++) {
        count += tale.world.fds[i].nonblock ? 1 : 0;
    }
    assert_int_equal(count, 2);
    done(&tale);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared), cmocka_unit_test(test_failed),
        cmocka_unit_test(test_own),    cmocka_unit_test(test_socket),
        cmocka_unit_test(test_dup2),   cmocka_unit_test(test_dup2_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
