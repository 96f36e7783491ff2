/* SPDX-License-Identifier: MIT */
/* The loop as a whole, on a terminal in memory: first picture, keys, resizing, the end. */
#include "recorded.h"
#include "screen_desk.h"
#include "story.h"
#include "temp_data.h"
#include <signal.h>

static char *picture_of(const struct term *term) {
    struct buf out = {0};

    assert_non_null(term_memory_picture(term));
    canvas_dump(term_memory_picture(term), &out);
    return buf_take(&out);
}

static struct log *hello(void) {
    return story_log("run pipe hello\nmain start\nmain pipe p 3 4 @2\nmain write p 4 \"hi\" @3\n"
                     "main read p 3 @4\nmain print hi\nmain exit 0 @5\nend ok ok\n");
}

static void saved_run_is_looked_at(void **state) {
    struct term *term = term_memory(80, 24, false);
    struct log *log = hello();
    struct tutor_wish wish = {.saved = log};
    struct diag diag;
    char *picture;

    (void)state;
    diag_init(&diag);
    term_memory_keys(term, "pppnnrq");
    assert_int_equal(tutor_on(&wish, term, &diag), 0);
    picture = picture_of(term);
    assert_non_null(strstr(picture, "step 3 of 4"));
    assert_non_null(strstr(picture, "saved"));
    assert_non_null(strstr(picture, "A saved run can't be run again"));
    mem_free(picture);
    term_close(term);
    log_free(log);
    diag_done(&diag);
}

/* The lesson that the run names is in the catalogue: its source stands beside the run, if the run's
 * lines fit it. */
static void saved_run_finds_its_source(void **state) {
    struct catalogue catalogue;
    struct catalogue_places places = {.own = SOURCE_DIR "/lessons"};
    struct log
        *fits = recorded_log("partial-fill"),
        *other = story_log(
            "run partial fill\nmain start\nmain pipe p 3 4 @9999\nmain exit 0 @9999\nend ok ok\n");
    struct session session;

    (void)state;
    session_init(&session);
    assert_int_equal(catalogue_open(&places, &catalogue, NULL), 0);
    session_open_saved(&session, fits, &catalogue);
    assert_true(session.has_lua && session.has_twin);
    session_open_saved(&session, fits, NULL);
    assert_false(session.has_lua || session.has_twin);
    session_open_saved(&session, other, &catalogue);
    assert_false(session.has_lua || session.has_twin);
    session_done(&session);
    catalogue_done(&catalogue);
    log_free(fits);
    log_free(other);
}

static void resized_to_nothing_and_back(void **state) {
    struct term *term = term_memory(80, 24, true);
    struct log *log = hello();
    struct tutor_wish wish = {.saved = log};
    char *picture;

    (void)state;
    term_memory_resize(term, 20, 5);
    term_memory_keys(term, "q");
    assert_int_equal(tutor_on(&wish, term, NULL), 0);
    picture = picture_of(term);
    assert_non_null(strstr(picture, "too small"));
    mem_free(picture);
    term_close(term);
    log_free(log);
}

static void no_more_keys_is_the_end(void **state) {
    struct term *term = term_memory(80, 24, false);
    struct tutor_wish wish = {0};

    (void)state;
    assert_int_equal(tutor_on(&wish, term, NULL), 0);
    term_close(term);
}

/* Every key everywhere, in an order that is always the same: nothing to be shown, only no fault. */
static void any_keys(void **state) {
    static const int special[] = {INPUT_UP,   INPUT_DOWN, INPUT_LEFT,    INPUT_RIGHT,
                                  INPUT_HOME, INPUT_END,  INPUT_PAGE_UP, INPUT_PAGE_DOWN,
                                  INPUT_TAB,  INPUT_ESC,  INPUT_ENTER};
    struct log *log = hello();
    struct tutor_wish wish = {.saved = log};
    uint32_t random = 12345;

    (void)state;
    for (int round = 0; round < 20; round++) {
        struct term *term = term_memory(30 + round * 5, 8 + round * 2, round % 2 == 0);
        for (int i = 0; i < 300; i++) {
            random = random * 1664525u + 1013904223u;
            int key = (int)(random >> 16) % 110;
            key = key < 95 ? ' ' + key : special[key % 11];
            if (key != 'q' && key != 'Q' && key != ' ') {
                term_memory_key(term, key);
            }
        }
        assert_int_equal(tutor_on(&wish, term, NULL), 0);
        term_close(term);
    }
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saved_run_is_looked_at),
        cmocka_unit_test(saved_run_finds_its_source),
        cmocka_unit_test(resized_to_nothing_and_back),
        cmocka_unit_test(no_more_keys_is_the_end),
        cmocka_unit_test(any_keys),
    };

    temp_data_home(); /* a key of these measures, and what was measured is kept */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
