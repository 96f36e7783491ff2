/* SPDX-License-Identifier: MIT */
/* view_chooser.c: a short list over the screen: programs, parameters. */
#include "columns.h"
#include "sheet.h"
#include "views.h"

enum { INDENT = 3 }; /* ">1 " */

static void chooser_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, scene->over_title != NULL ? scene->over_title : "choose");
}

/* A choice, over as many lines as it needs; its note is not taken apart. */
static void put_choice(const struct scene *scene, size_t i, struct sheet *sheet) {
    const struct scene_choice *choice = &scene->choices[i];
    bool here = i == scene->choice;
    size_t line = sheet->count;

    sheet_line(sheet);
    sheet_put(sheet, STYLE_NORMAL, here ? ">" : " ");
    sheet_printf(sheet, STYLE_KEY | ATTR_BOLD, i < 9 ? "%zu " : "  ", i + 1);
    sheet_put(sheet, STYLE_NORMAL, choice->text);
    sheet_wrap(sheet, INDENT);
    if (choice->note != NULL) {
        if (sheet_columns(sheet) + 2 + columns(choice->note) > sheet->width) {
            sheet_line(sheet);
            sheet_pad(sheet, INDENT - 2);
        }
        sheet_printf(sheet, STYLE_DIM, "  %s", choice->note);
    }
    for (; line < sheet->count; line++) {
        sheet->lines[line].row = i + 1;
        if (here) {
            sheet->lines[line].look = STYLE_SELECTED | ATTR_REVERSE;
        }
    }
    if (here) {
        sheet_here(sheet);
    }
}

static void *chooser_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);

    (void)height;
    for (size_t i = 0; i < scene->choice_count; i++) {
        put_choice(scene, i, sheet);
    }
    if (scene->choice_count == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "There is nothing to choose from.");
    }
    return sheet;
}

int chooser_columns(const struct scene *scene) {
    int widest = 0;

    for (size_t i = 0; i < scene->choice_count; i++) {
        const struct scene_choice *choice = &scene->choices[i];
        int own = INDENT + columns(choice->text) + 1; /* and the scroll bar's */
        own += choice->note != NULL ? 2 + columns(choice->note) : 0;
        widest = own > widest ? own : widest;
    }
    return widest;
}

int chooser_rows(const struct scene *scene, int width) {
    struct sheet *sheet = chooser_recalc(scene, width, 0);
    int rows = (int)sheet->count;

    sheet_free(sheet);
    return rows;
}

const struct view view_chooser = {
    .name = "chooser",
    .title = chooser_title,
    .recalc = chooser_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
