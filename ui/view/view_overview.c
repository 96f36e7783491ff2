/* SPDX-License-Identifier: MIT */
/* view_overview.c: the mechanisms side by side, a row each, with as many columns as there is room
 * for; and below, of the one under the cursor, all that there is to say. */
#include "columns.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

enum { NAME_W = 21, GAP = 2 };

/* Columns in the order in which they stand. rank: which ones stay where it is narrow: those with
 * the lowest number. */
static const struct overview_column {
    enum overview_fact fact;
    int width, rank;
} columns_of_table[] = {
    {OVERVIEW_CLASSES, 30, 5},  {OVERVIEW_OPERATIONS, 36, 6}, {OVERVIEW_CALLS, 33, 7},
    {OVERVIEW_DIRECTION, 9, 0}, {OVERVIEW_BOUNDARIES, 11, 1}, {OVERVIEW_WHO, 11, 2},
    {OVERVIEW_SURVIVES, 11, 3}, {OVERVIEW_SPEED, 18, 4},
};

enum { COLUMNS = sizeof(columns_of_table) / sizeof(columns_of_table[0]) };

/* Which columns fit, best first. */
static void choose(int width, bool ret_shown[COLUMNS]) {
    int left = width - NAME_W;

    memset(ret_shown, 0, COLUMNS * sizeof(ret_shown[0]));
    for (int rank = 0; rank < COLUMNS; rank++) {
        for (int i = 0; i < COLUMNS; i++) {
            int needs = columns_of_table[i].width + GAP;
            if (columns_of_table[i].rank == rank && needs <= left) {
                ret_shown[i] = true;
                left -= needs;
            }
        }
    }
}

static const struct overview_row *under_cursor(const struct scene *scene) {
    const struct overview *overview = scene->catalogue ? &scene->catalogue->overview : NULL;
    return overview && scene->row < overview->count ? &overview->rows[scene->row] : NULL;
}

/* As measured_brief says it; false: not measured, or nothing that is measured. */
static bool put_speed(const struct scene *scene, const struct overview_row *row, struct buf *out) {
    const char *name = row->facts[OVERVIEW_SPEED];

    for (int i = 0; name != NULL && scene->measured != NULL && i < MEASURED_WAYS; i++) {
        if (strcmp(measured_name((enum measured_way)i), name) == 0) {
            return measured_brief(scene->measured, (enum measured_way)i, out);
        }
    }
    return false;
}

static void put_cell(struct sheet *sheet, unsigned look, const char *text, int width, int *at) {
    bool cut = columns(text) > width;
    size_t fits = columns_fit(text, strlen(text), cut ? width - 3 : width);
    int begin = *at;

    sheet_pad(sheet, begin);
    sheet_printf(sheet, look, "%.*s%s", (int)fits, text, cut ? "..." : "");
    *at = begin + width + GAP;
}

static void put_row(const struct scene *scene, struct sheet *sheet, size_t index,
                    const bool *shown) {
    const struct overview_row *row = &scene->catalogue->overview.rows[index];
    struct buf speed = {0};
    bool here = index == scene->row;
    int at = NAME_W;

    buf_puts(&speed, "");
    put_speed(scene, row, &speed);
    sheet_line(sheet);
    sheet_row(sheet, index);
    sheet_printf(sheet, STYLE_OBJECT, "%s %s", here ? ">" : " ", row->name);
    for (int i = 0; i < COLUMNS; i++) {
        const struct overview_column *column = &columns_of_table[i];
        if (shown[i]) {
            put_cell(sheet, STYLE_NORMAL,
                     column->fact == OVERVIEW_SPEED ? buf_str(&speed) : row->facts[column->fact],
                     column->width, &at);
        }
    }
    if (here) {
        sheet_look(sheet, STYLE_SELECTED | ATTR_REVERSE);
        sheet_here(sheet);
    }
    buf_done(&speed);
}

static void *overview_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    bool shown[COLUMNS];

    (void)height;
    choose(width - 1, shown);
    for (size_t i = 0; scene->catalogue != NULL && i < scene->catalogue->overview.count; i++) {
        put_row(scene, sheet, i, shown);
    }
    return sheet;
}

/* The headings stay while the rows scroll. */
static void overview_border(const struct scene *scene, struct area area) {
    bool shown[COLUMNS];
    int at = NAME_W;

    (void)scene;
    choose(area.width - 1, shown);
    for (int i = 0; i < COLUMNS; i++) {
        if (shown[i]) {
            canvas_puts(area, at, 0, STYLE_TITLE, overview_fact_title(columns_of_table[i].fact));
            at += columns_of_table[i].width + GAP;
        }
    }
}

static void overview_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "overview");
}

static void put_fact(struct sheet *sheet, const char *title, const char *text) {
    struct buf line = {0};

    buf_putf(&line, "%-12s%s", title, text);
    sheet_text(sheet, STYLE_NORMAL, 12, buf_str(&line));
    buf_done(&line);
}

static void *mechanism_recalc(const struct scene *scene, int width, int height) {
    static const enum overview_fact facts[] = {
        OVERVIEW_CLASSES,    OVERVIEW_OPERATIONS, OVERVIEW_CALLS,    OVERVIEW_DIRECTION,
        OVERVIEW_BOUNDARIES, OVERVIEW_WHO,        OVERVIEW_SURVIVES,
    };
    struct sheet *sheet = sheet_page(width);
    const struct overview_row *row = under_cursor(scene);
    struct buf speed = {0};
    char key[KEY_NAME];

    (void)height;
    if (row == NULL) {
        return sheet;
    }
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        put_fact(sheet, overview_fact_title(facts[i]), overview_whole(row, facts[i]));
    }
    if (row->facts[OVERVIEW_SPEED] != NULL) {
        if (!put_speed(scene, row, &speed)) {
            buf_putf(&speed, "not measured yet: press %s", keys_name(ACTION_MEASURE, key));
        }
        put_fact(sheet, overview_fact_title(OVERVIEW_SPEED), buf_str(&speed));
    }
    buf_done(&speed);
    return sheet;
}

static void mechanism_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct overview_row *row = under_cursor(scene);

    buf_puts(left, row != NULL ? row->name : "");
    if (row != NULL) {
        buf_putf(right, "lesson %s", row->facts[OVERVIEW_LESSON]);
    }
}

const struct view view_overview = {
    .name = "overview",
    .title = overview_title,
    .border = overview_border,
    .recalc = overview_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};

const struct view view_mechanism = {
    .name = "mechanism",
    .title = mechanism_title,
    .recalc = mechanism_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
