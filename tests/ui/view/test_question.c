/* SPDX-License-Identifier: MIT */
/* A question before and after its answer, and the syllabus with what was answered. */
#include "asking_stand.h"
#include "glyphs.h"

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: \"Relay: a note through two pipes\"\ntopic: pipes\n---\n\n"
    "Text.\n\n"
    "## Question: give\n\nIn *right*, what does the last read(2) of `main` give?\n\n"
    "- [ ] two, the bytes of \"hi\" — that was the one before; behind it there is one more "
    "read(2), "
    "or main would never know that there is nothing to come.\n- [x] zero\n"
    "- [ ] -1 — end-of-file is no error.\n\n"
    "Answer: `right.main.read.ret`\n\nHint: How does a reader notice end-of-file?\n"
    "Hint: Run *right* to its end.\n\n"
    "## Question: order\n\nPut into an order that can happen.\n\n1. main forks child\n"
    "2. child writes\n3. main reads\n4. child ends\n\nAnswer: order of `right`\n\n"
    "## Question: some\n\nWhich of these wake main?\n\n- [x] a write\n- [ ] a read — it takes.\n"
    "- [x] the last close of a write end\n\n"
    "## Question: error\n\nWhich error does write(2) give without readers?\n\nAnswer: EPIPE\n";

static void answer(struct stand *stand) {
    bool run = stand->asking.question->program != NULL;

    assert_int_equal(asking_judge(&stand->asking, run ? stand->scenery.log : NULL, NULL), 0);
}

static void one(void **state) {
    struct stand stand;

    (void)state;
    stand_open(&stand, md, "give");
    scenery_same(&stand.scenery, "question-80x24", 80, 24);
    asking_hint(&stand.asking);
    asking_number(&stand.asking, 3);
    scenery_same(&stand.scenery, "question-hint-80x24", 80, 24);
    stand.asking.state = ASKING_RUNNING;
    scenery_same(&stand.scenery, "question-running-60x20", 60, 20);
    answer(&stand);
    scenery_same(&stand.scenery, "question-wrong-80x24", 80, 24);
    scenery_same(&stand.scenery, "question-wrong-40x12", 40, 12);
    scenery_same(&stand.scenery, "question-wrong-132x43", 132, 43);
    stand_close(&stand);
    stand_open(&stand, md, "give");
    asking_number(&stand.asking, 2);
    answer(&stand);
    scenery_same(&stand.scenery, "question-right-80x24", 80, 24);
    stand_close(&stand);
}

/* The solution is nowhere on the screen before the answer. */
static void nothing_is_given_away(void **state) {
    static const char *const solution[] = {"right:", "wrong", "that was the one before", GLYPH_YES};
    struct stand stand;
    char *picture;

    (void)state;
    stand_open(&stand, md, "give");
    while (asking_hint(&stand.asking)) {
    }
    picture = scenery_picture(&stand.scenery, 100, 40, false);
    for (size_t i = 0; i < sizeof(solution) / sizeof(solution[0]); i++) {
        assert_null(strstr(picture, solution[i]));
    }
    mem_free(picture);
    stand_close(&stand);
}

static void order(void **state) {
    struct stand stand;

    (void)state;
    stand_open(&stand, md, "order");
    for (size_t line = 4; line > 0; line--) {
        asking_number(&stand.asking, line);
        if (line == 3) {
            scenery_same(&stand.scenery, "question-order-80x24", 80, 24);
        }
    }
    answer(&stand);
    scenery_same(&stand.scenery, "question-order-answered-80x24", 80, 24);
    stand_close(&stand);
}

static void several_and_typed(void **state) {
    struct stand stand;

    (void)state;
    stand_open(&stand, md, "some");
    asking_number(&stand.asking, 1);
    asking_number(&stand.asking, 2);
    scenery_same(&stand.scenery, "question-some-60x20", 60, 20);
    answer(&stand);
    scenery_same(&stand.scenery, "question-some-wrong-60x20", 60, 20);
    stand_close(&stand);
    stand_open(&stand, md, "error");
    scenery_same(&stand.scenery, "question-typed-60x20", 60, 20);
    buf_puts(&stand.asking.typed, "epipe");
    answer(&stand);
    scenery_same(&stand.scenery, "question-typed-right-60x20", 60, 20);
    stand_close(&stand);
}

/* A fault of the lesson is no wrong answer. */
static void fault(void **state) {
    struct stand stand;
    char *picture;

    (void)state;
    stand_open(&stand, md, "give");
    asking_number(&stand.asking, 2);
    assert_true(asking_judge(&stand.asking, NULL, NULL) < 0);
    picture = scenery_picture(&stand.scenery, 80, 24, false);
    assert_non_null(strstr(picture, "could not be judged"));
    assert_non_null(strstr(picture, "right was not run"));
    assert_null(strstr(picture, "Wrong."));
    mem_free(picture);
    stand_close(&stand);
}

static void syllabus(void **state) {
    static struct study_count counts[] = {{7, 7, 7, 0}, {6, 5, 3, 2}, {9, 0, 0, 0}, {10, 9, 9, 1}};
    static struct lesson lessons[] = {
        {.id = (char *)"fork", .title = (char *)"fork"},
        {.id = (char *)"shared-memory", .title = (char *)"Shared memory", .question_count = 6},
        {.id = (char *)"pipe", .title = (char *)"Pipes"},
        {.id = (char *)"three-servers", .title = (char *)"Three servers"}};
    struct lesson *list[] = {&lessons[0], &lessons[1], &lessons[2], &lessons[3]};
    struct catalogue_topic topic = {.title = (char *)"All", .count = 4};
    struct catalogue catalogue = {
        .topics = &topic, .topic_count = 1, .lessons = list, .lesson_count = 4};
    struct scenery s;

    (void)state;
    scenery_init(&s, stand_tale);
    s.scene.place = PLACE_SYLLABUS;
    s.scene.catalogue = &catalogue;
    s.scene.cursor = 1;
    s.scene.counts = counts;
    s.scene.due_today = 3;
    s.scene.exam_days = 12;
    scenery_same(&s, "syllabus-progress-80x24", 80, 24);
    s.scene.exam_days = -1;
    scenery_same(&s, "syllabus-progress-50x14", 50, 14);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one),   cmocka_unit_test(nothing_is_given_away),
        cmocka_unit_test(order), cmocka_unit_test(several_and_typed),
        cmocka_unit_test(fault), cmocka_unit_test(syllabus),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
