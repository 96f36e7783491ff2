/* SPDX-License-Identifier: MIT */
/* view_chooser.c: a short list over the screen: programs, parameters. */
#include "sheet.h"
#include "views.h"

static void chooser_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, scene->over_title != NULL ? scene->over_title : "choose");
}

static void *chooser_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);

    (void)height;
    for (size_t i = 0; i < scene->choice_count; i++) {
        bool here = i == scene->choice;
        sheet_line(sheet);
        sheet_row(sheet, i);
        sheet_put(sheet, STYLE_NORMAL, here ? ">" : " ");
        sheet_printf(sheet, STYLE_KEY | ATTR_BOLD, i < 9 ? "%zu " : "  ", i + 1);
        sheet_put(sheet, STYLE_NORMAL, scene->choices[i].text);
        if (scene->choices[i].note != NULL) {
            sheet_printf(sheet, STYLE_DIM, "  %s", scene->choices[i].note);
        }
        if (here) {
            sheet_look(sheet, STYLE_SELECTED | ATTR_REVERSE);
            sheet_here(sheet);
        }
    }
    if (scene->choice_count == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "There is nothing to choose from.");
    }
    return sheet;
}

const struct view view_chooser = {
    .name = "chooser",
    .title = chooser_title,
    .recalc = chooser_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
