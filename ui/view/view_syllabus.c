/* SPDX-License-Identifier: MIT */
/* view_syllabus.c: all lessons, topic by topic, in the order of the syllabus; what was wrong with
 * one that is not listed stands below. */
#include "glyphs.h"
#include "sheet.h"
#include "views.h"

static void syllabus_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "lessons");
}

/* At the end of a lesson's line, of its questions those whose last answer was right: "✓ 4/4" all,
 * "● due 3/5" some are to be asked again today. */
static void put_count(const struct study_count *count, struct sheet *sheet) {
    bool all = count->questions > 0 && count->right == count->questions;
    struct buf text = {0};

    buf_putf(&text, "%s%zu/%zu", count->due > 0 ? "due " : "", count->right, count->questions);
    sheet_pad(sheet, sheet->width - (int)text.len - 2);
    sheet_put(sheet, count->due > 0 ? STYLE_MARK : STYLE_GOOD,
              count->due > 0 ? GLYPH_DUE " "
              : all          ? GLYPH_YES " "
                             : "  ");
    sheet_put(sheet, count->due > 0 ? STYLE_MARK : all ? STYLE_GOOD : STYLE_DIM, buf_str(&text));
    buf_done(&text);
}

static void put_lesson(const struct scene *scene, struct sheet *sheet, size_t i) {
    const struct lesson *lesson = scene->catalogue->lessons[i];
    bool here = i == scene->cursor;

    sheet_line(sheet);
    sheet_row(sheet, i);
    sheet_printf(sheet, STYLE_NORMAL, "%s %s", here ? ">" : " ", lesson->id);
    if (scene->counts != NULL) {
        put_count(&scene->counts[i], sheet);
    }
    if (here) {
        sheet_look(sheet, STYLE_SELECTED | ATTR_REVERSE);
        sheet_here(sheet);
    }
}

static void *syllabus_recalc(const struct scene *scene, int width, int height) {
    const struct catalogue *catalogue = scene->catalogue;
    struct sheet *sheet = sheet_page(width);
    struct buf text = {0};

    (void)height;
    for (size_t i = 0; catalogue != NULL && i < catalogue->topic_count; i++) {
        const struct catalogue_topic *topic = &catalogue->topics[i];
        if (topic->count == 0) {
            continue;
        }
        sheet_line(sheet);
        sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, topic->title);
        for (size_t j = 0; j < topic->count; j++) {
            put_lesson(scene, sheet, topic->first + j);
        }
    }
    if (sheet->count == 0) {
        sheet_text(sheet, STYLE_DIM, 0,
                   "No lesson was found. IPC_TUTOR_LESSONS may name a folder of lessons.");
    }
    for (size_t i = 0; catalogue != NULL && i < catalogue->fault_count; i++) {
        buf_clear(&text);
        diag_write(&catalogue->faults[i], &text);
        sheet_line(sheet);
        sheet_text(sheet, STYLE_ERROR, 2, buf_str(&text));
    }
    buf_done(&text);
    return sheet;
}

const struct view view_syllabus = {
    .name = "syllabus",
    .title = syllabus_title,
    .recalc = syllabus_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
