/* SPDX-License-Identifier: MIT */
/* view_wild.c: how often a program ended in which way by itself, with all gates open, and which
 * values came of it, as bars; while it is tried, too. */
#include "columns.h"
#include "glyphs.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

enum { NUMBER_W = 8, PROGRESS_W = 20, BAR_MOST = 40, TITLE_MOST = 60 };

static void wild_title(const struct scene *scene, struct buf *left, struct buf *right) {
    buf_puts(left, "by itself");
    if (scene->tally != NULL) {
        buf_putf(left, ": %s", scene->tally->program);
        buf_putf(right, "%u of %u runs", scene->tally->runs, scene->tally->wished);
    }
}

static void put_bar(struct sheet *sheet, unsigned look, uint64_t part, uint64_t whole, int width) {
    for (int i = 0; i < width && (uint64_t)i * whole < part * (uint64_t)width; i++) {
        sheet_put(sheet, look, GLYPH_STRETCH);
    }
}

/* How wide the names are: half of the sheet, and room for a bar at the right. */
static int title_width(const struct sheet *sheet) {
    int width = sheet->width * 11 / 20;
    return width < TITLE_MOST ? width : TITLE_MOST;
}

static void put_row(const struct tally *tally, struct sheet *sheet, const char *text, bool declared,
                    uint32_t runs) {
    int title = title_width(sheet);
    int bar = sheet->width - title - NUMBER_W - 2;
    const char *note = declared ? "  (as declared)" : "";
    size_t fits = columns_fit(text, strlen(text), title - 2 - columns(note));

    sheet_line(sheet);
    sheet_printf(sheet, declared ? STYLE_EMPHASIS : STYLE_NORMAL, "  %.*s", (int)fits, text);
    sheet_put(sheet, STYLE_DIM, note);
    sheet_pad(sheet, title);
    sheet_printf(sheet, STYLE_NORMAL, "%*u  ", NUMBER_W - 1, runs);
    put_bar(sheet, declared ? STYLE_GOOD : STYLE_BYTES, runs, tally->runs,
            bar < BAR_MOST ? bar : BAR_MOST);
}

static void put_heading(struct sheet *sheet, const char *text) {
    sheet_line(sheet);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, text);
}

static void put_outcomes(const struct tally *tally, struct sheet *sheet) {
    put_heading(sheet, "ended with");
    for (int i = OUTCOME_OK; i < TALLY_OUTCOMES; i++) {
        const char *name = run_outcome_name((enum run_outcome)i);
        bool declared = strcmp(name, tally->expect) == 0;
        struct buf why = {0};
        if (tally->outcomes[i] > 0 || declared) {
            put_row(tally, sheet, name, declared, tally->outcomes[i]);
        }
        if (tally->outcomes[i] > 0 && tally->why[i] != NULL) {
            buf_putf(&why, "    %s", tally->why[i]);
            sheet_text(sheet, STYLE_DIM, 4, buf_str(&why));
        }
        buf_done(&why);
    }
}

static void put_fact(const struct tally *tally, const struct tally_fact *fact,
                     struct sheet *sheet) {
    put_heading(sheet, fact->path);
    for (uint32_t i = 0; i < fact->value_count; i++) {
        const struct tally_value *value = &fact->values[i];
        const char *text = value->text == NULL ? "(there is none)"
                           : *value->text      ? value->text
                                               : "(empty)";
        put_row(tally, sheet, text, value->as_declared, value->runs);
    }
    if (fact->other > 0) {
        put_row(tally, sheet, "(others)", false, fact->other);
    }
}

static void put_head(const struct scene *scene, struct sheet *sheet) {
    const struct tally *tally = scene->tally;

    sheet_line(sheet);
    if (scene->tallying) {
        put_bar(sheet, STYLE_GOOD, tally->runs, tally->wished, PROGRESS_W);
        for (int i = 0; i < PROGRESS_W; i++) {
            bool done = (uint64_t)i * tally->wished < (uint64_t)tally->runs * PROGRESS_W;
            sheet_put(sheet, STYLE_DIM, done ? "" : GLYPH_WAITED);
        }
        sheet_put(sheet, STYLE_NORMAL, "  ");
        sheet_put(sheet, STYLE_KEY | ATTR_BOLD, "Esc");
        sheet_put(sheet, STYLE_NORMAL, " stops it");
        return;
    }
    sheet_printf(sheet, STYLE_DIM,
                 "All gates were open: who ran when was the kernel's choice "
                 "(%u CPU%s).",
                 tally->cpus, tally->cpus == 1 ? "" : "s");
    sheet_wrap(sheet, 0);
}

static void *wild_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    const struct tally *tally = scene->tally;
    struct buf sum = {0};

    (void)height;
    if (tally == NULL) {
        return sheet;
    }
    put_head(scene, sheet);
    tally_sum(tally, &sum);
    if (sum.len > 0) {
        sheet_line(sheet);
        sheet_text(sheet, STYLE_EMPHASIS, 0, buf_str(&sum));
    }
    put_outcomes(tally, sheet);
    for (size_t i = 0; tally->runs > 0 && i < tally->fact_count; i++) {
        put_fact(tally, &tally->facts[i], sheet);
    }
    buf_done(&sum);
    return sheet;
}

const struct view view_wild = {
    .name = "wild",
    .title = wild_title,
    .recalc = wild_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
