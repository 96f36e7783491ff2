/* SPDX-License-Identifier: MIT */
/* view_lesson.c: beside the syllabus: what the lesson under the cursor is about; while one searches
 * in all lessons, the places in it where that stands. */
#include "columns.h"
#include "findings.h"
#include "search.h"
#include "sheet.h"
#include "views.h"

static const struct lesson *under_cursor(const struct scene *scene) {
    const struct catalogue *catalogue = scene->catalogue;

    if (catalogue == NULL || scene->cursor >= catalogue->lesson_count) {
        return NULL;
    }
    return catalogue->lessons[scene->cursor];
}

static void lesson_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct lesson *lesson = under_cursor(scene);

    (void)right;
    buf_puts(left, lesson != NULL ? lesson->id : "lesson");
}

static void put_field(struct sheet *sheet, const char *name, const char *text) {
    struct buf line = {0};

    if (text != NULL && text[0] != '\0') {
        sheet_line(sheet);
        buf_putf(&line, "%s: %s", name, text);
        sheet_text(sheet, STYLE_NORMAL, 2, buf_str(&line));
    }
    buf_done(&line);
}

static void put_place(const struct scene *scene, size_t at, struct sheet *sheet) {
    const struct finding *finding = &scene->findings->all[at];
    bool here = at + 1 == scene->found;
    struct buf text = {0};

    buf_puts(&text, here ? "> " : "  ");
    buf_puts(&text, finding->kind == FINDING_QUESTION ? "question: " : "");
    findings_excerpt(finding, scene->sought, sheet->width - columns(buf_str(&text)), &text);
    sheet_line(sheet);
    sheet_put(sheet, here ? STYLE_EMPHASIS | ATTR_BOLD : STYLE_NORMAL, buf_str(&text));
    if (here) {
        sheet_here(sheet);
    }
    buf_done(&text);
}

/* Whether what is sought stands in this lesson; then each place of it has a line. */
static bool put_places(const struct scene *scene, struct sheet *sheet) {
    const struct findings *findings = scene->findings;
    size_t first = 0, lines = sheet->count;

    if (findings == NULL || scene->sought == NULL || scene->sought[0] == '\0') {
        return false;
    }
    first = findings_of(findings, scene->cursor);
    for (size_t i = first; i < findings->count && findings->all[i].lesson == scene->cursor; i++) {
        if (search_in(findings->all[i].text, scene->sought)) {
            put_place(scene, i, sheet);
        }
    }
    return sheet->count > lines;
}

static void *lesson_recalc(const struct scene *scene, int width, int height) {
    const struct lesson *lesson = under_cursor(scene);
    struct sheet *sheet = sheet_page(width);
    struct buf needs = {0}, how = {0};
    char key[KEY_NAME];

    (void)height;
    if (lesson == NULL) {
        return sheet;
    }
    sheet_text(sheet, STYLE_HEADING | ATTR_BOLD, 0, lesson->title);
    if (put_places(scene, sheet)) {
        return sheet;
    }
    if (lesson->summary != NULL) {
        sheet_line(sheet);
        sheet_text(sheet, STYLE_NORMAL, 0, lesson->summary);
    }
    for (size_t i = 0; i < lesson->need_count; i++) {
        buf_putf(&needs, i > 0 ? ", %s" : "%s", lesson->needs[i]);
    }
    put_field(sheet, "Read before it", buf_str(&needs));
    put_field(sheet, "Left out", lesson->leaves_out);
    sheet_line(sheet);
    buf_putf(&how, "%s opens its text; ", keys_name(ACTION_OPEN, key));
    buf_putf(&how, "%s once more goes to the run.", keys_name(ACTION_START, key));
    if (lesson->question_count > 0) {
        buf_putf(&how, " %s: its %zu question%s.", keys_name(ACTION_QUESTIONS, key),
                 lesson->question_count, lesson->question_count == 1 ? "" : "s");
    }
    sheet_text(sheet, STYLE_KEY, 0, buf_str(&how));
    buf_done(&how);
    buf_done(&needs);
    return sheet;
}

const struct view view_lesson = {
    .name = "lesson",
    .title = lesson_title,
    .recalc = lesson_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
