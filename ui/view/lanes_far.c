/* SPDX-License-Identifier: MIT */
/* lanes_far.c: the timeline from afar: a column stands for many steps, and what a lane did in them
 * is the difference of two sums (timeline_sum), so that a frame costs its cells and never the
 * records behind them. Also the cursor: its arrows, and what there is to say of where it stands. */
#include "glyphs.h"
#include "lanes.h"
#include "mem.h"
#include "states.h"
#include "tell.h"

enum { SHIFT_COLUMNS = 2, CURSOR_ARROWS = 16 };

/* By half pages, so that most steps move nothing; all of it where all of it fits. */
struct lanes_window lanes_far_window(const struct scene *scene, struct lanes_window window,
                                     int room) {
    uint64_t at = lanes_at(scene);
    int64_t column = at > 0 ? (int64_t)((at - 1) / window.scale) : 0;
    int64_t count = (int64_t)((scene->steps + window.scale - 1) / window.scale);
    int64_t half = room / 2 > 0 ? room / 2 : 1;
    int64_t first = count <= room || column < half ? 0 : (column / half - 1) * half;

    first += (int64_t)scene->time_shift * SHIFT_COLUMNS;
    first = first > count - 1 ? count - 1 : first;
    first = first < 0 ? 0 : first;
    window.first = (uint64_t)first * window.scale + 1;
    window.last = window.first + (uint64_t)room * window.scale - 1;
    window.last = window.last < scene->steps ? window.last : scene->steps;
    return window;
}

static uint8_t percent(uint64_t part, uint64_t whole) {
    return (uint8_t)(part >= whole ? 100 : part * 100 / whole);
}

/* What a lane did in the steps from ... to of one column. */
static struct lanes_cell cell_of(const struct timeline_lane *lane, uint64_t from, uint64_t to,
                                 struct timeline_sum before, struct timeline_sum after,
                                 const struct event *end) {
    uint64_t steps = to - from + 1;
    struct lanes_cell cell = {.share = percent(after.ops - before.ops, steps)};

    cell.slept = (after.slept - before.slept) * 2 >= steps;
    if (lane->born_step > to || (lane->ended != 0 && lane->ended_step < from)) {
        cell.is = LANES_NONE;
    } else if (lane->ended != 0 && lane->ended_step <= to) {
        cell.is = end != NULL && (end->has & EVENT_HAS_SIGNAL) ? LANES_KILLED : LANES_ENDED;
    } else if (after.ops > before.ops) {
        cell.is = LANES_OPS;
    } else {
        cell.is = after.slept > before.slept ? LANES_SLEPT : LANES_THERE;
    }
    return cell;
}

static void fill_row(const struct scene *scene, struct lanes *lanes, size_t index,
                     struct lanes_cell *row) {
    const struct lanes_window *window = &lanes->window;
    const struct timeline_lane *lane = timeline_lane(scene->timeline, index);
    const struct event *end = log_at(scene->log, lane->ended);
    struct timeline_sum before = timeline_sum(scene->timeline, index, window->first - 1);
    uint64_t from = window->first;

    for (int x = 0; x < lanes->cell_columns && from <= window->last; x++) {
        uint64_t to =
            from + window->scale - 1 < window->last ? from + window->scale - 1 : window->last;
        struct timeline_sum after = timeline_sum(scene->timeline, index, to);
        row[x] = cell_of(lane, from, to, before, after, end);
        row[x].now = scene->step >= from && scene->step <= to;
        before = after;
        from = to + 1;
    }
}

void lanes_far_cells(const struct scene *scene, struct lanes *lanes, int width) {
    int left = (int)lanes->lane_count - lanes->top;
    int room = width - lanes->window.names;

    lanes->cell_rows = lanes->rows < left ? lanes->rows : left;
    lanes->cell_rows = lanes->cell_rows > 0 ? lanes->cell_rows : 0;
    lanes->cell_columns = room > 0 ? room : 0;
    lanes->cells = mem_new(((size_t)lanes->cell_rows * (size_t)lanes->cell_columns + 1) *
                           sizeof(*lanes->cells));
    for (int y = 0; y < lanes->cell_rows; y++) {
        size_t at = (size_t)y * (size_t)lanes->cell_columns;
        fill_row(scene, lanes, (size_t)lanes->top + (size_t)y, lanes->cells + at);
    }
}

/* A column for an end of an arrow: at the border where it lies outside. */
static int column_of(const struct lanes_window *window, uint64_t step, int border) {
    int x = lanes_x(window, step);

    return step < window->first ? window->names - 1 : step > window->last ? border : x;
}

/* Along the row of who wrote, then up or down where it was read. */
static void add_cursor_arrow(const struct scene *scene, struct lanes *lanes,
                             const struct timeline_arrow *arrow) {
    long from = timeline_lane_of(scene->timeline, arrow->writer);
    long to = timeline_lane_of(scene->timeline, arrow->reader);
    struct lanes_line line = {
        .from_lane = (int)from, .to_lane = (int)to, .now = true, .over = true};
    int border = lanes->window.names + lanes->cell_columns;

    if (from < 0 || to < 0 || from == to) {
        return;
    }
    line.from_x = column_of(&lanes->window, arrow->from_step, border);
    line.x = line.to_x = column_of(&lanes->window, arrow->to_step, border);
    lanes_add_line(lanes, line);
}

strid lanes_waker(const struct timeline *timeline, size_t lane, const struct timeline_stretch *op) {
    const struct timeline_lane *life = timeline_lane(timeline, lane);
    const struct event *step =
        log_at(timeline_log(timeline), timeline_step_begin(timeline, op->to));

    if (op->kind != STRETCH_BLOCKED || op->done == 0 || op->op == OP_SLEEP || life == NULL ||
        step == NULL || step->kind != EVENT_STEP || step->actor == life->actor) {
        return 0;
    }
    return step->actor;
}

long lanes_woken(const struct timeline *timeline, size_t lane, uint64_t k) {
    const struct timeline_lane *life = timeline_lane(timeline, lane);

    for (size_t i = 0; life != NULL && i < timeline_lane_count(timeline); i++) {
        struct timeline_stretch op;
        if (timeline_op_at(timeline, i, k, &op) && op.to == k &&
            lanes_waker(timeline, i, &op) == life->actor) {
            return (long)i;
        }
    }
    return -1;
}

/* "read p" */
static void put_op(const struct scene *scene, const struct timeline_stretch *op, struct buf *out) {
    const struct event *event = log_at(scene->log, op->record);

    buf_puts(out, state_op(op->op));
    if (event != NULL && event->obj != 0) {
        buf_putf(out, " %s", log_str(scene->log, event->obj));
    }
    if (op->kind == STRETCH_BLOCKED && op->done == 0) {
        buf_putf(out, ", asleep since step %llu", (unsigned long long)op->from);
    } else if (op->kind == STRETCH_BLOCKED && op->from < op->to) {
        buf_putf(out, ", asleep from step %llu to %llu", (unsigned long long)op->from,
                 (unsigned long long)op->to);
    }
}

/* Whose other end the arrows lead to; the first one is followed. How many there are. */
static size_t put_arrows(const struct scene *scene, struct lanes *lanes, uint64_t done,
                         struct buf *out) {
    struct timeline_arrow arrows[CURSOR_ARROWS];
    size_t count = timeline_arrows_at(scene->timeline, done, arrows, CURSOR_ARROWS);

    for (size_t i = 0; i < count; i++) {
        bool takes = arrows[i].to == done;
        buf_putf(out, "%s%s %s in step %llu", i == 0 ? "  " GLYPH_MESSAGE " " : ", ",
                 takes ? "from" : "to",
                 log_str(scene->log, takes ? arrows[i].writer : arrows[i].reader),
                 (unsigned long long)(takes ? arrows[i].from_step : arrows[i].to_step));
        add_cursor_arrow(scene, lanes, &arrows[i]);
    }
    return count;
}

/* Who ended the wait, or whose wait was ended, where no bytes went. */
static void put_waker(const struct scene *scene, size_t lane, const struct timeline_stretch *op,
                      struct buf *out) {
    strid waker = lanes_waker(scene->timeline, lane, op);
    long woken = lanes_woken(scene->timeline, lane, scene->lane_step);

    if (waker != 0) {
        buf_putf(out, "  " GLYPH_MESSAGE " ended by %s in step %llu", log_str(scene->log, waker),
                 (unsigned long long)op->to);
    } else if (woken >= 0) {
        buf_putf(out, "  " GLYPH_MESSAGE " ends the wait of %s",
                 log_str(scene->log, timeline_lane(scene->timeline, (size_t)woken)->actor));
    }
}

/* What is where the cursor stands: a line of its own, below it the step in sentences. */
static void put_foot(const struct scene *scene, struct lanes *lanes, long lane, struct buf *out) {
    const struct timeline_lane *life = timeline_lane(scene->timeline, (size_t)lane);
    uint64_t at = scene->lane_step;
    struct timeline_stretch op;

    buf_putf(out, "%s, step %llu of %llu: ", log_str(scene->log, life->actor),
             (unsigned long long)at, (unsigned long long)scene->steps);
    if (life->ended != 0 && life->ended_step < at) {
        buf_putf(out, "has ended in step %llu", (unsigned long long)life->ended_step);
    } else if (life->born_step > at) {
        buf_putf(out, "comes to be in step %llu", (unsigned long long)life->born_step);
    } else if (timeline_op_at(scene->timeline, (size_t)lane, at, &op)) {
        put_op(scene, &op, out);
        if (put_arrows(scene, lanes, op.done, out) == 0) {
            put_waker(scene, (size_t)lane, &op, out);
        }
    } else {
        buf_puts(out, life->born_step == at ? "begins" : "ready, while others go");
    }
    buf_putc(out, '\n');
    lanes_sums_say(scene, lanes, out);
    tell_records(scene->log, timeline_step_begin(scene->timeline, at),
                 timeline_step_end(scene->timeline, at), out);
}

void lanes_cursor(const struct scene *scene, struct lanes *lanes) {
    long lane = lanes->page ? timeline_lane_of(scene->timeline, scene->lane) : -1;
    struct buf foot = {0};

    lanes->cursor_step = scene->lane_step;
    lanes->cursor_x = lanes_x(&lanes->window, scene->lane_step);
    if (lane < 0) {
        return;
    }
    put_foot(scene, lanes, lane, &foot);
    lanes->foot = buf_take(&foot);
}
