/* SPDX-License-Identifier: MIT */
/* stage_order.c: who stands where, so that wires rarely cross. Objects start in the order of the
 * mean row of those who are joined to them (their barycentre) or in that of the cast, whichever
 * crosses less; then two objects, two tracks or two rows of an actor change places for as long as
 * that takes crossings away. What counts is the picture itself, in stages of three sizes. */
#include "mem.h"
#include "stage_wire.h"
#include <string.h>

enum { TRIES = 4000, ROUNDS = 8, NETS_MAX = 64 };

/* Insides of the stage at 80x24, 132x43 and 200x60. */
static const struct { int h, w; } stages[] = {{14, 47}, {20, 79}, {27, 119}};

/* Which nets pass through each cell: a bit each. */
struct usage {
    int h, w;
    uint64_t *cells;
    size_t shared;
};

/* Counts, or adds, the cell. */
static void use(struct usage *usage, int y, int x, size_t net, bool add) {
    uint64_t bit = UINT64_C(1) << (net % NETS_MAX);
    uint64_t *cell;

    if (y < 0 || x < 0 || y >= usage->h || x >= usage->w) {
        return;
    }
    cell = &usage->cells[(size_t)y * (size_t)usage->w + (size_t)x];
    if (add) {
        *cell |= bit;
    } else {
        usage->shared += *cell != 0 && (*cell & bit) == 0 ? 1 : 0;
    }
}

/* From a, which is left out, to b. */
static void use_line(struct usage *usage, struct wire_point a, struct wire_point b, size_t net,
                     bool add) {
    int dy = b.y > a.y ? 1 : b.y < a.y ? -1 : 0;
    int dx = b.x > a.x ? 1 : b.x < a.x ? -1 : 0;

    while (a.y != b.y || a.x != b.x) {
        a.y += dy;
        a.x += dx;
        use(usage, a.y, a.x, net, add);
    }
}

static void use_wire(struct usage *usage, const struct stage_layout *layout, struct cast_link link,
                     size_t index, enum fd_end end, bool add) {
    size_t net = link.obj * 2 + (end == END_W);
    struct wire_point p[4];

    link.end = end;
    wire_corners(layout, &link, index, p);
    use(usage, p[0].y, p[0].x, net, add);
    for (int i = 0; i < 3; i++) {
        use_line(usage, p[i], p[i + 1], net, add);
    }
}

static int height_of(const struct stage_layout *layout) {
    int most = 0;

    for (size_t i = 0; i < layout->actor_count; i++) {
        int end = layout->actors[i].y + layout->actors[i].h;
        most = end > most ? end : most;
    }
    for (size_t i = 0; i < layout->obj_count; i++) {
        int end = layout->objs[i].y + layout->objs[i].h;
        most = end > most ? end : most;
    }
    return most;
}

/* A bond goes now the one way, now the other: both are counted against all others, not against each
 * other. */
static void use_link(struct usage *usage, const struct stage_layout *layout,
                     const struct cast_link *link, size_t index, bool add) {
    if (link->end != END_R) {
        use_wire(usage, layout, *link, index, END_W, add);
    }
    if (link->end != END_W) {
        use_wire(usage, layout, *link, index, END_R, add);
    }
}

size_t stage_crossings(const struct stage_layout *layout, const struct cast *cast) {
    struct usage usage = {.w = layout->w};

    if (layout->level == STAGE_LIST) {
        return 0;
    }
    usage.h = height_of(layout);
    usage.cells = mem_new(((size_t)usage.h * (size_t)usage.w + 1) * sizeof(*usage.cells));
    for (size_t i = 0; i < cast->link_count; i++) {
        use_link(&usage, layout, &cast->links[i], i, false);
        use_link(&usage, layout, &cast->links[i], i, true);
    }
    mem_free(usage.cells);
    return usage.shared;
}

struct search {
    struct cast *cast;
    int (*obj_rows)(const struct cast_obj *obj);
    size_t best;
    int tries;
};

static size_t cost(struct search *search) {
    size_t sum = 0;

    search->tries++;
    for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
        struct stage_layout layout;
        stage_layout(&layout, search->cast, stages[i].h, stages[i].w, search->obj_rows);
        sum += stage_crossings(&layout, search->cast);
        stage_layout_done(&layout);
    }
    return sum;
}

static void swap(size_t *a, size_t *b) {
    size_t kept = *a;

    *a = *b;
    *b = kept;
}

/* The two change places if that takes crossings away. */
static bool better(struct search *search, size_t *a, size_t *b) {
    size_t now;

    if (search->best == 0 || search->tries >= TRIES) {
        return false;
    }
    swap(a, b);
    now = cost(search);
    if (now < search->best) {
        search->best = now;
        return true;
    }
    swap(a, b);
    return false;
}

static size_t *track_of(struct cast *cast, size_t which) {
    struct cast_obj *obj = &cast->objs[which / 2];

    return which % 2 == 0 ? &obj->write_track : &obj->read_track;
}

static bool one_round(struct search *search) {
    struct cast *cast = search->cast;
    bool found = false;

    for (size_t i = 0; i < cast->obj_count; i++) {
        for (size_t j = i + 1; j < cast->obj_count; j++) {
            found = better(search, &cast->objs[i].row, &cast->objs[j].row) || found;
        }
    }
    for (size_t i = 0; i < 2 * cast->obj_count; i++) {
        for (size_t j = i + 1; j < 2 * cast->obj_count; j++) {
            found = better(search, track_of(cast, i), track_of(cast, j)) || found;
        }
    }
    for (size_t i = 0; i < cast->link_count; i++) {
        for (size_t j = i + 1; j < cast->link_count; j++) {
            if (cast->links[i].actor == cast->links[j].actor) {
                found = better(search, &cast->links[i].slot, &cast->links[j].slot) || found;
            }
        }
    }
    return found;
}

/* The mean place of the actors that are joined to an object; without any: behind all. */
static double barycentre(const struct cast *cast, size_t obj) {
    size_t sum = 0, count = 0;

    for (size_t i = 0; i < cast->link_count; i++) {
        if (cast->links[i].obj == obj) {
            sum += cast->links[i].actor;
            count++;
        }
    }
    return count > 0 ? (double)sum / (double)count : (double)cast->actor_count;
}

/* Rows in the order of the barycentres, tracks with their objects. */
static void by_barycentre(struct cast *cast) {
    for (size_t i = 0; i < cast->obj_count; i++) {
        double own = barycentre(cast, i);
        size_t row = 0;
        for (size_t j = 0; j < cast->obj_count; j++) {
            double other = barycentre(cast, j);
            row += other < own || (other <= own && j < i) ? 1 : 0;
        }
        cast->objs[i].row = row;
    }
}

void stage_arrange(struct cast *cast, int (*obj_rows)(const struct cast_obj *obj)) {
    struct search search = {.cast = cast, .obj_rows = obj_rows};

    for (size_t i = 0; i < cast->actor_count; i++) {
        cast->actors[i].room = cast->actors[i].about;
    }
    if (cast->obj_count == 0 || 2 * cast->obj_count > NETS_MAX) {
        return; /* that many are a list */
    }
    search.best = cost(&search);
    by_barycentre(cast);
    size_t other = cost(&search);
    if (other < search.best) {
        search.best = other;
    } else {
        for (size_t i = 0; i < cast->obj_count; i++) {
            cast->objs[i].row = i;
        }
    }
    for (int i = 0; i < ROUNDS && one_round(&search); i++) {
    }
}
