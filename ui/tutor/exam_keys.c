/* SPDX-License-Identifier: MIT */
/* exam_keys.c: what keys do at the questions of an exam, and in its result. */
#include "actions.h"
#include "exams.h"
#include "links.h"
#include <string.h>

enum { SCROLL_BY = 6, FAR = 100000 };

bool exams_allow(enum action action) {
    return action == ACTION_START || keys_holds(action, IN_EXAM | IN_CHOOSER | IN_FIELD);
}

enum refresh exams_turn(struct desk *desk, bool on) {
    const struct scene_exam *scene = &desk->exams->scene;
    char key[KEY_NAME];

    if (!exams_sits(desk)) {
        return REFRESH_NOTHING;
    }
    if (!on && scene->index == 0) {
        desk_say(desk, "This is the first question.");
        return REFRESH_DRAW;
    }
    if (on && scene->index + 1 == scene->count) {
        desk_say(desk, "This is the last question: %s hands the exam in.",
                 keys_name(ACTION_HAND_IN, key));
        return REFRESH_DRAW;
    }
    return exams_show(desk, on ? scene->index + 1 : scene->index - 1);
}

/* What is typed may be nothing: then the answer is taken back. */
static enum refresh take_typed(struct desk *desk, size_t index, const char *text) {
    struct exam_answer *answer = &desk->exams->sitting.answers[index];
    struct buf why = {0};

    asking_take_line(&answer->asking, text, &why);
    buf_done(&why);
    desk_close(desk);
    return index + 1 < desk->exams->scene.count ? exams_turn(desk, true) : exams_ask_end(desk);
}

static enum refresh type(struct desk *desk, const char *text) {
    desk_field(desk, "Your answer:", text, desk->exams->scene.index, take_typed);
    return REFRESH_DRAW;
}

enum refresh exams_number(struct desk *desk, int key) {
    const struct question *question;
    char digit[2] = {(char)key, '\0'};

    if (!exams_sits(desk)) {
        return REFRESH_NOTHING;
    }
    question = exams_asking(desk)->question;
    if (question->kind == QUESTION_VALUE) {
        return type(desk, digit);
    }
    if (!asking_number(exams_asking(desk), (size_t)(key - '0'))) {
        desk_say(desk, "There is no line %s.", digit);
    }
    desk->scene.scrolled[VIEW_QUESTION] = false; /* what was chosen is to be seen */
    return REFRESH_DRAW;
}

/* An order that is begun is not left without a word. */
enum refresh act_on(struct desk *desk, int key) {
    const struct asking *asking;
    const char *what;

    (void)key;
    if (!exams_sits(desk)) {
        return REFRESH_NOTHING;
    }
    asking = exams_asking(desk);
    if (asking->question->kind == QUESTION_VALUE) {
        return type(desk, buf_str(&asking->typed));
    }
    if (asking->given.order_count > 0 &&
        !answer_is_whole(asking->question, &asking->given, &what)) {
        desk_say(desk, "An order that is not whole counts as no answer: number all lines.");
        return REFRESH_DRAW;
    }
    return desk->exams->scene.index + 1 < desk->exams->scene.count ? exams_turn(desk, true)
                                                                   : exams_ask_end(desk);
}

enum refresh act_flag(struct desk *desk, int key) {
    struct exams *exams = desk->exams;

    (void)key;
    if (exams_sits(desk)) {
        bool *marked = &exams->sitting.answers[exams->scene.index].marked;
        *marked = !*marked;
    }
    return REFRESH_DRAW;
}

static enum refresh take_question(struct desk *desk, size_t index, const char *text) {
    (void)text;
    desk_close(desk);
    return exams_show(desk, index);
}

enum refresh act_exam_list(struct desk *desk, int key) {
    const struct exams *exams = desk->exams;

    (void)key;
    if (!exams_sits(desk)) {
        return REFRESH_NOTHING;
    }
    desk_chooser(desk, "the questions of the exam", take_question);
    for (size_t i = 0; i < exams->exam.count; i++) {
        bool answered = sitting_answered(&exams->sitting, i);
        bool marked = exams->sitting.answers[i].marked;
        desk_choice(desk,
                    answered ? marked ? "answered, marked" : "answered"
                    : marked ? "marked"
                             : "",
                    "question %zu, %s", i + 1, exams->exam.items[i].from->id);
    }
    desk->scene.choice = exams->scene.index;
    return REFRESH_DRAW;
}

enum refresh act_hand_in(struct desk *desk, int key) {
    (void)key;
    return exams_sits(desk) ? exams_ask_end(desk) : REFRESH_NOTHING;
}

static enum refresh scroll(struct desk *desk, int by) {
    desk->scene.tops[VIEW_QUESTION] += by;
    desk->scene.scrolled[VIEW_QUESTION] = true;
    return REFRESH_DRAW;
}

/* In the result a line is a question, and a page scrolls what came of it. */
enum refresh exams_move(struct desk *desk, long by) {
    const struct scene_exam *scene = &desk->exams->scene;
    long to = (long)scene->index + by;

    if (desk->scene.place == PLACE_EXAM) {
        return scroll(desk, (int)by);
    }
    if (by != 1 && by != -1 && by < FAR && by > -FAR) {
        return scroll(desk, by > 0 ? SCROLL_BY : -SCROLL_BY);
    }
    to = to >= (long)scene->count ? (long)scene->count - 1 : to;
    return exams_show(desk, to > 0 ? (size_t)to : 0);
}

/* At the program that the question is about, where the text names it. */
enum refresh exams_open(struct desk *desk) {
    struct exams *exams = desk->exams;
    const struct exam_item *item = &exams->exam.items[exams->scene.index];
    const char *program = exam_item_program(item);

    exams->to = item->from;
    door_lesson(desk, item->from, NULL);
    for (size_t i = links_count(item->from); program != NULL && i-- > 0;) {
        if (strcmp(links_program(item->from, i), program) == 0) {
            desk->link = i;
            desk->scene.scrolled[VIEW_TEXT] = false;
        }
    }
    desk_say(desk, "Esc leads back to the result of the exam.");
    return REFRESH_MOVED;
}

bool exams_back(struct desk *desk) {
    struct exams *exams = desk->exams;

    if (exams == NULL || exams->to == NULL || exams->to != desk->session.lesson) {
        return false;
    }
    exams->to = NULL;
    desk->scene.place = PLACE_RESULT;
    exams_show(desk, exams->scene.index);
    return true;
}
