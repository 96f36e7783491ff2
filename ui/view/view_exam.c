/* SPDX-License-Identifier: MIT */
/* view_exam.c: an exam that is being made or judged, as a bar; and its result, a line a question
 * (the one the cursor is on stands beside it: view_question.c). */
#include "glyphs.h"
#include "sheet.h"
#include "views.h"

enum { BAR_W = 40 };

static void exam_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct scene_exam *exam = scene->exam;

    if (exam == NULL || exam->phase == EXAM_DRAWING) {
        buf_puts(left, "an exam is made");
    } else if (exam->phase == EXAM_OVER) {
        buf_puts(left, "questions");
        buf_putf(right, "seed %llu", (unsigned long long)exam->sitting->exam->seed);
    } else {
        buf_puts(left, "the answers are judged");
    }
}

static void put_bar(const struct scene_exam *exam, struct sheet *sheet) {
    int width = sheet->width - 2 < BAR_W ? sheet->width - 2 : BAR_W;
    size_t full = exam->count > 0 ? exam->done * (size_t)width / exam->count : 0;

    sheet_line(sheet);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_NORMAL, " ");
    for (int i = 0; i < width; i++) {
        bool done = (size_t)i < full;
        sheet_put(sheet, done ? STYLE_GOOD : STYLE_DIM, done ? GLYPH_STRETCH : GLYPH_WAITED);
    }
    sheet_line(sheet);
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_NORMAL, " %zu of %zu questions", exam->done, exam->count);
    sheet_line(sheet);
}

static const struct {
    const char *mark, *word;
    unsigned look;
} results[] = {
    {GLYPH_YES, "right", STYLE_GOOD},
    {GLYPH_NO, "wrong", STYLE_ERROR},
    {GLYPH_OPEN, "left out", STYLE_BLOCKED},
    {GLYPH_WARN, "no count", STYLE_DIM}, /* it could not be judged */
};

static size_t result_of(const struct exam_sitting *sitting, size_t index) {
    const struct exam_answer *answer = &sitting->answers[index];

    return answer->faulty ? 3 : answer->right ? 0 : sitting_answered(sitting, index) ? 1 : 2;
}

static void put_row(const struct scene_exam *exam, size_t index, struct sheet *sheet) {
    size_t result = result_of(exam->sitting, index);
    bool here = index == exam->index;

    sheet_line(sheet);
    sheet_row(sheet, index);
    sheet_printf(sheet, STYLE_NORMAL, "%s%3zu ", here ? ">" : " ", index + 1);
    sheet_printf(sheet, results[result].look, "%s %-8s", results[result].mark,
                 results[result].word);
    sheet_printf(sheet, STYLE_NORMAL, "  %s", exam->sitting->exam->items[index].from->id);
    if (here) {
        sheet_look(sheet, STYLE_SELECTED | ATTR_REVERSE);
        sheet_here(sheet);
    }
}

static void *exam_recalc(const struct scene *scene, int width, int height) {
    const struct scene_exam *exam = scene->exam;
    struct sheet *sheet = sheet_page(width);

    (void)height;
    if (exam == NULL) {
        return sheet;
    }
    if (exam->phase == EXAM_OVER) {
        for (size_t i = 0; i < exam->count; i++) {
            put_row(exam, i, sheet);
        }
        return sheet;
    }
    put_bar(exam, sheet);
    if (exam->phase == EXAM_DRAWING) {
        sheet_text(sheet, STYLE_DIM, 1,
                   " Half of them are made from runs: each is run first, in an order and with "
                   "parameters of its own.");
        sheet_text(sheet, STYLE_KEY, 1, " Esc stops it.");
    } else {
        sheet_text(sheet, STYLE_DIM, 1,
                   " Where a run has the answer, the run is made: the kernel is the judge.");
    }
    return sheet;
}

const struct view view_exam = {
    .name = "exam",
    .title = exam_title,
    .recalc = exam_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
