/* SPDX-License-Identifier: MIT */
/* lanes_sums.c: where messages go in a timeline that is seen from afar, as sums: a column stands
 * for many steps, so no arrow of its own could be told from another. Counted are the arrows that
 * the timeline has (from a write to the read that took its bytes), in the column where they end. */
#include "columns.h"
#include "glyphs.h"
#include "lanes.h"
#include "lines.h"
#include "mem.h"

enum { SAID_MAX = 6 }; /* other ends that are named */

/* The steps of the column in which a step lies. */
static void column_steps(const struct lanes_window *window, uint64_t step, uint64_t *ret_from,
                         uint64_t *ret_to) {
    uint64_t column = (step - window->first) / window->scale;
    uint64_t to;

    *ret_from = window->first + column * window->scale;
    to = *ret_from + window->scale - 1;
    *ret_to = to < window->last ? to : window->last;
}

static bool has_cursor(const struct scene *scene, const struct lanes_window *window) {
    return scene->lane_step >= window->first && scene->lane_step <= window->last;
}

void lanes_sums(const struct scene *scene, struct lanes *lanes) {
    const struct lanes_window *window = &lanes->window;
    uint64_t from = window->first, to;

    lanes->arrows = mem_new(((size_t)lanes->cell_columns + 1) * sizeof(*lanes->arrows));
    for (int x = 0; x < lanes->cell_columns && from <= window->last; x++, from = to + 1) {
        column_steps(window, from, &from, &to);
        lanes->arrows[x] = timeline_arrow_count(scene->timeline, from, to);
    }
    if (has_cursor(scene, window)) {
        column_steps(window, scene->lane_step, &from, &to);
        lanes->flows = mem_new((lanes->lane_count + 1) * sizeof(*lanes->flows));
        lanes->flow_count =
            timeline_flows(scene->timeline, from, to, scene->lane, lanes->flows, lanes->lane_count);
        lanes->flow_lanes = mem_new((lanes->lane_count + 1) * sizeof(*lanes->flow_lanes));
        for (size_t i = 0; i < lanes->flow_count; i++) {
            lanes->flow_lanes[i] = (int)timeline_lane_of(scene->timeline, lanes->flows[i].other);
        }
    }
}

void lanes_sums_row(const struct lanes *lanes, struct area area) {
    uint64_t most = 0;

    for (int x = 0; x < lanes->cell_columns; x++) {
        most = lanes->arrows[x] > most ? lanes->arrows[x] : most;
    }
    canvas_puts_fit(area, 0, 0, lanes->window.names - 1, STYLE_DIM, "arrows");
    for (int x = 0; x < lanes->cell_columns && most > 0; x++) {
        uint64_t share = lanes->arrows[x] * 100 / most;
        canvas_puts(area, lanes->window.names + x, 0, STYLE_BYTES,
                    lanes->arrows[x] == 0 ? " "
                    : share >= 100        ? GLYPH_FULL
                    : share >= 66         ? GLYPH_HIGH
                    : share >= 33         ? GLYPH_HALF
                                          : GLYPH_LOW);
    }
}

/* "\u25B614" beside the row of whoever takes, "\u25C03" beside that of whoever gives; before the
 * column where there is no room behind it. */
static void put_sum(const struct lanes *lanes, const struct timeline_flow *flow, struct area rows,
                    int y) {
    unsigned look = STYLE_CHANGED | ATTR_BOLD;
    struct buf text = {0};
    int x = lanes->cursor_x + 1, width;

    if (flow->to > 0) {
        buf_putf(&text, GLYPH_RIGHT "%llu", (unsigned long long)flow->to);
    }
    if (flow->from > 0) {
        buf_putf(&text, GLYPH_LEFT "%llu", (unsigned long long)flow->from);
    }
    width = columns(buf_str(&text));
    x = x + width > rows.width ? lanes->cursor_x - width : x;
    if (x >= lanes->window.names) {
        canvas_puts(rows, x, y, look, buf_str(&text));
    }
    canvas_restyle(area_sub(rows, lanes->cursor_x, y, 1, 1), look | ATTR_REVERSE);
    buf_done(&text);
}

void lanes_sums_cursor(const struct lanes *lanes, struct area rows) {
    int own = lanes->current - lanes->top, first = own, last = own;

    for (size_t i = 0; i < lanes->flow_count; i++) {
        int y = lanes->flow_lanes[i] - lanes->top;
        first = y < first ? y : first;
        last = y > last ? y : last;
    }
    first = first < 0 ? 0 : first;
    last = last >= rows.height ? rows.height - 1 : last;
    for (int y = first; lanes->flow_count > 0 && y <= last; y++) {
        if (y != own) {
            canvas_puts(rows, lanes->cursor_x, y, STYLE_CHANGED | ATTR_BOLD, "\u2502");
        }
    }
    for (size_t i = 0; i < lanes->flow_count; i++) {
        int y = lanes->flow_lanes[i] - lanes->top;
        if (y != own && y >= 0 && y < rows.height) {
            put_sum(lanes, &lanes->flows[i], rows, y);
        }
    }
}

static void say_one(const struct scene *scene, const struct timeline_flow *flow, bool first,
                    struct buf *out) {
    const char *name = flow->other == scene->lane ? "itself" : log_str(scene->log, flow->other);

    buf_puts(out, first ? "" : ", ");
    if (flow->to > 0) {
        buf_putf(out, "%llu to %s", (unsigned long long)flow->to, name);
    }
    if (flow->from > 0) {
        buf_putf(out, "%s%llu from %s", flow->to > 0 ? ", " : "", (unsigned long long)flow->from,
                 name);
    }
}

void lanes_sums_say(const struct scene *scene, const struct lanes *lanes, struct buf *out) {
    const struct lanes_window *window = &lanes->window;
    uint64_t from, to;

    if (lanes->arrows == NULL || !has_cursor(scene, window)) {
        return;
    }
    column_steps(window, scene->lane_step, &from, &to);
    buf_putf(out,
             GLYPH_MESSAGE " arrows that end in steps %llu to %llu: ", (unsigned long long)from,
             (unsigned long long)to);
    for (size_t i = 0; i < lanes->flow_count && i < SAID_MAX; i++) {
        say_one(scene, &lanes->flows[i], i == 0, out);
    }
    if (lanes->flow_count > SAID_MAX) {
        buf_putf(out, ", and %zu more processes", lanes->flow_count - SAID_MAX);
    }
    buf_putf(out, "%s; %llu of all.\n", lanes->flow_count == 0 ? "none of this process" : "",
             (unsigned long long)timeline_arrow_count(scene->timeline, from, to));
}
