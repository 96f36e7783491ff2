/* SPDX-License-Identifier: MIT */
/* view_kernel.c: what the kernel holds: a row a process with the descriptor it has for each end of
 * each object (or that it closed it), in which call it sleeps, and below it a line an object. */
#include "columns.h"
#include "glyphs.h"
#include "mem.h"
#include "sheet.h"
#include "states.h"
#include "views.h"
#include "world_json.h"
#include <string.h>

enum { NAME_W = 10, NAME_MAX_W = 18, CELL_W = 10, CELL_MAX = 16 };

static void kernel_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "kernel: who holds which end");
}

/* Some of the columns, from ... to of the objects that have ends (memory and locks have none), and
 * the descriptors that lead to these: with many processes and many objects, nearly none of all
 * there are. */
struct block {
    const struct cast_obj **objs;
    size_t obj_count, from, to;
    int name;      /* columns of a process's or an object's name */
    int cell;      /* columns of one end */
    uint32_t *fds; /* indices into the world's */
    size_t count, cap;
};

static void take_objs(const struct cast *cast, struct block *block) {
    block->objs = mem_new((cast->obj_count + 1) * sizeof(struct cast_obj *));
    for (size_t i = 0; i < cast->obj_count; i++) {
        if (cast->objs[i].ends) {
            block->objs[block->obj_count++] = &cast->objs[i];
        }
    }
}

static bool is_of_block(const struct block *block, strid obj) {
    for (size_t i = block->from; i < block->to; i++) {
        if (block->objs[i]->id == obj) {
            return true;
        }
    }
    return false;
}

static void take_fds(const struct scene *scene, struct block *block) {
    const struct world *world = scene->world;

    block->count = 0;
    for (uint32_t i = 0; i < world->fd_count; i++) {
        if (is_of_block(block, world->fds[i].obj)) {
            block->fds = mem_grow(block->fds, &block->cap, block->count + 1, sizeof(*block->fds));
            block->fds[block->count++] = i;
        }
    }
}

/* A further block says nothing of those who never had an end of what is in it. */
static bool has_row(const struct scene *scene, const struct block *block, strid actor) {
    if (block->from == 0) {
        return true;
    }
    for (size_t i = 0; i < block->count; i++) {
        if (scene->world->fds[block->fds[i]].actor == actor) {
            return true;
        }
    }
    return false;
}

/* "fd 3", "fd 3N" (O_NONBLOCK), "fd 3=0" (one open file description), "fd 3,4" (opened twice),
 * "3 fds" where so many have no room, "closed", or nothing where it never had this end. */
static unsigned ends_text(const struct scene *scene, const struct block *block, strid actor,
                          strid obj, enum fd_end end, struct buf *out) {
    unsigned look = STYLE_DIM;
    bool closed = false, now = false;
    uint32_t file = 0, open = 0; /* file: of the one told last */

    for (size_t i = 0; i < block->count; i++) {
        const struct world_fd *fd = &scene->world->fds[block->fds[i]];
        if (fd->actor != actor || fd->obj != obj || (fd->end != end && fd->end != END_RW)) {
            continue;
        }
        now = now || scene_is_new(scene, fd->record);
        closed = closed || fd->closed;
        if (!fd->closed) {
            buf_puts(out, out->len == 0 ? "fd " : fd->file == file ? "=" : ",");
            buf_putf(out, "%d%s", fd->fd, fd->nonblock ? "N" : "");
            file = fd->file;
            open++;
            look = STYLE_NORMAL;
        }
    }
    if (open > 1 && columns(buf_str(out)) >= block->cell) {
        buf_clear(out);
        buf_putf(out, "%u fds", open);
    }
    if (out->len == 0) {
        buf_puts(out, closed ? "closed" : GLYPH_NONE);
    }
    return look | (now ? ATTR_REVERSE : 0);
}

/* Functions of the C library sleep in a system call of another name. */
static const char *sleeps_in(enum op_kind op) {
    return op == OP_LOCK ? " in futex(2)" : "";
}

/* Bytes of a call of which the last arguments that have no room are left out; 0: all of them. */
static size_t call_front(const char *call, int room) {
    size_t front = 0;

    for (size_t i = 0; call[i] != '\0'; i++) {
        if (call[i] == ',' && call[i + 1] == ' ' && columns_n(call, i + 2) < room) {
            front = i + 2;
        }
    }
    return front;
}

/* "read(3, 4096) sleeping": what it does there is never cut off. Of a long call the last arguments
 * are left out, or all, or what it sleeps in. */
static void put_sleep(const char *call, const char *sleeps, int room, struct buf *out) {
    size_t len = strlen(call), name = strcspn(call, "("), front;

    room -= columns(" sleeping");
    if (columns_n(call, name) > room - columns(sleeps)) {
        sleeps = "";
    }
    room -= columns(sleeps);
    front = call_front(call, room);
    if (columns(call) <= room) {
        buf_put(out, call, len);
    } else if (front > 0) {
        buf_put(out, call, front);
        buf_puts(out, GLYPH_MORE);
    } else {
        buf_put(out, call, columns_n(call, name) <= room ? name : columns_fit(call, len, room));
    }
    buf_putf(out, " sleeping%s", sleeps);
}

/* The shorter words stand below "in the kernel". */
static void put_next(const char *call, int room, struct buf *out) {
    bool fits = columns("not in the kernel; next: ") + columns(call) <= room;
    size_t front;

    buf_puts(out, fits ? "not in the kernel; next: " : "no; next: ");
    room -= columns(buf_str(out));
    front = columns(call) > room ? call_front(call, room) : 0;
    buf_put(out, call, front > 0 ? front : strlen(call));
    buf_puts(out, front > 0 ? GLYPH_MORE : "");
}

/* In at most room columns, if it can be. */
static void in_kernel(const struct scene *scene, const struct world_proc *proc, int room,
                      struct buf *out) {
    switch (proc->state) {
    case PROC_USER:
        buf_puts(out, "runs between two calls");
        break;
    case PROC_READY:
        put_next(log_str(scene->log, proc->call), room, out);
        break;
    case PROC_BLOCKED:
        if (proc_program(scene->world, proc, out)) {
            buf_puts(out, ", not gated: ");
        }
        put_sleep(log_str(scene->log, proc->call), sleeps_in(proc->op),
                  room - columns(buf_str(out)), out);
        break;
    case PROC_ZOMBIE:
    case PROC_GONE:
        if (proc->killed) {
            buf_puts(out, "killed by ");
            state_signal(proc->status, out);
        } else {
            buf_putf(out, "exited %d", proc->status);
        }
        buf_puts(out, proc->state == PROC_ZOMBIE ? ", not waited for: a zombie" : ", waited for");
        break;
    }
}

static int wider(const struct scene *scene, strid name, int width) {
    int need = columns(log_str(scene->log, name)) + 1;

    return need > width ? need : width;
}

/* Columns of a name: as many as the longest one needs, so that what follows stands in columns. */
static int name_width(const struct scene *scene) {
    int width = NAME_W;

    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        width = wider(scene, scene->world->procs[i].name, width);
    }
    for (uint32_t i = 0; i < scene->world->obj_count; i++) {
        width = wider(scene, scene->world->objs[i].name, width);
    }
    return width < NAME_MAX_W ? width : NAME_MAX_W;
}

/* Columns of one end: as many as the longest name needs. */
static int cell_width(const struct scene *scene) {
    int width = CELL_W;

    for (size_t i = 0; i < scene->cast->obj_count; i++) {
        int need = columns(scene->cast->objs[i].name) + 3;
        width = need > width ? need : width;
    }
    return width < CELL_MAX ? width : CELL_MAX;
}

static void put_head(const struct block *block, struct sheet *sheet) {
    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, "process");
    sheet_pad(sheet, block->name);
    for (size_t i = block->from; i < block->to; i++) {
        int at = sheet_columns(sheet);
        sheet_printf(sheet, STYLE_OBJECT | ATTR_BOLD, "%s.r", block->objs[i]->name);
        sheet_pad(sheet, at + block->cell);
        at = sheet_columns(sheet);
        sheet_printf(sheet, STYLE_OBJECT | ATTR_BOLD, "%s.w", block->objs[i]->name);
        sheet_pad(sheet, at + block->cell);
    }
    if (block->from == 0) {
        sheet_put(sheet, STYLE_DIM, "pid      in the kernel");
    }
}

static void put_proc(const struct scene *scene, const struct block *block,
                     const struct world_proc *proc, struct sheet *sheet) {
    struct buf text = {0};

    sheet_line(sheet);
    /* Coloured by its state only where the words for that state follow. */
    sheet_put(sheet, (block->from == 0 ? state_look(scene, proc) : STYLE_NORMAL) | ATTR_BOLD,
              log_str(scene->log, proc->name));
    sheet_put(sheet, STYLE_NORMAL, " ");
    sheet_pad(sheet, block->name);
    for (size_t i = block->from; i < block->to; i++) {
        for (int end = END_R; end <= END_W; end++) {
            int at = sheet_columns(sheet);
            unsigned look;
            buf_clear(&text);
            look = ends_text(scene, block, proc->name, block->objs[i]->id, (enum fd_end)end, &text);
            sheet_put(sheet, look, buf_str(&text));
            sheet_pad(sheet, at + block->cell);
        }
    }
    if (block->from == 0) {
        buf_clear(&text);
        sheet_printf(sheet, STYLE_DIM, "%-8d ", proc->pid);
        in_kernel(scene, proc, sheet->width - sheet_columns(sheet), &text);
        sheet_put(sheet, state_look(scene, proc), buf_str(&text));
    }
    if (proc->name == scene->world->actor) {
        sheet_here(sheet);
    }
    buf_done(&text);
}

/* Whether an open descriptor has another one of its process beside it that dup2(2) made. */
static bool is_doubled(const struct world *world, const struct world_fd *fd) {
    const struct world_proc *proc = world_proc(world, fd->actor);
    const struct world_fd *two = NULL;

    while (proc != NULL && (two = world_proc_fds(world, proc, two)) != NULL) {
        if (!two->closed && two->file == fd->file && two->fd != fd->fd) {
            return true;
        }
    }
    return false;
}

/* What is said by signs in the rows above. */
static void put_legend(const struct scene *scene, struct sheet *sheet) {
    const struct world *world = scene->world;
    bool nonblock = false, doubled = false;

    for (uint32_t i = 0; i < world->fd_count; i++) {
        const struct world_fd *fd = &world->fds[i];
        nonblock = nonblock || (fd->nonblock && !fd->closed);
        doubled = doubled || (!fd->closed && is_doubled(world, fd));
    }
    if (nonblock) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM,
                  "N: O_NONBLOCK: a call that would have to wait fails with EAGAIN");
    }
    if (doubled) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM,
                  "=: descriptors of one open file description: dup2(2) made the second");
    }
}

static void put_obj(const struct scene *scene, const struct world_obj *obj, int name,
                    struct sheet *sheet) {
    struct buf text = {0};

    obj_describe(scene->world, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet, STYLE_OBJECT | ATTR_BOLD, log_str(scene->log, obj->name));
    sheet_put(sheet, STYLE_NORMAL, " ");
    sheet_pad(sheet, name);
    sheet_put(sheet, scene_is_new(scene, obj->touched) ? STYLE_NORMAL | ATTR_REVERSE : STYLE_NORMAL,
              obj->gone ? "gone: its last end was closed" : buf_str(&text));
    buf_done(&text);
}

static void *kernel_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    struct block block = {0};
    size_t per_block;

    (void)height;
    if (scene->world == NULL || scene->cast == NULL) {
        return sheet;
    }
    block.name = name_width(scene);
    block.cell = cell_width(scene);
    int room = width - 30 - block.name; /* beside what is at the end of a row */
    per_block = (size_t)(width > 60 && room > 0 ? room / (2 * block.cell) : 1);
    per_block = per_block > 0 ? per_block : 1;
    take_objs(scene->cast, &block);
    do {
        block.to = block.from + per_block;
        block.to = block.to < block.obj_count ? block.to : block.obj_count;
        take_fds(scene, &block);
        if (block.from > 0) {
            sheet_line(sheet);
        }
        put_head(&block, sheet);
        for (uint32_t i = 0; i < scene->world->proc_count; i++) {
            if (has_row(scene, &block, scene->world->procs[i].name)) {
                put_proc(scene, &block, &scene->world->procs[i], sheet);
            }
        }
        block.from = block.to;
    } while (block.from < block.obj_count);
    mem_free(block.fds);
    mem_free(block.objs);
    put_legend(scene, sheet);
    sheet_line(sheet);
    for (uint32_t i = 0; i < scene->world->obj_count; i++) {
        put_obj(scene, &scene->world->objs[i], block.name, sheet);
    }
    return sheet;
}

const struct view view_kernel = {
    .name = "kernel",
    .title = kernel_title,
    .recalc = kernel_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
