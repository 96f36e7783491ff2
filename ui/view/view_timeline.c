/* SPDX-License-Identifier: MIT */
/* view_timeline.c: who did what when: a lane a process, a cell a step, waits as stretches, marks
 * through all lanes, an arrow from each write to the read that took its bytes. Row 0 is the axis
 * with marks and the place one looks at; below it the lanes. */
#include "columns.h"
#include "glyphs.h"
#include "lanes.h"
#include "lines.h"
#include "mem.h"
#include "views.h"
#include <string.h>

enum { TITLE_W = 10 }; /* columns of the title, which a name must not touch */

static void timeline_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "timeline");
}

/* The names of the marks, over their lines. */
static void timeline_border(const struct scene *scene, struct area area) {
    struct lanes *lanes = lanes_marks(scene, area.width);

    for (size_t i = 0; i < lanes->mark_count; i++) {
        const struct lanes_mark *mark = &lanes->marks[i];
        if (lanes->window.scale > 0 && mark->x < TITLE_W) {
            continue;
        }
        int room = i + 1 < lanes->mark_count ? lanes->marks[i + 1].x - mark->x - 1 : area.width;
        canvas_puts_fit(area, mark->x, 0, room, STYLE_MARK | ATTR_BOLD, mark->label);
    }
    lanes_free(lanes);
}

static void *timeline_recalc(const struct scene *scene, int width, int height) {
    return lanes_new(scene, width, height);
}

static bool is_shown(const struct lanes_window *window, uint64_t step) {
    return step >= window->first && step <= window->last;
}

/* "▽40" from its column on, or, where the view ends before it does, "40▽" up to it. */
static int place_x(const struct lanes_window *window, int width, struct buf *out) {
    int x = lanes_x(window, window->here), digits;

    buf_putf(out, "%llu", (unsigned long long)window->here);
    digits = (int)out->len;
    if (x + 1 + digits <= width) {
        buf_clear(out);
        buf_putf(out, GLYPH_HERE "%llu", (unsigned long long)window->here);
        return x;
    }
    buf_puts(out, GLYPH_HERE);
    return x - digits;
}

/* Whether the step looked at or the cursor stands on the axis in columns from ... to - 1. */
static bool is_taken(const struct lanes *lanes, int width, int from, int to) {
    const struct lanes_window *window = &lanes->window;
    bool taken = lanes->page && is_shown(window, lanes->cursor_step) && lanes->cursor_x >= from &&
                 lanes->cursor_x < to;
    struct buf text = {0};

    if (window->here > 0 && is_shown(window, window->here)) {
        int x = place_x(window, width, &text);
        taken = taken || (x < to && x + columns(buf_str(&text)) >= from);
    }
    buf_done(&text);
    return taken;
}

/* To end before column `end`, where nobody stands there; else at the left, else nowhere. */
static void draw_axis_text(const struct lanes *lanes, struct area area, int end, const char *text) {
    int len = columns(text), from = end - len, left = lanes->window.names + 2;

    if (!is_taken(lanes, area.width, from, end)) {
        canvas_puts(area, from, 0, STYLE_DIM, text);
    } else if (left + len < from && !is_taken(lanes, area.width, left, left + len + 1)) {
        canvas_puts(area, left, 0, STYLE_DIM, text);
    }
}

/* How many steps there are to the right, and what a column stands for. */
static void draw_axis_right(const struct lanes *lanes, struct area area) {
    const struct lanes_window *window = &lanes->window;
    struct buf text = {0};
    int end = area.width;

    if (window->last < lanes->steps) {
        buf_putf(&text, "%llu" GLYPH_RIGHT, (unsigned long long)(lanes->steps - window->last));
        int len = columns(buf_str(&text));
        if (!is_taken(lanes, area.width, end - len, end)) {
            canvas_puts_right(area, end, 0, STYLE_DIM, buf_str(&text));
        }
        end -= len + 2;
        buf_clear(&text);
    }
    if (window->scale > 0) {
        buf_putf(&text, "a column: %llu step%s", (unsigned long long)window->scale,
                 window->scale == 1 ? "" : "s");
        draw_axis_text(lanes, area, end, buf_str(&text));
    }
    buf_done(&text);
}

static void draw_axis(const struct lanes *lanes, struct area area) {
    const struct lanes_window *window = &lanes->window;
    struct buf place = {0};

    for (size_t i = 0; i < lanes->mark_count; i++) {
        const struct lanes_mark *mark = &lanes->marks[i];
        canvas_vline(area, mark->x, 0, area.height, LINE_LIGHT, STYLE_MARK);
    }
    draw_axis_right(lanes, area);
    if (window->here == 0) {
        canvas_puts(area, window->names, 0, STYLE_TITLE, GLYPH_HERE "start");
    } else if (is_shown(window, window->here)) {
        int x = place_x(window, area.width, &place);
        canvas_puts(area, x, 0, STYLE_TITLE, buf_str(&place));
    }
    buf_done(&place);
    if (window->first > 1) {
        canvas_printf(area, 0, 0, STYLE_DIM, GLYPH_LEFT "%llu",
                      (unsigned long long)window->first - 1);
    }
}

static void draw_line(const struct lanes_line *line, struct area area, int names, int top) {
    int from_y = line->from_lane - top;
    int to_y = line->to_lane - top;
    unsigned look = line->now ? STYLE_CHANGED | ATTR_BOLD : STYLE_DIM;
    struct area lanes = area_sub(area, names, 0, area.width - names, area.height);
    struct point points[] = {
        {line->from_x - names, from_y}, {line->x - names, from_y}, {line->x - names, to_y}};

    canvas_path(lanes, points, 3, LINE_LIGHT, false, look);
    if (line->from_x == line->x) {
        canvas_puts(lanes, line->x - names, from_y, look, from_y < to_y ? "┐" : "┘");
    }
    if (line->to_x == line->x) {
        canvas_puts(lanes, line->x - names, to_y, look, from_y < to_y ? "└" : "┌");
    }
}

/* Over the stretch whose end it is. */
static void draw_head(const struct lanes_line *line, struct area area, int names, int top) {
    if (line->to_x != line->x && line->to_x >= names) {
        canvas_puts(area, line->to_x, line->to_lane - top,
                    line->now ? STYLE_CHANGED | ATTR_BOLD : STYLE_DIM, GLYPH_LEFT);
    }
}

static void draw_bar(const struct lanes_bar *bar, struct area area, int top) {
    int y = bar->lane - top;
    unsigned now = bar->now && !bar->blocked ? ATTR_REVERSE : 0;

    if (y < 0 || y >= area.height || bar->len <= 0) {
        return;
    }
    if (!bar->blocked) {
        int x = bar->x + canvas_puts(area, bar->x, y, bar->look, GLYPH_EVENT);
        canvas_puts_fit(area, x, y, bar->len - 1, bar->look | now, bar->label);
        return;
    }
    for (int i = 0; i < bar->len; i++) {
        canvas_puts(area, bar->x + i, y, bar->look, bar->now ? GLYPH_STRETCH : GLYPH_WAITED);
    }
    canvas_puts_fit(area, bar->x + 1, y, bar->len - 1, bar->look, bar->label);
}

static void draw_names(const struct lanes *lanes, struct area area, int top) {
    for (int y = 0; y < area.height && y + top < (int)lanes->lane_count; y++) {
        const struct lanes_name *name = &lanes->names[y + top];
        unsigned look = name->look | (name->chosen ? ATTR_BOLD | ATTR_UNDERLINE : 0);
        canvas_puts_fit(area, 0, y, lanes->window.names - 1, look, name->text);
    }
}

static void draw_near(const struct lanes *lanes, struct area rows) {
    for (size_t i = 0; i < lanes->bar_count; i++) {
        draw_bar(&lanes->bars[i], rows, lanes->top);
    }
    for (size_t i = 0; i < lanes->line_count; i++) {
        if (!lanes->lines[i].over) {
            draw_head(&lanes->lines[i], rows, lanes->window.names, lanes->top);
        }
    }
    for (size_t i = 0; i < lanes->end_count; i++) {
        const struct lanes_end *end = &lanes->ends[i];
        canvas_puts(rows, end->x, end->lane - lanes->top, end->killed ? STYLE_KILLED : STYLE_ENDED,
                    end->killed ? GLYPH_KILLED : GLYPH_ENDED);
    }
}

/* How much of the column was this process': one step of one is a mark of its own. */
static const char *share_glyph(const struct lanes_cell *cell, uint64_t scale) {
    if (scale == 1) {
        return GLYPH_EVENT;
    }
    return cell->share >= 100  ? GLYPH_FULL
           : cell->share >= 66 ? GLYPH_HIGH
           : cell->share >= 33 ? GLYPH_HALF
                               : GLYPH_LOW;
}

static void draw_cell(const struct lanes *lanes, const struct lanes_cell *cell, struct area rows,
                      int x, int y) {
    unsigned now = cell->now ? ATTR_REVERSE : 0;
    unsigned own = canvas_actor_look((unsigned)(lanes->top + y));

    switch ((enum lanes_look)cell->is) {
    case LANES_NONE:
        return;
    case LANES_THERE:
        canvas_puts(rows, x, y, STYLE_DIM, GLYPH_DOT);
        return;
    case LANES_SLEPT:
        canvas_puts(rows, x, y, STYLE_BLOCKED, cell->now ? GLYPH_STRETCH : GLYPH_WAITED);
        return;
    case LANES_OPS:
        canvas_puts(rows, x, y, (cell->slept ? STYLE_BLOCKED : own) | now,
                    share_glyph(cell, lanes->window.scale));
        return;
    case LANES_ENDED:
        canvas_puts(rows, x, y, STYLE_ENDED | now, GLYPH_ENDED);
        return;
    case LANES_KILLED:
        canvas_puts(rows, x, y, STYLE_KILLED | now, GLYPH_KILLED);
        return;
    }
}

/* The marks stay to be seen wherever nobody did anything. */
static void draw_far(const struct lanes *lanes, struct area rows) {
    for (int y = 0; y < lanes->cell_rows; y++) {
        for (int x = 0; x < lanes->cell_columns; x++) {
            draw_cell(lanes, &lanes->cells[y * lanes->cell_columns + x], rows,
                      lanes->window.names + x, y);
        }
    }
    for (size_t i = 0; i < lanes->mark_count; i++) {
        int x = lanes->marks[i].x;
        for (int y = 0; y < lanes->cell_rows && x >= lanes->window.names; y++) {
            int column = x - lanes->window.names;
            enum lanes_look is = column < lanes->cell_columns
                                     ? lanes->cells[y * lanes->cell_columns + column].is
                                     : LANES_NONE;
            if (is == LANES_THERE || is == LANES_SLEPT) {
                canvas_vline(rows, x, y, 1, LINE_LIGHT, STYLE_MARK);
            }
        }
    }
}

/* The cell in reverse, a mark before the name, an arrow down from the axis. */
static void draw_cursor(const struct lanes *lanes, struct area area, struct area rows,
                        uint64_t step) {
    const struct lanes_window *window = &lanes->window;
    int y = lanes->current - lanes->top;
    int end = lanes_end(window, step);

    if (lanes->current < 0) {
        return;
    }
    canvas_puts(rows, window->names - 1, y, STYLE_SELECTED | ATTR_BOLD, GLYPH_CURSOR_R);
    if (is_shown(window, step) && lanes->cursor_x >= window->names) {
        canvas_add_attrs(area_sub(rows, lanes->cursor_x, y, end - lanes->cursor_x, 1),
                         ATTR_REVERSE | ATTR_BOLD);
        canvas_puts(area, lanes->cursor_x, 0, STYLE_SELECTED | ATTR_BOLD, GLYPH_DOWN);
    }
}

/* Below the lanes: where the cursor stands, then what happened in that step. */
static void draw_foot(const struct lanes *lanes, struct area area) {
    struct area foot =
        area_sub(area, 0, lanes->rows + 2, area.width, area.height - lanes->rows - 2);
    const char *line = lanes->foot != NULL ? lanes->foot : "";
    size_t len = strcspn(line, "\n");

    if (lanes->arrows != NULL) {
        lanes_sums_row(lanes, area_sub(area, 0, lanes->rows + 1, area.width, 1));
    } else {
        canvas_hline(area, 0, lanes->rows + 1, area.width, LINE_LIGHT, STYLE_FRAME);
    }
    char *first = mem_strndup(line, len);
    int y = canvas_text(foot, 0, 0, foot.width, 0, STYLE_NORMAL | ATTR_BOLD, first);
    if (line[len] != '\0') {
        canvas_text(foot, 0, y, foot.width, 0, STYLE_NORMAL, line + len + 1);
    }
    mem_free(first);
}

/* The cursor's arrow lies on top, its two ends stand out. */
static void draw_over(const struct lanes_line *line, struct area area, int top) {
    int from_y = line->from_lane - top, to_y = line->to_lane - top;
    int step = line->x > line->from_x ? 1 : -1;
    unsigned look = STYLE_CHANGED | ATTR_BOLD;

    for (int x = line->from_x + step; line->from_x != line->x && x != line->x; x += step) {
        canvas_puts(area, x, from_y, look, "─");
    }
    if (line->from_x != line->x) {
        canvas_puts(area, line->x, from_y, look,
                    step > 0 ? (from_y < to_y ? "┐" : "┘") : (from_y < to_y ? "┌" : "└"));
    }
    for (int y = (from_y < to_y ? from_y : to_y) + 1; y < (from_y < to_y ? to_y : from_y); y++) {
        canvas_puts(area, line->x, y, look, "│");
    }
    canvas_restyle(area_sub(area, line->from_x, from_y, 1, 1), look | ATTR_REVERSE);
    canvas_restyle(area_sub(area, line->to_x, to_y, 1, 1), look | ATTR_REVERSE);
}

static void timeline_draw(const void *model, struct area area, int *top, bool follow) {
    const struct lanes *lanes = model;
    struct area rows = area_sub(area, 0, 1, area.width, lanes->rows);

    (void)follow;
    *top = lanes->top;
    draw_axis(lanes, area_sub(area, 0, 0, area.width, lanes->rows + 1));
    for (size_t i = 0; i < lanes->line_count; i++) {
        if (!lanes->lines[i].over) {
            draw_line(&lanes->lines[i], rows, lanes->window.names, *top);
        }
    }
    if (lanes->window.scale > 0) {
        draw_far(lanes, rows);
    } else {
        draw_near(lanes, rows);
    }
    for (size_t i = 0; i < lanes->line_count && lanes->window.scale > 0; i++) {
        if (lanes->lines[i].over) {
            draw_over(&lanes->lines[i], rows, *top);
        }
    }
    if (lanes->arrows != NULL) {
        lanes_sums_cursor(lanes, rows);
    }
    draw_names(lanes, rows, *top);
    if (lanes->page) {
        draw_cursor(lanes, area, rows, lanes->cursor_step);
        draw_foot(lanes, area);
    }
    canvas_scrollbar(rows, *top, rows.height, (int)lanes->lane_count, STYLE_DIM);
}

const struct view view_timeline = {
    .name = "timeline",
    .title = timeline_title,
    .border = timeline_border,
    .recalc = timeline_recalc,
    .draw = timeline_draw,
    .free = lanes_free,
};
