/* SPDX-License-Identifier: MIT */
/* stage_signals.c: a process's signals on stage: which have a handler, which are blocked, which are
 * pending. A signal that is sent travels to it along the sender's wire, and from it to its process
 * when the handler begins. */
#include "stage_kinds.h"
#include "world_json.h"

static void put_row(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet,
                    const char *label, const char *field, unsigned look) {
    struct buf list = {0};

    obj_field(scene->world, obj, field, &list);
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "%s ", label);
    sheet_put(sheet, list.len > 0 ? look : STYLE_DIM, list.len > 0 ? buf_str(&list) : "-");
    buf_done(&list);
}

static void signals_inside(const struct scene *scene, const struct world_obj *obj,
                           struct sheet *sheet) {
    bool is_new = scene_is_new(scene, obj->touched);
    const struct world_proc *of = world_proc(scene->world, obj->maker);

    if (of != NULL && !proc_lives(of)) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, "gone");
        return;
    }
    put_row(scene, obj, sheet, "pend:", "pending",
            STYLE_BYTES | ATTR_BOLD | (is_new ? ATTR_REVERSE : 0));
    put_row(scene, obj, sheet, "hand:", "handled", STYLE_OBJECT);
    put_row(scene, obj, sheet, "mask:", "blocked", STYLE_BLOCKED);
}

static void signals_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    obj_describe(scene->world, obj, out);
}

/* Its own process takes from it; who sends one in this step puts into it. */
static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    if (proc->name == obj->maker && !proc_lives(proc)) {
        return END_NONE;
    }
    if (proc->name == obj->maker) {
        *ret_word = proc->op == OP_HANDLER ? "runs" : "";
        return END_R;
    }
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->op == OP_KILL && event->obj == obj->name &&
            event->actor == proc->name) {
            *ret_word = "kill";
            return END_W;
        }
    }
    return END_NONE;
}

const struct stage_kind stage_signals = {
    .rows = 3,
    .inside = signals_inside,
    .line = signals_line,
    .bond = bond,
};
