/* SPDX-License-Identifier: MIT */
/* stage_lock.c: a lock on stage: who has it, who waits for it. Its wires are no descriptors: one
 * from the lock to the process that has it, one to the lock from each that waits. So the circle of
 * a deadlock is there to be followed. */
#include "columns.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include "world_json.h"
#include <string.h>

static void field_text(const struct scene *scene, const struct world_obj *obj, const char *name,
                       struct buf *out) {
    obj_field(scene->world, obj, name, out);
}

static bool is_owner(const struct scene *scene, const struct world_obj *obj,
                     const struct world_proc *proc) {
    struct buf owner = {0};
    bool is;

    field_text(scene, obj, "owner", &owner);
    is = owner.len > 0 && strcmp(buf_str(&owner), log_str(scene->log, proc->name)) == 0;
    buf_done(&owner);
    return is && proc_lives(proc);
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    if (proc->state == PROC_BLOCKED && proc->obj == obj->name) {
        *ret_word = "waits";
        return END_W;
    }
    *ret_word = "has";
    return is_owner(scene, obj, proc) ? END_R : END_NONE;
}

/* A line "label: names"; where that is too long, with the shorter label, or fewer names. */
static void put_named(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet,
                      const char *const labels[2], const char *field, unsigned look) {
    struct buf text = {0};
    bool fits;

    field_text(scene, obj, field, &text);
    fits = columns(labels[0]) + 2 + columns(buf_str(&text)) <= sheet->width;
    if (text.len > 0) {
        stage_put_names(sheet, look, labels[fits ? 0 : 1], buf_str(&text));
    } else {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "%s: -", labels[0]);
    }
    buf_done(&text);
}

static void lock_inside(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    bool changed = scene_is_new(scene, obj->touched);
    struct buf depth = {0};

    static const char *const held[] = {"held by", "held"};
    static const char *const waiting[] = {"waiting", "wait"};

    put_named(scene, obj, sheet, held, "owner",
              STYLE_OBJECT | ATTR_BOLD | (changed ? ATTR_REVERSE : 0));
    put_named(scene, obj, sheet, waiting, "waiting", STYLE_BLOCKED);
    field_text(scene, obj, "depth", &depth);
    if (obj->type == OBJ_RLOCK) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "taken %s times", buf_str(&depth));
    }
    if (strstr(log_str(scene->log, obj->state), "\"inconsistent\":true") != NULL) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_ERROR, "an owner died");
    } else if (strstr(log_str(scene->log, obj->state), "\"lost\":true") != NULL) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_ERROR, "useless now");
    }
    buf_done(&depth);
}

static void lock_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    obj_describe(scene->world, obj, out);
}

const struct stage_kind stage_lock = {
    .rows = 3,
    .inside = lock_inside,
    .line = lock_line,
    .bond = bond,
    .tells_waiters = true,
};

const struct stage_kind stage_rlock = {
    .rows = 3,
    .inside = lock_inside,
    .line = lock_line,
    .bond = bond,
    .tells_waiters = true,
};
