/* SPDX-License-Identifier: MIT */
/* test_link.c: frames and records over a socket, whole, torn and random: nothing crashes the
 * receiver, and nothing but what was sent gets into its log. */
#include "link_log.h"
#include "mem.h"
#include "wish.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct ends {
    struct link a, b;
};

static int setup(void **state) {
    struct ends *ends = mem_new(sizeof(*ends));
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) {
        return -1;
    }
    link_init(&ends->a, fds[0]);
    link_init(&ends->b, fds[1]);
    *state = ends;
    return 0;
}

static int teardown(void **state) {
    struct ends *ends = *state;
    link_done(&ends->a);
    link_done(&ends->b);
    mem_free(ends);
    return 0;
}

static void test_fields(void **state) {
    struct ends *ends = *state;
    struct link_frame frame;
    assert_int_equal(link_fill(&ends->b), -EAGAIN);
    link_begin(&ends->a, LINK_ANSWER);
    link_put_u8(&ends->a, 200);
    link_put_u32(&ends->a, 70000);
    link_put_u64(&ends->a, UINT64_MAX - 1);
    link_put_f64(&ends->a, 0.5);
    link_put_str(&ends->a, "hello");
    link_put_str(&ends->a, NULL);
    link_end(&ends->a);
    link_begin(&ends->a, LINK_STOP);
    link_end(&ends->a);
    assert_int_equal(link_flush(&ends->a), 0);
    assert_int_equal(link_fill(&ends->b), 1);
    assert_int_equal(link_next(&ends->b, &frame), 1);
    assert_int_equal(frame.type, LINK_ANSWER);
    assert_int_equal(link_get_u8(&frame), 200);
    assert_int_equal(link_get_u32(&frame), 70000);
    assert_true(link_get_u64(&frame) == UINT64_MAX - 1);
    assert_true(link_get_f64(&frame) == 0.5);
    char *text = link_get_str(&frame);
    char *none = link_get_str(&frame);
    assert_string_equal(text, "hello");
    assert_string_equal(none, "");
    assert_false(frame.bad);
    assert_int_equal(link_get_u8(&frame), 0);
    assert_true(frame.bad);
    mem_free(text);
    mem_free(none);
    assert_int_equal(link_next(&ends->b, &frame), 1);
    assert_int_equal(frame.type, LINK_STOP);
    assert_int_equal(link_next(&ends->b, &frame), 0);
    link_done(&ends->a);
    assert_int_equal(link_fill(&ends->b), 0);
}

static void test_byte_by_byte(void **state) {
    struct ends *ends = *state;
    struct link_frame frame;
    link_begin(&ends->a, LINK_STEP);
    link_put_str(&ends->a, "child");
    link_end(&ends->a);
    size_t len = ends->a.out.len;
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(write(ends->a.fd, ends->a.out.data + i, 1), 1);
        assert_int_equal(link_fill(&ends->b), 1);
        assert_int_equal(link_next(&ends->b, &frame), i + 1 == len);
    }
    char *text = link_get_str(&frame);
    assert_string_equal(text, "child");
    mem_free(text);
}

static void test_too_long(void **state) {
    struct ends *ends = *state;
    struct link_frame frame;
    uint32_t length = LINK_FRAME_MAX + 1;
    assert_int_equal(write(ends->a.fd, &length, 4), 4);
    assert_int_equal(write(ends->a.fd, "x", 1), 1);
    assert_int_equal(link_fill(&ends->b), 1);
    assert_int_equal(link_next(&ends->b, &frame), -EPROTO);
}

static void test_other_side_gone(void **state) {
    struct ends *ends = *state;
    link_done(&ends->b);
    link_begin(&ends->a, LINK_STOP);
    link_end(&ends->a);
    assert_int_equal(link_flush(&ends->a), -EPIPE);
}

static void append(struct log *log, enum event_kind kind, const char *actor, const char *text,
                   const char *data) {
    struct event event = {.kind = (uint16_t)kind,
                          .actor = log_intern(log, actor),
                          .text = log_intern(log, text),
                          .fd = -1,
                          .ret = -7};
    log_append(log, &event, data, data ? strlen(data) : 0);
}

/* Everything that is there, into the log; the last result. */
static int take_all(struct link *link, struct link_log_in *in) {
    struct link_frame frame;
    int r = 0;
    while (r >= 0 && link_fill(link) == 1) {
        while (r >= 0 && (r = link_next(link, &frame)) == 1) {
            if (frame.type == LINK_STRING || frame.type == LINK_RECORD) {
                r = link_log_take(in, &frame);
            }
        }
    }
    return r;
}

static void test_records(void **state) {
    struct ends *ends = *state;
    struct log *from = log_new();
    struct log *to = log_new();
    struct link_log_out out;
    struct link_log_in in;
    log_intern(to, "only here"); /* numbers of the two logs differ */
    log_intern(from, "never sent");
    link_log_out_init(&out, from);
    link_log_in_init(&in, to);
    append(from, EVENT_PRINT, "main", "one", NULL);
    append(from, EVENT_OP_EXIT, "child", "EPIPE", "bytes");
    link_log_send(&out, &ends->a);
    append(from, EVENT_PRINT, "main", "", NULL);
    link_log_send(&out, &ends->a);
    link_log_send(&out, &ends->a);
    assert_int_equal(link_flush(&ends->a), 0);
    assert_int_equal(take_all(&ends->b, &in), 0);
    assert_int_equal(log_count(to), 3);
    assert_int_equal(in.count, 4);
    assert_string_equal(log_str(to, log_at(to, 1)->actor), "main");
    assert_string_equal(log_str(to, log_at(to, 2)->text), "EPIPE");
    assert_int_equal(log_at(to, 2)->data_len, 5);
    assert_memory_equal(log_data(to, log_at(to, 2)), "bytes", 5);
    assert_string_equal(log_str(to, log_at(to, 3)->actor), "main");
    assert_int_equal(log_at(to, 3)->text, 0);
    assert_int_equal(log_at(to, 3)->ret, -7);
    assert_int_equal(log_at(to, 3)->fd, -1);
    link_log_out_done(&out);
    link_log_in_done(&in);
    log_free(from);
    log_free(to);
}

static void send_raw(struct link *link, struct event event, const void *data, size_t len) {
    link_begin(link, LINK_RECORD);
    link_put(link, &event, sizeof(event));
    link_put(link, data, len);
    link_end(link);
}

static void test_wrong_records(void **state) {
    struct ends *ends = *state;
    const struct event wrong[] = {
        {.kind = EVENT_UNKNOWN},
        {.kind = EVENT_KIND_COUNT},
        {.kind = EVENT_PRINT, .text = 2}, /* one string was sent: 1 */
        {.kind = EVENT_PRINT, .actor = UINT32_MAX},
        {.kind = EVENT_OP_EXIT, .op = OP_COUNT},
        {.kind = EVENT_OBJ_NEW, .type = OBJ_COUNT},
        {.kind = EVENT_RUN_END, .type = OUTCOME_STOPPED + 1},
        {.kind = EVENT_FD_OPEN, .end = END_RW + 1},
        {.kind = EVENT_OP_EXIT, .data_len = 3},
        {.kind = EVENT_OP_EXIT, .data_len = EVENT_DATA_MAX + 1},
    };
    struct log *log = log_new();
    struct link_log_in in;
    link_log_in_init(&in, log);
    link_begin(&ends->a, LINK_STRING);
    link_put(&ends->a, "text", 4);
    link_end(&ends->a);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        send_raw(&ends->a, wrong[i], "xx", i >= 8 ? 2 : 0);
        assert_int_equal(link_flush(&ends->a), 0);
        assert_int_equal(take_all(&ends->b, &in), -EPROTO);
    }
    link_begin(&ends->a, LINK_RECORD);
    link_put(&ends->a, "short", 5);
    link_end(&ends->a);
    assert_int_equal(link_flush(&ends->a), 0);
    assert_int_equal(take_all(&ends->b, &in), -EPROTO);
    assert_int_equal(log_count(log), 0);
    link_log_in_done(&in);
    log_free(log);
}

static uint32_t next_random(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Random frames of all types, with lengths and numbers that are often nearly right. */
static void put_random(struct link *link, uint32_t *seed) {
    unsigned char bytes[256];
    size_t len = next_random(seed) % sizeof(bytes);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = next_random(seed) % 3 ? 0 : (unsigned char)next_random(seed);
    }
    link_begin(link, (enum link_type)(next_random(seed) % 18));
    link_put(link, bytes, len);
    link_end(link);
}

static void test_random_frames(void **state) {
    struct ends *ends = *state;
    uint32_t seed = 20261121;
    struct log *log = log_new();
    struct link_log_in in;
    link_log_in_init(&in, log);
    for (int i = 0; i < 20000; i++) {
        struct link_frame frame;
        struct wish_held held;
        put_random(&ends->a, &seed);
        assert_int_equal(link_flush(&ends->a), 0);
        assert_int_equal(link_fill(&ends->b), 1);
        assert_int_equal(link_next(&ends->b, &frame), 1);
        if (frame.type == LINK_STRING || frame.type == LINK_RECORD) {
            link_log_take(&in, &frame);
        } else if (wish_take(&frame, &held) == 0) {
            wish_done(&held);
        }
    }
    link_log_in_done(&in);
    log_free(log);
}

static void test_wish(void **state) {
    struct ends *ends = *state;
    struct link_frame frame;
    struct wish_held held;
    const struct run_param params[] = {{"lines", "5"}, {"note", ""}};
    const struct run_wish wish = {.lesson_dir = "/x/pipe",
                                  .lesson = "pipe",
                                  .params = params,
                                  .param_count = 2,
                                  .schedule = "",
                                  .has_seed = true,
                                  .seed = 1ull << 60,
                                  .limit_seconds = 3,
                                  .hold = true};
    wish_send(&ends->a, LINK_WISH, &wish);
    assert_int_equal(link_flush(&ends->a), 0);
    assert_int_equal(link_fill(&ends->b), 1);
    assert_int_equal(link_next(&ends->b, &frame), 1);
    assert_int_equal(wish_take(&frame, &held), 0);
    assert_string_equal(held.wish.lesson_dir, "/x/pipe");
    assert_string_equal(held.wish.lesson, "pipe");
    assert_null(held.wish.program);
    assert_string_equal(held.wish.schedule, "");
    assert_null(held.wish.input);
    assert_true(held.wish.has_seed && held.wish.seed == 1ull << 60);
    assert_int_equal(held.wish.limit_seconds, 3);
    assert_true(held.wish.hold && !held.wish.no_cage);
    assert_int_equal(held.wish.param_count, 2);
    assert_string_equal(held.wish.params[0].value, "5");
    assert_string_equal(held.wish.params[1].name, "note");
    wish_done(&held);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
        cmocka_unit_test_setup_teardown(test_byte_by_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(test_too_long, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_side_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_records, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong_records, setup, teardown),
        cmocka_unit_test_setup_teardown(test_random_frames, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wish, setup, teardown),
    };
    return cmocka_run_group_tests_name("core/run/link", tests, NULL, NULL);
}
