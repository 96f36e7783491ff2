/* SPDX-License-Identifier: MIT */
/* stage_shared.c: shared memory on stage: a Value as its number, an Array as a row of cells with
 * their numbers above and their offsets in bytes below; who has it mapped; and who is about to
 * write a number that was made from one that is old by now: the lost update, before it happens. */
#include "columns.h"
#include "json_value.h"
#include "shared_cells.h"
#include "stage_kinds.h"
#include "stage_words.h"
#include <string.h>

/* The last load or store of the step looked at, on this object and (proc not NULL) by this process;
 * or NULL. */
static const struct event *used_now(const struct scene *scene, const struct world_obj *obj,
                                    const struct world_proc *proc) {
    const struct event *found = NULL;

    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->obj == obj->name &&
            (event->op == OP_LOAD || event->op == OP_STORE) &&
            (proc == NULL || event->actor == proc->name)) {
            found = event;
        }
    }
    return found;
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    const struct event *event = used_now(scene, obj, proc);

    if (event == NULL) {
        return END_NONE;
    }
    *ret_word = event->op == OP_LOAD ? "load" : "store";
    return event->op == OP_LOAD ? END_R : END_W;
}

static unsigned cell_look(const struct scene *scene, const struct world_obj *obj, uint32_t cell) {
    const struct event *event = used_now(scene, obj, NULL);

    if (event == NULL || cells_of_record(scene->log, event) != cell) {
        return STYLE_BYTES;
    }
    return event->op == OP_STORE ? STYLE_CHANGED | ATTR_REVERSE : STYLE_CHANGED;
}

static void type_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    struct json attrs = json_of(log_str(scene->log, obj->attrs));

    json_put_said(json_get(attrs, "ctype"), out);
    buf_putf(out, ", %lld B", (long long)json_int_or(json_get(attrs, "bytes"), 0));
}

/* The memory goes with the last process that has it mapped. */
static void put_mapped(const struct scene *scene, const struct world_obj *obj,
                       struct sheet *sheet) {
    struct buf names = {0};

    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        const struct world_proc *proc = &scene->world->procs[i];
        if (cells_mapped(scene->world, obj, proc)) {
            buf_putf(&names, " %s", log_str(scene->log, proc->name));
        }
    }
    if (names.len == 0) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, "in: - (gone)");
    } else {
        stage_put_names(sheet, STYLE_DIM, "in", buf_str(&names));
    }
    buf_done(&names);
}

static void put_dim(struct sheet *sheet, struct buf *text) {
    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, buf_str(text));
    buf_clear(text);
}

/* Those who stand before a store into this Value and have read what is not there any more. */
static void put_stale(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet) {
    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        const struct world_proc *proc = &scene->world->procs[i];
        const struct event *event = log_at(scene->log, cells_stale(scene->world, obj, 0, proc));
        if (event != NULL && proc->state == PROC_READY && proc->op == OP_STORE &&
            proc->obj == obj->name) {
            sheet_line(sheet);
            sheet_printf(sheet, STYLE_ERROR, "%s's %.*s is old!", log_str(scene->log, proc->name),
                         (int)event->data_len, (const char *)log_data(scene->log, event));
        }
    }
}

static void value_inside(const struct scene *scene, const struct world_obj *obj,
                         struct sheet *sheet) {
    struct buf text = {0};

    cells_text(scene->world, obj, 0, &text);
    sheet_line(sheet);
    sheet_printf(sheet, cell_look(scene, obj, 0) | ATTR_BOLD, " %s ", buf_str(&text));
    buf_clear(&text);
    put_stale(scene, obj, sheet);
    put_mapped(scene, obj, sheet);
    type_text(scene, obj, &text);
    put_dim(sheet, &text);
    buf_done(&text);
}

static void value_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    cells_text(scene->world, obj, 0, out);
}

/* Columns that the widest cell and its number take. */
static int cell_width(const struct scene *scene, const struct world_obj *obj) {
    struct buf text = {0};
    int width = 3;

    for (uint32_t i = 0; i < obj->cell_count; i++) {
        buf_clear(&text);
        cells_text(scene->world, obj, i, &text);
        int own = columns(buf_str(&text)) + 1;
        width = own > width ? own : width;
    }
    buf_done(&text);
    return width;
}

static void put_cell(const struct scene *scene, const struct world_obj *obj, uint32_t cell,
                     int width, struct sheet *sheet) {
    struct buf text = {0};
    int from = sheet_columns(sheet);

    cells_text(scene->world, obj, cell, &text);
    sheet_put(sheet, STYLE_NORMAL, "");
    sheet_pad(sheet, from + width - columns(buf_str(&text)));
    sheet_put(sheet, cell_look(scene, obj, cell), buf_str(&text));
    buf_done(&text);
}

/* Under as many cells as there is room for. */
static void put_offsets(const struct world_obj *obj, int64_t size, int width, struct sheet *sheet) {
    int every = 1;
    struct buf text = {0};

    buf_putf(&text, "+%lld", (long long)(obj->cell_count - 1) * (long long)size);
    while (every * width <= (int)text.len) {
        every++;
    }
    sheet_line(sheet);
    for (uint32_t i = 0; i < obj->cell_count; i += (uint32_t)every) {
        buf_clear(&text);
        buf_putf(&text, "+%lld", (long long)i * (long long)size);
        sheet_put(sheet, STYLE_NORMAL, "");
        sheet_pad(sheet, (int)(i + 1) * width - (int)text.len);
        sheet_put(sheet, STYLE_DIM, buf_str(&text));
    }
    buf_done(&text);
}

/* All in one row: the cells' numbers above, their offsets below. */
static void put_whole(const struct scene *scene, const struct world_obj *obj, int width,
                      struct sheet *sheet) {
    int64_t size = json_int_or(json_get(json_of(log_str(scene->log, obj->attrs)), "size"), 1);

    sheet_line(sheet);
    for (uint32_t i = 0; i < obj->cell_count; i++) {
        sheet_printf(sheet, STYLE_DIM, "%*u", width, i);
    }
    sheet_line(sheet);
    for (uint32_t i = 0; i < obj->cell_count; i++) {
        put_cell(scene, obj, i, width, sheet);
    }
    put_offsets(obj, size, width, sheet);
}

/* In rows, each with the number of its first cell; from the row before the one that is in use on,
 * where there are more of them than are shown. */
static void put_rows(const struct scene *scene, const struct world_obj *obj, int width,
                     struct sheet *sheet) {
    enum { ROWS_SHOWN = 5, NUMBER_W = 4 };
    const struct event *event = used_now(scene, obj, NULL);
    int fits = (sheet->width - NUMBER_W) / width;
    uint32_t per_row = fits > 0 ? (uint32_t)fits : 1;
    uint32_t used = event != NULL ? cells_of_record(scene->log, event) / per_row : 0;
    uint32_t rows = (obj->cell_count + per_row - 1) / per_row;
    uint32_t first = rows > ROWS_SHOWN && used >= ROWS_SHOWN - 1 ? used - (ROWS_SHOWN - 2) : 0;

    for (uint32_t row = first; row < rows; row++) {
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "%3u:", row * per_row);
        for (uint32_t i = row * per_row; i < (row + 1) * per_row && i < obj->cell_count; i++) {
            put_cell(scene, obj, i, width, sheet);
        }
    }
}

static void array_inside(const struct scene *scene, const struct world_obj *obj,
                         struct sheet *sheet) {
    int width = cell_width(scene, obj);
    struct buf text = {0};

    if (width < 4 && sheet->width >= 4 * (int)obj->cell_count) {
        width = 4; /* room for offsets as +12 */
    }
    if (sheet->width >= width * (int)obj->cell_count) {
        put_whole(scene, obj, width, sheet);
    } else {
        put_rows(scene, obj, width, sheet);
    }
    put_mapped(scene, obj, sheet);
    type_text(scene, obj, &text);
    put_dim(sheet, &text);
    buf_done(&text);
}

/* Few cells with their offsets in bytes: "int +0:7 +4:9". */
static void array_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    enum { FEW = 4 };
    struct json attrs = json_of(log_str(scene->log, obj->attrs));
    long long size = (long long)json_int_or(json_get(attrs, "size"), 1);

    if (obj->cell_count <= FEW) {
        json_put_said(json_get(attrs, "ctype"), out);
        for (uint32_t i = 0; i < obj->cell_count; i++) {
            buf_putf(out, " +%lld:", i * size);
            cells_text(scene->world, obj, i, out);
        }
        return;
    }
    for (uint32_t i = 0; i < obj->cell_count; i++) {
        buf_puts(out, i > 0 ? " " : "");
        cells_text(scene->world, obj, i, out);
    }
}

const struct stage_kind stage_value = {
    .rows = 3,
    .inside = value_inside,
    .line = value_line,
    .bond = bond,
};

const struct stage_kind stage_array = {
    .rows = 4,
    .cells_per_row = 4,
    .inside = array_inside,
    .line = array_line,
    .bond = bond,
};
