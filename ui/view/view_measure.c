/* SPDX-License-Identifier: MIT */
/* view_measure.c: what the ways between two processes cost here, as bars: both on one CPU, and on
 * two; while it is measured, too. */
#include "columns.h"
#include "glyphs.h"
#include "sheet.h"
#include "views.h"

enum { TITLE_W = 22, NUMBER_W = 10, BAR_LEAST = 4, BAR_MOST = 40, PROGRESS_W = 20 };

/* Where a place's column begins, and what it has room for. */
struct columns_of_place {
    int width, numbers, bar;
};

static struct columns_of_place room_of(const struct sheet *sheet) {
    struct columns_of_place room = {.width = (sheet->width - TITLE_W) / MEASURED_PLACES};
    /* Where it is narrow, the median alone. */
    room.numbers = room.width >= 2 * NUMBER_W + 1 + BAR_LEAST ? 2 : 1;
    room.bar = room.width - room.numbers * NUMBER_W - 2;
    room.bar = room.bar > BAR_MOST ? BAR_MOST : room.bar;
    return room;
}

static void measure_title(const struct scene *scene, struct buf *left, struct buf *right) {
    buf_puts(left, "what it costs here");
    if (scene->measuring) {
        buf_putf(right, "measuring %d %%", scene->measure_progress / 10);
    }
}

static void put_bar(struct sheet *sheet, unsigned look, int share, int width) {
    struct buf bar = {0};
    for (int i = 0; i < width && i * 1000 < share * width; i++) {
        buf_puts(&bar, GLYPH_STRETCH);
    }
    sheet_put(sheet, look, buf_str(&bar));
    buf_done(&bar);
}

static void put_right(struct sheet *sheet, unsigned look, int column, const char *text) {
    sheet_pad(sheet, column - columns(text));
    sheet_put(sheet, look, text);
}

static void put_cell(const struct measured *measured, enum measured_way way,
                     enum measured_place place, enum measured_what what, struct sheet *sheet) {
    const struct measured_cell *cell = &measured->cells[way][place][what];
    struct columns_of_place room = room_of(sheet);
    int column = TITLE_W + room.width * (int)place;
    struct buf text = {0};
    if (cell->state == MEASURED_REFUSED) {
        sheet_pad(sheet, column + 2);
        sheet_put(sheet, STYLE_ERROR, "refused");
    }
    if (cell->state != MEASURED_DONE) {
        return;
    }
    for (int most = 0; most < room.numbers; most++) {
        buf_clear(&text);
        measured_put_value(cell, what, most, &text);
        put_right(sheet, most ? STYLE_DIM : STYLE_NORMAL, column + NUMBER_W * (most + 1),
                  buf_str(&text));
    }
    buf_done(&text);
    sheet_put(sheet, STYLE_NORMAL, " ");
    put_bar(sheet, measured_is_floor(way) ? STYLE_DIM : STYLE_BYTES,
            measured_share(measured, way, place, what), room.bar);
}

/* One reason for both places, if it is the same. */
static void put_why(const struct measured_cell *one, const struct measured_cell *two,
                    struct sheet *sheet) {
    struct buf text = {0};
    const char *why = one->state == MEASURED_REFUSED   ? one->why
                      : two->state == MEASURED_REFUSED ? two->why
                                                       : NULL;
    if (why != NULL) {
        buf_putf(&text, "    %s", why);
        sheet_text(sheet, STYLE_DIM, 4, buf_str(&text));
    }
    buf_done(&text);
}

static void put_row(const struct measured *measured, enum measured_way way, enum measured_what what,
                    struct sheet *sheet) {
    const struct measured_cell *one = &measured->cells[way][MEASURED_ONE_CPU][what];
    const struct measured_cell *two = &measured->cells[way][MEASURED_TWO_CPUS][what];
    if (one->state == MEASURED_NOT && two->state == MEASURED_NOT) {
        return;
    }
    sheet_line(sheet);
    sheet_put(sheet, measured_is_floor(way) ? STYLE_DIM : STYLE_OBJECT,
              measured_is_floor(way) ? "= " : "  ");
    sheet_put(sheet, measured_is_floor(way) ? STYLE_DIM : STYLE_OBJECT, measured_title(way));
    for (int place = 0; place < MEASURED_PLACES; place++) {
        put_cell(measured, way, (enum measured_place)place, what, sheet);
    }
    put_why(one, two, sheet);
}

static bool any(const struct measured *measured, enum measured_what what) {
    bool found = false;
    for (int way = 0; way < MEASURED_WAYS; way++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            found |= measured->cells[way][place][what].state != MEASURED_NOT;
        }
    }
    return found;
}

static void put_block(const struct measured *measured, enum measured_what what,
                      struct sheet *sheet) {
    bool trip = what == MEASURED_ROUND_TRIP;
    struct columns_of_place room = room_of(sheet);
    if (!any(measured, what)) {
        return;
    }
    sheet_line(sheet);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, measured_what_title(what));
    sheet_printf(sheet, STYLE_DIM,
                 room.numbers > 1 ? "   half and 99 of 100 %s this; %s is fast"
                                  : "  half %s this; %s: fast",
                 trip ? "took at most" : "reached", trip ? "short" : "long");
    sheet_line(sheet);
    for (int place = 0; place < MEASURED_PLACES; place++) {
        sheet_pad(sheet, TITLE_W + room.width * place + 2);
        sheet_put(sheet, STYLE_EMPHASIS, measured_place_title((enum measured_place)place));
    }
    for (int way = 0; way < MEASURED_WAYS; way++) {
        put_row(measured, (enum measured_way)way, what, sheet);
    }
}

static void put_head(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};
    sheet_line(sheet);
    if (scene->measuring) {
        int progress = scene->measure_progress;
        put_bar(sheet, STYLE_GOOD, progress, PROGRESS_W);
        for (int i = 0; i < PROGRESS_W; i++) {
            sheet_put(sheet, STYLE_DIM, i * 1000 < progress * PROGRESS_W ? "" : GLYPH_WAITED);
        }
        sheet_printf(sheet, STYLE_NORMAL, " %3d %%  ", progress / 10);
        sheet_put(sheet, STYLE_KEY | ATTR_BOLD, "Esc");
        sheet_put(sheet, STYLE_NORMAL, " stops it");
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, scene->measure_doing);
        return;
    }
    measured_put_where(scene->measured, &text);
    sheet_put(sheet, STYLE_DIM, buf_str(&text));
    buf_clear(&text);
    measured_put_how(scene->measured, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, buf_str(&text));
    buf_done(&text);
    if (!scene->measured->whole) {
        sheet_text(sheet, STYLE_EMPHASIS, 0, "Stopped before its end: this is what is known.");
    }
    if (measured_is_noisy(scene->measured)) {
        sheet_text(sheet, STYLE_EMPHASIS, 0, MEASURED_NOISY);
    }
}

static void *measure_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    (void)height;
    if (scene->measured == NULL) {
        sheet_text(sheet, STYLE_DIM, 0, "Nothing was measured on this machine so far.");
        return sheet;
    }
    put_head(scene, sheet);
    for (int what = 0; what < MEASURED_WHATS; what++) {
        put_block(scene->measured, (enum measured_what)what, sheet);
    }
    sheet_line(sheet);
    sheet_text(sheet, STYLE_DIM, 2,
               "= a floor: to wake the other process and be woken, without data; to copy the data "
               "once, in one process.");
    return sheet;
}

const struct view view_measure = {
    .name = "measure",
    .title = measure_title,
    .recalc = measure_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
