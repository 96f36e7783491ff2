/* SPDX-License-Identifier: MIT */
/* stage_condition.c: a condition variable on stage: its lock, who waits (and gave the lock back),
 * how many were notified, and what was lost. */
#include "columns.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include "world_json.h"
#include <string.h>

static void field_text(const struct scene *scene, const struct world_obj *obj, const char *name,
                       struct buf *out) {
    buf_clear(out);
    obj_field(scene->world, obj, name, out);
}

/* How many were woken, and how many notifies found nobody. */
static void put_counts(const struct scene *scene, const struct world_obj *obj,
                       struct sheet *sheet) {
    struct buf notified = {0}, lost = {0};
    bool narrow;

    field_text(scene, obj, "notified", &notified);
    field_text(scene, obj, "lost", &lost);
    narrow = columns("notified  lost ") + (int)notified.len + (int)lost.len > sheet->width;
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_OBJECT, narrow ? "woke %s" : "notified %s", buf_str(&notified));
    if (strcmp(buf_str(&lost), "0") != 0) {
        sheet_printf(sheet, STYLE_ERROR, " lost %s", buf_str(&lost));
    }
    buf_done(&notified);
    buf_done(&lost);
}

static void condition_inside(const struct scene *scene, const struct world_obj *obj,
                             struct sheet *sheet) {
    struct buf text = {0};
    unsigned changed = scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0;

    field_text(scene, obj, "waiting", &text);
    stage_put_names(sheet, STYLE_BLOCKED | changed, "wait", buf_str(&text));
    put_counts(scene, obj, sheet);
    field_text(scene, obj, "lock", &text);
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "lock %s", buf_str(&text));
    buf_done(&text);
}

static void condition_line(const struct scene *scene, const struct world_obj *obj,
                           struct buf *out) {
    obj_describe(scene->world, obj, out);
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    if (proc->state == PROC_BLOCKED && proc->obj == obj->name) {
        *ret_word = "waits";
        return END_W;
    }
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->obj == obj->name && event->actor == proc->name) {
            bool takes = event->op == OP_ACQUIRE;
            *ret_word = takes ? "woken" : "";
            return takes ? END_R : END_W;
        }
    }
    return END_NONE;
}

const struct stage_kind stage_condition = {
    .rows = 3,
    .inside = condition_inside,
    .line = condition_line,
    .bond = bond,
    .tells_waiters = true,
};
