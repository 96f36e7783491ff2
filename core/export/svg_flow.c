/* SPDX-License-Identifier: MIT */
/*
 * svg_flow.c: processes on the left, objects on the right, between them a curve for each open
 * descriptor, from who gives to who takes; a dashed one from a process that waits to what it waits
 * at, where no descriptor says it.
 */
#include "mem.h"
#include "svg.h"
#include "svg_parts.h"
#include "world_json.h"
#include <stdio.h>

enum {
    LEFT = 16,
    BOX = 190,
    WIRES = 190,
    ROOM = 360,
    ROW = 62,
    TALL = 46,
    NAME = 13,
    SMALL = 11,
    GAP = 16,
    BOXES_MAX = 100, /* in each column */
    WIRES_MAX = 300,
    GROW = 14 /* a box is so much taller for each wire after the second */
};

struct place {
    bool shown;
    double y, height;
    uint32_t wires, used;
};

struct flow {
    const struct world *world;
    struct place *procs, *objs;
    uint32_t fds; /* the first so many descriptors are drawn */
    struct svg_left left;
    double bottom;
};

static bool waits_without(const struct world *world, const struct world_proc *proc) {
    return proc->state == PROC_BLOCKED && proc->obj != 0 &&
           (proc->fd < 0 || world_fd(world, proc->name, proc->fd) == NULL);
}

/* The boxes between which an arrow of this process and this object goes; false if one of them is
 * not drawn. */
static bool ends(const struct flow *flow, strid actor, strid name, struct place **ret_proc,
                 struct place **ret_obj) {
    const struct world_proc *proc = world_proc(flow->world, actor);
    const struct world_obj *obj = world_obj(flow->world, name);
    if (proc == NULL || obj == NULL) {
        return false;
    }
    *ret_proc = &flow->procs[proc - flow->world->procs];
    *ret_obj = &flow->objs[obj - flow->world->objs];
    return (*ret_proc)->shown && (*ret_obj)->shown;
}

static bool count_wire(struct flow *flow, strid actor, strid name) {
    struct place *proc, *obj;
    bool drawn = ends(flow, actor, name, &proc, &obj);
    if (drawn) {
        proc->wires++;
        obj->wires++;
    }
    return drawn;
}

static void count_wires(struct flow *flow) {
    const struct world *world = flow->world;
    uint32_t drawn = 0;
    for (uint32_t i = 0; i < world->fd_count; i++) {
        const struct world_fd *fd = &world->fds[i];
        if (fd->closed) {
            continue;
        }
        if (drawn < WIRES_MAX && count_wire(flow, fd->actor, fd->obj)) {
            drawn++;
            flow->fds = i + 1;
        } else {
            flow->left.fds++;
        }
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (waits_without(world, &world->procs[i])) {
            count_wire(flow, world->procs[i].name, world->procs[i].obj);
        }
    }
}

/* Gives places from y downwards; where the next one would be. */
static double stack(struct place *places, uint32_t count, double y) {
    for (uint32_t i = 0; i < count; i++) {
        if (places[i].shown) {
            places[i].y = y;
            places[i].height =
                TALL + (places[i].wires > 2 ? (places[i].wires - 2) * (double)GROW : 0);
            y += places[i].height + ROW - TALL;
        }
    }
    return y;
}

/* Ended processes have boxes too: how they ended shows. */
static void choose(struct flow *flow) {
    const struct world *world = flow->world;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        flow->procs[i] = (struct place){.shown = i < BOXES_MAX};
    }
    for (uint32_t i = 0; i < world->obj_count; i++) {
        bool there = !world->objs[i].gone;
        flow->objs[i] = (struct place){.shown = there && shown < BOXES_MAX};
        shown += there;
    }
    flow->left.procs = world->proc_count > BOXES_MAX ? world->proc_count - BOXES_MAX : 0;
    flow->left.objs = shown > BOXES_MAX ? shown - BOXES_MAX : 0;
}

static void flow_make(struct flow *flow, const struct world *world, double y) {
    *flow = (struct flow){.world = world};
    size_t proc_cap = 0, obj_cap = 0;
    flow->procs = mem_grow(NULL, &proc_cap, (size_t)world->proc_count + 1, sizeof *flow->procs);
    flow->objs = mem_grow(NULL, &obj_cap, (size_t)world->obj_count + 1, sizeof *flow->objs);
    choose(flow);
    count_wires(flow);
    double left = stack(flow->procs, world->proc_count, y);
    double right = stack(flow->objs, world->obj_count, y);
    flow->bottom = left > right ? left : right;
}

static void flow_done(struct flow *flow) {
    mem_free(flow->procs);
    mem_free(flow->objs);
}

struct svg_size svg_flow_size(const struct world *world) {
    struct flow flow;
    flow_make(&flow, world, 0);
    struct svg_size size = {.width = BOX + WIRES + ROOM, .height = flow.bottom};
    flow_done(&flow);
    return size;
}

struct svg_left svg_flow_left(const struct world *world) {
    struct flow flow;
    flow_make(&flow, world, 0);
    flow_done(&flow);
    return flow.left;
}

static void put_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    char name[24];
    switch (proc->state) {
    case PROC_USER:
        buf_puts(out, "runs");
        break;
    case PROC_READY:
        buf_putf(out, "ready: %s", op_name(proc->op));
        break;
    case PROC_BLOCKED:
        buf_putf(out, "waits: %s", op_name(proc->op));
        break;
    case PROC_ZOMBIE:
    case PROC_GONE:
        if (proc->killed) {
            buf_putf(out, "ended: %s", signal_text(proc->status, name));
        } else {
            buf_putf(out, "ended: exit %d", (int)proc->status);
        }
        return;
    }
    if (proc->obj != 0) {
        buf_putf(out, " %s", log_str(world->log, proc->obj));
    }
}

static void put_proc(const struct flow *flow, uint32_t i, struct buf *out) {
    const struct world_proc *proc = &flow->world->procs[i];
    const struct place *place = &flow->procs[i];
    bool waits = proc->state == PROC_BLOCKED, lives = proc_lives(proc);
    struct buf text = {0};
    svg_box(out, LEFT, place->y, BOX, place->height,
            waits   ? "fill=\"url(#hatch)\" fill-opacity=\"0.35\" stroke=\"" SVG_BLOCKED "\""
            : lives ? "fill=\"#eef5fa\" stroke=\"" SVG_OP "\""
                    : "fill=\"#f4f4f4\" stroke=\"" SVG_FAINT "\" stroke-dasharray=\"4 3\"",
            waits ? log_str(flow->world->log, proc->why) : NULL);
    svg_text_cut(out, LEFT + 10, place->y + 18, NAME, SVG_INK,
                 log_str(flow->world->log, proc->name), 22);
    put_state(flow->world, proc, &text);
    svg_text_cut(out, LEFT + 10, place->y + 36, SMALL, lives ? SVG_INK : SVG_FAINT, buf_str(&text),
                 26);
    buf_done(&text);
}

static void put_obj(const struct flow *flow, uint32_t i, struct buf *out) {
    const struct world_obj *obj = &flow->world->objs[i];
    const struct place *place = &flow->objs[i];
    struct buf text = {0};
    svg_box(out, LEFT + BOX + WIRES, place->y, ROOM, place->height,
            "fill=\"#fbfbfb\" stroke=\"" SVG_INK "\"", NULL);
    buf_putf(&text, "%s", log_str(flow->world->log, obj->name));
    if (*obj_type_name(obj->type) != '\0') {
        buf_putf(&text, " (%s)", obj_type_name(obj->type));
    }
    svg_text_cut(out, LEFT + BOX + WIRES + 10, place->y + 18, NAME, SVG_INK, buf_str(&text), 42);
    buf_clear(&text);
    obj_describe(flow->world, obj, &text);
    svg_text_cut(out, LEFT + BOX + WIRES + 10, place->y + 36, SMALL, SVG_INK, buf_str(&text), 50);
    buf_done(&text);
}

/* The next free place of a box's side. */
static double port(struct place *place) {
    double step = place->height / (place->wires + 1);
    return place->y + step * ++place->used;
}

static void put_wire(struct flow *flow, const struct world_fd *fd, struct buf *out) {
    struct place *from, *to;
    if (fd->closed || !ends(flow, fd->actor, fd->obj, &from, &to)) {
        return;
    }
    const struct world_proc *proc = world_proc(flow->world, fd->actor);
    double left = LEFT + BOX, right = LEFT + BOX + WIRES;
    double y1 = port(from), y2 = port(to);
    bool waits = proc->state == PROC_BLOCKED && proc->fd == fd->fd;
    const char *colour = waits ? SVG_BLOCKED : SVG_FAINT;
    char label[40];
    snprintf(label, sizeof label, "fd %d %s", (int)fd->fd, fd_end_name(fd->end));
    if (fd->end == END_R) {
        svg_arrow(out, right, y2, left, y1, colour, "");
    } else {
        svg_arrow(out, left, y1, right, y2, colour,
                  fd->end == END_RW ? "marker-start=\"url(#head-back)\"" : "");
    }
    svg_label(out, left + 16, y1 - 4, label);
}

static void put_wait(struct flow *flow, uint32_t i, struct buf *out) {
    const struct world_proc *proc = &flow->world->procs[i];
    struct place *from, *to;
    if (waits_without(flow->world, proc) && ends(flow, proc->name, proc->obj, &from, &to)) {
        double y1 = port(from), y2 = port(to);
        svg_arrow(out, LEFT + BOX, y1, LEFT + BOX + WIRES, y2, SVG_BLOCKED,
                  "stroke-dasharray=\"5 4\"");
        svg_label(out, LEFT + BOX + 16, y1 - 4, "waits");
    }
}

static void put_more(struct buf *out, double x, double y, uint32_t more, const char *what) {
    char text[48];
    if (more > 0) {
        snprintf(text, sizeof text, "and %u more%s", (unsigned)more, what);
        svg_text(out, x, y, SMALL, SVG_INK, "start", text);
    }
}

static void put_boxes(const struct flow *flow, struct buf *out) {
    for (uint32_t i = 0; i < flow->world->proc_count; i++) {
        if (flow->procs[i].shown) {
            put_proc(flow, i, out);
        }
    }
    for (uint32_t i = 0; i < flow->world->obj_count; i++) {
        if (flow->objs[i].shown) {
            put_obj(flow, i, out);
        }
    }
    put_more(out, LEFT, flow->bottom, flow->left.procs, "");
    put_more(out, LEFT + BOX + GAP, flow->bottom, flow->left.fds, " descriptors");
    put_more(out, LEFT + BOX + WIRES, flow->bottom, flow->left.objs, "");
}

void svg_flow(const struct world *world, double y, struct buf *out) {
    struct flow flow;
    flow_make(&flow, world, y);
    for (uint32_t i = 0; i < flow.fds; i++) {
        put_wire(&flow, &world->fds[i], out);
    }
    for (uint32_t i = 0; i < world->proc_count; i++) {
        put_wait(&flow, i, out);
    }
    put_boxes(&flow, out);
    flow_done(&flow);
}
