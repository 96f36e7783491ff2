/* SPDX-License-Identifier: MIT */
/* view_verdict.c: what became of a prediction: what was said, what the kernel did, why, and how the
 * search for another order stands. */
#include "sheet.h"
#include "views.h"
#include <string.h>

static void verdict_title(const struct scene *scene, struct buf *left, struct buf *right) {
    buf_puts(left, scene->in_other_order ? "another order" : "your prediction");
    if (!scene->in_other_order) {
        buf_putf(right, "%u of %u right", scene->predicted_right, scene->predicted);
    }
}

static struct sheet *lines_of(const struct scene *scene, int width) {
    struct sheet *sheet = sheet_page(width);
    const char *at = scene->verdict;
    struct buf line = {0};

    while (*at != '\0') {
        size_t len = strcspn(at, "\n");
        buf_clear(&line);
        buf_put(&line, at, len);
        sheet_text(sheet, STYLE_NORMAL, 0, buf_str(&line));
        at += len + (at[len] == '\n');
    }
    buf_done(&line);
    return sheet;
}

static void *verdict_recalc(const struct scene *scene, int width, int height) {
    (void)height;
    return lines_of(scene, width);
}

int verdict_rows(const struct scene *scene, int width) {
    struct sheet *sheet = lines_of(scene, width);
    int rows = (int)sheet->count;

    sheet_free(sheet);
    return rows;
}

const struct view view_verdict = {
    .name = "verdict",
    .title = verdict_title,
    .recalc = verdict_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
