/* SPDX-License-Identifier: MIT */
/* Questions by keys: answered by a key and by a run, hints, the run on the stage and back, and what
 * is kept. */
#include "class_desk.h"

static const char questions_md[] =
    "---\nformat: 1\nid: desk\ntitle: \"A lesson for tests\"\ntopic: pipes\n---\n\n"
    "Look: {stage: right}.\n\n"
    "## Question: so\n\nIs it so?\n\n- [x] yes\n- [ ] no — it is.\n\nHint: Look closely.\n\n"
    "## Question: last\n\nWhat does the last read of main give?\n\n- [ ] twelve — before.\n"
    "- [x] zero\n\nAnswer: `right.main.read.ret`\n\n"
    "## Question: order\n\nPut it.\n\n1. main forks child\n2. child writes\n3. main prints\n\n"
    "Answer: order of `right`\n\n"
    "## Question: why\n\nHow does *hang* end?\n\nAnswer: `hang.outcome`\n";

static void wrong_then_right(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_shows(&class.screen, "a answers the 4 questions");
    screen_key(&class.screen, 'a');
    screen_shows(&class.screen, "question 1 of 4");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "Choose one first");
    screen_key(&class.screen, '2');
    screen_shows(&class.screen, "(x)  2  no");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "Wrong.");
    screen_shows(&class.screen, "it is.");
    assert_false(class_kept(&class, "so")->last_right);
    screen_key(&class.screen, 'n');
    screen_shows(&class.screen, "question 2 of 4");
    screen_key(&class.screen, 'p');
    screen_shows(&class.screen, "( )  2  no");
    screen_keys(&class.screen, "h1");
    screen_shows(&class.screen, "hint 1  Look closely.");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "Right.");
    assert_true(class_kept(&class, "so")->last_right);
    assert_int_equal(class_kept(&class, "so")->memory.reviews, 2);
    class_close(&class);
}

/* The run judges, can be seen, and a leads back to the question as it was left. */
static void a_run_judges_and_is_seen(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "an1");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "running right ...");
    assert_null(class_kept(&class, "last"));
    class_judged(&class);
    screen_shows(&class.screen, "Wrong. A run of \"right\" says: 0");
    screen_shows(&class.screen, "before.");
    assert_false(class_kept(&class, "last")->last_right);
    for (int i = 0; i < 2; i++) { /* the second time the run is made anew */
        screen_key(&class.screen, 's');
        class_judged(&class);
        screen_shows(&class.screen, "desk > as it should be");
        screen_shows(&class.screen, "a: back to the question.");
        screen_shows(&class.screen, "main reads end-of-file");
        screen_key(&class.screen, 'p');
        screen_shows(&class.screen, "past");
        screen_key(&class.screen, 'a');
        screen_shows(&class.screen, "Wrong. A run of \"right\" says: 0");
    }
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "desk > text");
    class_close(&class);
}

/* Processes of the run that judged are looked at; a branch makes new ones. */
static void seen_run_can_be_branched(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "an2");
    screen_key(&class.screen, INPUT_ENTER);
    class_judged(&class);
    screen_key(&class.screen, 's');
    screen_keys(&class.screen, "ppb");
    screen_shows(&class.screen, "live");
    assert_non_null(class.screen.desk.session.run);
    class_close(&class);
}

static void order_by_numbers(void **state) {
    struct class class;
    const struct asking *asking = &class.screen.desk.asking;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "ann");
    screen_shows(&class.screen, "question 3 of 4");
    for (size_t choice = 0; choice < 3; choice++) {
        for (size_t line = 0; line < 3; line++) {
            if (asking->lines[line] == choice) {
                screen_key(&class.screen, (int)('1' + line));
            }
        }
    }
    screen_key(&class.screen, INPUT_ENTER);
    class_judged(&class);
    screen_shows(&class.screen, "Right. It can happen so in a run of \"right\".");
    class_close(&class);
}

static void typed(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "annn");
    screen_key(&class.screen, INPUT_ENTER);
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "Type an answer first.");
    screen_keys(&class.screen, "deadlock");
    screen_key(&class.screen, INPUT_ENTER);
    class_judged(&class);
    screen_shows(&class.screen, "Right. A run of \"hang\" says: deadlock");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "That was the last question: 1 of 4 right.");
    screen_shows(&class.screen, "desk > text");
    class_close(&class);
}

/* Leaving while the run is under way ends it; nothing is counted. */
static void left_while_running(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "an2");
    screen_key(&class.screen, INPUT_ENTER);
    screen_key(&class.screen, INPUT_ESC);
    assert_null(class.screen.desk.judge);
    assert_null(class_kept(&class, "last"));
    screen_key(&class.screen, 'a');
    screen_shows(&class.screen, "(x)  2  zero");
    class_close(&class);
}

static void due_in_the_syllabus(void **state) {
    struct progress_answer answer = {.lesson = "desk", .question = "so", .mode = "lesson", .at = 1};
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "0/4");
    screen_key(&class.screen, 'r');
    screen_shows(&class.screen, "Nothing is due");
    progress_answer(class.screen.wish.progress, &answer, NULL);
    screen_keys(&class.screen, "a");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "1 due today");
    screen_shows(&class.screen, "due 0/4");
    screen_key(&class.screen, 'r');
    screen_shows(&class.screen, "desk > review");
    screen_shows(&class.screen, "question 1 of 1");
    screen_key(&class.screen, '1');
    screen_key(&class.screen, INPUT_ENTER);
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "That was all that is due.");
    screen_shows(&class.screen, "1/4");
    screen_close(&class.screen);
    lesson_free(class.list[0]);
    progress_close(class.screen.wish.progress);
}

/* Answers that can't be kept are said, and nothing stops. */
static void trouble_is_said(void **state) {
    struct class class;

    (void)state;
    class_open(&class, questions_md, NULL);
    screen_keys(&class.screen, "a1");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "Right.");
    screen_shows(&class.screen, progress_trouble(class.screen.wish.progress) != NULL ? "kept" : "");
    assert_non_null(progress_trouble(class.screen.wish.progress));
    class_close(&class);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_then_right),
        cmocka_unit_test(a_run_judges_and_is_seen),
        cmocka_unit_test(seen_run_can_be_branched),
        cmocka_unit_test(order_by_numbers),
        cmocka_unit_test(typed),
        cmocka_unit_test(left_while_running),
        cmocka_unit_test(due_in_the_syllabus),
        cmocka_unit_test(trouble_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
