/* SPDX-License-Identifier: MIT */
/* An exam by keys: drawn, sat, left and handed in, its time, its result; what is kept. */
#include "class_desk.h"
#include "clock.h"
#include "exams.h"

static const char exam_md[] =
    "---\nformat: 1\nid: desk\ntitle: \"A lesson for tests\"\ntopic: pipes\n---\n\n"
    "Look: {stage: right} or {stage: hang}.\n\n"
    "## Question: so\n\nIs it so?\n\n- [x] yes\n- [ ] no — it is.\n\nHint: Look closely.\n\n"
    "## Question: last\n\nWhat does the last read of main give?\n\n- [ ] twelve — before.\n"
    "- [x] zero\n\nAnswer: `right.main.read.ret`\n\n"
    "## Question: order\n\nPut it.\n\n1. main forks child\n2. child writes\n3. main prints\n\n"
    "Answer: order of `right`\n\n"
    "## Question: why\n\nHow does *hang* end?\n\nAnswer: `hang.outcome`\n";

/* As the loop does it: what is due by the clock, until it is no longer that phase. */
static void until_past(struct class *class, enum scene_exam_phase phase) {
    struct desk *desk = &class->screen.desk;

    for (int i = 0; desk->exams->scene.phase == phase; i++) {
        assert_int_equal(exams_wait(desk, clock_ns()), 0);
        exams_due(desk, clock_ns());
        assert_true(i < 10000);
    }
}

static void sit(struct class *class, const char *command) {
    screen_keys(&class->screen, command);
    screen_key(&class->screen, INPUT_ENTER);
    screen_shows(&class->screen, "an exam is made");
    until_past(class, EXAM_DRAWING);
    screen_shows(&class->screen, "no hints, no stage");
}

/* The question that is in front. */
static const struct question *asked(const struct class *class) {
    return class->screen.desk.scene.asking->question;
}

/* Keys that answer it: right, or wrong. */
static void reply(struct class *class, bool right) {
    struct screen_desk *s = &class->screen;
    const struct asking *asking = exams_asking(&s->desk);
    const struct question *question = asking->question;

    switch (question->kind) {
    case QUESTION_ONE:
    case QUESTION_SEVERAL:
        for (size_t i = 0; i < question->choice_count; i++) {
            if (question->choices[asking->lines[i]].right == right) {
                screen_key(s, (int)('1' + i));
                break;
            }
        }
        break;
    case QUESTION_ORDER:
        for (size_t i = 0; i < question->choice_count; i++) {
            size_t choice = right ? i : question->choice_count - 1 - i;
            for (size_t line = 0; line < question->choice_count; line++) {
                if (asking->lines[line] == choice) {
                    screen_key(s, (int)('1' + line));
                }
            }
        }
        break;
    case QUESTION_VALUE:
        screen_key(s, INPUT_ENTER);
        screen_keys(s, right ? "deadlock" : "ok");
        screen_key(s, INPUT_ENTER);
        return;         /* it is the next one already */
    case QUESTION_FIND: /* no exam has one */
        fail();
        break;
    }
    screen_key(s, INPUT_ENTER);
}

static void all_right(void **state) {
    struct class class;
    bool all = false;
    struct desk *desk = &class.screen.desk;
    bool kinds[QUESTION_VALUE + 1] = {false};

    (void)state;
    class_open(&class, exam_md, NULL);
    class.screen.wish.exam_all_right = &all;
    sit(&class, ":exam pipes questions=8 seed=3");
    screen_shows(&class.screen, "exam > pipes");
    screen_shows(&class.screen, "question 1 of 8 ∙ 0 answered");
    assert_int_equal(exams_wait(desk, clock_ns()), -1); /* no limit: nothing wakes up */
    screen_keys(&class.screen, "hsat:/"); /* no hints, no stage, no text, no commands */
    screen_shows(&class.screen, "question 1 of 8 ∙ 0 answered");
    assert_int_equal(desk->scene.over, VIEW_NONE);
    screen_key(&class.screen, '?'); /* help is a text, but not one of a lesson */
    for (const char *key = ":/XSWvta"; *key != '\0'; key++) {
        screen_key(&class.screen, *key);
        assert_int_equal(desk->scene.over, VIEW_HELP);
        assert_int_equal(desk->scene.place, PLACE_EXAM);
        assert_int_equal(desk->scene.prompt, PROMPT_NONE);
        screen_shows(&class.screen, "Hand the exam in");
    }
    screen_key(&class.screen, INPUT_ESC);
    for (int i = 0; i < 8; i++) {
        kinds[asked(&class)->kind] = true;
        reply(&class, true);
    }
    assert_true(kinds[QUESTION_ONE] && kinds[QUESTION_ORDER] && kinds[QUESTION_VALUE]);
    screen_shows(&class.screen, "hand in? all are answered");
    screen_key(&class.screen, '2');
    screen_shows(&class.screen, "the answers are judged");
    screen_key(&class.screen, 'q');
    screen_shows(&class.screen, "It was handed in");
    assert_false(class.screen.quit);
    until_past(&class, EXAM_JUDGING);
    screen_shows(&class.screen, "8 of 8 right");
    assert_true(all);
    assert_int_equal(progress_count(class.screen.wish.progress), 4); /* the authors' */
    class_close(&class);
}

static void wrong_ones_lead_to_the_lesson(void **state) {
    struct class class;
    bool all = true;

    (void)state;
    class_open(&class, exam_md, NULL);
    class.screen.wish.exam_all_right = &all;
    sit(&class, ":exam questions=3 seed=5");
    for (int i = 0; i < 3; i++) {
        reply(&class, i == 0);
    }
    screen_key(&class.screen, '2');
    until_past(&class, EXAM_JUDGING);
    screen_shows(&class.screen, "1 of 3 right");
    assert_false(all);
    screen_shows(&class.screen, ">  2 ✘ wrong");
    screen_shows(&class.screen, "✘ Wrong.");
    screen_shows(&class.screen, "Enter opens the lesson desk");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "desk > text");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, ">  2 ✘ wrong");
    screen_key(&class.screen, 'k');
    screen_shows(&class.screen, "✓ Right.");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "desk > text");
    screen_keys(&class.screen, "X2");
    screen_shows(&class.screen, "1 of 3 right");
    class_close(&class);
}

/* Back and forth, marks, answers changed and taken back. */
static void back_and_forth(void **state) {
    struct class class;
    struct desk *desk = &class.screen.desk;

    (void)state;
    class_open(&class, exam_md, NULL);
    sit(&class, ":exam questions=4 seed=3");
    screen_key(&class.screen, 'p');
    screen_shows(&class.screen, "This is the first question.");
    screen_key(&class.screen, 'n');
    while (asked(&class)->kind != QUESTION_ONE) {
        screen_key(&class.screen, 'n');
    }
    size_t here = desk->exams->scene.index;
    screen_keys(&class.screen, "1m");
    screen_shows(&class.screen, "1 answered ∙ 1 marked");
    screen_shows(&class.screen, "(x)  1");
    screen_key(&class.screen, '2');
    screen_shows(&class.screen, "( )  1");
    screen_shows(&class.screen, "(x)  2");
    screen_keys(&class.screen, "9");
    screen_shows(&class.screen, "There is no line 9.");
    screen_keys(&class.screen, "lg");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "question 1 of 4");
    screen_key(&class.screen, 'H');
    screen_shows(&class.screen, "hand in? 3 of 4 are not answered");
    screen_key(&class.screen, '3');
    assert_int_equal(desk->exams->scene.index, here);
    screen_shows(&class.screen, "● marked");
    screen_keys(&class.screen, "2m");
    screen_shows(&class.screen, "0 answered");
    screen_keys(&class.screen, "nnnn");
    screen_shows(&class.screen, "This is the last question: H hands the exam in.");
    class_close(&class);
}

/* The clock hands it in, over whatever is open; half an order is no answer. */
static void time_over(void **state) {
    struct class class;
    struct desk *desk = &class.screen.desk;

    (void)state;
    class_open(&class, exam_md, NULL);
    sit(&class, ":exam questions=8 minutes=11 seed=3");
    int64_t end = desk->exams->end;
    screen_shows(&class.screen, "11 min left");
    assert_true(exams_wait(desk, end - 601 * NS_PER_S) <= NS_PER_S);
    exams_due(desk, end - 600 * NS_PER_S);
    screen_shows(&class.screen, "10:00 left");
    assert_int_equal(exams_due(desk, end - 600 * NS_PER_S), REFRESH_NOTHING);
    assert_int_equal(exams_wait(desk, end - 600 * NS_PER_S), NS_PER_S);
    exams_due(desk, end - 59 * NS_PER_S - 1);
    screen_shows(&class.screen, "1:00 left");
    desk->reduce_motion = true;
    assert_int_equal(exams_wait(desk, end - 599 * NS_PER_S), 59 * NS_PER_S);
    exams_due(desk, end - 61 * NS_PER_S);
    screen_shows(&class.screen, "2 min left");
    while (asked(&class)->kind != QUESTION_ORDER) {
        screen_key(&class.screen, 'n');
    }
    screen_keys(&class.screen, "1");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "An order that is not whole counts as no answer");
    screen_keys(&class.screen, "H");
    assert_int_equal(exams_due(desk, end), REFRESH_DRAW);
    assert_int_equal(desk->scene.over, VIEW_NONE);
    until_past(&class, EXAM_JUDGING);
    /* that they can't be kept is said before that the time is over, which the header says too */
    screen_shows(&class.screen, "kept");
    screen_shows(&class.screen, "time over ∙ 0 of 8 right");
    screen_shows(&class.screen, "○ left out");
    assert_int_equal(progress_count(class.screen.wish.progress), 0);
    class_close(&class);
}

/* Leaving is asked for, and so is quitting; stopped while it is drawn there is none. */
static void left(void **state) {
    struct class class;

    (void)state;
    class_open(&class, exam_md, NULL);
    screen_keys(&class.screen, "X1");
    screen_shows(&class.screen, "how long?");
    screen_key(&class.screen, '2');
    screen_shows(&class.screen, "an exam is made");
    screen_key(&class.screen, 'n');
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "Stopped: there is no exam.");
    screen_shows(&class.screen, "desk > text");
    sit(&class, ":exam questions=3 seed=1");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "leave the exam? 0 of 3 answered");
    screen_key(&class.screen, INPUT_ESC);
    screen_shows(&class.screen, "question 1 of 3");
    screen_key(&class.screen, 'q');
    screen_shows(&class.screen, "leave the exam?");
    assert_false(class.screen.quit);
    screen_key(&class.screen, '1');
    screen_keys(&class.screen, "Hq"); /* one q is not two */
    assert_false(class.screen.quit);
    screen_key(&class.screen, '1');
    screen_keys(&class.screen, "q3");
    assert_true(class.screen.quit);
    sit(&class, ":exam questions=3 seed=1");
    screen_key(&class.screen, INPUT_ESC);
    screen_key(&class.screen, '3');
    screen_shows(&class.screen, "nothing of it is kept");
    assert_int_equal(progress_count(class.screen.wish.progress), 0);
    class_close(&class);
}

/* Ctrl-C asks whether to leave, also while something else is being typed, and that is closed then.
 */
static void ctrl_c_under_a_prompt(void **state) {
    struct class class;

    (void)state;
    class_open(&class, exam_md, NULL);
    sit(&class, ":exam questions=3 seed=1");
    screen_key(&class.screen, 'x');
    assert_int_equal(class.screen.desk.scene.prompt, PROMPT_PALETTE);
    exams_quit(&class.screen.desk);
    assert_int_equal(class.screen.desk.scene.prompt, PROMPT_NONE);
    screen_shows(&class.screen, "leave the exam?");
    screen_key(&class.screen, INPUT_ENTER);
    screen_shows(&class.screen, "question 1 of 3");
    class_close(&class);
}

static void refused(void **state) {
    static const struct {
        const char *line, *says;
    } rows[] = {
        {":exam pips", "no questions on \"pips\"; did you mean \"pipes\"?"},
        {":exam questions=0", "questions= a number from 1 to 500."},
        {":exam minutes=x", "minutes= a number from 1 to 1440."},
        {":exam seed=-1", "seed= a number from 0"},
    };
    struct class class;

    (void)state;
    class_open(&class, exam_md, NULL);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        screen_keys(&class.screen, rows[i].line);
        screen_key(&class.screen, INPUT_ENTER);
        screen_shows(&class.screen, rows[i].says);
        screen_key(&class.screen, INPUT_ESC);
    }
    assert_int_equal(class.screen.desk.scene.place, PLACE_TEXT);
    class_close(&class);
}

/* All that a question says, as text. */
static void put_item(const struct exam_item *item, struct buf *out) {
    buf_putf(out, "%s\n", item->question->id);
    for (size_t i = 0; i < item->question->text.block_count; i++) {
        const struct prose_block *block = &item->question->text.blocks[i];
        char *words = prose_words(&block->text);
        buf_putf(out, "%s\n%s", words, block->code != NULL ? block->code : "");
        mem_free(words);
    }
    for (size_t i = 0; i < item->question->choice_count; i++) {
        char *words = prose_words(&item->question->choices[i].text);
        buf_putf(out, "%d %s\n", item->question->choices[i].right, words);
        mem_free(words);
    }
}

static char *text_of(const struct exam *exam) {
    struct buf out = {0};

    for (size_t i = 0; i < exam->count; i++) {
        put_item(&exam->items[i], &out);
    }
    return buf_take(&out);
}

/* What the screen draws piece by piece is what the lines draw at once. */
static void one_seed_one_exam(void **state) {
    struct class class;
    struct exam exam = {0};
    const char *const topics[] = {"pipes"};
    struct exam_wish wish = {.topics = topics, .topic_count = 1, .count = 10, .seed = 42};

    (void)state;
    class_open(&class, exam_md, NULL);
    sit(&class, ":exam pipes questions=10 seed=42");
    char *screen = text_of(&class.screen.desk.exams->exam);
    assert_int_equal(exam_draw(&class.catalogue, &wish, NULL, NULL, &exam, NULL), 0);
    char *lines = text_of(&exam);
    assert_string_equal(screen, lines);
    assert_non_null(strstr(screen, "made-"));
    exam_done(&exam);
    wish.seed = 43;
    assert_int_equal(exam_draw(&class.catalogue, &wish, NULL, NULL, &exam, NULL), 0);
    char *other = text_of(&exam);
    assert_string_not_equal(lines, other);
    exam_done(&exam);
    mem_free(screen);
    mem_free(lines);
    mem_free(other);
    class_close(&class);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_right),      cmocka_unit_test(wrong_ones_lead_to_the_lesson),
        cmocka_unit_test(back_and_forth), cmocka_unit_test(time_over),
        cmocka_unit_test(left),           cmocka_unit_test(ctrl_c_under_a_prompt),
        cmocka_unit_test(refused),        cmocka_unit_test(one_seed_one_exam),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
