/* SPDX-License-Identifier: MIT */
/* stage_queue.c: a queue on stage: its items, the next one to be got first, how many it may hold,
 * and what is inside: who has the readers' lock, who the writers', and the count of tasks. The
 * locks are no boxes of their own (cast.c): the kernel view has them. */
#include "glyphs.h"
#include "queue_items.h"
#include "stage_kinds.h"
#include "world_json.h"

enum { ITEMS_SHOWN = 16 };

static void count_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    int64_t maxsize = queue_maxsize(scene->world, obj);
    int64_t tasks = queue_tasks(scene->world, obj);

    buf_putf(out, "%u", obj->item_count);
    if (tasks >= 0 && maxsize > 0) {
        buf_putf(out, "/%lld, %lld to do", (long long)maxsize, (long long)tasks);
    } else if (tasks >= 0) {
        buf_putf(out, " in, %lld to do", (long long)tasks);
    } else if (maxsize > 0) {
        buf_putf(out, " of %lld", (long long)maxsize);
    } else {
        buf_puts(out, obj->item_count == 1 ? " item" : " items");
    }
}

static void items_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    buf_puts(out, GLYPH_CURSOR_R " ");
    queue_put_items(scene->world, obj, ITEMS_SHOWN, " │ ", out);
    buf_puts(out, obj->item_count > 0 ? " " GLYPH_CURSOR : GLYPH_CURSOR);
}

static void lock_line(const struct scene *scene, const struct world_obj *obj, const char *part,
                      const char *label, struct sheet *sheet) {
    const struct world_obj *lock = queue_part(scene->world, obj, part);
    struct buf owner = {0};

    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, label);
    if (lock != NULL) {
        obj_field(scene->world, lock, "owner", &owner);
        sheet_put(sheet,
                  (owner.len > 0 ? STYLE_OBJECT : STYLE_DIM) |
                      (scene_is_new(scene, lock->touched) ? ATTR_REVERSE : 0),
                  owner.len > 0 ? buf_str(&owner) : "free");
    }
    buf_done(&owner);
}

static void queue_inside(const struct scene *scene, const struct world_obj *obj,
                         struct sheet *sheet) {
    struct buf text = {0};
    unsigned changed = scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0;

    items_text(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_BYTES, buf_str(&text));
    buf_clear(&text);
    count_text(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | changed, buf_str(&text));
    lock_line(scene, obj, "rlock", "rlock ", sheet);
    lock_line(scene, obj, "wlock", "wlock ", sheet);
    if (queue_tasks(scene->world, obj) >= 0) {
        lock_line(scene, obj, "lock", "lock  ", sheet);
    }
    buf_done(&text);
}

static void queue_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    items_text(scene, obj, out);
    buf_puts(out, " ");
    count_text(scene, obj, out);
}

const struct stage_kind stage_queue = {
    .rows = 5,
    .inside = queue_inside,
    .line = queue_line,
};
