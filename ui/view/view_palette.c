/* SPDX-License-Identifier: MIT */
/* view_palette.c: the palette on the screen: what is typed, and below it the actions that fit. */
#include "mem.h"
#include "palette.h"
#include "views.h"

enum { LABEL_W = 20, KEYS_W = 16 };

struct palette_model {
    char *typed;
    struct sheet *sheet;
};

static void palette_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "all actions");
}

static void put_row(struct sheet *sheet, const struct palette_row *row, bool here) {
    unsigned look = row->why != NULL ? STYLE_DIM : STYLE_NORMAL;
    int sentence;

    sheet_line(sheet);
    sheet_put(sheet, look, here ? "> " : "  ");
    sheet_put(sheet, look, row->label);
    sheet_put(sheet, look, " ");
    sheet_pad(sheet, LABEL_W);
    sheet_put(sheet, row->why != NULL ? STYLE_DIM : STYLE_KEY | ATTR_BOLD, row->keys);
    sheet_put(sheet, look, " ");
    sheet_pad(sheet, LABEL_W + KEYS_W);
    sentence = sheet_columns(sheet);
    if (row->why != NULL) {
        sheet_printf(sheet, look, "(%s)", row->why);
    } else {
        sheet_put(sheet, look, row->help);
    }
    if (here) { /* the others are cut where the line ends */
        size_t line = sheet->count - 1;
        sheet_wrap(sheet, sentence);
        for (; line < sheet->count; line++) {
            sheet->lines[line].look = STYLE_SELECTED | ATTR_REVERSE;
        }
        sheet_here(sheet);
    }
}

struct sheet *palette_sheet(const struct scene *scene, int width) {
    struct sheet *sheet = sheet_page(width);
    struct palette palette;

    palette_fill(&palette, scene);
    for (size_t i = 0; i < palette.count; i++) {
        size_t line = sheet->count;
        put_row(sheet, &palette.rows[i], i == scene->palette);
        for (; line < sheet->count; line++) {
            sheet->lines[line].row = i + 1;
        }
    }
    if (palette.count == 0) {
        sheet_text(sheet, STYLE_DIM, 2, "No action is called so: take letters away.");
    }
    palette_done(&palette);
    return sheet;
}

static void *palette_recalc(const struct scene *scene, int width, int height) {
    struct palette_model *model = mem_new(sizeof(*model));

    (void)height;
    model->typed = mem_strdup(scene->field != NULL ? scene->field : "");
    model->sheet = palette_sheet(scene, width);
    return model;
}

static void palette_draw(const void *given, struct area area, int *top, bool follow) {
    const struct palette_model *model = given;
    int x;

    canvas_fill(area_sub(area, 0, 0, area.width, 1), STYLE_INPUT);
    canvas_puts(area, 0, 0, STYLE_KEY | ATTR_BOLD, "> ");
    x = 2 + canvas_puts_fit(area, 2, 0, area.width - 4, STYLE_INPUT, model->typed);
    canvas_cursor(area, x, 0);
    sheet_draw(model->sheet, area_sub(area, 0, 1, area.width, area.height - 1), top, follow);
}

static void palette_free(void *given) {
    struct palette_model *model = given;

    mem_free(model->typed);
    sheet_free(model->sheet);
    mem_free(model);
}

const struct view view_palette = {
    .name = "palette",
    .title = palette_title,
    .recalc = palette_recalc,
    .draw = palette_draw,
    .free = palette_free,
};
