/* SPDX-License-Identifier: MIT */
/* stage_event.c: an event on stage: whether its flag is up, and who waits for it. */
#include "glyphs.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include "world_json.h"
#include <string.h>

static void event_inside(const struct scene *scene, const struct world_obj *obj,
                         struct sheet *sheet) {
    struct buf set = {0}, waiting = {0};
    bool up;

    obj_field(scene->world, obj, "set", &set);
    obj_field(scene->world, obj, "waiting", &waiting);
    up = strcmp(buf_str(&set), "true") == 0;
    sheet_line(sheet);
    sheet_printf(sheet,
                 (up ? STYLE_READY : STYLE_OBJECT) | ATTR_BOLD |
                     (scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0),
                 "%s %s", up ? GLYPH_DUE : GLYPH_OPEN, up ? "set" : "not set");
    stage_put_names(sheet, STYLE_BLOCKED, "wait", buf_str(&waiting));
    buf_done(&set);
    buf_done(&waiting);
}

static void event_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    obj_describe(scene->world, obj, out);
}

/* The last set of the step looked at wakes along this wire. */
static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    if (proc->state == PROC_BLOCKED && proc->obj == obj->name) {
        *ret_word = "waits";
        return END_W;
    }
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->obj == obj->name && event->actor == proc->name) {
            bool waited = event->op == OP_EVENT_WAIT;
            *ret_word = waited ? "goes" : op_name((enum op_kind)event->op);
            return waited ? END_R : END_W;
        }
    }
    return END_NONE;
}

const struct stage_kind stage_event = {
    .rows = 3,
    .inside = event_inside,
    .line = event_line,
    .bond = bond,
    .tells_waiters = true,
};
