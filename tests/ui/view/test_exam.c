/* SPDX-License-Identifier: MIT */
/* An exam: while it is made, a question of it, and its result. */
#include "asking_stand.h"

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: \"Relay: a note through two pipes\"\ntopic: pipes\n---\n\n"
    "Text.\n\n"
    "## Question: give\n\nIn *right*, what does the last read(2) of `main` give?\n\n"
    "- [ ] two, the bytes of \"hi\" — that was the one before; behind it there is one more "
    "read(2), or main would never know that there is nothing to come.\n- [x] zero\n"
    "- [ ] -1 — end-of-file is no error.\n\nHint: How does a reader notice end-of-file?\n\n"
    "## Question: order\n\nPut into an order that can happen.\n\n1. main forks child\n"
    "2. child writes\n3. main reads\n4. child ends\n\nAnswer: order of `right`\n\n"
    "## Question: some\n\nWhich of these wake main?\n\n- [x] a write\n- [ ] a read — it takes.\n"
    "- [x] the last close of a write end\n\n"
    "## Question: error\n\nWhich error does write(2) give without readers?\n\nAnswer: EPIPE\n";

static const char made_md[] =
    "---\nformat: 1\nid: three-servers\ntitle: three-servers\ntopic: pipes\n---\n\n"
    "Made from a run of {stage: right}:\n\n```\n"
    "ipc-tutor run three-servers:right --set 'count=2' --schedule 'main*3 child main*2'\n```\n\n"
    "## Question: made-1\n\n"
    "A run of *right* (lesson *three-servers*), after 5 steps. Last:\n\n```\n"
    "main closes fd 4: the write end of p.\nchild writes 6 bytes into p: \"hello\\n\".\n```\n\n"
    "Now:\n\n```\n"
    "main: is about to call read(3, 4096)\nchild: is about to call close(4)\n"
    "p (pipe): 6 of 65536 bytes, 1 reader, 1 writer; main fd 3 r; child fd 4 w\n```\n\n"
    "main goes on with `read(3, 4096)`. What happens?\n\n"
    "- [x] it reads bytes — main reads 6 bytes from p: \"hello\\\\n\".\n"
    "- [ ] it returns 0: end-of-file — not in this state.\n"
    "- [ ] it blocks — what was written is there to be read.\n"
    "- [ ] it fails with EAGAIN — EAGAIN comes only where O_NONBLOCK was set.\n";

static char code[] =
    "-- right:\n  local r, w = pipe(\"p\")\n  local child = fork(\"child\", function()\n"
    "    w:write(\"hi\")\n  end)\n  w:close()\n  print(r:read())\n  r:read()\n";

enum { GIVE, ORDER, SOME, ERROR, MADE, ITEMS };

struct hall {
    struct scenery scenery;
    struct lesson *lesson, *made;
    struct exam_item items[ITEMS];
    struct exam exam;
    struct exam_sitting sitting;
    struct scene_exam scene;
};

static void look_at(struct hall *stand, size_t index) {
    stand->scene.index = index;
    stand->scenery.scene.asking = &stand->sitting.answers[index].asking;
    stand->scenery.scene.tops[VIEW_QUESTION] = 0;
    stand->scenery.scene.scrolled[VIEW_QUESTION] = true;
}

static void open(struct hall *stand) {
    memset(stand, 0, sizeof(*stand));
    scenery_init(&stand->scenery, stand_tale);
    stand->lesson = stand_lesson("/nonexistent/relay", md);
    stand->made = stand_lesson("/nonexistent/three-servers", made_md);
    for (size_t i = 0; i < MADE; i++) {
        stand->items[i] = (struct exam_item){.from = stand->lesson,
                                             .lesson = stand->lesson,
                                             .question = &stand->lesson->questions[i]};
    }
    stand->items[GIVE].code = code;
    stand->items[MADE] = (struct exam_item){.from = stand->made,
                                            .lesson = stand->made,
                                            .question = &stand->made->questions[0],
                                            .owned = stand->made};
    stand->exam = (struct exam){.items = stand->items, .count = ITEMS, .seed = 7};
    sitting_begin(&stand->sitting, &stand->exam);
    stand->scene = (struct scene_exam){.phase = EXAM_SITTING,
                                       .what = "pipes",
                                       .count = ITEMS,
                                       .sitting = &stand->sitting,
                                       .left_s = -1};
    stand->scenery.scene.place = PLACE_EXAM;
    stand->scenery.scene.exam = &stand->scene;
    look_at(stand, GIVE);
}

static void close_it(struct hall *stand) {
    sitting_done(&stand->sitting);
    lesson_free(stand->lesson);
    lesson_free(stand->made);
    scenery_done(&stand->scenery);
}

static void being_made(void **state) {
    struct hall stand;

    (void)state;
    open(&stand);
    stand.scene.phase = EXAM_DRAWING;
    stand.scene.count = 20;
    stand.scene.done = 7;
    scenery_same(&stand.scenery, "exam-made-80x24", 80, 24);
    stand.scene.phase = EXAM_JUDGING;
    scenery_same(&stand.scenery, "exam-judged-60x20", 60, 20);
    close_it(&stand);
}

static void questions(void **state) {
    struct hall stand;

    (void)state;
    open(&stand);
    scenery_same(&stand.scenery, "exam-one-80x24", 80, 24);
    asking_number(&stand.sitting.answers[GIVE].asking, 3);
    stand.sitting.answers[GIVE].marked = true;
    stand.scene.left_s = 720;
    stand.scene.by_minute = true;
    scenery_same(&stand.scenery, "exam-chosen-80x24", 80, 24);
    scenery_same(&stand.scenery, "exam-chosen-60x20", 60, 20);
    look_at(&stand, ORDER);
    asking_number(&stand.sitting.answers[ORDER].asking, 2);
    stand.scene.left_s = 59;
    stand.scene.by_minute = false;
    scenery_same(&stand.scenery, "exam-order-60x20", 60, 20);
    look_at(&stand, ERROR);
    scenery_same(&stand.scenery, "exam-typed-80x24", 80, 24);
    look_at(&stand, MADE);
    scenery_same(&stand.scenery, "exam-long-60x20", 60, 20); /* there is more below */
    close_it(&stand);
}

/* As handed in: one wrong, an order right, several left out, a value right, a made one wrong. */
static void judge(struct hall *stand) {
    struct exam_sitting *sitting = &stand->sitting;
    struct buf why = {0};

    asking_number(&sitting->answers[GIVE].asking, 1);
    for (size_t choice = 0; choice < 4; choice++) {
        for (size_t line = 0; line < 4; line++) {
            struct asking *asking = &sitting->answers[ORDER].asking;
            if (asking->lines[line] == choice) {
                asking_number(asking, line + 1);
            }
        }
    }
    asking_take_line(&sitting->answers[ERROR].asking, "epipe", &why);
    asking_number(&sitting->answers[MADE].asking, 3);
    for (size_t i = 0; i < ITEMS; i++) {
        struct exam_answer *answer = &sitting->answers[i];
        const struct log *log = answer->asking.question->program ? stand->scenery.log : NULL;
        assert_int_equal(asking_judge(&answer->asking, log, NULL), 0);
        answer->right = sitting_answered(sitting, i) && answer->asking.answer.right;
        sitting->right += answer->right;
    }
    sitting->counted = ITEMS;
    buf_done(&why);
}

static void results(void **state) {
    struct hall stand;

    (void)state;
    open(&stand);
    judge(&stand);
    assert_int_equal(stand.sitting.right, 2);
    stand.scene.phase = EXAM_OVER;
    stand.scenery.scene.place = PLACE_RESULT;
    scenery_same(&stand.scenery, "exam-result-80x24", 80, 24);
    scenery_same(&stand.scenery, "exam-result-60x20", 60, 20);
    look_at(&stand, SOME);
    stand.sitting.time_over = true;
    stand.scenery.scene.status = "The time is over: handed in as it was.";
    scenery_same(&stand.scenery, "exam-left-out-80x24", 80, 24);
    stand.scenery.scene.status = NULL;
    look_at(&stand, MADE);
    scenery_same(&stand.scenery, "exam-result-made-80x24", 80, 24);
    scenery_same(&stand.scenery, "exam-result-made-132x43", 132, 43);
    look_at(&stand, ERROR);
    stand.sitting.answers[ERROR].faulty = true;
    diag_set(&stand.sitting.answers[ERROR].asking.fault, -1, NULL, 0, "right was not run");
    scenery_same(&stand.scenery, "exam-faulty-60x20", 60, 20);
    close_it(&stand);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(being_made),
        cmocka_unit_test(questions),
        cmocka_unit_test(results),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
