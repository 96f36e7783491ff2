/* SPDX-License-Identifier: MIT */
/* stage_semaphore.c: a semaphore on stage. Where it is all that a program has, as a parking garage:
 * the street with those who wait at the barrier, the places with those who are in, the counter.
 * Beside other objects, as a box: value, who is in, who waits. */
#include "columns.h"
#include "glyphs.h"
#include "holders.h"
#include "json_value.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include "states.h"
#include <string.h>

enum {
    STREET_W = 18,  /* "+12 ▶car4 ▶car5 ▶" and the barrier */
    PLACE_W = 7,    /* "[car12]" */
    PLACE_ROWS = 4, /* of places with names; then blocks */
    BLOCK_ROWS = 6,
    BOTH_W = 34, /* "garage - BoundedSemaphore(130)" */
    NAME_W = PLACE_W - 2
};

static const char *name_of(const struct scene *scene, strid actor) {
    return log_str(scene->log, actor);
}

static bool is_bounded(const struct scene *scene, const struct world_obj *obj) {
    struct json bounded = json_get(json_of(log_str(scene->log, obj->attrs)), "bounded");

    return bounded.at != NULL && *bounded.at == 't';
}

/* The item at a place, or NULL: free. */
static const struct world_item *at_place(const struct world_obj *obj, int64_t place) {
    for (uint32_t i = 0; i < obj->item_count; i++) {
        if (obj->items[i].off == place) {
            return &obj->items[i];
        }
    }
    return NULL;
}

/* Places that are drawn: those there are, and those that are taken though there are none. */
static int64_t places_of(const struct scene *scene, const struct world_obj *obj) {
    int64_t places = semaphore_initial(scene->world, obj);
    int64_t last = obj->item_count > 0 ? obj->items[obj->item_count - 1].off + 1 : 0;
    return last > places ? last : places;
}

static void put_place(const struct scene *scene, const struct world_obj *obj, int64_t place,
                      struct sheet *sheet) {
    const struct world_item *item = at_place(obj, place);
    bool over = place >= semaphore_initial(scene->world, obj);
    int from = sheet_columns(sheet);

    if (item == NULL) {
        sheet_put(sheet, STYLE_DIM, "[");
        sheet_pad(sheet, from + PLACE_W - 1);
        sheet_put(sheet, STYLE_DIM, "]");
        return;
    }
    const struct world_proc *proc = world_proc(scene->world, item->actor);
    const char *name = name_of(scene, item->actor);
    unsigned look = over || proc == NULL ? STYLE_ERROR : state_look(scene, proc);
    look |= scene_is_new(scene, item->record) ? ATTR_REVERSE : 0;
    const char *wall = obj->given > 0 ? "?" : over ? "!" : NULL; /* "?": it may be out */
    sheet_put(sheet, wall != NULL ? STYLE_ERROR : STYLE_NORMAL, wall != NULL ? wall : "[");
    sheet_printf(sheet, look, "%.*s", (int)columns_fit(name, strlen(name), NAME_W), name);
    if (proc != NULL && !proc_lives(proc) && columns(name) < NAME_W) {
        sheet_put(sheet, STYLE_ENDED, GLYPH_ENDED);
    }
    sheet_pad(sheet, from + PLACE_W - 1);
    sheet_put(sheet, wall != NULL ? STYLE_ERROR : STYLE_NORMAL, wall != NULL ? wall : "]");
}

/* One row of blocks, each of which stands for `each` places; the row ends at place `to`. */
static void put_blocks(const struct scene *scene, const struct world_obj *obj, int64_t from,
                       int64_t to, int64_t each, struct sheet *sheet) {
    int64_t initial = semaphore_initial(scene->world, obj);
    uint32_t at = 0;

    for (int64_t place = from; place < to; place += each) {
        bool taken = false, now = false;
        while (at < obj->item_count && obj->items[at].off < place) {
            at++;
        }
        for (; at < obj->item_count && obj->items[at].off < place + each; at++) {
            taken = true;
            now = now || scene_is_new(scene, obj->items[at].record);
        }
        sheet_put(sheet,
                  place >= initial ? STYLE_ERROR
                  : now            ? STYLE_CHANGED | ATTR_REVERSE
                  : taken          ? STYLE_BYTES
                                   : STYLE_DIM,
                  taken ? GLYPH_FULL : GLYPH_WAITED);
    }
}

/* Those who wait, the first of them next to the barrier; as many as fit, and how many more. */
static void put_queue(const struct scene *scene, const struct world_obj *obj, int width,
                      struct sheet *sheet) {
    uint32_t count = waiters_count(scene->world, obj), shown = 0;
    strid first[8] = {0};
    uint64_t after = 0;
    int used = 0, more_w = 4;

    while (shown < count && shown < sizeof(first) / sizeof(first[0])) {
        const struct world_proc *proc =
            &scene->world->procs[waiter_after(scene->world, obj, after)];
        int own = columns(name_of(scene, proc->name)) + 2;
        if (used + own > width - (shown + 1 < count ? more_w : 0)) {
            break;
        }
        used += own;
        first[shown++] = proc->name;
        after = proc->since;
    }
    struct buf more = {0};
    if (shown < count) {
        buf_putf(&more, "+%u", count - shown);
        used += columns(buf_str(&more)) + 1;
    }
    int from = sheet_columns(sheet);
    sheet_put(sheet, STYLE_NORMAL, "");
    sheet_pad(sheet, from + width - used);
    if (more.len > 0) {
        sheet_printf(sheet, STYLE_BLOCKED, "%s ", buf_str(&more));
    }
    buf_done(&more);
    for (uint32_t i = shown; i > 0; i--) {
        const struct world_proc *proc = world_proc(scene->world, first[i - 1]);
        unsigned look = state_look(scene, proc);
        look |= scene_is_new(scene, proc->since) ? ATTR_REVERSE : 0;
        sheet_put(sheet, look, name_of(scene, proc->name));
        sheet_put(sheet, STYLE_NORMAL, " " GLYPH_RIGHT);
    }
}

/* What the street says in a row of the garage. */
static void put_street(const struct scene *scene, const struct world_obj *obj, int row,
                       struct sheet *sheet) {
    uint32_t waiting = waiters_count(scene->world, obj);

    if (row == 0) {
        put_queue(scene, obj, STREET_W - 1, sheet);
        sheet_put(sheet, waiting > 0 ? STYLE_BLOCKED | ATTR_BOLD : STYLE_READY,
                  waiting > 0 ? "╫" : "╶");
        return;
    }
    if (row == 1) {
        sheet_put(sheet, STYLE_DIM, waiting > 0 ? GLYPH_WAITS " acquire" : "");
        sheet_pad(sheet, STREET_W - 8);
        sheet_put(sheet, STYLE_DIM, "barrier");
    }
    sheet_pad(sheet, STREET_W);
}

static void put_edge(struct sheet *sheet, const char *left, const char *right, const char *title,
                     int width) {
    sheet_put(sheet, STYLE_OBJECT, left);
    if (*title != '\0') {
        sheet_printf(sheet, STYLE_OBJECT | ATTR_BOLD, " %s ", title);
    }
    while (sheet_columns(sheet) < width - 1) {
        sheet_put(sheet, STYLE_OBJECT, "─");
    }
    sheet_put(sheet, STYLE_OBJECT, right);
}

static void put_counter(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    int64_t initial = semaphore_initial(scene->world, obj), value = obj_in_flight(obj);
    uint32_t waiting = waiters_count(scene->world, obj), taken = semaphore_taken(obj);
    bool over = value + taken > initial;
    unsigned changed = scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0;

    sheet_line(sheet);
    sheet_printf(sheet, (over ? STYLE_ERROR : STYLE_BYTES) | ATTR_BOLD | changed, " value %lld ",
                 (long long)value);
    sheet_printf(sheet, over ? STYLE_ERROR : STYLE_NORMAL, "  %u of %lld in", taken,
                 (long long)initial);
    sheet_printf(sheet, waiting > 0 ? STYLE_BLOCKED : STYLE_DIM, "  %u wait%s", waiting,
                 waiting == 1 ? "s" : "");
    sheet_printf(sheet, STYLE_DIM, "  left: %lld", (long long)(obj->written - initial));
    sheet_line(sheet); /* always, so that nothing moves */
    if (over) {
        sheet_printf(sheet, STYLE_ERROR, " %lld + %u is more than %lld: released too often",
                     (long long)value, taken, (long long)initial);
    } else if (obj->given > 0) {
        sheet_printf(sheet, STYLE_ERROR, " %u of these %u are in, nobody can know which", taken,
                     obj->item_count);
    }
}

/* How places are drawn in width columns. */
struct shape {
    bool blocks;           /* too many for names */
    int64_t per_row, each; /* places in a row, and that a block stands for */
};

static struct shape shape_of(int64_t places, int width) {
    int inner = width - STREET_W - 4;
    struct shape shape = {.per_row = inner / PLACE_W, .each = 1};

    shape.per_row = shape.per_row < 1 ? 1 : shape.per_row;
    shape.blocks = places > shape.per_row * PLACE_ROWS;
    if (shape.blocks) {
        shape.per_row = inner > 0 ? inner : 1;
        shape.each = (places + shape.per_row * BLOCK_ROWS - 1) / (shape.per_row * BLOCK_ROWS);
        shape.per_row *= shape.each;
    }
    return shape;
}

/* Two rows of walls, two of numbers, and at least two of places. */
static int garage_rows(int64_t places, int width) {
    int64_t per_row = shape_of(places, width).per_row;
    int rows = (int)((places + per_row - 1) / per_row);

    return 4 + (rows > 2 ? rows : 2);
}

static void garage(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet) {
    int inner = sheet->width - STREET_W - 4;
    int64_t places = places_of(scene, obj);
    struct shape shape = shape_of(places, sheet->width);
    int64_t per_row = shape.per_row;
    struct buf title = {0};

    if (!is_bounded(scene, obj) || inner > BOTH_W) {
        buf_putf(&title, "%s %s ", name_of(scene, obj->name), GLYPH_DOT);
    }
    buf_putf(&title, "%sSemaphore(%lld)", is_bounded(scene, obj) ? "Bounded" : "",
             (long long)semaphore_initial(scene->world, obj));
    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, " street");
    sheet_pad(sheet, STREET_W);
    put_edge(sheet, "┌", "┐", buf_str(&title), sheet->width);
    buf_done(&title);
    for (int64_t row = 0; row == 0 || row == 1 || row * per_row < places; row++) {
        int64_t to = (row + 1) * per_row < places ? (row + 1) * per_row : places;
        sheet_line(sheet);
        put_street(scene, obj, (int)row, sheet);
        sheet_put(sheet, STYLE_OBJECT, row == 0 ? "▶ " : "│ ");
        if (shape.blocks) {
            put_blocks(scene, obj, row * per_row, to, shape.each, sheet);
        }
        for (int64_t place = row * per_row; !shape.blocks && place < to; place++) {
            put_place(scene, obj, place, sheet);
        }
        sheet_pad(sheet, sheet->width - 1);
        sheet_put(sheet, STYLE_OBJECT, "│");
    }
    sheet_line(sheet);
    sheet_pad(sheet, STREET_W);
    put_edge(sheet, "└", "┘", "", sheet->width);
    put_counter(scene, obj, sheet);
}

static void put_waiting(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    uint64_t after = 0;

    for (uint32_t at, i = 0; i < 8 && (at = waiter_after(scene->world, obj, after)) != UINT32_MAX;
         i++) {
        buf_putf(out, " %s", name_of(scene, scene->world->procs[at].name));
        after = scene->world->procs[at].since;
    }
}

/* "in: a b"; "in: 1 of a b" where it is not known which of them. */
static void put_takers(const struct world_obj *obj, const struct buf *names, struct sheet *sheet) {
    if (obj->given > 0 && names->len > 0) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "in: %s", buf_str(names));
    } else {
        stage_put_names(sheet, STYLE_DIM, "in", buf_str(names));
    }
}

static void semaphore_inside(const struct scene *scene, const struct world_obj *obj,
                             struct sheet *sheet) {
    struct buf text = {0};

    sheet_line(sheet);
    sheet_printf(sheet,
                 STYLE_BYTES | ATTR_BOLD | (scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0),
                 "value %lld", (long long)obj_in_flight(obj));
    put_waiting(scene, obj, &text);
    stage_put_first_names(sheet, STYLE_BLOCKED, "wait", buf_str(&text),
                          waiters_count(scene->world, obj));
    buf_clear(&text);
    semaphore_takers(scene->world, obj, &text);
    if (semaphore_initial(scene->world, obj) > 0) {
        put_takers(obj, &text, sheet);
    }
    buf_done(&text);
}

static void semaphore_line(const struct scene *scene, const struct world_obj *obj,
                           struct buf *out) {
    buf_putf(out, "value %lld", (long long)obj_in_flight(obj));
    if (obj->item_count > 0) {
        buf_puts(out, "  in: ");
        semaphore_takers(scene->world, obj, out);
    }
    if (waiters_count(scene->world, obj) > 0) {
        buf_puts(out, "  wait:");
        put_waiting(scene, obj, out);
    }
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    (void)scene;
    if (proc->state == PROC_BLOCKED && proc->obj == obj->name) {
        *ret_word = "waits";
        return END_W;
    }
    for (uint32_t i = 0; i < obj->item_count; i++) {
        if (obj->items[i].actor == proc->name) {
            *ret_word = obj->given > 0 ? "in?" : "in";
            return END_R;
        }
    }
    return END_NONE;
}

const struct stage_kind stage_semaphore = {
    .rows = 3,
    .inside = semaphore_inside,
    .line = semaphore_line,
    .bond = bond,
    .whole = garage,
    .whole_rows = garage_rows,
    .whole_title = "the parking garage",
    .tells_waiters = true,
};
