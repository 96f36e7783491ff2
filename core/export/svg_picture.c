/* SPDX-License-Identifier: MIT */
/*
 * svg_picture.c: the whole picture: title, who holds which end, timeline.
 */
#include "export.h"
#include "export_parts.h"
#include "svg.h"
#include "svg_parts.h"

enum { MARGIN = 16, HEAD = 44, GAP = 8 };

/* "step 3 of 14, ended: ok". */
static void put_place(struct timeline *timeline, const struct world *world, uint64_t at,
                      struct buf *out) {
    uint64_t first, last, steps = timeline_steps(timeline);
    svg_lanes_window(timeline, at, &first, &last);
    buf_putf(out, "step %llu of %llu", (unsigned long long)timeline_step_of(timeline, at),
             (unsigned long long)steps);
    if (first > 0 || last < steps) {
        buf_putf(out, " (timeline: %llu to %llu)", (unsigned long long)first,
                 (unsigned long long)last);
    }
    if (world->outcome != OUTCOME_NONE) {
        buf_puts(out, ", ended: ");
        world_put_outcome(world, out);
    } else if (world->deadlock != 0) {
        buf_puts(out, ", deadlock");
    }
}

static void put_count(struct buf *out, uint64_t count, const char *what) {
    if (count > 0) {
        buf_putf(out, "%s%s: %llu", out->len > 0 ? ", " : "", what, (unsigned long long)count);
    }
}

void export_svg_left_out(struct timeline *timeline, uint64_t n, struct buf *out) {
    uint64_t at = n == 0 || n > timeline_count(timeline) ? timeline_count(timeline) : n;
    uint64_t first, last, steps = timeline_steps(timeline);
    struct svg_left left = svg_flow_left(timeline_at(timeline, at));
    struct buf list = {0};
    svg_lanes_window(timeline, at, &first, &last);
    put_count(&list, left.procs, "processes");
    put_count(&list, left.objs, "objects");
    put_count(&list, left.fds, "descriptors");
    put_count(&list, svg_lanes_left(timeline), "lanes");
    put_count(&list, steps - last + (first > 0 ? first - 1 : 0), "steps");
    buf_puts(out, buf_str(&list));
    buf_done(&list);
}

void export_svg(struct timeline *timeline, uint64_t n, struct buf *out) {
    struct buf text = {0};
    uint64_t at = n == 0 || n > timeline_count(timeline) ? timeline_count(timeline) : n;
    struct world world;
    world_copy(&world, timeline_at(timeline, at));
    struct svg_size flow = svg_flow_size(&world), lanes = svg_lanes_size(timeline, at);
    double width = (flow.width > lanes.width ? flow.width : lanes.width) + 2.0 * MARGIN;
    export_title(&world, &text);
    svg_begin(out, width, HEAD + flow.height + GAP + lanes.height + MARGIN, buf_str(&text));
    svg_text(out, MARGIN, 28, 18, SVG_INK, "start", buf_str(&text));
    buf_clear(&text);
    put_place(timeline, &world, at, &text);
    svg_text(out, width - MARGIN, 28, 13, SVG_FAINT, "end", buf_str(&text));
    svg_flow(&world, HEAD, out);
    svg_lanes(timeline, at, HEAD + flow.height + GAP, out);
    svg_end(out);
    buf_done(&text);
    world_done(&world);
}
