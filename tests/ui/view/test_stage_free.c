/* SPDX-License-Identifier: MIT */
/* Processes that execute another program, on a stage with boxes, without, and as a list; in ASCII
 * too: dashes, and the words "not gated", for as long as they live. */
#include "glyphs.h"
#include "recorded.h"
#include "scenery.h"

enum { FORKED = 23 }; /* a step at which sort and uniq run */

/* How many times a text is in the picture. */
static int count(struct scenery *s, int width, int height, bool ascii, const char *part) {
    char *picture = scenery_picture(s, width, height, ascii);
    int found = 0;

    for (const char *at = picture; (at = strstr(at, part)) != NULL; at += strlen(part)) {
        found++;
    }
    mem_free(picture);
    return found;
}

static void while_they_live(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("redirect-right"));
    scenery_at(&s, FORKED);
    scenery_same(&s, "free-stage-132x43", 132, 43);
    scenery_same(&s, "free-stage-80x24", 80, 24);
    scenery_same(&s, "free-stage-60x20", 60, 20);
    assert_int_equal(count(&s, 132, 43, false, "sort: not gated"), 1);
    assert_int_equal(count(&s, 60, 20, false, GLYPH_FREE "2 not gated"), 1);
    assert_int_equal(count(&s, 60, 20, true, ":2 not gated"), 1);
    assert_true(count(&s, 132, 43, true, "+....") >= 4); /* two boxes, above and below */
    assert_true(count(&s, 80, 24, true, ":sort: not gated") == 1);
    scenery_done(&s);
}

static void before_and_after(void **state) {
    static const int sizes[][2] = {{132, 43}, {80, 24}, {60, 20}};
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("redirect-right"));
    for (size_t i = 0; i < 3; i++) {
        scenery_at(&s, 3);
        assert_int_equal(count(&s, sizes[i][0], sizes[i][1], false, "not gated"), 0);
        assert_int_equal(count(&s, sizes[i][0], sizes[i][1], false, GLYPH_FREE), 0);
        scenery_at(&s, s.scene.steps);
        assert_int_equal(count(&s, sizes[i][0], sizes[i][1], false, ": not gated"), 0);
    }
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_they_live),
        cmocka_unit_test(before_and_after),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
