/* SPDX-License-Identifier: MIT */
/* Tests of paths into a run: what they give, and what is said where there is nothing. */
#include "path.h"
#include "story.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char tale[] = "run pipe-fork forgotten\n"
                           "main start\n"
                           "main pipe p 3 4 @14\n"
                           "main mark T=0 piped\n"
                           "main fork child @15\n"
                           "main mark forked\n"
                           "child close 3 @16\n"
                           "child write p 4 \"hello\\n\" @17\n"
                           "child write p 4 \"you\\n\" @17\n"
                           "main mark T=1\n"
                           "main read p 3 @20\n"
                           "main print hello\n"
                           "main print you\n"
                           "child fail write p 9 EBADF @18\n"
                           "child print done\n"
                           "child exit 3 @18\n"
                           "main read p 3 @20\n"
                           "deadlock\n"
                           "end deadlock deadlock\n";

struct run {
    struct log *log;
    struct timeline *timeline;
};

static int set_up(void **state) {
    static struct run run;
    run.log = story_log(tale);
    run.timeline = timeline_new(run.log);
    *state = &run;
    return 0;
}

static int tear_down(void **state) {
    struct run *run = *state;
    timeline_free(run->timeline);
    log_free(run->log);
    return 0;
}

static void test_values(void **state) {
    static const struct {
        const char *path, *value;
    } cases[] = {
        {"main.read.ret", "10"},
        {"main.read[1].ret", "10"},
        {"main.read.off", "0"},
        {"main.read.len", "10"},
        {"main.read.obj", "p"},
        {"main.read.fd", "3"},
        {"main.read.line", "20"},
        {"main.read.count", "1"},
        {"main.wait.count", "0"},
        {"child.write.count", "3"},
        {"child.write.err", "EBADF"},
        {"child.write.ret", "-1"},
        {"child.write[1].ret", "6"},
        {"child.write[1].err", ""},
        {"child.write[1].data", "hello\n"},
        {"child.write[2].off", "6"},
        {"child.write[1].call", "write(4, ...)"},
        {"main.prints", "hello\nyou"},
        {"main.prints[2]", "you"},
        {"prints", "hello\nyou\ndone"},
        {"prints[3]", "done"},
        {"child.exit.status", "3"},
        {"child.state", "zombie"},
        {"child.parent", "main"},
        {"main.state", "blocked"},
        {"main.op", "read"},
        {"main.waits_for", "main"},
        {"main.fds", "2"},
        {"child.fds", "0"},
        {"main.steps", "4"},
        {"steps", "9"},
        {"outcome", "deadlock"},
        {"schedule", "main*2 child*3 main child*2 main"},
        {"deadlock.actors", "main"},
        {"deadlock.circle", "main"},
        {"deadlock.circle.main.waits_for", "main"},
        {"deadlock.circle.main.op", "read"},
        {"deadlock.circle.main.obj", "p"},
        {"deadlock.circle.main.fd", "3"},
        {"deadlock.circle.main.through", "4"},
        {"p.writers", "1"},
        {"p.readers", "1"},
        {"p.bytes", "0"},
        {"p.written", "10"},
        {"p.capacity", "65536"},
        {"p.holders", "main"},
        {"p.gone", "false"},
        {"@forked.p.writers", "2"},
        {"@piped.p.writers", "1"},
        {"@T0.p.holders", "main"},
        {"@T=1.p.bytes", "10"},
        {"@1.p.bytes", "10"},
        {"@forked.steps", "2"},
        {"@forked.child.state", "ready"},
        {"@T1.prints", ""},
    };
    struct run *run = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf value = {0};
        struct diag diag = {0};
        if (path_value(run->timeline, cases[i].path, &value, &diag) != 0) {
            fail_msg("%s", diag.text);
        }
        if (strcmp(buf_str(&value), cases[i].value) != 0) {
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].path, buf_str(&value), cases[i].value);
        }
        buf_done(&value);
        diag_done(&diag);
    }
}

/* Each fault names the path, says which part is not there, and what is. */
/* As of a record: what came later is not there yet. */
static void test_values_of_then(void **state) {
    struct run *run = *state;
    struct diag diag = {0};
    struct buf value = {0};
    uint64_t deadlock = timeline_count(run->timeline) - 1, read = 0;
    for (uint64_t n = 1; read == 0; n++) {
        const struct event *event = log_at(run->log, n);
        read = event->kind == EVENT_OP_EXIT && event->op == OP_READ ? n : 0;
    }
    assert_int_equal(path_value_at(run->timeline, read, "main.read.ret", &value, &diag), 0);
    assert_string_equal(buf_str(&value), "10");
    assert_int_equal(path_value_at(run->timeline, read - 1, "main.read.ret", &value, &diag),
                     -ENOENT);
    diag_done(&diag);
    diag = (struct diag){0};
    assert_int_equal(path_value_at(run->timeline, 2, "@forked.p.writers", &value, &diag), -ENOENT);
    diag_done(&diag);
    diag = (struct diag){0};
    assert_int_equal(path_value_at(run->timeline, deadlock - 1, "deadlock.actors", &value, &diag),
                     -ENOENT);
    diag_done(&diag);
    buf_done(&value);
}

static void test_faults(void **state) {
    static const struct {
        const char *path;
        int code;
        const char *part;
    } cases[] = {
        {"", -EINVAL, "empty"},
        {".", -EINVAL, "name is missing"},
        {"main..ret", -EINVAL, "name is missing"},
        {"main.", -EINVAL, "after the last dot"},
        {"main.read[0].ret", -EINVAL, "[1]"},
        {"main.read[x].ret", -EINVAL, "a number"},
        {"main.read[1]ret", -EINVAL, "dot is missing"},
        {"a.b.c.d.e.f.g.h.i", -EINVAL, "more than"},
        {"main", -EINVAL, ".prints"},
        {"main.read", -EINVAL, "ret, err"},
        {"main.read.colour", -ENOENT, "ret, err"},
        {"main.read[2].ret", -ENOENT, "main finished 1 of read, not 2"},
        {"main.write.ret", -ENOENT, "it did: fork, pipe, read"},
        {"main.read.ret.more", -ENOENT, "nothing inside"},
        {"main.pipe.off", -ENOENT, "moved no bytes"},
        {"main.pipe.fd", -ENOENT, "on no descriptor"},
        {"main.read.state.x", -ENOENT, "it has none"},
        {"main.read.state", -EINVAL, "name of what is in it"},
        {"who.read.ret", -ENOENT, "there is: main child p"},
        {"main.prints[9]", -ENOENT, "main printed 2 lines, not 9"},
        {"main.exit.status", -ENOENT, "main has not ended: it is blocked"},
        {"child.exit.signal", -ENOENT, "it ended with status 3"},
        {"child.exit", -EINVAL, ".status or .signal"},
        {"p", -EINVAL, "writers"},
        {"p.colour", -ENOENT, "writers"},
        {"deadlock.circle.child.waits_for", -ENOENT, "main is"},
        {"deadlock.circle.main.why", -ENOENT, "waits_for"},
        {"deadlock", -ENOENT, "actors, why and circle"},
        {"@never.p.writers", -ENOENT, "there is piped, forked, T1"},
        {"@forked", -EINVAL, "a dot must come"},
        {"@forked.", -EINVAL, "empty"},
        {"@.p", -EINVAL, "label"},
        {"@forked.outcome", -ENOENT, "did not end"},
        {"@forked.deadlock.actors", -ENOENT, "no deadlock"},
    };
    struct run *run = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf value = {0};
        struct diag diag = {0};
        int r = path_value(run->timeline, cases[i].path, &value, &diag);
        if (r != cases[i].code || strstr(diag.text, cases[i].part) == NULL) {
            fail_msg("%s: %d \"%s\"", cases[i].path, r, diag.text);
        }
        assert_int_equal(value.len, 0);
        assert_int_equal(strncmp(diag.text, cases[i].path, strlen(cases[i].path)), 0);
        diag_done(&diag);
        buf_done(&value);
    }
}

static void test_killed(void **state) {
    (void)state;
    struct log *log = story_log("main start\nmain fork child\nchild kill 13\nmain wait child\n");
    struct timeline *timeline = timeline_new(log);
    struct buf value = {0};
    assert_int_equal(path_value(timeline, "child.exit.signal", &value, NULL), 0);
    assert_string_equal(buf_str(&value), "SIGPIPE");
    buf_clear(&value);
    assert_int_equal(path_value(timeline, "main.wait.state.child", &value, NULL), 0);
    assert_string_equal(buf_str(&value), "child");
    assert_int_equal(path_value(timeline, "child.exit.status", &value, NULL), -ENOENT);
    assert_int_equal(path_value(timeline, "@x.p", &value, NULL), -ENOENT);
    buf_done(&value);
    timeline_free(timeline);
    log_free(log);
}

static void test_program(void **state) {
    static const char *const programs[] = {"right", "careless"};
    static const struct {
        const char *path;
        long program;
        const char *rest;
    } cases[] = {
        {"right@forked.second.writers", 0, "@forked.second.writers"},
        {"careless.deadlock.actors", 1, "deadlock.actors"},
        {"child.read.ret", -1, "child.read.ret"},
        {"@forked.p.writers", -1, "@forked.p.writers"},
        {"righty.x", -1, "righty.x"},
        {"right", -1, "right"},
        {"right[1].x", -1, "right[1].x"},
        {"", -1, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *rest;
        assert_int_equal(path_program(cases[i].path, programs, 2, &rest), cases[i].program);
        assert_string_equal(rest, cases[i].rest);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values_of_then, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
        cmocka_unit_test(test_killed),
        cmocka_unit_test(test_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
