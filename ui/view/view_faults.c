/* SPDX-License-Identifier: MIT */
/* view_faults.c: what is wrong with a lesson that is being written: file, line, what and what to
 * do, the line itself. As many as fit; of the others it is said how many they are. */
#include "faults.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

enum { FAULTS_MOST = 20, INDENT = 2 };

static void faults_title(const struct scene *scene, struct buf *left, struct buf *right) {
    size_t count = 0;

    if (scene->draft != NULL) {
        draft_faults(scene->draft, &count);
    }
    buf_putf(left, "%zu fault%s in what was saved", count, count == 1 ? "" : "s");
    if (scene->draft != NULL && !draft_is_shown(scene->draft)) {
        buf_puts(right, "above: the last good version");
    }
}

/* Files of the lesson's folder are called by their names. */
static void put_short(struct buf *out, const struct draft *draft, const char *text) {
    size_t len = strlen(draft_dir(draft));

    for (const char *at = text; *at != '\0';) {
        if (strncmp(at, draft_dir(draft), len) == 0 && at[len] == '/') {
            at += len + 1;
        } else {
            buf_putc(out, *at++);
        }
    }
}

static void put_fault(struct sheet *sheet, const struct draft *draft, const struct diag *fault) {
    struct buf text = {0};

    if (fault->file != NULL) {
        put_short(&text, draft, fault->file);
        if (fault->line > 0) {
            buf_putf(&text, ":%d", fault->line);
        }
        buf_puts(&text, ": ");
    }
    put_short(&text, draft, fault->text != NULL ? fault->text : "");
    sheet_text(sheet, STYLE_ERROR, INDENT, buf_str(&text));
    if (fault->source != NULL) {
        sheet_line(sheet);
        sheet_pad(sheet, 2 * INDENT);
        sheet_put(sheet, STYLE_QUOTE, fault->source + strspn(fault->source, " \t"));
    }
    buf_done(&text);
}

static void *faults_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    size_t count = 0;
    const struct diag *faults = scene->draft != NULL ? draft_faults(scene->draft, &count) : NULL;

    (void)height;
    for (size_t i = 0; i < count && i < FAULTS_MOST; i++) {
        put_fault(sheet, scene->draft, &faults[i]);
    }
    if (count > FAULTS_MOST) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "and %zu more", count - FAULTS_MOST);
    }
    return sheet;
}

int faults_rows(const struct scene *scene, int width) {
    struct sheet *sheet = scene->draft != NULL ? faults_recalc(scene, width, 0) : NULL;
    int rows = sheet != NULL ? (int)sheet->count : 0;

    sheet_free(sheet);
    return rows;
}

const struct view view_faults = {
    .name = "faults",
    .title = faults_title,
    .recalc = faults_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
