/* SPDX-License-Identifier: MIT */
/* sitting_json.c: the result of an exam for instructors, as one JSON object: see sitting.h. */
#include "json_write.h"
#include "mem.h"
#include "page.h"
#include "sitting.h"

enum { WIDTH = 4000 /* columns: a paragraph is a line */ };

static const char *const kinds[] = {
    [QUESTION_ONE] = "one",     [QUESTION_SEVERAL] = "several", [QUESTION_ORDER] = "order",
    [QUESTION_VALUE] = "value", [QUESTION_FIND] = "find",
};

static void put_words(const struct prose_text *text, struct buf *out) {
    char *words = prose_words(text);
    json_put_text(out, words);
    mem_free(words);
}

static void put_asked(const struct question *question, struct buf *out) {
    struct page_wish wish = {.width = WIDTH, .linear = true};
    struct page page = {0};
    struct buf text = {0};
    page_set(&question->text, &wish, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        buf_puts(&text, i > 0 ? "\n" : "");
        page_line_text(&page.lines[i], &text);
    }
    json_put_text(out, buf_str(&text));
    buf_done(&text);
    page_done(&page);
}

/* As they stand in the lesson: `given` and `answer` count them so. */
static void put_choices(const struct exam_answer *answer, struct buf *out) {
    const struct question *question = answer->asking.question;
    json_put_open(out, '[');
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct question_choice *choice = &question->choices[i];
        json_put_comma(out), json_put_open(out, '{');
        json_put_key(out, "text"), put_words(&choice->text, out);
        if (question->kind != QUESTION_ORDER) {
            json_put_key(out, "right");
            json_put_bool(out, (answer->asking.answer.rights & 1U << i) != 0);
            json_put_key(out, "reason"), put_words(&choice->reason, out);
        }
        json_put_close(out, '}');
    }
    json_put_close(out, ']');
}

/* What would have been right, in the form of `given`: the items of an order stand in one that
 * happens. */
static void put_answer(const struct exam_answer *answer, struct buf *out) {
    const struct question *question = answer->asking.question;
    struct answer_given right = {.chosen = answer->asking.answer.rights,
                                 .typed = answer->asking.answer.value};
    struct buf text = {0};
    for (size_t i = 0; i < question->choice_count && question->kind == QUESTION_ORDER; i++) {
        right.order[right.order_count++] = i;
    }
    answer_put(question, &right, &text);
    json_put_text(out, answer->faulty ? NULL : buf_str(&text));
    buf_done(&text);
}

static void put_item(const struct exam_sitting *sitting, size_t index, struct buf *out) {
    const struct exam_item *item = &sitting->exam->items[index];
    const struct exam_answer *answer = &sitting->answers[index];
    struct buf given = {0}, replay = {0};
    answer_put(item->question, &answer->asking.given, &given);
    exam_item_replay(item, &replay);
    json_put_comma(out), json_put_open(out, '{');
    json_put_key(out, "lesson"), json_put_text(out, item->from->id);
    json_put_key(out, "question"), json_put_text(out, item->question->id);
    json_put_key(out, "made"), json_put_bool(out, item->owned != NULL);
    json_put_key(out, "program"), json_put_text(out, exam_item_program(item));
    json_put_key(out, "replay"), json_put_text(out, replay.len > 0 ? buf_str(&replay) : NULL);
    json_put_key(out, "kind"), json_put_text(out, kinds[item->question->kind]);
    json_put_key(out, "asked"), put_asked(item->question, out);
    json_put_key(out, "code"), json_put_text(out, item->code);
    json_put_key(out, "choices"), put_choices(answer, out);
    json_put_key(out, "given");
    json_put_text(out, sitting_answered(sitting, index) ? buf_str(&given) : NULL);
    json_put_key(out, "answer"), put_answer(answer, out);
    json_put_key(out, "right"), json_put_bool(out, answer->right);
    json_put_key(out, "counts"), json_put_bool(out, !answer->faulty);
    json_put_close(out, '}');
    buf_done(&replay);
    buf_done(&given);
}

void sitting_json(const struct exam_sitting *sitting, const struct exam_wish *wish,
                  struct buf *out) {
    json_put_open(out, '{');
    json_put_key(out, "format"), json_put_int(out, 1);
    json_put_key(out, "seed"), json_put_int(out, (int64_t)sitting->exam->seed);
    json_put_key(out, "topic");
    json_put_text(out, wish->topic_count == 1 ? wish->topics[0] : NULL);
    json_put_key(out, "topics"), json_put_open(out, '[');
    for (size_t i = 0; i < wish->topic_count; i++) {
        json_put_comma(out), json_put_text(out, wish->topics[i]);
    }
    json_put_close(out, ']');
    json_put_key(out, "right"), json_put_int(out, (int64_t)sitting->right);
    json_put_key(out, "counted"), json_put_int(out, (int64_t)sitting->counted);
    json_put_key(out, "seconds"), json_put_int(out, sitting->seconds);
    json_put_key(out, "time_over"), json_put_bool(out, sitting->time_over);
    json_put_key(out, "items"), json_put_open(out, '[');
    for (size_t i = 0; i < sitting->exam->count; i++) {
        put_item(sitting, i, out);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
    buf_putc(out, '\n');
}
