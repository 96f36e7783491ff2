/* SPDX-License-Identifier: MIT */
/* stage_fifo.c: a named pipe on stage: a pipe, and whether its name is still there to be opened. */
#include "stage_kinds.h"

static void fifo_inside(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    bool unlinked = world_obj_is_unlinked(scene->world, obj);

    stage_pipe.inside(scene, obj, sheet);
    sheet_line(sheet);
    sheet_put(sheet, unlinked ? STYLE_CHANGED : STYLE_DIM,
              unlinked ? "name removed" : "has a name");
}

static void fifo_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    stage_pipe.line(scene, obj, out);
    if (world_obj_is_unlinked(scene->world, obj)) {
        buf_puts(out, " name removed");
    }
}

const struct stage_kind stage_fifo = {
    .rows = 6,
    .inside = fifo_inside,
    .line = fifo_line,
};
