/* SPDX-License-Identifier: MIT */
/*
 * view_question.c: one question: what is asked, the choices with their number keys, hints as they
 * were given (apart from the solution, which is not there before the answer), and then what is
 * right, why the others are wrong, and what the run says.
 */
#include "columns.h"
#include "find_lines.h"
#include "glyphs.h"
#include "page.h"
#include "sheet.h"
#include "text_look.h"
#include "views.h"
#include <string.h>

enum { QUESTION_WIDTH_MAX = 90, INDENT = 9 };

static void question_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct asking *asking = scene->asking;

    if (asking == NULL || asking->question == NULL) {
        buf_puts(left, "question");
        return;
    }
    buf_putf(left, "question %zu of %zu", asking->index + 1, asking->count);
    if (asking->exam && scene->exam != NULL &&
        scene->exam->sitting->answers[asking->index].marked) {
        buf_puts(left, " " GLYPH_DUE " marked");
    }
    buf_puts(right, asking->review || asking->exam ? asking->lesson->id : asking->lesson->title);
}

static struct page_wish wish_of(const struct scene *scene, const struct sheet *sheet, int indent) {
    int width = sheet->width < QUESTION_WIDTH_MAX ? sheet->width : QUESTION_WIDTH_MAX;

    return (struct page_wish){
        .width = width - indent - 1, .columns = columns_n, .ascii = scene->ascii};
}

static void put_pieces(struct sheet *sheet, const struct page_line *line, unsigned look) {
    for (size_t i = 0; i < line->piece_count; i++) {
        unsigned own = text_look(line->pieces[i].look);
        sheet_put(sheet, own == STYLE_NORMAL ? look : own, line->pieces[i].text);
    }
}

static void put_question(const struct scene *scene, struct sheet *sheet) {
    struct page_wish wish = wish_of(scene, sheet, 1);
    struct page page;

    page_set(&scene->asking->question->text, &wish, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_NORMAL, " ");
        put_pieces(sheet, &page.lines[i], STYLE_NORMAL);
    }
    page_done(&page);
}

/* Goes on behind what stands in the current line; further lines are indented. */
static void put_text(const struct scene *scene, struct sheet *sheet, const struct prose_text *text,
                     int indent, unsigned look) {
    struct page_wish wish = wish_of(scene, sheet, indent);
    struct page page = {0};

    page_set_text(text, &wish, 0, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        if (i > 0) {
            sheet_line(sheet);
        }
        sheet_pad(sheet, indent);
        put_pieces(sheet, &page.lines[i], look);
    }
    page_done(&page);
}

static const char *const places[] = {"",    "1st", "2nd", "3rd", "4th",
                                     "5th", "6th", "7th", "8th", "9th"};

/* "(x) 2  the text": what was chosen, the key, the choice. */
static void put_choice(const struct scene *scene, struct sheet *sheet, size_t line) {
    const struct asking *asking = scene->asking;
    const struct question *question = asking->question;
    const struct question_choice *choice = &question->choices[asking->lines[line]];
    bool open = asking->state == ASKING_OPEN;
    bool chosen = asking_chosen(asking, line) || asking_place(asking, line) > 0;

    sheet_line(sheet);
    if (question->kind == QUESTION_ORDER) {
        sheet_printf(sheet, STYLE_CHANGED | ATTR_BOLD, " %-3s  ",
                     places[asking_place(asking, line)]);
    } else {
        const char *marks = question->kind == QUESTION_ONE ? chosen ? " (x)  " : " ( )  "
                            : chosen                       ? " [x]  "
                                                           : " [ ]  ";
        sheet_put(sheet, chosen ? STYLE_CHANGED | ATTR_BOLD : STYLE_NORMAL, marks);
    }
    sheet_printf(sheet, open ? STYLE_KEY | ATTR_BOLD : STYLE_NORMAL, "%zu", line + 1);
    put_text(scene, sheet, &choice->text, INDENT, STYLE_NORMAL);
    if (asking->exam && chosen) {
        sheet_here(sheet);
    }
}

/* Below a choice, when it was answered: right or wrong, and why. */
static void put_reason(const struct scene *scene, struct sheet *sheet, size_t line) {
    const struct asking *asking = scene->asking;
    const struct prose_text *reason = &asking->question->choices[asking->lines[line]].reason;
    bool right = asking_right(asking, line);

    sheet_line(sheet);
    sheet_pad(sheet, INDENT);
    sheet_put(sheet, right ? STYLE_GOOD | ATTR_BOLD : STYLE_ERROR,
              right ? GLYPH_YES " right" : GLYPH_NO " wrong");
    if (reason->span_count > 0) {
        sheet_put(sheet, STYLE_NORMAL, ": ");
        put_text(scene, sheet, reason, INDENT + 2 + 7, STYLE_NORMAL);
    }
}

static void put_choices(const struct scene *scene, struct sheet *sheet) {
    const struct asking *asking = scene->asking;
    const struct question *question = asking->question;
    bool reasons =
        asking->state == ASKING_ANSWERED && question->kind != QUESTION_ORDER && !asking->exam;

    if (question->kind == QUESTION_VALUE) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_NORMAL, " your answer: ");
        sheet_put(sheet, STYLE_CHANGED | ATTR_BOLD, buf_str(&asking->typed));
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        put_choice(scene, sheet, i);
        if (reasons) {
            put_reason(scene, sheet, i);
        }
    }
}

static void put_hints(const struct scene *scene, struct sheet *sheet) {
    const struct asking *asking = scene->asking;

    for (size_t i = 0; i < asking->hints; i++) {
        if (i == 0) {
            sheet_line(sheet);
        }
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_EMPHASIS | ATTR_BOLD, " hint %zu", i + 1);
        put_text(scene, sheet, &asking->question->hints[i], INDENT, STYLE_NORMAL);
    }
}

static void put_right_order(const struct asking *asking, struct sheet *sheet) {
    struct buf numbers = {0};

    asking_put_right_order(asking, &numbers);
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_NORMAL, " An order that happens:%s", buf_str(&numbers));
    buf_done(&numbers);
}

static void put_verdict(const struct asking *asking, struct sheet *sheet) {
    struct buf says = {0};
    char key[KEY_NAME];

    sheet_line(sheet);
    sheet_line(sheet);
    if (asking->answer.right) {
        sheet_put(sheet, STYLE_GOOD | ATTR_BOLD, " " GLYPH_YES " Right.");
    } else {
        sheet_put(sheet, STYLE_ERROR | ATTR_BOLD, " " GLYPH_NO " Wrong.");
    }
    sheet_here(sheet);
    asking_says(asking, &says);
    if (says.len > 0) {
        sheet_printf(sheet, STYLE_NORMAL, " %s", buf_str(&says));
        sheet_wrap(sheet, 2);
    }
    if (asking->question->kind == QUESTION_ORDER && !asking->answer.right) {
        put_right_order(asking, sheet);
    }
    if (asking->question->kind == QUESTION_FIND) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_KEY, " %s: see it on the stage, from its first step on.",
                     keys_name(ACTION_SEE, key));
        sheet_wrap(sheet, 2);
    } else if (asking->question->program != NULL) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_KEY, " %s: see it happen, at step %llu of that run.",
                     keys_name(ACTION_SEE, key), (unsigned long long)asking->answer.step);
        sheet_wrap(sheet, 2);
    }
    buf_done(&says);
}

static const char *what_to_do(enum question_kind kind) {
    switch (kind) {
    case QUESTION_ONE:
        return "Choose one by its number";
    case QUESTION_SEVERAL:
        return "Choose all that are right by their numbers";
    case QUESTION_ORDER:
        return "Press the numbers in the order in which they happen (once more takes one back)";
    case QUESTION_VALUE:
    case QUESTION_FIND:
        return "";
    }
    return "";
}

static void put_how(const struct asking *asking, struct sheet *sheet) {
    const struct question *question = asking->question;
    size_t left = question->hint_count - asking->hints;
    char enter[KEY_NAME], hint[KEY_NAME];
    struct buf how = {0};

    keys_name(ACTION_REPLY, enter);
    if (question->kind == QUESTION_FIND) {
        find_how(asking, &how);
    } else if (question->kind == QUESTION_VALUE) {
        buf_putf(&how, " %s opens a field to type the answer into.", enter);
    } else {
        buf_putf(&how, asking->exam ? " %s; %s goes on." : " %s, then %s.",
                 what_to_do(question->kind), enter);
    }
    if (left > 0 && !asking->exam) {
        buf_putf(&how, " %s gives a hint (%zu left).", keys_name(ACTION_HINT, hint), left);
    }
    sheet_line(sheet);
    sheet_text(sheet, STYLE_KEY, 1, buf_str(&how));
    buf_done(&how);
}

/* "you:   2  the text", and why. */
static void put_told(const struct scene *scene, struct sheet *sheet, size_t line) {
    const struct asking *asking = scene->asking;
    const struct question_choice *choice = &asking->question->choices[asking->lines[line]];
    bool right = asking_right(asking, line);

    sheet_line(sheet);
    sheet_put(sheet, right ? STYLE_GOOD | ATTR_BOLD : STYLE_ERROR, right ? " right: " : " wrong: ");
    sheet_printf(sheet, STYLE_NORMAL, "%zu  ", line + 1);
    put_text(scene, sheet, &choice->text, INDENT + 2, STYLE_NORMAL);
    if (choice->reason.span_count > 0) {
        sheet_line(sheet);
        put_text(scene, sheet, &choice->reason, INDENT + 2, STYLE_DIM);
    }
}

/* What was chosen, what is right, and why. */
static void put_why(const struct scene *scene, struct sheet *sheet) {
    const struct asking *asking = scene->asking;

    if (asking->question->kind == QUESTION_ORDER) {
        if (!asking->answer.right) {
            put_right_order(asking, sheet);
        }
        return;
    }
    for (size_t i = 0; i < asking->question->choice_count; i++) {
        if (asking_chosen(asking, i) && !asking_right(asking, i)) {
            put_told(scene, sheet, i);
        }
    }
    for (size_t i = 0; i < asking->question->choice_count; i++) {
        if (asking_right(asking, i)) {
            put_told(scene, sheet, i);
        }
    }
}

static void put_way(const struct scene *scene, struct sheet *sheet) {
    const struct exam_item *item = &scene->exam->sitting->exam->items[scene->exam->index];
    const char *program = exam_item_program(item);
    char key[KEY_NAME];

    sheet_line(sheet);
    sheet_printf(sheet, STYLE_KEY, " %s opens the lesson %s%s%s.", keys_name(ACTION_OPEN, key),
                 item->from->id, program != NULL ? ", at " : "", program != NULL ? program : "");
    sheet_wrap(sheet, 2);
    sheet_line(sheet);
}

/* In an exam: what there would be on the stage. */
static void put_code(const struct exam_item *item, struct sheet *sheet) {
    const char *at = item->code;

    if (at == NULL) {
        return;
    }
    sheet_line(sheet);
    for (; *at != '\0'; at += strcspn(at, "\n") + 1) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "   %.*s", (int)strcspn(at, "\n"), at);
    }
}

/* For whoever wants to see it again on another day. */
static void put_replay(const struct scene *scene, struct sheet *sheet) {
    const struct exam_sitting *sitting = scene->exam->sitting;
    struct buf replay = {0};

    exam_item_replay(&sitting->exam->items[scene->exam->index], &replay);
    if (replay.len > 0) {
        sheet_line(sheet);
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, " The same run: %s", buf_str(&replay));
        sheet_wrap(sheet, 2);
    }
    buf_done(&replay);
}

/* Of an exam that is over: what came of it stands before what was asked. */
static void put_result(const struct scene *scene, struct sheet *sheet) {
    const struct asking *asking = scene->asking;
    const char *what;
    bool answered = answer_is_whole(asking->question, &asking->given, &what);
    bool right = answered && asking->answer.right;
    struct buf says = {0};

    sheet_line(sheet);
    if (asking->fault.text != NULL) {
        sheet_text(sheet, STYLE_ERROR, 1, " This could not be judged, and does not count:");
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_ERROR, " %s", asking->fault.text);
        sheet_wrap(sheet, 1);
    } else {
        sheet_put(sheet, (right ? STYLE_GOOD : STYLE_ERROR) | ATTR_BOLD,
                  right                           ? " " GLYPH_YES " Right."
                  : answered                      ? " " GLYPH_NO " Wrong."
                  : asking->given.order_count > 0 ? " " GLYPH_OPEN " Not whole, so not answered."
                                                  : " " GLYPH_OPEN " Not answered.");
        if (answered || asking->question->kind != QUESTION_ORDER) {
            asking_says(asking, &says);
        }
        sheet_printf(sheet, STYLE_NORMAL, says.len > 0 ? " %s" : "%s", buf_str(&says));
        sheet_wrap(sheet, 2);
        put_why(scene, sheet);
    }
    put_way(scene, sheet);
    put_question(scene, sheet);
    sheet_line(sheet);
    put_choices(scene, sheet);
    put_replay(scene, sheet);
    put_code(&scene->exam->sitting->exam->items[scene->exam->index], sheet);
    buf_done(&says);
}

static void *question_recalc(const struct scene *scene, int width, int height) {
    const struct asking *asking = scene->asking;
    struct sheet *sheet = sheet_page(width);

    (void)height;
    if (asking == NULL || asking->question == NULL) {
        sheet_text(sheet, STYLE_DIM, 0, "No question is open.");
        return sheet;
    }
    if (scene->place == PLACE_RESULT) {
        put_result(scene, sheet);
        return sheet;
    }
    sheet_line(sheet);
    put_question(scene, sheet);
    sheet_line(sheet);
    put_choices(scene, sheet);
    if (asking->question->kind == QUESTION_FIND) {
        find_lines(asking, sheet);
    }
    put_hints(scene, sheet);
    if (asking->fault.text != NULL) {
        sheet_line(sheet);
        sheet_text(sheet, STYLE_ERROR, 1, " This could not be judged, and does not count:");
        sheet_text(sheet, STYLE_ERROR, 1, asking->fault.text);
    }
    switch (asking->state) {
    case ASKING_OPEN:
        put_how(asking, sheet);
        if (asking->exam) {
            put_code(&scene->exam->sitting->exam->items[asking->index], sheet);
        }
        break;
    case ASKING_RUNNING:
        sheet_line(sheet);
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_BLOCKED, " " GLYPH_WAITS " running %s ...",
                     asking->question->program);
        break;
    case ASKING_ANSWERED:
        put_verdict(asking, sheet);
        break;
    }
    return sheet;
}

const struct view view_question = {
    .name = "question",
    .title = question_title,
    .recalc = question_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
