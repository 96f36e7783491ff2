/* SPDX-License-Identifier: MIT */
/* world_text.c: a world for people: where the run is, who is where and why, what there is, and the
 * table of who holds which end. */
#include "kinds.h"
#include "text.h"
#include "world_json.h"
#include <stdio.h>
#include <string.h>

void obj_describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    if (obj->gone) {
        buf_puts(out, "gone");
    } else {
        world_kind(obj->type)->describe(world, obj, out);
    }
}

bool obj_field(const struct world *world, const struct world_obj *obj, const char *name,
               struct buf *out) {
    return world_kind(obj->type)->field(world, obj, name, out);
}

/* Columns of a text, control characters left out. */
static int put_name(const char *text, struct buf *out) {
    int columns = 0;
    for (size_t i = 0, len = strlen(text); i < len; columns++) {
        uint32_t character;
        i += text_decode(text + i, len - i, &character);
        text_put_char(out, character < 0x20 || character == 0x7F ? TEXT_REPLACEMENT : character);
    }
    return columns;
}

static void pad(struct buf *out, int columns, int width) {
    for (int i = columns; i < width; i++) {
        buf_putc(out, ' ');
    }
}

static void put_cell(const char *text, int width, struct buf *out) {
    pad(out, put_name(text, out), width);
    buf_puts(out, "  ");
}

static int columns_of(const char *text) {
    struct buf copy = {0};
    int columns = put_name(text, &copy);
    buf_done(&copy);
    return columns;
}

static int width_of_names(const struct world *world) {
    int width = 4;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        int columns = columns_of(log_str(world->log, world->procs[i].name));
        width = columns > width ? columns : width;
    }
    for (uint32_t i = 0; i < world->obj_count; i++) {
        int columns = columns_of(log_str(world->log, world->objs[i].name));
        width = columns > width ? columns : width;
    }
    return width;
}

static void put_head(const struct world *world, struct buf *out) {
    put_name(log_str(world->log, world->lesson), out);
    if (world->program != 0) {
        buf_puts(out, ":");
        put_name(log_str(world->log, world->program), out);
    }
    buf_putf(out, "%srecord %llu of %llu, step %llu", out->len == 0 ? "" : ", ",
             (unsigned long long)world->n, (unsigned long long)log_count(world->log),
             (unsigned long long)world->steps);
    if (world->mark_count > 0) {
        const struct world_mark *mark = &world->marks[world->mark_count - 1];
        if (mark->T >= 0) {
            buf_putf(out, ", T=%lld", (long long)mark->T);
        }
        if (mark->label != 0) {
            buf_puts(out, ", after ");
            put_name(log_str(world->log, mark->label), out);
        }
    }
    if (world->outcome != OUTCOME_NONE) {
        buf_puts(out, ", ended: ");
        world_put_outcome(world, out);
    } else if (world->deadlock != 0) {
        buf_puts(out, ", deadlock");
    }
    buf_putc(out, '\n');
}

static void put_procs(const struct world *world, int width, struct buf *out) {
    buf_puts(out, "\nprocesses\n");
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        struct buf why = {0};
        waits_why(world, proc->name, &why);
        buf_puts(out, "  ");
        put_cell(log_str(world->log, proc->name), width, out);
        put_cell(proc_state_name(proc->state), 7, out);
        put_name(buf_str(&why), out);
        if (proc->line > 0 && proc_lives(proc)) {
            buf_putf(out, " line %d", proc->line);
        }
        buf_putc(out, '\n');
        buf_done(&why);
    }
}

static void put_objs(const struct world *world, int width, struct buf *out) {
    buf_puts(out, "\nobjects\n");
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *obj = &world->objs[i];
        const char *type = obj_type_name(obj->type);
        struct buf line = {0};
        obj_describe(world, obj, &line);
        buf_puts(out, "  ");
        put_cell(log_str(world->log, obj->name), width, out);
        put_cell(*type != '\0' ? type : log_str(world->log, obj->type_name), 7, out);
        put_name(buf_str(&line), out);
        buf_putc(out, '\n');
        buf_done(&line);
    }
}

/* One row an end of a descriptor: "main  fd 3     r of p", closed ones last said so. */
static void put_fds(const struct world *world, int width, struct buf *out) {
    buf_puts(out, "\ndescriptors\n");
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        for (const struct world_fd *fd = NULL; (fd = world_proc_fds(world, proc, fd)) != NULL;) {
            char number[24] = "closed";
            if (!fd->closed) {
                snprintf(number, sizeof number, "fd %d", fd->fd);
            }
            buf_puts(out, "  ");
            put_cell(log_str(world->log, fd->actor), width, out);
            put_cell(number, 7, out);
            put_cell(fd_end_name(fd->end), 2, out);
            put_name(log_str(world->log, fd->obj), out);
            buf_puts(out, fd->nonblock && !fd->closed ? ", O_NONBLOCK\n" : "\n");
        }
    }
}

static void put_why(const struct world *world, struct buf *out) {
    struct deadlock deadlock;
    if (!world_deadlock(world, &deadlock)) {
        return;
    }
    buf_puts(out, deadlock.whole ? "\ndeadlock\n  " : "\ndeadlock of some\n  ");
    struct buf why = {0};
    deadlock_why(world, &deadlock, &why);
    put_name(buf_str(&why), out);
    buf_putc(out, '\n');
    buf_done(&why);
    deadlock_done(&deadlock);
}

void world_to_text(const struct world *world, struct buf *out) {
    int width = width_of_names(world);
    put_head(world, out);
    put_procs(world, width, out);
    if (world->obj_count > 0) {
        put_objs(world, width, out);
    }
    if (world->fd_count > 0) {
        put_fds(world, width, out);
    }
    put_why(world, out);
}
