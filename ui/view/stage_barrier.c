/* SPDX-License-Identifier: MIT */
/* stage_barrier.c: a barrier on stage: a mark for each place, filled for each that is there; and
 * who they are. */
#include "glyphs.h"
#include "holders.h"
#include "json_value.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include "world_json.h"

enum { MARKS_MAX = 12 };

static void barrier_inside(const struct scene *scene, const struct world_obj *obj,
                           struct sheet *sheet) {
    struct json attrs = json_of(log_str(scene->log, obj->attrs));
    int64_t parties = json_int_or(json_get(attrs, "parties"), 1);
    uint32_t there = waiters_count(scene->world, obj);
    unsigned changed = scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0;
    struct buf waiting = {0};

    obj_field(scene->world, obj, "waiting", &waiting);
    sheet_line(sheet);
    for (int64_t i = 0; i < parties && parties <= MARKS_MAX; i++) {
        sheet_put(sheet, i < (int64_t)there ? STYLE_BLOCKED : STYLE_DIM,
                  i < (int64_t)there ? GLYPH_DUE : GLYPH_OPEN);
    }
    sheet_printf(sheet, STYLE_OBJECT | ATTR_BOLD | changed, " %u of %lld", there,
                 (long long)parties);
    stage_put_names(sheet, STYLE_BLOCKED, "wait", buf_str(&waiting));
    buf_done(&waiting);
}

static void barrier_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    obj_describe(scene->world, obj, out);
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    (void)scene;
    *ret_word = "waits";
    return proc->state == PROC_BLOCKED && proc->obj == obj->name ? END_W : END_NONE;
}

const struct stage_kind stage_barrier = {
    .rows = 2,
    .inside = barrier_inside,
    .line = barrier_line,
    .bond = bond,
    .tells_waiters = true,
};
