/* SPDX-License-Identifier: MIT */
/* view_timeline.c: who did what when: a lane a process, a cell a step, waits as stretches, marks
 * through all lanes, an arrow from each write to the read that took its bytes. Row 0 is the axis
 * with marks and the place one looks at; below it the lanes. */
#include "glyphs.h"
#include "lanes.h"
#include "lines.h"
#include "views.h"

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
        int room = i + 1 < lanes->mark_count ? lanes->marks[i + 1].x - mark->x - 1 : area.width;
        canvas_puts_fit(area, mark->x, 0, room, STYLE_MARK | ATTR_BOLD, mark->label);
    }
    lanes_free(lanes);
}

static void *timeline_recalc(const struct scene *scene, int width, int height) {
    return lanes_new(scene, width, height);
}

static void draw_axis(const struct lanes *lanes, struct area area) {
    const struct lanes_window *window = &lanes->window;
    int x = lanes_x(window, window->here) + 1;

    for (size_t i = 0; i < lanes->mark_count; i++) {
        const struct lanes_mark *mark = &lanes->marks[i];
        canvas_vline(area, mark->x, 0, area.height, LINE_LIGHT, STYLE_MARK);
    }
    if (window->here == 0) {
        canvas_puts(area, window->names, 0, STYLE_TITLE, GLYPH_HERE "start");
    } else if (window->here >= window->first && window->here <= window->last) {
        canvas_printf(area, x - 1, 0, STYLE_TITLE, GLYPH_HERE "%llu",
                      (unsigned long long)window->here);
    }
    if (window->first > 1) {
        canvas_printf(area, 0, 0, STYLE_DIM, GLYPH_LEFT "%llu",
                      (unsigned long long)window->first - 1);
    }
    if (window->last < lanes->steps) {
        struct buf more = {0};
        buf_putf(&more, "%llu" GLYPH_RIGHT, (unsigned long long)(lanes->steps - window->last));
        canvas_puts_right(area, area.width, 0, STYLE_DIM, buf_str(&more));
        buf_done(&more);
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

/* The first lane shown: a whole page further where the current one would be out of sight. */
static int lanes_top(const struct lanes *lanes, int top, int height, bool follow) {
    int most = (int)lanes->lane_count - height;

    if (follow && lanes->current >= 0 && (lanes->current < top || lanes->current >= top + height)) {
        top = lanes->current - height / 2;
    }
    top = top > most ? most : top;
    return top < 0 ? 0 : top;
}

static void timeline_draw(const void *model, struct area area, int *top, bool follow) {
    const struct lanes *lanes = model;
    struct area rows = area_sub(area, 0, 1, area.width, area.height - 1);

    *top = lanes_top(lanes, *top, rows.height, follow);
    draw_axis(lanes, area);
    for (size_t i = 0; i < lanes->line_count; i++) {
        draw_line(&lanes->lines[i], rows, lanes->window.names, *top);
    }
    for (size_t i = 0; i < lanes->bar_count; i++) {
        draw_bar(&lanes->bars[i], rows, *top);
    }
    for (size_t i = 0; i < lanes->line_count; i++) {
        draw_head(&lanes->lines[i], rows, lanes->window.names, *top);
    }
    for (size_t i = 0; i < lanes->end_count; i++) {
        const struct lanes_end *end = &lanes->ends[i];
        canvas_puts(rows, end->x, end->lane - *top, end->killed ? STYLE_KILLED : STYLE_ENDED,
                    end->killed ? GLYPH_KILLED : GLYPH_ENDED);
    }
    draw_names(lanes, rows, *top);
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
