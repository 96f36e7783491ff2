/* SPDX-License-Identifier: MIT */
/* The lines of a show: what is put is read back, and what an enemy sends is refused or cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mem.h"
#include "show_state.h"
#include "text.h"
#include <errno.h>

static struct show_state some_state(void) {
    struct show_state state = {.lesson = mem_strdup("deadlock"),
                               .place = mem_strdup("run"),
                               .word = mem_strdup("live"),
                               .now = mem_strdup("\"a\"\n\x1b[31m \xff ü"),
                               .step = 3,
                               .steps = 1LL << 40};
    show_list_add(&state.notes, "Ask.");
    show_list_add(&state.notes, "");
    return state;
}

static void there_and_back(void **state) {
    struct show_state put = some_state(), got;
    struct buf line = {0}, why = {0};
    (void)state;
    show_state_put(&put, &line);
    assert_int_equal(line.data[line.len - 1], '\n');
    assert_null(memchr(line.data, '\n', line.len - 1));
    assert_int_equal(show_state_read(line.data, line.len - 1, &got, &why), SHOW_STATE);
    assert_string_equal(got.lesson, "deadlock");
    assert_string_equal(got.title, ""); /* NULL is "" */
    assert_string_equal(got.now, "\"a\"\n\x1b[31m \xEF\xBF\xBD ü");
    assert_int_equal(got.step, 3);
    assert_int_equal(got.steps, 1LL << 40);
    assert_int_equal(got.notes.count, 2);
    assert_string_equal(got.notes.texts[0], "Ask.");
    assert_int_equal(got.next.count, 0);
    show_state_done(&put);
    show_state_done(&got);
    buf_done(&line);
    buf_done(&why);
}

/* The worst that a lesson can hold still makes a line within its bound, of valid UTF-8. */
static void bounds(void **state) {
    struct show_state put = some_state(), got;
    struct buf line = {0}, why = {0}, text = {0};
    (void)state;
    for (int i = 0; i < 5 * SHOW_TEXT_MAX; i++) {
        buf_putc(&text, i < SHOW_TEXT_MAX ? 1 : (char)0xC3); /* escaped each; not UTF-8 */
    }
    struct show_list *lists[] = {&put.next, &put.notes, &put.answers};
    for (size_t i = 0; i < (size_t)6 * SHOW_LIST_MAX; i++) {
        show_list_add(lists[i % 3], buf_str(&text));
    }
    show_state_put(&put, &line);
    assert_true(line.len < SHOW_STATE_MAX);
    assert_true(text_is_utf8(line.data, line.len));
    assert_int_equal(show_state_read(line.data, line.len - 1, &got, &why), SHOW_STATE);
    assert_int_equal(got.notes.count, SHOW_LIST_MAX);
    assert_true(strlen(got.answers.texts[1]) <= SHOW_TEXT_MAX);
    show_state_done(&put);
    show_state_done(&got);
    buf_clear(&text);
    for (int i = 0; i < SHOW_TEXT_MAX; i++) {
        buf_puts(&text, "ü");
    }
    put = (struct show_state){.now = mem_strdup(buf_str(&text))};
    buf_clear(&line);
    show_state_put(&put, &line);
    assert_int_equal(show_state_read(line.data, line.len - 1, &got, &why), SHOW_STATE);
    assert_string_equal(got.now + strlen(got.now) - 5, "ü...");
    show_state_done(&put);
    show_state_done(&got);
    buf_done(&text);
    buf_done(&line);
    buf_done(&why);
}

static void lines_of_the_other_side(void **state) {
    static const struct {
        const char *line;
        enum show_line what;
    } rows[] = {
        {"", SHOW_JUNK},
        {"GET / HTTP/1.1", SHOW_JUNK},
        {"[]", SHOW_JUNK},
        {"{}", SHOW_JUNK},
        {"{\"show\":\"1\",\"end\":\"x\"}", SHOW_JUNK},
        {"{\"show\":1,\"end\":\"x\"", SHOW_JUNK},
        {"{\"show\":2,\"end\":\"x\"}", SHOW_NEWER},
        {"{\"show\":-9223372036854775808}", SHOW_NEWER},
        {"{\"show\":1}", SHOW_OTHER},
        {"{\"show\":1,\"end\":7}", SHOW_OTHER},
        {"{\"show\":1,\"state\":[]}", SHOW_OTHER},
        {"{\"show\":1,\"later\":{\"x\":[1]}}", SHOW_OTHER},
        {"{\"show\":1,\"end\":\"x\"}", SHOW_END},
        {"{\"show\":1,\"state\":{}}", SHOW_STATE},
        {"{\"show\":1,\"state\":{\"step\":1e9,\"steps\":\"3\",\"now\":[],\"notes\":\"x\","
         "\"next\":[1,null,{}],\"new\":1}}",
         SHOW_STATE},
    };
    struct buf why = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct show_state got = {0};
        enum show_line what = show_state_read(rows[i].line, strlen(rows[i].line), &got, &why);
        if (what != rows[i].what) {
            fail_msg("%s: %d", rows[i].line, (int)what);
        }
        if (what == SHOW_STATE) {
            assert_string_equal(got.now, "");
            assert_int_equal(got.step, 0);
            assert_int_equal(got.notes.count, 0);
        }
        show_state_done(&got);
    }
    assert_string_equal(buf_str(&why), "x");
    buf_done(&why);
}

/* Any cut and any changed byte of a good line: no crash, and never more than its bounds. */
static void any_damage(void **state) {
    struct show_state put = some_state();
    struct buf line = {0}, why = {0};
    (void)state;
    show_state_put(&put, &line);
    for (size_t i = 0; i < line.len - 1; i++) {
        static const char bytes[] = {0, '"', '\\', '{', ']', ',', (char)0xFF};
        struct show_state got = {0};
        assert_int_not_equal(show_state_read(line.data, i, &got, &why), SHOW_STATE);
        for (size_t b = 0; b < sizeof bytes; b++) {
            char old = line.data[i];
            line.data[i] = bytes[b];
            show_state_read(line.data, line.len - 1, &got, &why);
            show_state_done(&got);
            line.data[i] = old;
        }
    }
    show_state_done(&put);
    buf_done(&line);
    buf_done(&why);
}

static void wishes(void **state) {
    static const struct {
        const char *line;
        int result;
    } rows[] = {
        {"{\"show\":1,\"do\":\"rm -rf\"}", 1},
        {"{\"show\":1,\"do\":7}", 1},
        {"{\"show\":1}", 1},
        {"{\"show\":1,\"do\":\"let-go\"}", 1},
        {"{\"show\":1,\"do\":\"let-go\",\"number\":0}", 1},
        {"{\"show\":1,\"do\":\"let-go\",\"number\":10}", 1},
        {"{\"show\":1,\"do\":\"let-go\",\"number\":\"2\"}", 1},
        {"{\"show\":1,\"do\":\"let-go\",\"number\":9}", 0},
        {"{\"show\":1,\"do\":\"answer\"}", 1},
        {"{\"show\":1,\"do\":\"answer\",\"text\":7}", 1},
        {"{\"show\":1,\"do\":\"answer\",\"text\":\"two\\nlines\"}", 1},
        {"{\"show\":1,\"do\":\"answer\",\"text\":\"\\u001b[2J\"}", 1},
        {"{\"show\":1,\"do\":\"answer\",\"text\":\"\"}", 0},
        {"{\"show\":1,\"do\":\"step\",\"number\":99}", 0},
        {"{\"show\":2,\"do\":\"step\"}", -EPROTO},
        {"step", -EBADMSG},
        {"", -EBADMSG},
    };
    struct show_asked asked = {0};
    (void)state;
    for (int i = 0; i < SHOW_WISH_N; i++) {
        struct show_asked put = {.wish = (enum show_wish)i,
                                 .number = i == SHOW_WISH_LET_GO ? 3 : 0};
        if (i == SHOW_WISH_ANSWER) { /* what takes most room in JSON */
            memset(put.text, '"', SHOW_ANSWER_MAX);
        }
        struct buf line = {0};
        show_wish_put(&put, &line);
        assert_true(line.len < SHOW_WISH_MAX);
        assert_int_equal(show_wish_read(line.data, line.len - 1, &asked), 0);
        assert_int_equal(asked.wish, i);
        assert_int_equal(asked.number, put.number);
        assert_string_equal(asked.text, put.text);
        buf_done(&line);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (show_wish_read(rows[i].line, strlen(rows[i].line), &asked) != rows[i].result) {
            fail_msg("%s", rows[i].line);
        }
    }
    assert_int_equal(asked.wish, SHOW_WISH_STEP);
    assert_int_equal(asked.number, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(bounds),
        cmocka_unit_test(lines_of_the_other_side),
        cmocka_unit_test(any_damage),
        cmocka_unit_test(wishes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
