/* SPDX-License-Identifier: MIT */
/* stage_layout.c: see stage_layout.h. Levels from roomy to list; the first that fits is taken. */
#include "stage_layout.h"
#include "mem.h"
#include <string.h>

static const struct level {
    int gap;      /* rows between two neighbours */
    int frame;    /* rows of the frame, above and below together */
    int rows;     /* least rows inside an actor */
    int obj_rows; /* most rows inside an object; its two ends need two */
} levels[] = {
    [STAGE_ROOMY] = {.gap = 1, .frame = 2, .rows = 2, .obj_rows = 9},
    [STAGE_CLOSE] = {.gap = 0, .frame = 2, .rows = 2, .obj_rows = 9},
    [STAGE_TIGHT] = {.gap = 0, .frame = 2, .rows = 2, .obj_rows = 2},
    [STAGE_BARE] = {.gap = 1, .frame = 0, .rows = 2, .obj_rows = 3},
    [STAGE_DENSE] = {.gap = 0, .frame = 0, .rows = 2, .obj_rows = 3},
    [STAGE_LINES] = {.gap = 0, .frame = 0, .rows = 1, .obj_rows = 2},
};

enum {
    ACTOR_W_MIN = 15, /* "~ waits: read" and a frame */
    ACTOR_W_MORE = 4, /* "> ready: write p": with the object's name */
    ACTOR_W_MAX = 28,
    OBJ_W_MIN = 16, /* "0 of 65536 B" and a frame */
    OBJ_W_MAX = 34,
    LABEL_W = 7, /* "<fd 3--" or " closed": the descriptor on its wire */
    HEAD_W = 1,  /* the arrow's head at the object */
    MARK_W = 2   /* "> " before a state */
};

static int max_int(int a, int b) {
    return a > b ? a : b;
}

static int min_int(int a, int b) {
    return a < b ? a : b;
}

/* A state that is longer than the box is wide gets a line more, where lines are not counted. */
static int actor_height(const struct cast_actor *actor, const struct level *level, int width) {
    bool splits = level->rows > 1 && MARK_W + actor->room > width - level->frame;

    return max_int(level->rows + (splits ? 1 : 0), (int)actor->links) + level->frame;
}

static int obj_height(const struct cast_obj *obj, const struct level *level,
                      int (*obj_rows)(const struct cast_obj *obj)) {
    return min_int(level->obj_rows, max_int(2, obj_rows(obj))) + level->frame;
}

static bool fits(const struct cast *cast, const struct level *level, int h, int width,
                 int (*obj_rows)(const struct cast_obj *obj)) {
    int actors = -level->gap;
    int objs = -level->gap;

    for (size_t i = 0; i < cast->actor_count && actors <= h; i++) {
        actors += actor_height(&cast->actors[i], level, width) + level->gap;
    }
    for (size_t i = 0; i < cast->obj_count && objs <= h; i++) {
        objs += obj_height(&cast->objs[i], level, obj_rows) + level->gap;
    }
    return actors <= h && objs <= h;
}

/* Whether anybody is ever joined to this end of an object. */
static bool is_used(const struct cast *cast, size_t obj, enum fd_end end) {
    for (size_t i = 0; i < cast->link_count; i++) {
        const struct cast_link *link = &cast->links[i];
        if (link->obj == obj && (link->end == end || link->end == END_RW)) {
            return true;
        }
    }
    return false;
}

static int tracks_count(const struct cast *cast) {
    int count = 0;

    for (size_t i = 0; i < cast->obj_count; i++) {
        count += is_used(cast, i, END_W) + is_used(cast, i, END_R);
    }
    return count;
}

/* Columns that the tracks need at the least: one for each end that has one, and air. */
static int tracks_width(const struct cast *cast) {
    return tracks_count(cast) + 1;
}

static enum stage_level choose(const struct cast *cast, int h, int w, int actor_w,
                               int (*obj_rows)(const struct cast_obj *obj)) {
    int need = ACTOR_W_MIN + LABEL_W + tracks_width(cast) + HEAD_W + OBJ_W_MIN;

    if (cast->obj_count == 0) {
        need = ACTOR_W_MIN;
    }
    for (int level = STAGE_ROOMY; level < STAGE_LIST; level++) {
        if (w >= need && fits(cast, &levels[level], h, actor_w, obj_rows)) {
            return (enum stage_level)level;
        }
    }
    return STAGE_LIST;
}

static void place_actors(struct stage_layout *layout, const struct cast *cast, int width) {
    const struct level *level = &levels[layout->level];
    int y = 0;

    for (size_t i = 0; i < cast->actor_count; i++) {
        int h = actor_height(&cast->actors[i], level, width);
        layout->actors[i] = (struct stage_place){.y = y, .x = 0, .h = h, .w = width};
        y += h + level->gap;
    }
    for (size_t i = 0; i < cast->link_count; i++) {
        const struct cast_link *link = &cast->links[i];
        layout->link_y[i] = layout->actors[link->actor].y + level->frame / 2 + (int)link->slot;
    }
}

/* The place in the cast of the object that stands in a row. */
static size_t obj_in_row(const struct cast *cast, size_t row) {
    size_t i = 0;

    while (i < cast->obj_count && cast->objs[i].row != row) {
        i++;
    }
    return i;
}

static void place_objs(struct stage_layout *layout, const struct cast *cast, int width,
                       int (*obj_rows)(const struct cast_obj *obj)) {
    const struct level *level = &levels[layout->level];
    int y = 0;

    for (size_t row = 0; row < cast->obj_count; row++) {
        size_t i = obj_in_row(cast, row);
        int h = obj_height(&cast->objs[i], level, obj_rows);
        layout->objs[i] = (struct stage_place){.y = y, .x = layout->w - width, .h = h, .w = width};
        layout->read_y[i] = y + level->frame / 2;
        layout->write_y[i] = y + level->frame / 2 + 1;
        y += h + level->gap;
    }
}

/* The tracks, spread over the channel in their order. */
static void place_tracks(struct stage_layout *layout, const struct cast *cast, int from, int to) {
    int count = tracks_count(cast);
    int pitch = count > 0 ? max_int(1, min_int(3, (to - from) / count)) : 1;
    int at = from;

    for (size_t track = 0; track < 2 * cast->obj_count; track++) {
        for (size_t i = 0; i < cast->obj_count; i++) {
            if (cast->objs[i].write_track == track) {
                layout->write_x[i] = at;
                at += is_used(cast, i, END_W) ? pitch : 0;
            }
            if (cast->objs[i].read_track == track) {
                layout->read_x[i] = at;
                at += is_used(cast, i, END_R) ? pitch : 0;
            }
        }
    }
}

void stage_layout(struct stage_layout *ret_layout, const struct cast *cast, int h, int w,
                  int (*obj_rows)(const struct cast_obj *obj)) {
    struct stage_layout layout = {.h = h, .w = w};
    int spare = w - ACTOR_W_MIN - OBJ_W_MIN - LABEL_W - HEAD_W - tracks_width(cast);
    int actor_w = ACTOR_W_MIN + max_int(0, min_int(spare, ACTOR_W_MORE));
    int obj_w;

    /* What is left is shared out: the channel between the two columns gets the rest. */
    spare = max_int(0, spare - ACTOR_W_MORE);
    actor_w = min_int(ACTOR_W_MAX, actor_w + spare / 4);
    obj_w = min_int(OBJ_W_MAX, OBJ_W_MIN + spare / 3);
    layout.level = choose(cast, h, w, actor_w, obj_rows);

    layout.actor_count = cast->actor_count;
    layout.obj_count = cast->obj_count;
    layout.link_count = cast->link_count;
    if (layout.level == STAGE_LIST) {
        *ret_layout = layout;
        return;
    }
    layout.framed = levels[layout.level].frame > 0;
    layout.actors = mem_new((cast->actor_count + 1) * sizeof(*layout.actors));
    layout.objs = mem_new((cast->obj_count + 1) * sizeof(*layout.objs));
    layout.link_y = mem_new((cast->link_count + 1) * sizeof(int));
    layout.read_y = mem_new((cast->obj_count + 1) * sizeof(int));
    layout.write_y = mem_new((cast->obj_count + 1) * sizeof(int));
    layout.read_x = mem_new((cast->obj_count + 1) * sizeof(int));
    layout.write_x = mem_new((cast->obj_count + 1) * sizeof(int));
    place_actors(&layout, cast, actor_w);
    place_objs(&layout, cast, obj_w, obj_rows);
    place_tracks(&layout, cast, actor_w + LABEL_W, w - obj_w - HEAD_W);
    *ret_layout = layout;
}

void stage_layout_done(struct stage_layout *layout) {
    if (layout == NULL) {
        return;
    }
    mem_free(layout->actors);
    mem_free(layout->objs);
    mem_free(layout->link_y);
    mem_free(layout->read_y);
    mem_free(layout->write_y);
    mem_free(layout->read_x);
    mem_free(layout->write_x);
    memset(layout, 0, sizeof(*layout));
}
