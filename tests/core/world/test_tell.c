/* SPDX-License-Identifier: MIT */
/* Tests of sentences where golden tales don't reach: bytes, control characters, errors, what is
 * about to happen, unknown records, the world as JSON and text. */
#include "json_value.h"
#include "story.h"
#include "tell.h"
#include "world_json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_bytes(const char *bytes, size_t len, size_t max, const char *expected) {
    struct buf out = {0};
    tell_bytes((const unsigned char *)bytes, len, max, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_done(&out);
}

static void test_bytes(void **state) {
    (void)state;
    assert_bytes("hello\n", 6, 40, "\"hello\\n\"");
    assert_bytes("a\"b\\c", 5, 40, "\"a\\\"b\\\\c\"");
    assert_bytes("\0\x1b[2J\x7f\xff", 7, 40, "\"\\x00\\x1b[2J\\x7f\\xff\"");
    assert_bytes("gr\xc3\xbc\xc3\x9f", 6, 40, "\"gr\xc3\xbc\xc3\x9f\"");
    assert_bytes("abcdef", 6, 3, "\"abc\"...");
    assert_bytes("", 0, 3, "\"\"");
}

static void assert_told(struct event event, const char *text, const char *expected) {
    struct log *log = log_new();
    struct buf out = {0};
    event.actor = log_intern(log, "main");
    event.text = log_intern(log, text);
    event.obj = (event.has & EVENT_HAS_OBJ) != 0 ? log_intern(log, "p") : 0;
    log_append(log, &event, NULL, 0);
    assert_int_equal(tell_event(log, 1, &out), *expected != '\0');
    assert_string_equal(buf_str(&out), expected);
    buf_done(&out);
    log_free(log);
}

static void test_text_of_a_lesson_is_harmless(void **state) {
    (void)state;
    assert_told((struct event){.kind = EVENT_PRINT}, "a\x1b[2Jb\n\xff",
                "main prints: a\\x1b[2Jb\\n\xef\xbf\xbd");
    assert_told((struct event){.kind = EVENT_PRINT}, "n\tnil\tEBADF", "main prints: n nil EBADF");
    assert_told((struct event){.kind = EVENT_SAY}, "no full stop", "no full stop.");
    assert_told((struct event){.kind = EVENT_SAY}, "Is it?", "Is it?");
}

static void test_ends_of_operations(void **state) {
    (void)state;
    struct event event = {.kind = EVENT_OP_EXIT,
                          .op = OP_WRITE,
                          .has = EVENT_HAS_OBJ | EVENT_HAS_FD | EVENT_HAS_RET,
                          .fd = 4};
    event.ret = -1;
    assert_told(event, "EPIPE", "main's write(2) on p (fd 4) fails with EPIPE: no reader is left.");
    assert_told(event, "EODD", "main's write(2) on p (fd 4) fails with EODD.");
    event.ret = 1;
    assert_told(event, "", "main writes 1 byte into p.");
    event.op = OP_READ;
    event.ret = 0;
    assert_told(event, "", "main reads end-of-file from p.");
    event.op = OP_KILL;
    assert_told(event, "", "main's kill(2) on p (fd 4) returns 0.");
    event.op = OP_CLOSE;
    assert_told(event, "", "");
    event.op = OP_COUNT + 5;
    assert_told(event, "", "main's operation on p (fd 4) returns 0.");
}

/* How a process died, and of what, if its write never came back. */
static void test_killed_in_a_write(void **state) {
    (void)state;
    struct log *log = log_new();
    struct buf out = {0};
    struct event event = {.kind = EVENT_OP_ENTER,
                          .op = OP_WRITE,
                          .actor = log_intern(log, "main"),
                          .obj = log_intern(log, "p")};
    log_append(log, &event, NULL, 0);
    event = (struct event){.kind = EVENT_ACTOR_EXIT, .actor = event.actor, .ret = 13};
    event.has = EVENT_HAS_SIGNAL;
    log_append(log, &event, NULL, 0);
    tell_event(log, 2, &out);
    assert_string_equal(buf_str(&out),
                        "main is killed by SIGPIPE: it wrote into p, and no reader was left.");
    buf_clear(&out);
    event.ret = 9;
    log_append(log, &event, NULL, 0);
    tell_event(log, 3, &out);
    assert_string_equal(buf_str(&out), "main is killed by SIGKILL.");
    buf_done(&out);
    log_free(log);
}

/* main makes this call, and it returns 0: as it is told. */
static void told_call(enum op_kind op, const char *call, struct buf *out) {
    struct log *log = log_new();
    struct event event = {.kind = EVENT_OP_ENTER, .fd = 3, .actor = log_intern(log, "main")};
    event.op = (uint16_t)op;
    event.text = log_intern(log, call);
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_EXIT;
    event.text = 0;
    event.has = EVENT_HAS_RET;
    log_append(log, &event, NULL, 0);
    tell_event(log, 2, out);
    log_free(log);
}

/* An operation without a sentence of its own is told by its call. */
static void test_other_operations(void **state) {
    (void)state;
    struct buf out = {0};
    told_call(OP_GETPID, "getpid()", &out);
    assert_string_equal(buf_str(&out), "main's getpid() returns 0.");
    buf_done(&out);
}

/* A record may say anything: a call that is not as it should be is told as it stands. */
static void test_odd_calls(void **state) {
    (void)state;
    static const struct {
        enum op_kind op;
        const char *call;
    } odd[] = {
        {OP_SOCKET, "socket("},     {OP_SOCKET, ",("},        {OP_BIND, "bind(3, "},
        {OP_LISTEN, "listen"},      {OP_LISTEN, ", )"},       {OP_FCNTL, "fcntl(3, F_SETFL"},
        {OP_SETSOCKOPT, "SNDBUF "}, {OP_SETSOCKOPT, ""},      {OP_SETSOCKOPT, "SO_SNDBUF "},
        {OP_KILL, "kill(child"},    {OP_KILL, "kill(child,"}, {OP_KILL, ")( ,"},
        {OP_SIGNAL, "sigaction("},  {OP_SIGMASK, "{SIGUSR1"}, {OP_SIGMASK, "}{"},
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct buf out = {0}, expected = {0};
        told_call(odd[i].op, odd[i].call, &out);
        buf_putf(&expected, "main's %s returns 0.",
                 *odd[i].call != '\0' ? odd[i].call : op_manual(odd[i].op));
        assert_string_equal(buf_str(&out), buf_str(&expected));
        buf_done(&out);
        buf_done(&expected);
    }
}

static void test_errors(void **state) {
    (void)state;
    assert_string_equal(tell_error("EBADF", OP_READ), "the descriptor is not open for reading");
    assert_string_equal(tell_error("EBADF", OP_CLOSE), "the descriptor is not open");
    assert_string_equal(tell_error("EPIPE", OP_WRITE), "no reader is left");
    assert_string_equal(tell_error("ENONE", OP_WRITE), "");
}

static void test_what_comes_next(void **state) {
    (void)state;
    struct log *log = story_log("main start\nmain pipe p 3 4\nmain read p 3\n");
    struct buf out = {0};
    uint64_t ready = log_count(log);
    while (log_at(log, ready)->kind != EVENT_OP_READY) {
        ready--;
    }
    assert_true(tell_next(log, ready, &out));
    assert_string_equal(buf_str(&out), "main is about to call read(2) on p (fd 3).");
    assert_false(tell_next(log, 1, &out));
    assert_false(tell_next(log, 999, &out));
    buf_clear(&out);
    tell_records(log, 1, 6, &out);
    assert_string_equal(buf_str(&out), "main starts. main makes the pipe p.");
    buf_clear(&out);
    tell_records(log, 3, 4, &out);
    assert_string_equal(buf_str(&out), "");
    buf_done(&out);
    log_free(log);
}

static void does(struct log *log, const char *actor, enum op_kind op, const char *call,
                 const char *data, const char *after) {
    struct event event = {.kind = EVENT_OP_ENTER, .op = (uint16_t)op};
    event.actor = log_intern(log, actor);
    event.obj = log_intern(log, "sig-child");
    event.text = log_intern(log, call);
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_EXIT;
    event.has = EVENT_HAS_RET;
    event.text = 0;
    event.state = *after != '\0' ? log_intern(log, after) : 0;
    log_append(log, &event, data, strlen(data));
}

static void kills(struct log *log, const char *signal, const char *expected) {
    struct buf call = {0}, out = {0};
    buf_putf(&call, "kill(child, %s)", signal);
    does(log, "main", OP_KILL, buf_str(&call), signal, "");
    assert_true(tell_event(log, log_count(log), &out));
    assert_string_equal(buf_str(&out), expected);
    buf_done(&call);
    buf_done(&out);
}

/* Pending is what is handled or blocked; what kills, or does nothing, is kept nowhere. */
static void test_kills(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event made = {.kind = EVENT_OBJ_NEW, .type = OBJ_SIGNALS};
    made.actor = log_intern(log, "child");
    made.obj = log_intern(log, "sig-child");
    made.state = log_intern(log, "{\"handled\":\"\",\"ignored\":\"\",\"blocked\":\"\"}");
    log_append(log, &made, NULL, 0);
    kills(log, "SIGCONT", "main sends SIGCONT to child.");
    kills(log, "SIGCONT", "main sends SIGCONT to child.");
    does(log, "child", OP_SIGNAL, "sigaction(SIGCONT, handler)", "",
         "{\"handled\":\"SIGCONT\",\"ignored\":\"SIGUSR2\",\"blocked\":\"\"}");
    kills(log, "SIGCONT", "main sends SIGCONT to child.");
    kills(log, "SIGCONT",
          "main sends SIGCONT to child, where it is pending already: one is all that is kept.");
    does(log, "child", OP_HANDLER, "handler(SIGCONT)", "SIGCONT", "");
    kills(log, "SIGCONT", "main sends SIGCONT to child.");
    kills(log, "SIGUSR2", "main sends SIGUSR2 to child, which ignores it.");
    kills(log, "SIGUSR2", "main sends SIGUSR2 to child, which ignores it.");
    kills(log, "SIGTERM", "main sends SIGTERM to child.");
    kills(log, "SIGTERM", "main sends SIGTERM to child."); /* it has ended: nobody waited for it */
    log_free(log);
}

static void test_unknown_records(void **state) {
    (void)state;
    assert_told((struct event){.kind = EVENT_UNKNOWN}, "x", "");
    assert_told((struct event){.kind = 999}, "x", "");
    assert_told((struct event){.kind = EVENT_STEP}, "x", "");
}

static void test_world_as_json(void **state) {
    (void)state;
    struct log *log = story_log("run pipe-fork forgotten\nmain start\nmain pipe p 3 4 @14\n"
                                "main fork child @15\nchild write p 4 \"hello\\n\" @17\n"
                                "child exit 2 @18\nmain mark T=1 x\nmain wait child\n");
    struct world world;
    struct buf out = {0};
    world_init(&world, log);
    world_fold_to(&world, log_count(log));
    world_to_json(&world, &out);
    struct json json = json_parse(buf_str(&out), out.len);
    assert_int_equal(json.type, JSON_OBJECT);
    assert_true(json_is(json_get(json, "program"), "forgotten"));
    struct json child = json_at(json_get(json, "processes"), 1);
    assert_true(json_is(json_get(child, "name"), "child"));
    assert_true(json_is(json_get(child, "state"), "gone"));
    assert_int_equal(json_int_or(json_get(child, "status"), -1), 2);
    struct json p = json_at(json_get(json, "objects"), 0);
    assert_int_equal(json_int_or(json_get(p, "bytes"), -1), 6);
    assert_int_equal(json_int_or(json_get(json_get(p, "attrs"), "capacity"), 0), 65536);
    assert_int_equal(json_count(json_get(p, "in_flight")), 1);
    assert_int_equal(json_count(json_get(json, "descriptors")), 4);
    assert_int_equal(json_count(json_get(json, "marks")), 1);
    buf_done(&out);
    world_done(&world);
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_text_of_a_lesson_is_harmless),
        cmocka_unit_test(test_ends_of_operations),
        cmocka_unit_test(test_killed_in_a_write),
        cmocka_unit_test(test_other_operations),
        cmocka_unit_test(test_odd_calls),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_what_comes_next),
        cmocka_unit_test(test_kills),
        cmocka_unit_test(test_unknown_records),
        cmocka_unit_test(test_world_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
