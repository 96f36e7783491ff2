/* SPDX-License-Identifier: MIT */
/* lanes.c: see lanes.h. */
#include "lanes.h"
#include "columns.h"
#include "mem.h"
#include "states.h"
#include <stdio.h>
#include <string.h>

enum { NAME_MAX = 12, STRETCHES_MAX = 512, ARROWS_MAX = 512, FOOT_ROWS = 4 };

/* Columns of a step's cell. It depends on the step alone: what it was let go for. */
static int cell_width(const struct scene *scene, uint64_t step) {
    uint64_t end = scene->timeline != NULL ? timeline_step_end(scene->timeline, step) : 0;
    uint64_t n = scene->timeline != NULL ? timeline_step_begin(scene->timeline, step) : 1;
    int width = LANES_CELL;

    for (; n <= end; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_ENTER) {
            width = columns(op_name((enum op_kind)event->op)) + 2;
            break;
        }
    }
    return width < LANES_CELL ? LANES_CELL : width < LANES_CELL_MAX ? width : LANES_CELL_MAX;
}

/* Steps before the first one shown, so that the step looked at is in sight in room columns: as few
 * half pages as will do. */
static uint64_t steps_before(const struct scene *scene, int room) {
    uint64_t half = room / LANES_CELL_MAX / 2 > 0 ? (uint64_t)(room / LANES_CELL / 2) : 1;
    uint64_t at = lanes_at(scene), from = at;

    while (from > 0 && (room -= cell_width(scene, from)) >= 0) {
        from--;
    }
    from = (from + half - 1) / half * half;
    return from < at ? from : at > 0 ? at - 1 : 0;
}

uint64_t lanes_at(const struct scene *scene) {
    return scene->page == VIEW_TIMELINE ? scene->lane_step : scene->step;
}

static int names_width(const struct scene *scene) {
    int width = 4;

    for (size_t i = 0; scene->cast != NULL && i < scene->cast->actor_count; i++) {
        int own = columns(scene->cast->actors[i].name);
        width = own > width ? own : width;
    }
    return (width > NAME_MAX ? NAME_MAX : width) + 1;
}

/* Steps that a column of each zoom stands for, until all of them fit. */
static uint64_t scale_of(const struct scene *scene, int room, int *ret_max) {
    uint64_t whole = (scene->steps + (uint64_t)room - 1) / (uint64_t)room;
    uint64_t scale = 1;
    int zoom = 1;

    while (scale < whole && (ret_max != NULL || zoom < scene->zoom)) {
        scale *= LANES_FARTHER;
        zoom++;
    }
    if (ret_max != NULL) {
        *ret_max = zoom;
    }
    return scale < whole ? scale : whole > 0 ? whole : 1;
}

int lanes_zoom_max(const struct scene *scene, int width) {
    int room = width - names_width(scene);
    int max = 1;

    scale_of(scene, room > 1 ? room : 1, &max);
    return max;
}

struct lanes_window lanes_window(const struct scene *scene, int width) {
    struct lanes_window window = {.first = 1, .here = scene->step};
    int64_t shifted;
    int count = 0;

    window.names = names_width(scene);
    if (scene->zoom > 0) {
        int room = width - window.names > 1 ? width - window.names : 1;
        window.scale = scale_of(scene, room, NULL);
        return lanes_far_window(scene, window, room);
    }
    shifted = (int64_t)steps_before(scene, width - window.names) + scene->time_shift;
    if (shifted > (int64_t)scene->steps - 1) {
        shifted = (int64_t)scene->steps - 1;
    }
    window.first = shifted > 0 ? (uint64_t)shifted + 1 : 1;
    window.x[0] = window.names;
    while (count < LANES_STEPS && window.first + (uint64_t)count <= scene->steps) {
        int cell = cell_width(scene, window.first + (uint64_t)count);
        if (count > 0 && window.x[count] + cell > width) {
            break;
        }
        window.x[count + 1] = window.x[count] + cell;
        count++;
    }
    window.last = window.first + (uint64_t)count - 1;
    return window;
}

int lanes_x(const struct lanes_window *window, uint64_t step) {
    if (step < window->first) {
        return window->names - LANES_CELL_MAX * LANES_STEPS;
    }
    if (window->scale > 0 && step <= window->last) {
        return window->names + (int)((step - window->first) / window->scale);
    }
    return step > window->last ? LANES_CELL_MAX * LANES_STEPS : window->x[step - window->first];
}

int lanes_end(const struct lanes_window *window, uint64_t step) {
    if (step < window->first || step > window->last) {
        return lanes_x(window, step);
    }
    if (window->scale > 0) {
        return lanes_x(window, step) + 1;
    }
    return window->x[step - window->first + 1];
}

static struct lanes_bar *add_bar(struct lanes *lanes) {
    lanes->bars =
        mem_grow(lanes->bars, &lanes->bar_cap, lanes->bar_count + 1, sizeof(*lanes->bars));
    return &lanes->bars[lanes->bar_count++];
}

/* An operation fills its own cell; a wait everything from where it began to where it ended (its
 * last cell's air too, where the arrow of what ended it arrives), or to the step looked at. */
static void add_stretch(const struct scene *scene, struct lanes *lanes, size_t lane,
                        const struct timeline_stretch *stretch) {
    const struct lanes_window *window = &lanes->window;
    bool blocked = stretch->kind == STRETCH_BLOCKED;
    uint64_t to = stretch->done == 0 && blocked ? scene->steps : stretch->to;
    struct lanes_bar *bar;
    int x = lanes_x(window, stretch->from);
    int end = lanes_end(window, to) - 1;

    if (stretch->kind == STRETCH_READY) {
        return;
    }
    bar = add_bar(lanes);
    *bar = (struct lanes_bar){.lane = (int)lane, .blocked = blocked};
    bar->now = stretch->from <= scene->step && to >= scene->step;
    bar->open = stretch->done == 0;
    bar->x = x < window->names ? window->names : x;
    bar->len = end - bar->x;
    bar->look = stretch->from > scene->step ? STYLE_DIM
                : blocked                   ? STYLE_BLOCKED
                                            : canvas_actor_look((unsigned)lane);
    snprintf(bar->label, sizeof(bar->label), "%s", state_op(stretch->op));
}

static void add_name(const struct scene *scene, struct lanes *lanes, size_t i) {
    const struct timeline_lane *lane = timeline_lane(scene->timeline, i);
    const struct world_proc *proc = world_proc(scene->world, lane->actor);
    struct lanes_name *name = &lanes->names[i];

    name->text = mem_strdup(log_str(scene->log, lane->actor));
    name->there = proc != NULL;
    name->chosen = lane->actor == (lanes->page ? scene->lane : scene->chosen);
    /* Its colour is its bars': what state it is in, the bars themselves say. */
    name->look = proc != NULL ? canvas_actor_look((unsigned)i) : STYLE_DIM;
    if (name->chosen ||
        (!lanes->page && scene->chosen == 0 && lane->actor == scene->world->actor)) {
        lanes->current = (int)i;
    }
}

static void add_end(const struct scene *scene, struct lanes *lanes, size_t i) {
    const struct timeline_lane *lane = timeline_lane(scene->timeline, i);
    const struct event *event = log_at(scene->log, lane->ended);

    if (lane->ended == 0 || lane->ended_step < lanes->window.first ||
        lane->ended_step > lanes->window.last || event == NULL) {
        return;
    }
    lanes->ends =
        mem_grow(lanes->ends, &lanes->end_cap, lanes->end_count + 1, sizeof(*lanes->ends));
    lanes->ends[lanes->end_count++] =
        (struct lanes_end){.lane = (int)i,
                           .x = lanes_end(&lanes->window, lane->ended_step) - 1,
                           .killed = (event->has & EVENT_HAS_SIGNAL) != 0};
}

static void add_lane(const struct scene *scene, struct lanes *lanes, size_t i) {
    struct timeline_stretch stretches[STRETCHES_MAX];
    size_t count = timeline_stretches(scene->timeline, i, lanes->window.first, lanes->window.last,
                                      stretches, STRETCHES_MAX);

    for (size_t j = 0; j < count; j++) {
        add_stretch(scene, lanes, i, &stretches[j]);
    }
}

void lanes_add_line(struct lanes *lanes, struct lanes_line line) {
    lanes->lines =
        mem_grow(lanes->lines, &lanes->line_cap, lanes->line_count + 1, sizeof(*lanes->lines));
    lanes->lines[lanes->line_count++] = line;
}

static void add_arrow(const struct scene *scene, struct lanes *lanes,
                      const struct timeline_arrow *arrow) {
    long from = timeline_lane_of(scene->timeline, arrow->writer);
    long to = timeline_lane_of(scene->timeline, arrow->reader);
    struct lanes_line line = {.from_lane = (int)from, .to_lane = (int)to};
    uint64_t last = arrow->from_step > arrow->to_step ? arrow->from_step : arrow->to_step;

    if (from < 0 || to < 0 || from == to) {
        return;
    }
    line.now = arrow->to_step == scene->step || arrow->from_step == scene->step;
    line.from_x = lanes_x(&lanes->window, arrow->from_step) + 1;
    if (lanes->window.scale > 0) {
        line.from_x = line.x = line.to_x = lanes_x(&lanes->window, last);
    } else if (arrow->from_step < arrow->to_step) {
        line.x = lanes_x(&lanes->window, last) - 1;
        line.to_x = line.x;
    } else {
        /* What was written woke the reader: its wait ends in this very step. */
        line.x = lanes_end(&lanes->window, last) - 1;
        line.to_x = line.x - 1;
    }
    lanes_add_line(lanes, line);
}

/* From the fork to the lane that begins with it, beside the word "fork". */
static void add_birth(const struct scene *scene, struct lanes *lanes, size_t i) {
    const struct timeline_lane *lane = timeline_lane(scene->timeline, i);
    const struct event *event = log_at(scene->log, lane->born);
    long parent = event != NULL ? timeline_lane_of(scene->timeline, event->name) : -1;
    int x = lanes->window.scale > 0 ? lanes_x(&lanes->window, lane->born_step)
                                    : lanes_end(&lanes->window, lane->born_step) - 2;

    if (parent < 0 || parent == (long)i || lane->born_step < lanes->window.first ||
        lane->born_step > lanes->window.last) {
        return;
    }
    lanes_add_line(lanes, (struct lanes_line){.from_lane = (int)parent,
                                              .to_lane = (int)i,
                                              .from_x = x,
                                              .x = x,
                                              .to_x = x,
                                              .now = lane->born_step == scene->step});
}

static void add_mark(const struct scene *scene, struct lanes *lanes,
                     const struct timeline_stop *stop) {
    struct buf text = {0};

    if (stop->kind == STOP_INTERRUPT) {
        buf_puts(&text, "^C");
    } else if (stop->T >= 0) {
        buf_putf(&text, "T=%lld", (long long)stop->T);
    } else {
        buf_puts(&text, log_str(scene->log, stop->text));
    }
    lanes->marks =
        mem_grow(lanes->marks, &lanes->mark_cap, lanes->mark_count + 1, sizeof(*lanes->marks));
    lanes->marks[lanes->mark_count++] = (struct lanes_mark){
        .x = lanes_end(&lanes->window, stop->step) - 1, .label = buf_take(&text)};
}

/* From afar the first one of each column. */
static void add_marks(const struct scene *scene, struct lanes *lanes) {
    const struct lanes_window *window = &lanes->window;
    uint64_t n = window->first > 1 ? timeline_step_begin(scene->timeline, window->first - 1) : 0;
    const struct timeline_stop *stop;

    while ((stop = timeline_mark_after(scene->timeline, n)) != NULL && stop->step <= window->last) {
        n = stop->record;
        if (stop->step < window->first) {
            continue;
        }
        add_mark(scene, lanes, stop);
        if (window->scale > 1) {
            uint64_t column = (stop->step - window->first) / window->scale;
            n = timeline_step_end(scene->timeline,
                                  window->first + (column + 1) * window->scale - 1);
        }
    }
}

struct lanes *lanes_marks(const struct scene *scene, int width) {
    struct lanes *lanes = mem_new(sizeof(*lanes));

    if (scene->timeline != NULL && scene->world != NULL) {
        lanes->window = lanes_window(scene, width);
        add_marks(scene, lanes);
    }
    return lanes;
}

int lanes_rows(const struct scene *scene, int height) {
    int lanes = scene->timeline != NULL ? (int)timeline_lane_count(scene->timeline) : 0;
    int most = height - 1 - FOOT_ROWS;

    if (scene->page != VIEW_TIMELINE) {
        return height - 1;
    }
    return lanes < most ? lanes : most;
}

/* The first lane shown: a whole page further where the current one would be out of sight. */
static int first_lane(const struct scene *scene, const struct lanes *lanes, int rows) {
    int most = (int)lanes->lane_count - rows;
    int top = scene->tops[VIEW_TIMELINE];

    if (!scene->scrolled[VIEW_TIMELINE] && lanes->current >= 0 &&
        (lanes->current < top || lanes->current >= top + rows)) {
        top = lanes->current - rows / 2;
    }
    top = top > most ? most : top;
    return top < 0 ? 0 : top;
}

static void add_arrows(const struct scene *scene, struct lanes *lanes) {
    struct timeline_arrow *arrows = mem_new(ARROWS_MAX * sizeof(*arrows));
    size_t count = timeline_arrows(scene->timeline, lanes->window.first, lanes->window.last, arrows,
                                   ARROWS_MAX);

    for (size_t i = 0; i < count; i++) {
        add_arrow(scene, lanes, &arrows[i]);
    }
    mem_free(arrows);
}

struct lanes *lanes_new(const struct scene *scene, int width, int height) {
    struct lanes *lanes = mem_new(sizeof(*lanes));
    bool any, far;

    lanes->current = -1;
    if (scene->timeline == NULL || scene->world == NULL) {
        return lanes;
    }
    lanes->window = lanes_window(scene, width);
    lanes->steps = scene->steps;
    lanes->page = scene->page == VIEW_TIMELINE;
    lanes->lane_count = timeline_lane_count(scene->timeline);
    lanes->names = mem_new((lanes->lane_count + 1) * sizeof(*lanes->names));
    any = lanes->window.last >= lanes->window.first;
    far = lanes->window.scale > 0;
    for (size_t i = 0; i < lanes->lane_count; i++) {
        add_name(scene, lanes, i);
        if (any && lanes->window.scale <= 1) {
            add_birth(scene, lanes, i);
        }
        if (any && !far) {
            add_end(scene, lanes, i);
            add_lane(scene, lanes, i);
        }
    }
    lanes->rows = lanes_rows(scene, height);
    lanes->top = first_lane(scene, lanes, lanes->rows);
    if (any && lanes->window.scale <= 1) {
        add_arrows(scene, lanes);
    }
    if (any && far) {
        lanes_far_cells(scene, lanes, width);
    }
    add_marks(scene, lanes);
    if (any && lanes->window.scale > 1 && lanes->page) {
        lanes_sums(scene, lanes);
    }
    lanes_cursor(scene, lanes);
    return lanes;
}

void lanes_free(void *given) {
    struct lanes *lanes = given;

    if (lanes == NULL) {
        return;
    }
    for (size_t i = 0; i < lanes->lane_count; i++) {
        mem_free(lanes->names[i].text);
    }
    for (size_t i = 0; i < lanes->mark_count; i++) {
        mem_free(lanes->marks[i].label);
    }
    mem_free(lanes->names);
    mem_free(lanes->bars);
    mem_free(lanes->lines);
    mem_free(lanes->marks);
    mem_free(lanes->ends);
    mem_free(lanes->cells);
    mem_free(lanes->foot);
    mem_free(lanes->arrows);
    mem_free(lanes->flows);
    mem_free(lanes->flow_lanes);
    mem_free(lanes);
}
