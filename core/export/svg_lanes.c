/* SPDX-License-Identifier: MIT */
/*
 * svg_lanes.c: the timeline: a lane a process, a box an operation in the step that carried it out,
 * hatched stretches where it slept, T marks through all lanes, arrows from each write to its read.
 * A step is as wide as the name of its operation. Of a long run, the steps around the one looked
 * at.
 */
#include "export_parts.h"
#include "mem.h"
#include "svg.h"
#include "svg_parts.h"
#include "tell.h"

enum {
    LEFT = 16,
    NAMES = 110,
    ACROSS = 1180, /* how far a row of the picture goes; the next steps stand below */
    HEAD = 52,
    ABOVE = 13, /* from one row of marks' labels to the next */
    ROWS = 3,
    LANE = 38,
    TALL = 22,
    SMALL = 11,
    LAST = 70, /* beyond the last step: how a process ended */
    LABEL = 12,
    NARROW = 8,
    PAD = 12,
    NAME_MAX = 16, /* columns of an operation's name */
    LANES_MAX = 60,
    LANES_MANY = 12, /* more: fewer steps, or the picture gets too tall for its readers */
    STEPS_OF_MANY = 60,
    PART = 256
};

struct lanes {
    struct timeline *timeline;
    const struct log *log;
    uint64_t first, last; /* the steps of this row */
    size_t count;         /* of lanes */
    double *x;            /* where each of them begins, and one more */
    double y;
    struct buf *out;
    struct buf text;
};

static double step_width(const struct lanes *lanes, uint64_t step) {
    double width = NARROW;
    uint64_t end = timeline_step_end(lanes->timeline, step);
    for (uint64_t n = timeline_step_begin(lanes->timeline, step); n <= end && n > 0; n++) {
        const struct event *event = log_at(lanes->log, n);
        if (event->kind == EVENT_OP_ENTER) {
            const char *name = export_op(lanes->log, event);
            int columns = export_columns(name) < NAME_MAX ? export_columns(name) : NAME_MAX;
            double wants = SVG_CHAR(SMALL) * columns + PAD;
            width = wants > width ? wants : width;
        }
    }
    return width;
}

/* Left edge of a step; of those that are not drawn: where the drawn ones begin or end. */
static double step_x(const struct lanes *lanes, uint64_t step) {
    uint64_t at = step < lanes->first ? lanes->first : step;
    at = at > lanes->last + 1 ? lanes->last + 1 : at;
    return lanes->x[at - lanes->first];
}

/* Of the steps first ... last those that fit into one row of the picture. */
static void lanes_make(struct lanes *lanes, struct timeline *timeline, uint64_t first,
                       uint64_t last, struct buf *out) {
    size_t cap = 0, count = timeline_lane_count(timeline);
    *lanes = (struct lanes){.timeline = timeline,
                            .log = timeline_log(timeline),
                            .count = count < LANES_MAX ? count : LANES_MAX,
                            .first = first,
                            .last = first,
                            .out = out};
    lanes->x = mem_grow(NULL, &cap, last - first + 2, sizeof *lanes->x);
    lanes->x[0] = LEFT + NAMES;
    for (uint64_t k = first; k <= last; k++) {
        double width = (k == 0 ? NARROW : step_width(lanes, k)) + 2;
        if (k > first && lanes->x[k - first] + width > ACROSS) {
            return;
        }
        lanes->last = k;
        lanes->x[k - first + 1] = lanes->x[k - first] + width;
    }
}

static void lanes_done(struct lanes *lanes) {
    mem_free(lanes->x);
    buf_done(&lanes->text);
}

void svg_lanes_window(struct timeline *timeline, uint64_t at, uint64_t *ret_first,
                      uint64_t *ret_last) {
    uint64_t steps = timeline_steps(timeline), step = timeline_step_of(timeline, at);
    bool many = timeline_lane_count(timeline) > LANES_MANY;
    uint64_t most = many ? STEPS_OF_MANY : EXPORT_SVG_STEPS;
    uint64_t last = step + most / 2 > most ? step + most / 2 : most;
    last = last < steps ? last : steps;
    *ret_first = last > most ? last - most : 0;
    *ret_last = last;
}

size_t svg_lanes_left(struct timeline *timeline) {
    size_t count = timeline_lane_count(timeline);
    return count < LANES_MAX ? 0 : count - LANES_MAX;
}

struct svg_size svg_lanes_size(struct timeline *timeline, uint64_t at) {
    struct svg_size size = {0};
    uint64_t first, last;
    svg_lanes_window(timeline, at, &first, &last);
    while (first <= last) {
        struct lanes lanes;
        lanes_make(&lanes, timeline, first, last, NULL);
        double width = step_x(&lanes, lanes.last + 1) - LEFT + LAST;
        size.width = width > size.width ? width : size.width;
        size.height += HEAD + LANE * (double)lanes.count;
        first = lanes.last + 1;
        lanes_done(&lanes);
    }
    return size;
}

static double lane_y(const struct lanes *lanes, size_t lane) {
    return lanes->y + HEAD + LANE * (double)lane;
}

static void put_name(struct lanes *lanes, size_t lane) {
    const struct timeline_lane *is = timeline_lane(lanes->timeline, lane);
    uint64_t to_step = is->ended != 0 ? is->ended_step : lanes->last;
    double y = lane_y(lanes, lane), from = step_x(lanes, is->born_step);
    double to = step_x(lanes, to_step + 1);
    svg_text_cut(lanes->out, LEFT, y + 15, 13, SVG_INK, log_str(lanes->log, is->actor), 13);
    svg_line(lanes->out, from, y + TALL / 2.0, to, y + TALL / 2.0,
             "stroke=\"" SVG_RULE "\" stroke-width=\"2\"");
    if (is->ended != 0 && to_step >= lanes->first && to_step <= lanes->last) {
        buf_clear(&lanes->text);
        export_end(log_at(lanes->log, is->ended), &lanes->text);
        svg_line(lanes->out, to, y + 2, to, y + TALL - 2,
                 "stroke=\"" SVG_INK "\" stroke-width=\"2\"");
        svg_text_cut(lanes->out, to + 4, y + 15, 10, SVG_INK, buf_str(&lanes->text), LABEL);
    }
}

/* What a pointer shows: the sentence of its end, else the call. */
static const char *stretch_tip(struct lanes *lanes, const struct timeline_stretch *stretch) {
    buf_clear(&lanes->text);
    if (stretch->done != 0) {
        tell_event(lanes->log, stretch->done, &lanes->text);
    }
    if (lanes->text.len == 0) {
        buf_puts(&lanes->text, log_str(lanes->log, log_at(lanes->log, stretch->record)->text));
    }
    return buf_str(&lanes->text);
}

static void put_label(struct lanes *lanes, const char *name, double x, double y, bool boxed,
                      const char *colour) {
    double wide = SVG_CHAR(SMALL) * export_columns(name);
    if (boxed) {
        svg_box(lanes->out, x + 4, y + 4, wide + 4, TALL - 8, "fill=\"#ffffff\"", NULL);
    }
    svg_text_cut(lanes->out, x + 6, y + 15, SMALL, colour, name, NAME_MAX);
}

static void put_stretch(struct lanes *lanes, size_t lane, const struct timeline_stretch *stretch) {
    const struct event *enter = log_at(lanes->log, stretch->record);
    const struct event *done = stretch->done == 0 ? NULL : log_at(lanes->log, stretch->done);
    if (stretch->kind == STRETCH_READY || enter == NULL) {
        return;
    }
    bool blocked = stretch->kind == STRETCH_BLOCKED;
    bool fault = done != NULL && done->kind == EVENT_OP_EXIT && done->text != 0;
    double x = step_x(lanes, stretch->from), y = lane_y(lanes, lane);
    double width = step_x(lanes, stretch->to + 1) - x - 2;
    svg_box(lanes->out, x, y, width > 1 ? width : 1, TALL,
            blocked ? "fill=\"url(#hatch)\" stroke=\"" SVG_BLOCKED "\""
            : fault ? "fill=\"#ffffff\" stroke=\"" SVG_FAULT "\" stroke-width=\"2\""
                    : "fill=\"" SVG_OP "\"",
            stretch_tip(lanes, stretch));
    const char *name = export_op(lanes->log, enter);
    if (SVG_CHAR(SMALL) * export_columns(name) + PAD <= width + PAD / 2.0 ||
        stretch->from >= lanes->first) {
        put_label(lanes, name, x, y, blocked, blocked || fault ? SVG_INK : "#ffffff");
    }
}

static void put_lane(struct lanes *lanes, size_t lane) {
    struct timeline_stretch part[PART];
    uint64_t from = lanes->first;
    put_name(lanes, lane);
    while (from <= lanes->last) {
        size_t count = timeline_stretches(lanes->timeline, lane, from, lanes->last, part, PART);
        for (size_t i = 0; i < count; i++) {
            if (from == lanes->first || part[i].from >= from) { /* else it was put already */
                put_stretch(lanes, lane, &part[i]);
            }
        }
        if (count < PART) {
            return;
        }
        from = part[count - 1].from + 1;
    }
}

/* From the end of the write down (or up) to where the read got it. */
static void put_arrow(struct lanes *lanes, const struct timeline_arrow *arrow) {
    long writer = timeline_lane_of(lanes->timeline, arrow->writer);
    long reader = timeline_lane_of(lanes->timeline, arrow->reader);
    if (writer < 0 || reader < 0 || writer == reader || (size_t)writer >= lanes->count ||
        (size_t)reader >= lanes->count) {
        return;
    }
    double from = step_x(lanes, arrow->from_step + 1) - 6; /* from a row above: the left edge */
    double to = step_x(lanes, arrow->to_step + 1) - 8, down = writer < reader ? 1 : 0;
    svg_line_to(lanes->out, from, lane_y(lanes, (size_t)writer) + TALL * down, to,
                lane_y(lanes, (size_t)reader) + TALL * (1 - down), SVG_MESSAGE);
}

static void put_arrows(struct lanes *lanes) {
    struct timeline_arrow part[PART];
    for (uint64_t k = lanes->first; k <= lanes->last; k++) {
        size_t count = timeline_arrows(lanes->timeline, k, k, part, PART);
        for (size_t i = 0; i < count; i++) {
            put_arrow(lanes, &part[i]);
        }
    }
}

/* A dotted line through all lanes, and what it is above: neighbours stand in two rows. */
static void put_mark(struct lanes *lanes, const struct timeline_stop *stop, size_t row) {
    double x = step_x(lanes, stop->step + 1) - 1;
    double bottom = lane_y(lanes, lanes->count) - LANE + TALL, top = lanes->y + HEAD - 8;
    buf_clear(&lanes->text);
    export_mark(lanes->log, log_at(lanes->log, stop->record), &lanes->text);
    svg_line(lanes->out, x, top - (double)row * ABOVE, x, bottom,
             "stroke=\"" SVG_INK "\" stroke-dasharray=\"2 3\"");
    svg_text_cut(lanes->out, x + 3, top - (double)row * ABOVE + 4, 10, SVG_INK,
                 buf_str(&lanes->text), 2 * LABEL);
}

static void put_marks(struct lanes *lanes) {
    size_t count = 0;
    for (size_t i = 0; i < timeline_stop_count(lanes->timeline); i++) {
        const struct timeline_stop *stop = timeline_stop_at(lanes->timeline, i);
        bool through = stop->kind == STOP_MARK || stop->kind == STOP_INTERRUPT;
        if (through && stop->step >= lanes->first && stop->step <= lanes->last) {
            put_mark(lanes, stop, count++ % ROWS);
        }
    }
}

/* One row of the picture: a stretch of the timeline with all its lanes. */
static void put_row(struct lanes *lanes, uint64_t step) {
    struct buf *out = lanes->out;
    if (step >= lanes->first && step <= lanes->last) {
        double x = step_x(lanes, step), width = step_x(lanes, step + 1) - x;
        svg_box(out, x - 1, lanes->y + HEAD - 6, width, LANE * (double)lanes->count,
                "fill=\"#e8e8e8\"", NULL);
    }
    buf_clear(&lanes->text);
    buf_putf(&lanes->text, "steps %llu to %llu", (unsigned long long)lanes->first,
             (unsigned long long)lanes->last);
    if (lanes->count < timeline_lane_count(lanes->timeline)) {
        buf_putf(&lanes->text, ", %zu of %zu processes", lanes->count,
                 timeline_lane_count(lanes->timeline));
    }
    svg_text(out, LEFT, lanes->y + HEAD - 12, SMALL, SVG_INK, "start", buf_str(&lanes->text));
    for (size_t lane = 0; lane < lanes->count; lane++) {
        put_lane(lanes, lane);
    }
    put_marks(lanes);
    put_arrows(lanes);
}

void svg_lanes(struct timeline *timeline, uint64_t at, double y, struct buf *out) {
    uint64_t first, last, step = timeline_step_of(timeline, at);
    svg_lanes_window(timeline, at, &first, &last);
    while (first <= last) {
        struct lanes lanes;
        lanes_make(&lanes, timeline, first, last, out);
        lanes.y = y;
        put_row(&lanes, step);
        y += HEAD + LANE * (double)lanes.count;
        first = lanes.last + 1;
        lanes_done(&lanes);
    }
}
