/* SPDX-License-Identifier: MIT */
/* What one types into: the palette, the command line and the search, as whole screens. */
#include "scenery.h"

static const char relay[] = "run relay right\nmain start\nmain pipe p 3 4 @2\nmain fork upper @3\n"
                            "main mark T=0 forked\nmain write p 4 \"hello\\n\" @4\n";

static const struct typed {
    enum scene_prompt prompt;
    const char *name, *text;
    size_t row;
} typed[] = {
    {PROMPT_PALETTE, "palette", "", 2},
    {PROMPT_PALETTE, "palette-narrowed", "st", 1},
    {PROMPT_PALETTE, "palette-nothing", "qqq", 0},
    {PROMPT_COMMAND, "command", "go-to 2", 0},
    {PROMPT_SEARCH, "search", "writes", 0},
};

static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};

static void each_at_three_sizes(void **state) {
    struct scenery s;
    char name[64];

    (void)state;
    scenery_init(&s, relay);
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        s.scene.prompt = typed[i].prompt;
        s.scene.field = typed[i].text;
        s.scene.palette = typed[i].row;
        for (size_t j = 0; j < sizeof(sizes) / sizeof(sizes[0]); j++) {
            snprintf(name, sizeof(name), "%s-%dx%d", typed[i].name, sizes[j][0], sizes[j][1]);
            scenery_same(&s, name, sizes[j][0], sizes[j][1]);
        }
    }
    scenery_done(&s);
}

/* The end of what is typed is in sight, and what one can do with it, whatever the width. */
static void long_text(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, relay);
    s.scene.prompt = PROMPT_SEARCH;
    s.scene.field = "a rather long sentence that nobody has room for, up to its very end";
    for (int width = SCREEN_MIN_WIDTH; width < 140; width++) {
        char *picture = scenery_picture(&s, width, 20, false);
        const char *footer = strrchr(picture, '/');
        assert_non_null(footer);
        assert_non_null(strstr(footer, "very end"));
        assert_true(width < 50 || strstr(footer, "Esc leave") != NULL);
        mem_free(picture);
    }
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_at_three_sizes),
        cmocka_unit_test(long_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
