/* SPDX-License-Identifier: MIT */
/*
 * An exam without runs: lines of numbers as answers, what counts as answered, what is judged and
 * kept. Drawing needs runs: tests/app/test_exam.c, tests/ui/tutor/test_exams.c.
 */
#include "mem.h"
#include "progress.h"
#include "sitting.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: Relay\ntopic: pipes\n---\n\nText.\n\n"
    "## Question: one\n\nWhich?\n\n- [ ] this — no.\n- [x] that\n- [ ] those — no.\n\n"
    "## Question: some\n\nWhich?\n\n- [x] a\n- [ ] b — no.\n- [x] c\n\n"
    "## Question: typed\n\nWhat?\n\nAnswer: EPIPE\n\n"
    "## Question: order\n\nPut it.\n\n1. main forks child\n2. child writes\n3. main reads\n\n"
    "Answer: order of `right`\n\n";

static const char made_md[] =
    "---\nformat: 1\nid: relay\ntitle: relay\ntopic: pipes\n---\n\nMade from a run of {stage: "
    "right}:\n\n```\nipc-tutor run relay:right --schedule 'main*2'\n```\n\n## Question: "
    "made-1\n\nWhat?\n\n- [x] it blocks — so.\n- [ ] it goes on — so.\n";

enum { ONE, SOME, TYPED, ORDER, MADE, ITEMS };

struct place {
    struct lesson *lesson, *made;
    struct exam_item items[ITEMS];
    struct exam exam;
    struct exam_sitting sitting;
};

static struct lesson *parse(const char *text) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    if (lesson_parse("/nonexistent/relay", text, strlen(text), &lesson, &diag) < 0) {
        fail_msg("%d: %s", diag.line, diag.text);
    }
    return lesson;
}

static int set_up(void **state) {
    static struct place place;
    memset(&place, 0, sizeof place);
    place.lesson = parse(md);
    place.made = parse(made_md);
    for (size_t i = 0; i < MADE; i++) {
        place.items[i] = (struct exam_item){
            .from = place.lesson, .lesson = place.lesson, .question = &place.lesson->questions[i]};
    }
    place.items[MADE] = (struct exam_item){.from = place.lesson,
                                           .lesson = place.made,
                                           .question = &place.made->questions[0],
                                           .owned = place.made};
    place.exam = (struct exam){.items = place.items, .count = ITEMS, .seed = 7};
    sitting_begin(&place.sitting, &place.exam);
    *state = &place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    sitting_done(&place->sitting);
    lesson_free(place->lesson);
    lesson_free(place->made);
    return 0;
}

static void lines_are_taken(void **state) {
    struct place *place = *state;
    static const struct {
        size_t item;
        const char *line, *given, *why; /* why NULL: it is taken */
    } rows[] = {
        {ONE, "2", "2", NULL},
        {ONE, " 3 ", "3", NULL},
        {ONE, "4", NULL, "\"4\" is none of these."},
        {ONE, "x", NULL, "\"x\" is none of these."},
        {ONE, "-1", NULL, "\"-1\" is none of these."},
        {ONE, "99999999999999999999", NULL, "\"99999999999999999999\" is none of these."},
        {ONE, "1 2", NULL, "One of them is right: give one number."},
        {ONE, "1 1", NULL, "\"1\" is none of these, or stands here twice."},
        {ONE, "  ", NULL, "Choose one first: its number."},
        {SOME, "3,1", "1 3", NULL},
        {SOME, "1\t3 ,", "1 3", NULL},
        {SOME, "", NULL, "Choose at least one first: their numbers."},
        {ORDER, "1 2", NULL, "Number all of them first, in the order in which they happen."},
        {TYPED, "epipe", "epipe", NULL},
        {TYPED, " ", NULL, "Type an answer first."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct asking *asking = &place->sitting.answers[rows[i].item].asking;
        struct buf why = {0}, given = {0};
        bool taken = asking_take_line(asking, rows[i].line, &why);
        answer_put(asking->question, &asking->given, &given);
        assert_int_equal(taken, rows[i].why == NULL);
        assert_int_equal(taken, sitting_answered(&place->sitting, rows[i].item));
        assert_string_equal(buf_str(&why), rows[i].why != NULL ? rows[i].why : "");
        assert_string_equal(buf_str(&given), rows[i].given != NULL ? rows[i].given : "");
        buf_done(&why);
        buf_done(&given);
    }
}

static void answer(struct place *place, size_t item, const char *line) {
    struct buf why = {0};
    assert_true(asking_take_line(&place->sitting.answers[item].asking, line, &why));
    buf_done(&why);
}

/* Half an order is no answer, and what was answered can be changed. */
static void counted(void **state) {
    struct place *place = *state;
    struct exam_sitting *sitting = &place->sitting;
    struct asking *order = &sitting->answers[ORDER].asking;
    assert_int_equal(sitting_count(sitting), 0);
    answer(place, ONE, "1");
    answer(place, ONE, "2");
    answer(place, MADE, "1");
    assert_int_equal(sitting_count(sitting), 2);
    asking_number(order, 1);
    asking_number(order, 3);
    assert_int_equal(sitting_count(sitting), 2);
    asking_number(order, 2);
    assert_int_equal(sitting_count(sitting), 3);
    asking_number(order, 2);
    assert_false(sitting_answered(sitting, ORDER));
    sitting->answers[ONE].marked = true;
    assert_int_equal(sitting_marked(sitting), 1);
    assert_true(order->exam);
    assert_int_equal(order->index, ORDER);
    assert_int_equal(order->count, ITEMS);
}

/* The folder has no lesson.lua, so what needs a run can't be judged: it does not count. */
static void judged_and_kept(void **state) {
    struct place *place = *state;
    struct exam_sitting *sitting = &place->sitting;
    struct progress *progress = progress_open(NULL);
    struct buf json = {0};
    answer(place, ONE, "2");
    answer(place, SOME, "1 2");
    answer(place, ORDER, "1 2 3");
    answer(place, MADE, "1");
    for (size_t i = 0; i < ITEMS; i++) {
        sitting_judge(sitting, i);
    }
    assert_true(sitting->answers[ONE].right);
    assert_false(sitting->answers[SOME].right);
    assert_false(sitting->answers[TYPED].right);
    assert_true(sitting->answers[MADE].right);
    assert_true(sitting->answers[ORDER].faulty);
    assert_int_equal(sitting->right, 2);
    assert_int_equal(sitting->counted, ITEMS - 1);
    sitting_keep(sitting, progress);
    assert_true(progress_item(progress, "relay", "one")->last_right);
    assert_false(progress_item(progress, "relay", "some")->last_right);
    assert_null(progress_item(progress, "relay", "typed"));  /* not answered */
    assert_null(progress_item(progress, "relay", "order"));  /* not judged */
    assert_null(progress_item(progress, "relay", "made-1")); /* asked once, never again */
    const char *topics[] = {"pipes"};
    sitting_json(sitting, &(struct exam_wish){.topics = topics, .topic_count = 1}, &json);
    assert_non_null(strstr(buf_str(&json), "\"topic\":\"pipes\",\"topics\":[\"pipes\"],\"right\":2,"
                                           "\"counted\":4,"));
    assert_non_null(strstr(buf_str(&json),
                           "{\"lesson\":\"relay\",\"question\":\"some\","
                           "\"made\":false,\"program\":null,\"replay\":null,"
                           "\"kind\":\"several\",\"asked\":\"Which?\",\"code\":null,\"choices\":["
                           "{\"text\":\"a\",\"right\":true,\"reason\":\"\"},"
                           "{\"text\":\"b\",\"right\":false,\"reason\":\"no.\"},"
                           "{\"text\":\"c\",\"right\":true,\"reason\":\"\"}],"
                           "\"given\":\"1 2\",\"answer\":\"1 3\",\"right\":false,"
                           "\"counts\":true}"));
    assert_non_null(strstr(buf_str(&json),
                           "\"kind\":\"value\",\"asked\":\"What?\",\"code\":null,\"choices\":[],"
                           "\"given\":null,\"answer\":\"EPIPE\",\"right\":false,"
                           "\"counts\":true}"));
    assert_non_null(strstr(buf_str(&json), "\"answer\":null,\"right\":false,\"counts\":false}"));
    buf_done(&json);
    progress_close(progress);
}

/* The command can be typed as it stands, wherever the folder is. */
static void right_order_is_a_command(void **state) {
    struct place *place = *state;
    struct asking *asking = &place->sitting.answers[ORDER].asking;
    struct buf says = {0};
    asking->answer = (struct answer){.right = true, .value = mem_strdup("main*2 child")};
    asking_says(asking, &says);
    assert_string_equal(buf_str(&says),
                        "It can happen so: ipc-tutor run relay:right --schedule 'main*2 child'");
    struct lesson own = {.dir = "/my lessons/it's", .id = "relay", .aside = true};
    asking->lesson = &own;
    buf_clear(&says);
    asking_says(asking, &says);
    assert_string_equal(
        buf_str(&says),
        "It can happen so: ipc-tutor run '/my lessons/it'\\''s:right' --schedule 'main*2 child'");
    asking->lesson = place->lesson;
    buf_done(&says);
}

static void assert_replay(const struct exam_item *item, const char *command) {
    struct buf replay = {0};
    exam_item_replay(item, &replay);
    assert_string_equal(replay.len > 0 ? buf_str(&replay) : "", command);
    buf_done(&replay);
}

static void programs(void **state) {
    struct place *place = *state;
    assert_null(exam_item_program(&place->items[ONE]));
    assert_string_equal(exam_item_program(&place->items[ORDER]), "right");
    assert_string_equal(exam_item_program(&place->items[MADE]), "right");
    assert_replay(&place->items[ONE], "");
    assert_replay(&place->items[ORDER], "ipc-tutor run relay:right");
    assert_replay(&place->items[MADE], "ipc-tutor run relay:right --schedule 'main*2'");
}

/* Which topics there are questions on. */
static void checked(void **state) {
    struct place *place = *state;
    struct lesson *lessons[] = {place->lesson};
    struct catalogue catalogue = {.lessons = lessons, .lesson_count = 1};
    static const struct {
        const char *topics[2];
        size_t count;
        const char *fault;
    } rows[] = {
        {{NULL}, 0, NULL},
        {{"pipes"}, 1, NULL},
        {{"relay", "pipes"}, 2, NULL},
        {{"pipes", "rely"}, 2, "no questions on \"rely\"; did you mean \"relay\"?"},
        {{"sockets"}, 1, "no questions on \"sockets\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct exam_wish wish = {.topics = rows[i].topics, .topic_count = rows[i].count};
        struct diag diag = {0};
        int code = exam_check(&catalogue, &wish, &diag);
        assert_int_equal(code, rows[i].fault != NULL ? -ENOENT : 0);
        if (rows[i].fault != NULL) {
            assert_string_equal(diag.text, rows[i].fault);
        }
        diag_done(&diag);
    }
    catalogue.lesson_count = 0;
    assert_int_equal(exam_check(&catalogue, &(struct exam_wish){0}, NULL), -ENOENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_are_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(judged_and_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(right_order_is_a_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(programs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(checked, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
