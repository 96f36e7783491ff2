/* SPDX-License-Identifier: MIT */
/* Each view as a whole screen, in three sizes, against golden pictures. */
#include "glyphs.h"
#include "scenery.h"

static const char forgotten[] = "run pipe-fork forgotten\n"
                                "main start\n"
                                "main pipe p 3 4 @2\n"
                                "main fork child @3\n"
                                "main mark T=0 forked\n"
                                "child close 3 @4\n"
                                "main read p 3 @9\n"
                                "child write p 4 \"hello\\n\" @5\n"
                                "main print hello\n"
                                "main read p 3 @9\n"
                                "child close 4 @6\n"
                                "child exit 0 @7\n"
                                "deadlock\n"
                                "end deadlock deadlock\n";

static const char relay[] = "run relay right\n"
                            "main start\n"
                            "main pipe first 3 4 @2\n"
                            "main pipe second 5 6 @3\n"
                            "main fork upper @4\n"
                            "main fork last @5\n"
                            "main mark forked\n"
                            "main say \"main keeps one end of four.\"\n"
                            "main close 3 @6\n"
                            "main close 5 @6\n"
                            "main close 6 @6\n"
                            "upper close 4 @7\n"
                            "upper close 5 @7\n"
                            "last close 3 @8\n"
                            "last close 4 @8\n"
                            "last close 6 @8\n"
                            "last read second 5 @9\n"
                            "main write first 4 \"hello\\n\" @10\n"
                            "upper read first 3 @11\n"
                            "upper write second 6 \"HELLO\\n\" @11\n"
                            "last print HELLO\n"
                            "main close 4 @12\n";

static const struct size {
    int width, height;
    const char *name;
} sizes[] = {{80, 24, "80x24"}, {132, 43, "132x43"}, {60, 20, "60x20"}};

static const struct page {
    enum view_id view;
    const char *name;
} pages[] = {
    {VIEW_STAGE, "stage"},   {VIEW_KERNEL, "kernel"}, {VIEW_EXPLAIN, "explain"},
    {VIEW_OUTPUT, "output"}, {VIEW_EVENTS, "events"}, {VIEW_CODE, "code"},
    {VIEW_WHY, "why"},
};

static void pages_of_a_run(void **state) {
    struct scenery s;
    char name[64];

    (void)state;
    scenery_init(&s, forgotten);
    s.scene.live = false;
    s.scene.run = RUN_ENDED;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        for (size_t j = 0; j < sizeof(pages) / sizeof(pages[0]); j++) {
            if (pages[j].view == VIEW_WHY && sizes[i].width != 60) {
                continue; /* beside the stage where there is room */
            }
            s.scene.page = pages[j].view;
            snprintf(name, sizeof(name), "%s-%s", pages[j].name, sizes[i].name);
            scenery_same(&s, name, sizes[i].width, sizes[i].height);
        }
    }
    scenery_done(&s);
}

static void relay_of_three(void **state) {
    struct scenery s;
    char name[64];

    (void)state;
    scenery_init(&s, relay);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        snprintf(name, sizeof(name), "relay-%s", sizes[i].name);
        scenery_same(&s, name, sizes[i].width, sizes[i].height);
    }
    scenery_done(&s);
}

/* A saved run: two that are connected, and each waits for the other. */
static void connection(void **state) {
    struct scenery s;
    char *saved = scenery_file(SOURCE_DIR "/tests/core/world/golden/tcp.tale");

    (void)state;
    scenery_init(&s, saved);
    scenery_same(&s, "tcp-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "tcp-kernel-80x24", 80, 24);
    s.scene.page = VIEW_STAGE;
    scenery_at(&s, 8);
    scenery_same(&s, "tcp-waiting-80x24", 80, 24);
    scenery_done(&s);
    mem_free(saved);
}

/* A saved run: datagrams, some of them dropped. */
static void datagrams(void **state) {
    struct scenery s;
    char *saved = scenery_file(SOURCE_DIR "/tests/core/world/golden/udp-full.tale");

    (void)state;
    scenery_init(&s, saved);
    scenery_at(&s, 9);
    scenery_same(&s, "udp-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "udp-kernel-80x24", 80, 24);
    scenery_done(&s);
    mem_free(saved);
}

static void past_and_c_twin(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, forgotten);
    scenery_at(&s, 5);
    s.scene.show_twin = true;
    scenery_same(&s, "past-80x24", 80, 24);
    scenery_at(&s, 0);
    scenery_same(&s, "start-80x24", 80, 24);
    scenery_done(&s);
}

static void zombie_is_explained(void **state) {
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, "run fork zombie\nmain start\nmain fork child @3\nchild exit 0 @4\n");
    scenery_same(&s, "zombie-80x24", 80, 24);
    scenery_done(&s);
    scenery_init(&s, "run fork zombie\nmain start\nmain fork child @3\nchild exit 0 @4\n"
                     "main wait child @5\n");
    picture = scenery_picture(&s, 80, 24, false);
    assert_null(strstr(picture, "zombie"));
    mem_free(picture);
    scenery_done(&s);
}

/* One sentence for all that a child gets at the fork. */
static void fork_is_told_in_short(void **state) {
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, relay);
    scenery_at(&s, 3);
    s.scene.page = VIEW_WHY;
    picture = scenery_picture(&s, 75, 20, false);
    assert_non_null(strstr(picture, "main forks upper. upper inherits fd 3, fd 4, fd 5, fd 6."));
    assert_null(strstr(picture, "upper has fd 3"));
    mem_free(picture);
    scenery_done(&s);
}

/* Where not all of why has room, the border names the key that shows it; on the smallest screen a
 * page of text has the screen for itself. */
static void why_says_where_the_rest_is(void **state) {
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, forgotten);
    s.scene.page = VIEW_WHY;
    picture = scenery_picture(&s, 60, 20, false);
    assert_null(strstr(picture, "all of it"));
    mem_free(picture);
    scenery_same(&s, "why-40x10", 40, 10);
    scenery_done(&s);
    scenery_init(&s, forgotten);
    picture = scenery_picture(&s, 76, 22, false);
    assert_non_null(strstr(picture, "e: all of it"));
    mem_free(picture);
    scenery_done(&s);
}

static void ascii_has_ascii_alone(void **state) {
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, forgotten);
    picture = scenery_picture(&s, 80, 24, true);
    for (const char *at = picture; *at != '\0'; at++) {
        assert_true((unsigned char)*at < 128);
    }
    scenery_golden("stage-ascii", picture);
    mem_free(picture);
    scenery_done(&s);
}

static void overlays(void **state) {
    struct scene_choice choices[] = {{(char *)"right: as it should be", (char *)"(ends: ok)"},
                                     {(char *)"forgotten: main keeps it", NULL}};
    struct scenery s;
    char *help;

    (void)state;
    scenery_init(&s, forgotten);
    s.scene.over = VIEW_CHOOSER;
    s.scene.over_title = "which program?";
    s.scene.choices = choices;
    s.scene.choice_count = 2;
    s.scene.choice = 1;
    scenery_same(&s, "chooser-80x24", 80, 24);
    s.scene.over = VIEW_FIELD;
    s.scene.over_title = "lines (1 to 10): lines that the child writes";
    s.scene.field = "77";
    s.scene.field_fault = "lines may be at most 10.";
    scenery_same(&s, "field-80x24", 80, 24);
    s.scene.over = VIEW_HELP;
    s.scene.help_of = IN_STAGE;
    help = scenery_picture(&s, 80, 90, false);
    assert_non_null(strstr(help, "One step"));
    assert_non_null(strstr(help, "How to read the stage"));
    assert_non_null(strstr(help, GLYPH_GOES_ON "         in the code: the line above goes on"));
    assert_non_null(strstr(help, "lets it ")); /* in a line of its own: it has no room in the one */
    assert_null(strstr(help, "kernel lets"));
    mem_free(help);
    scenery_done(&s);
}

static void fault_is_on_the_screen(void **state) {
    struct scenery s;
    struct diag fault = {.file = (char *)"lesson.lua",
                         .line = 7,
                         .text = (char *)"attempt to call a nil value (field 'wite')",
                         .source = (char *)"  w:wite(\"hello\")"};
    char *picture;

    (void)state;
    scenery_init(&s, "run pipe-fork forgotten\nmain start\n");
    s.scene.fault = &fault;
    scenery_same(&s, "fault-80x24", 80, 24);
    scenery_same(&s, "fault-60x20", 60, 20);
    s.scene.page = VIEW_EXPLAIN;
    picture = scenery_picture(&s, 80, 24, false);
    assert_non_null(strstr(picture, "lesson.lua:7: attempt to call a nil value"));
    mem_free(picture);
    s.scene.page = VIEW_STAGE;
    s.scene.world = NULL;
    s.scene.log = NULL;
    s.scene.timeline = NULL;
    s.scene.cast = NULL;
    s.scene.chosen = 0;
    scenery_same(&s, "fault-before-60x20", 60, 20);
    scenery_done(&s);
}

/* A write that sleeps half-way fills the pipe, though nothing was counted yet. */
static void pipe_is_full(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, "run pipe-buffer large\nmain start\nmain pipe p 3 4 @2\n"
                     "main fork child @3\nmain close 4 @4\nchild writes p 4 70000 @5\n"
                     "main sleep @6\n");
    scenery_at(&s, s.scene.steps);
    s.scene.page = VIEW_STAGE;
    scenery_same(&s, "half-way-80x24", 80, 24);
    s.scene.page = VIEW_KERNEL;
    scenery_same(&s, "half-way-kernel-80x24", 80, 24);
    scenery_done(&s);
}

/* What matters is whole from ten columns on, and as much of it as there are rows. */
static void too_small_says_so(void **state) {
    static const char whole[] = "too small: need 40x10 - q quits";
    struct scenery s;
    char *picture;

    (void)state;
    scenery_init(&s, forgotten);
    picture = scenery_picture(&s, 80, 9, false);
    assert_non_null(strstr(picture, whole));
    mem_free(picture);
    for (int width = 10; width < 40; width++) {
        picture = scenery_picture(&s, width, 3, false);
        if (strstr(picture, whole) == NULL) {
            assert_string_equal(picture, "too small:\nneed 40x10\nq quits\n");
        }
        mem_free(picture);
        picture = scenery_picture(&s, width, 1, false);
        assert_non_null(strstr(picture, "need 40x10"));
        mem_free(picture);
    }
    scenery_done(&s);
}

static void footer_has(struct scenery *s, const char *there, const char *not_there) {
    char *picture = scenery_picture(s, 80, 24, false);
    const char *footer = strrchr(picture, '\n');

    while (footer > picture && *--footer != '\n') {
    }
    if (strstr(footer, there) == NULL || strstr(footer, not_there) != NULL) {
        print_error("footer:%s\n", footer);
    }
    assert_non_null(strstr(footer, there));
    assert_null(strstr(footer, not_there));
    mem_free(picture);
}

/* The footer says what a key does here: a toggle names what it leads to. */
static void footer_says_what_a_key_does_now(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, relay);
    footer_has(&s, "Space play", "pause");
    footer_has(&s, "k kernel", "stage");
    s.scene.playing = true;
    footer_has(&s, "Space pause", "play");
    s.scene.playing = false;
    s.scene.page = VIEW_KERNEL;
    footer_has(&s, "k stage", "kernel");
    s.scene.page = VIEW_EXPLAIN;
    footer_has(&s, "e stage", "e why");
    s.scene.page = VIEW_STAGE;
    s.scene.place = PLACE_SYLLABUS;
    footer_has(&s, "o overview", "Esc leave");
    s.scene.place = PLACE_OVERVIEW;
    footer_has(&s, "o lessons", "o overview");
    scenery_done(&s);
}

/* Whatever the size, the page and the step: drawn, and nothing outside is touched (ASan). */
static void every_size(void **state) {
    struct scenery s;

    (void)state;
    scenery_init(&s, relay);
    for (int width = 1; width < 150; width += 7) {
        for (int height = 1; height < 60; height += 5) {
            scenery_at(&s, (uint64_t)(width + height) % (s.scene.steps + 1));
            s.scene.page = pages[(size_t)(width + height) % 7].view;
            mem_free(scenery_picture(&s, width, height, false));
        }
    }
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_a_run),
        cmocka_unit_test(relay_of_three),
        cmocka_unit_test(past_and_c_twin),
        cmocka_unit_test(connection),
        cmocka_unit_test(datagrams),
        cmocka_unit_test(zombie_is_explained),
        cmocka_unit_test(fork_is_told_in_short),
        cmocka_unit_test(why_says_where_the_rest_is),
        cmocka_unit_test(ascii_has_ascii_alone),
        cmocka_unit_test(overlays),
        cmocka_unit_test(fault_is_on_the_screen),
        cmocka_unit_test(too_small_says_so),
        cmocka_unit_test(footer_says_what_a_key_does_now),
        cmocka_unit_test(every_size),
        cmocka_unit_test(pipe_is_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
