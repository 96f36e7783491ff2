/* SPDX-License-Identifier: MIT */
/* view_field.c: a line to type into, with what is asked above it and why it was refused below. */
#include "columns.h"
#include "mem.h"
#include "views.h"
#include <string.h>

struct field_model {
    char *title, *text, *fault;
};

static void field_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "type");
}

static void *field_recalc(const struct scene *scene, int width, int height) {
    struct field_model *model = mem_new(sizeof(*model));

    (void)width;
    (void)height;
    model->title = mem_strdup(scene->over_title != NULL ? scene->over_title : "");
    model->text = mem_strdup(scene->field != NULL ? scene->field : "");
    model->fault = mem_strdup(scene->field_fault != NULL ? scene->field_fault : "");
    return model;
}

/* The end of what was typed is what one looks at: longer text is shifted to the left. */
static void field_draw(const void *given, struct area area, int *top, bool follow) {
    const struct field_model *model = given;
    const char *text = model->text;
    int rows = canvas_text(area, 0, 0, area.width, 0, STYLE_NORMAL, model->title);
    int y = rows < area.height - 1 ? rows : area.height - 1;
    int x;

    (void)top;
    (void)follow;
    while (*text != '\0' && columns(text) > area.width - 4) {
        text++;
        while (((unsigned char)*text & 0xc0) == 0x80) {
            text++;
        }
    }
    canvas_fill(area_sub(area, 0, y, area.width, 1), STYLE_INPUT);
    canvas_puts(area, 0, y, STYLE_KEY | ATTR_BOLD, "> ");
    x = 2 + canvas_puts(area, 2, y, STYLE_INPUT, text);
    canvas_cursor(area, x, y);
    canvas_text(area, 0, y + 1, area.width, 0, STYLE_ERROR, model->fault);
}

static void field_free(void *given) {
    struct field_model *model = given;

    if (model != NULL) {
        mem_free(model->title);
        mem_free(model->text);
        mem_free(model->fault);
        mem_free(model);
    }
}

const struct view view_field = {
    .name = "field",
    .title = field_title,
    .recalc = field_recalc,
    .draw = field_draw,
    .free = field_free,
};
