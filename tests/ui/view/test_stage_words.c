/* SPDX-License-Identifier: MIT */
/* What is said on stage where there is little room: shorter words, fewer names, never a part of a
 * number or a name. Only what a lesson sent itself may be cut. */
#include "columns.h"
#include "recorded.h"
#include "scenery.h"
#include "stage_model.h"
#include "stage_words.h"
#include <glob.h>

static void assert_line(const struct sheet *sheet, const char *text) {
    struct buf line = {0};

    assert_int_equal(sheet->count, 1);
    for (size_t i = 0; i < sheet->lines[0].count; i++) {
        buf_puts(&line, sheet->lines[0].pieces[i].text);
    }
    assert_string_equal(buf_str(&line), text);
    buf_done(&line);
}

static void names_give_way(void **state) {
    static const struct {
        int width;
        const char *names, *line;
    } cases[] = {
        {30, "", "wait: nobody"},
        {30, "waiter1 waiter2 waiter3", "wait: waiter1 waiter2 waiter3"},
        {28, "waiter1 waiter2 waiter3", "wait: waiter1 waiter2 +1"},
        {16, "waiter1 waiter2 waiter3", "wait: waiter1 +2"},
        {15, "waiter1 waiter2 waiter3", "3 wait"},
        {14, " 管道 进程", "wait: 管道 +1"}, /* two columns a character */
        {8, "waiter1", "wait: waiter1"},     /* one name stays a name */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sheet *sheet = sheet_new(cases[i].width);
        stage_put_names(sheet, STYLE_BLOCKED, "wait", cases[i].names);
        assert_line(sheet, cases[i].line);
        sheet_free(sheet);
    }
}

static void only_first_names_are_known(void **state) {
    struct sheet *sheet = sheet_new(20);

    (void)state;
    stage_put_first_names(sheet, STYLE_DIM, "in", " car1 car2 car3", 130);
    assert_line(sheet, "in: car1 car2 +128");
    sheet_free(sheet);
}

static void lines_end_with_names(void **state) {
    static const struct {
        int width;
        const char *line, *text;
    } cases[] = {
        {40, "held by a; waiting: b c d", "held by a; waiting: b c d"},
        {25, "held by a; waiting: b c d e", "held by a; waiting: b +3"},
        {24, "held by a; waiting: b c d e", "held by a; waiting: b c d e"}, /* none has room */
        {10, "\"a b c d e f\"", "\"a b c d e f\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf text = {0};
        stage_line_text(cases[i].line, cases[i].width, &text);
        assert_string_equal(buf_str(&text), cases[i].text);
        buf_done(&text);
    }
}

static void fill_is_whole(void **state) {
    static const struct {
        int width;
        long long there, capacity;
        const char *text;
    } cases[] = {
        {16, 65536, 65536, "65536 of 65536 B"},  {15, 65536, 65536, "65536 of 65536"},
        {14, 4096, 65536, "4096 of 65536"},      {14, 0, 65536, "0 of 65536 B"},
        {14, 524288, 1048576, "524288/1048576"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf text = {0};
        stage_fill_text(cases[i].there, cases[i].capacity, cases[i].width, &text);
        assert_string_equal(buf_str(&text), cases[i].text);
        buf_done(&text);
    }
}

static void the_longest_that_fits(void **state) {
    static const char *const words[] = {"both sides closed", "both closed", NULL};
    static const struct {
        int width;
        const char *line;
    } cases[] = {{17, "both sides closed"}, {16, "both closed"}, {5, "both closed"}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sheet *sheet = sheet_new(cases[i].width);
        stage_put_wording(sheet, STYLE_DIM, words);
        assert_line(sheet, cases[i].line);
        sheet_free(sheet);
    }
}

/* A line inside of an object: what is no bytes of the lesson's has room. */
static void line_is_whole(const struct sheet *sheet, size_t row, const char *run, uint64_t step) {
    int x = 0;

    for (size_t i = 0; i < sheet->lines[row].count; i++) {
        const struct sheet_piece *piece = &sheet->lines[row].pieces[i];
        x += columns(piece->text);
        if (x > sheet->width && LOOK_STYLE(piece->look) != STYLE_BYTES) {
            fail_msg("%s, step %llu: \"%s\" in %d columns", run, (unsigned long long)step,
                     piece->text, sheet->width);
        }
    }
}

static void cards_are_whole(struct scenery *s, const char *run, int h, int w) {
    struct stage_model *model = stage_model_new(&s->scene, h, w);

    for (size_t i = model->actor_count; i < model->card_count; i++) {
        const struct sheet *inside = model->cards[i].inside;
        for (size_t row = 0; inside != NULL && row < inside->count; row++) {
            line_is_whole(inside, row, run, s->scene.step);
        }
    }
    stage_model_free(model);
}

static void only_bytes_are_cut(void **state) {
    glob_t found = {0};
    struct scenery s;

    (void)state;
    assert_int_equal(glob(SOURCE_DIR "/tests/recorded/*.jsonl", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        scenery_init_log(&s, recorded_file(found.gl_pathv[i]));
        for (uint64_t step = 0; step <= s.scene.steps; step++) {
            scenery_at(&s, step);
            cards_are_whole(&s, found.gl_pathv[i], 14, 47); /* the stage at 80x24 */
        }
        scenery_done(&s);
    }
    globfree(&found);
}

/* More ends than have room beside the state: on a second line, which is always there. */
static void ends_on_two_lines(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("choosing-boundaries"));
    scenery_at(&s, 8);
    scenery_same(&s, "list-ends-80x24", 80, 24);
    scenery_at(&s, 24);
    scenery_same(&s, "list-ends-closed-80x24", 80, 24);
    scenery_done(&s);
}

static void choices_are_whole(void **state) {
    char ok[] = "(ends: ok)", deadlock[] = "(ends: deadlock)";
    char right[] = "right: as it should be";
    char backlog[] = "backlog: AF_UNIX: a full backlog makes connect wait";
    char inside[] = "inside: what is inside: who waits in read(2), and who for the lock";
    const struct scene_choice choices[] = {{right, ok}, {backlog, deadlock}, {inside, ok}};
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("socketpair-stream"));
    scenery_at(&s, 3);
    s.scene.over = VIEW_CHOOSER;
    s.scene.over_title = "which program?";
    s.scene.choices = choices;
    s.scene.choice_count = sizeof(choices) / sizeof(choices[0]);
    s.scene.choice = 2;
    scenery_same(&s, "chooser-long-80x24", 80, 24);
    scenery_same(&s, "chooser-long-60x20", 60, 20);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_give_way),        cmocka_unit_test(only_first_names_are_known),
        cmocka_unit_test(fill_is_whole),         cmocka_unit_test(lines_end_with_names),
        cmocka_unit_test(the_longest_that_fits), cmocka_unit_test(only_bytes_are_cut),
        cmocka_unit_test(ends_on_two_lines),     cmocka_unit_test(choices_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
