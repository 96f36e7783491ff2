/* SPDX-License-Identifier: MIT */
/*
 * test_json_lines.c: a saved run read and written again is the same; what is torn or damaged is
 * named by its place, and what stands before it is kept.
 */
#include "json_lines.h"
#include "json_value.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* One record of every kind, each with all its fields, as the writer writes them. */
static const char every_kind[] =
    "{\"n\":1,\"t\":0,\"kind\":\"run.start\",\"format\":1,\"lesson\":\"pipe-fork\","
    "\"program\":\"right\",\"params\":{\"lines\":3},\"schedule\":\"main*3 child\","
    "\"version\":\"0.0.7\"}\n"
    "{\"n\":2,\"t\":0,\"kind\":\"actor.start\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"parent\":null}\n"
    "{\"n\":3,\"t\":10,\"kind\":\"op.ready\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"pipe\",\"line\":3,\"call\":\"pipe(p)\"}\n"
    "{\"n\":4,\"t\":11,\"kind\":\"step\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1}\n"
    "{\"n\":5,\"t\":12,\"kind\":\"op.enter\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"pipe\",\"line\":3,\"call\":\"pipe(p)\"}\n"
    "{\"n\":6,\"t\":13,\"kind\":\"obj.new\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"obj\":\"pipe#1\",\"type\":\"pipe\",\"attrs\":{\"capacity\":65536}}\n"
    "{\"n\":7,\"t\":13,\"kind\":\"fd.open\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,\"fd\":0,"
    "\"obj\":\"pipe#1\",\"end\":\"r\"}\n"
    "{\"n\":8,\"t\":14,\"kind\":\"op.exit\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"pipe\",\"ret\":0,\"err\":null,\"state\":{\"readers\":1,\"writers\":1}}\n"
    "{\"n\":9,\"t\":15,\"kind\":\"op.exit\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"write\",\"obj\":\"pipe#1\",\"fd\":4,\"ret\":12,\"err\":null,\"off\":0,\"len\":12,"
    "\"data\":\"Another one\\n\"}\n"
    "{\"n\":10,\"t\":16,\"kind\":\"op.exit\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"write\",\"obj\":\"pipe#1\",\"fd\":4,\"ret\":-1,\"err\":\"EPIPE\"}\n"
    "{\"n\":11,\"t\":17,\"kind\":\"op.exit\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"exit\",\"ret\":null,\"err\":null}\n"
    "{\"n\":12,\"t\":18,\"kind\":\"op.block\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"op\":\"read\",\"obj\":\"pipe#1\",\"fd\":3,\"waits_for\":[\"child\",\"main\"],"
    "\"why\":\"p is empty, and child (fd 4) can still write.\"}\n"
    "{\"n\":13,\"t\":19,\"kind\":\"fd.close\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,\"fd\":3,"
    "\"obj\":\"pipe#1\",\"end\":\"r\"}\n"
    "{\"n\":14,\"t\":20,\"kind\":\"obj.gone\",\"obj\":\"pipe#1\"}\n"
    "{\"n\":15,\"t\":21,\"kind\":\"mark\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,\"T\":0,"
    "\"label\":\"forked\"}\n"
    "{\"n\":16,\"t\":21,\"kind\":\"mark\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,\"T\":null,"
    "\"label\":\"only a name\"}\n"
    "{\"n\":17,\"t\":22,\"kind\":\"say\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"text\":\"Now Gr\xC3\xBC\xC3\x9F"
    "e.\"}\n"
    "{\"n\":18,\"t\":22,\"kind\":\"print\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"text\":\"a\\tb\"}\n"
    "{\"n\":19,\"t\":22,\"kind\":\"ask\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"text\":\"name?\"}\n"
    "{\"n\":20,\"t\":22,\"kind\":\"answer\",\"actor\":\"main\",\"pid\":4710,\"vpid\":1,"
    "\"text\":\"Ada\"}\n"
    "{\"n\":21,\"t\":23,\"kind\":\"actor.exit\",\"actor\":\"child\",\"pid\":4711,\"vpid\":2,"
    "\"status\":0}\n"
    "{\"n\":22,\"t\":23,\"kind\":\"actor.exit\",\"actor\":\"other\",\"pid\":4712,"
    "\"signal\":13}\n"
    "{\"n\":23,\"t\":24,\"kind\":\"deadlock\",\"actors\":[\"main\"],"
    "\"circle\":[{\"actor\":\"main\",\"waits_for\":\"main\"}],\"why\":\"main waits for itself.\"}\n"
    "{\"n\":24,\"t\":25,\"kind\":\"run.end\",\"outcome\":\"deadlock\",\"expected\":\"deadlock\","
    "\"as_expected\":true,\"steps\":9,\"schedule\":\"main*3 child*6\",\"left_behind\":0}\n"
    "{\"n\":25,\"t\":26,\"kind\":\"obj.fill\",\"actor\":\"sort\",\"pid\":4713,\"vpid\":3,"
    "\"obj\":\"pipe#1\",\"bytes\":0,\"change\":-12}\n"
    "{\"n\":26,\"t\":27,\"kind\":\"interrupt\",\"signal\":2,\"to\":[\"main\",\"sort\"],"
    "\"word\":\"^C\"}\n";

static void write_all(const struct log *log, struct buf *out) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        json_lines_put(out, log, n);
    }
}

static void expect_round_trip(const char *text) {
    struct log *log = log_new();
    struct diag diag = {0};
    struct buf out = {0};
    int code = json_lines_read(log, "run.jsonl", text, strlen(text), &diag);
    if (code != 0) {
        fail_msg("%d: line %d: %s", code, diag.line, diag.text);
    }
    write_all(log, &out);
    assert_string_equal(buf_str(&out), text);
    buf_done(&out);
    log_free(log);
}

static void test_every_kind_round_trips(void **state) {
    (void)state;
    expect_round_trip(every_kind);
    for (int kind = 1; kind < EVENT_KIND_COUNT; kind++) {
        char name[64];
        snprintf(name, sizeof name, "\"kind\":\"%s\"", event_kind_name((enum event_kind)kind));
        if (!strstr(every_kind, name)) {
            fail_msg("no record of %s in the test", name);
        }
    }
}

static void test_fields_are_where_the_others_look(void **state) {
    (void)state;
    struct log *log = log_new();
    assert_int_equal(json_lines_read(log, "f", every_kind, strlen(every_kind), NULL), 0);
    const struct event *event = log_at(log, 1);
    assert_string_equal(log_str(log, event->name), "pipe-fork");
    assert_string_equal(log_str(log, event->text), "right");
    assert_string_equal(log_str(log, event->state), "{\"lines\":3}");
    assert_string_equal(log_str(log, event->waits_for), "main*3 child");
    event = log_at(log, 7);
    assert_int_equal(event->has, EVENT_HAS_OBJ | EVENT_HAS_FD);
    assert_int_equal(event->fd, 0);
    assert_int_equal(event->end, END_R);
    assert_int_equal(event->vpid, 1);
    event = log_at(log, 9);
    assert_int_equal(event->op, OP_WRITE);
    assert_int_equal(event->ret, 12);
    assert_int_equal(event->has, EVENT_HAS_OBJ | EVENT_HAS_FD | EVENT_HAS_RET | EVENT_HAS_RANGE);
    assert_int_equal(event->data_len, 12);
    assert_memory_equal(log_data(log, event), "Another one\n", 12);
    event = log_at(log, 11);
    assert_int_equal(event->has & EVENT_HAS_RET, 0);
    event = log_at(log, 12);
    assert_string_equal(log_str(log, event->waits_for), "child main");
    event = log_at(log, 22);
    assert_int_equal(event->has, EVENT_HAS_SIGNAL);
    assert_int_equal(event->ret, 13);
    assert_int_equal(event->vpid, 4712);
    event = log_at(log, 24);
    assert_int_equal(event->type, OUTCOME_DEADLOCK);
    assert_int_equal(event->has & EVENT_TRUTH, EVENT_TRUTH);
    assert_int_equal(event->ret, 9);
    log_free(log);
}

static void test_unknown_is_kept(void **state) {
    (void)state;
    expect_round_trip(
        "{\"n\":1,\"t\":5,\"kind\":\"quantum.leap\",\"actor\":\"main\",\"pid\":7,"
        "\"from\":{\"a\":[1, 2]},\"fd\":3,\"z\":\"\\u0041\"}\n"
        "{\"n\":2,\"t\":5,\"kind\":\"op.exit\",\"op\":\"teleport\",\"ret\":0,"
        "\"err\":null,\"beam\":1.50,\"op2\":null}\n"
        "{\"n\":3,\"t\":5,\"kind\":\"obj.new\",\"obj\":\"tube#1\",\"type\":\"tube\"}\n"
        "{\"n\":4,\"t\":5,\"kind\":\"fd.open\",\"fd\":3,\"end\":\"sideways\"}\n"
        "{\"n\":5,\"t\":6,\"kind\":\"run.end\",\"outcome\":\"evaporated\","
        "\"expected\":null,\"as_expected\":false,\"steps\":0,\"left_behind\":0}\n");
}

static void test_any_order_of_fields(void **state) {
    (void)state;
    static const char shuffled[] = "\r\n  \n"
                                   " { \"why\" : \"x\" , \"fd\":3, \"kind\" : \"op.block\" "
                                   ",\"t\":9,\"n\":1,\"op\":\"read\"}\r\n";
    struct log *log = log_new();
    struct buf out = {0};
    assert_int_equal(json_lines_read(log, "f", shuffled, strlen(shuffled), NULL), 0);
    write_all(log, &out);
    assert_string_equal(out.data, "{\"n\":1,\"t\":9,\"kind\":\"op.block\",\"op\":\"read\",\"fd\":3,"
                                  "\"why\":\"x\"}\n");
    buf_done(&out);
    log_free(log);
}

static void test_limits_of_integers(void **state) {
    (void)state;
    expect_round_trip("{\"n\":1,\"t\":9223372036854775807,\"kind\":\"op.exit\",\"pid\":2147483647,"
                      "\"vpid\":-2147483648,\"op\":\"read\",\"fd\":-2147483648,"
                      "\"ret\":-9223372036854775808,\"err\":null,\"off\":9007199254740993,"
                      "\"len\":9223372036854775807}\n");
}

static void test_bytes_of_data(void **state) {
    (void)state;
    struct log *log = log_new();
    struct buf out = {0};
    unsigned char data[EVENT_DATA_MAX];
    for (int first = 0; first < 256; first += EVENT_DATA_MAX) {
        for (int i = 0; i < EVENT_DATA_MAX; i++) {
            data[i] = (unsigned char)(first + i);
        }
        log_append(log, &(struct event){.kind = EVENT_OP_EXIT, .op = OP_WRITE}, data, sizeof data);
    }
    write_all(log, &out);
    struct log *again = log_new();
    assert_int_equal(json_lines_read(again, "f", out.data, out.len, NULL), 0);
    assert_int_equal(log_count(again), log_count(log));
    for (uint64_t n = 1; n <= log_count(log); n++) {
        assert_int_equal(log_at(again, n)->data_len, EVENT_DATA_MAX);
        assert_memory_equal(log_data(again, log_at(again, n)), log_data(log, log_at(log, n)),
                            EVENT_DATA_MAX);
    }
    buf_done(&out);
    log_free(again);
    log_free(log);
}

/* Strings and JSON texts of a log may be anything: a lesson's process made them. */
static void test_what_is_written_is_always_valid(void **state) {
    (void)state;
    struct log *log = log_new();
    struct buf out = {0};
    const strid odd = log_intern(log, "\xFF\"\n\\ \x01 \xC3");
    for (int kind = 0; kind < EVENT_KIND_COUNT + 2; kind++) {
        struct event event = {
            .kind = (uint16_t)kind, .actor = odd, .obj = odd, .name = odd, .text = odd};
        event.waits_for = event.state = event.more = odd;
        event.op = event.type = 60000;
        event.end = 200;
        event.has = 0xFF;
        log_append(log, &event, "\xFF\0", 2);
    }
    write_all(log, &out);
    struct log *again = log_new();
    struct diag diag = {0};
    int code = json_lines_read(again, "f", out.data, out.len, &diag);
    if (code != 0) {
        fail_msg("line %d: %s", diag.line, diag.text);
    }
    assert_int_equal(log_count(again), log_count(log));
    buf_done(&out);
    log_free(again);
    log_free(log);
}

/* The tutor was killed, or the disk was full: any byte may be the last one. */
static void test_torn_at_each_byte(void **state) {
    (void)state;
    size_t len = strlen(every_kind);
    uint64_t whole = 0;
    for (size_t cut = 0; cut <= len; cut++) {
        struct log *log = log_new();
        struct diag diag = {0};
        int code = json_lines_read(log, "run.jsonl", every_kind, cut, &diag);
        if (cut > 0 && every_kind[cut - 1] == '\n') {
            whole++;
        }
        bool at_break = cut == 0 || every_kind[cut - 1] == '\n';
        bool only_break_missing = every_kind[cut] == '\n';
        assert_int_equal(log_count(log), whole + (only_break_missing ? 1 : 0));
        if (cut > 0 && (at_break || only_break_missing)) {
            assert_int_equal(code, 0);
        } else {
            assert_int_equal(code, whole > 0 ? -EBADMSG : -EPROTO);
            assert_string_equal(diag.file, "run.jsonl");
            assert_int_equal(diag.line, cut == 0 ? 0 : (int)whole + 1);
            bool in_character = cut > 0 && ((unsigned char)every_kind[cut] & 0xC0) == 0x80;
            assert_true(cut == 0 || strstr(diag.text, in_character ? "UTF-8" : "cut off"));
        }
        diag_done(&diag);
        log_free(log);
    }
}

static void expect_fault(const char *second, int code, const char *says) {
    struct buf text = {0};
    struct buf fault = {0};
    struct diag diag = {0};
    struct log *log = log_new();
    buf_putf(&text,
             "{\"n\":1,\"t\":0,\"kind\":\"step\"}\n%s\n{\"n\":3,\"t\":0,\"kind\":\"step\"}\n",
             second);
    assert_int_equal(json_lines_read(log, "f", text.data, text.len, &diag), code);
    assert_int_equal(log_count(log), 1);
    diag_write(&diag, &fault);
    assert_string_equal(buf_str(&fault), says);
    diag_done(&diag);
    buf_done(&fault);
    buf_done(&text);
    log_free(log);
}

static void test_damage_is_named(void **state) {
    (void)state;
    expect_fault("{\"n\":2,\"t\":0}", -EBADMSG,
                 "f:2: byte 1: the record has no \"kind\"; the 1 record before it is kept\n");
    expect_fault("{\"n\":3,\"t\":0,\"kind\":\"step\"}", -EBADMSG,
                 "f:2: byte 6: \"n\": not what belongs there; the 1 record before it is kept\n");
    expect_fault("{\"n\":2,\"kind\":\"fd.open\",\"fd\":\"3\"}", -EBADMSG,
                 "f:2: byte 31: \"fd\": not what belongs there; the 1 record before it is kept\n");
    expect_fault("{\"n\":2,\"kind\":\"fd.open\",\"fd\":2147483648}", -EBADMSG,
                 "f:2: byte 30: \"fd\": not what belongs there; the 1 record before it is kept\n");
    expect_fault("{\"n\":2,\"kind\":\"step\"} x", -EBADMSG,
                 "f:2: byte 23: something stands behind the record; "
                 "the 1 record before it is kept\n");
    expect_fault("{\"n\":2,\"kind\":\"\xFF\"}", -EBADMSG,
                 "f:2: byte 16: a byte that is no UTF-8; the 1 record before it is kept\n");
    expect_fault("[]", -EBADMSG,
                 "f:2: byte 1: no object starts with this; the 1 record before it is kept\n");
    expect_fault("{\"n\":2,\"kind\":\"run.start\",\"format\":2}", -ENOTSUP,
                 "f:2: the run is saved in format 2, and this version reads format 1: "
                 "take a newer ipc-tutor\n");
}

static void test_what_is_no_run(void **state) {
    (void)state;
    static const char *const texts[] = {"", "\n\n", "# A heading\n", "{}", "MZ\x90"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct log *log = log_new();
        struct diag diag = {0};
        assert_int_equal(json_lines_read(log, "f", texts[i], strlen(texts[i]), &diag), -EPROTO);
        assert_non_null(strstr(diag.text, "this is no saved run"));
        assert_int_equal(log_count(log), 0);
        diag_done(&diag);
        log_free(log);
    }
}

struct sink {
    struct buf got;
    int calls, fail_at;
};

static int put(void *arg, const char *bytes, size_t len) {
    struct sink *sink = arg;
    buf_put(&sink->got, bytes, len);
    return ++sink->calls == sink->fail_at ? -ENOSPC : 0;
}

static void test_streamed_writing(void **state) {
    (void)state;
    struct log *log = log_new();
    struct buf whole = {0};
    for (int i = 0; i < 5000; i++) {
        log_append(log, &(struct event){.kind = EVENT_STEP, .t = i}, NULL, 0);
    }
    write_all(log, &whole);
    struct sink sink = {0};
    assert_int_equal(json_lines_write(log, 1, 5000, put, &sink), 0);
    assert_true(sink.calls > 1);
    assert_int_equal(sink.got.len, whole.len);
    assert_memory_equal(sink.got.data, whole.data, whole.len);
    buf_done(&sink.got);
    sink = (struct sink){.fail_at = 2};
    assert_int_equal(json_lines_write(log, 1, 5000, put, &sink), -ENOSPC);
    assert_int_equal(sink.calls, 2);
    buf_done(&sink.got);
    sink = (struct sink){0};
    assert_int_equal(json_lines_write(log, 5001, 5002, put, &sink), 0);
    assert_int_equal(sink.calls, 0);
    buf_done(&whole);
    log_free(log);
}

struct watched {
    int asked, until;
    size_t last, len;
};

static bool go_on(void *arg, size_t done, size_t len) {
    struct watched *watched = arg;
    assert_true(done >= watched->last && done <= len);
    assert_int_equal(len, watched->len);
    watched->last = done;
    return ++watched->asked < watched->until;
}

/* A long run is asked about now and then; who says no keeps what was read. */
static void watched_reading(void **state) {
    (void)state;
    struct buf text = {0};
    struct diag diag = {0};
    buf_puts(&text, "{\"n\":1,\"t\":0,\"kind\":\"run.start\",\"format\":1,\"lesson\":\"l\","
                    "\"program\":\"p\",\"params\":{},\"schedule\":null}\n");
    for (int n = 2; n <= 20000; n++) {
        buf_putf(
            &text,
            "{\"n\":%d,\"t\":0,\"kind\":\"say\",\"actor\":\"main\",\"pid\":7,\"text\":\"x\"}\n", n);
    }
    struct watched watched = {.until = 1000, .len = text.len};
    struct json_lines_watch watch = {.go_on = go_on, .arg = &watched};
    struct log *log = log_new();
    assert_int_equal(json_lines_read_watched(log, "f", text.data, text.len, &watch, &diag), 0);
    assert_int_equal(log_count(log), 20000);
    assert_true(watched.asked >= 5);
    log_free(log);
    watched = (struct watched){.until = 3, .len = text.len};
    log = log_new();
    assert_int_equal(json_lines_read_watched(log, "f", text.data, text.len, &watch, &diag),
                     -ECANCELED);
    assert_int_equal(watched.asked, 3);
    assert_true(log_count(log) > 0 && log_count(log) < 20000);
    assert_int_equal(diag.line, log_count(log) + 1);
    assert_non_null(strstr(diag.text, "records before it are kept"));
    log_free(log);
    diag_done(&diag);
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_round_trips),
        cmocka_unit_test(test_fields_are_where_the_others_look),
        cmocka_unit_test(test_unknown_is_kept),
        cmocka_unit_test(test_any_order_of_fields),
        cmocka_unit_test(test_limits_of_integers),
        cmocka_unit_test(test_bytes_of_data),
        cmocka_unit_test(test_what_is_written_is_always_valid),
        cmocka_unit_test(test_torn_at_each_byte),
        cmocka_unit_test(test_damage_is_named),
        cmocka_unit_test(test_what_is_no_run),
        cmocka_unit_test(test_streamed_writing),
        cmocka_unit_test(watched_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
