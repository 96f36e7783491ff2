/* SPDX-License-Identifier: MIT */
/*
 * test_memory.c: the terminal in memory keeps the contract of term.h.
 */
#include "keys.h"
#include "term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static void test_draw(void **state) {
    (void)state;
    struct term *term = term_memory(10, 3, false);
    struct canvas canvas;
    canvas_init(&canvas, term_width(term), term_height(term), term_ascii(term));
    assert_null(term_memory_picture(term));
    assert_null(term_notice(term));
    term_draw(term, &canvas);
    assert_int_equal(term_memory_changed(term), 30);
    canvas_puts(area_all(&canvas), 2, 1, STYLE_READY, "ok");
    term_draw(term, &canvas);
    assert_int_equal(term_memory_changed(term), 2);
    assert_true(canvas_same(&canvas, term_memory_picture(term)));
    term_draw(term, &canvas);
    assert_int_equal(term_memory_changed(term), 0);
    term_redraw(term);
    term_draw(term, &canvas);
    assert_int_equal(term_memory_changed(term), 30);
    canvas_done(&canvas);
    term_close(term);
    term_close(NULL);
}

static enum term_event_kind next(struct term *term, const int *fds, size_t n_fds, int timeout_ms) {
    struct term_event event;
    assert_int_equal(term_wait(term, fds, n_fds, timeout_ms, &event), 0);
    return event.kind;
}

static void test_events(void **state) {
    (void)state;
    struct term *term = term_memory(10, 3, true);
    struct term_event event;
    int fds[3] = {-1, -1, -1};
    int ends[2];
    term_memory_keys(term, "n");
    term_memory_key(term, INPUT_UP);
    term_memory_resize(term, 20, 5);
    assert_int_equal(next(term, NULL, 0, -1), TERM_RESIZE);
    assert_int_equal(term_width(term), 20);
    assert_int_equal(term_wait(term, NULL, 0, -1, &event), 0);
    assert_int_equal(event.kind, TERM_KEY);
    assert_int_equal(event.key, 'n');
    assert_int_equal(term_wait(term, NULL, 0, -1, &event), 0);
    assert_int_equal(event.key, INPUT_UP);
    assert_int_equal(next(term, fds, 3, -1), TERM_END);
    assert_int_equal(next(term, fds, 3, 100000), TERM_TIME);
    assert_int_equal(pipe(ends), 0);
    fds[2] = ends[0];
    assert_int_equal(next(term, fds, 3, 1), TERM_TIME);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(term_wait(term, fds, 3, -1, &event), 0);
    assert_int_equal(event.kind, TERM_FD);
    assert_int_equal(event.index, 2);
    close(ends[0]);
    close(ends[1]);
    term_close(term);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draw),
        cmocka_unit_test(test_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
