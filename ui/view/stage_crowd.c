/* SPDX-License-Identifier: MIT */
/* stage_crowd.c: the stage when there is no room for boxes: objects a line each above, below them
 * the actors: a line each while they fit, else names in columns. Order is the cast's, so nobody
 * moves; what is scrolled into sight is the process that went last. Where one object
 * takes the whole stage, its picture stands above instead. */
#include "columns.h"
#include "glyphs.h"
#include "queue_items.h"
#include "stage_model.h"
#include "stage_words.h"
#include "states.h"
#include <string.h>

enum { NAME_MIN = 6, NAME_MAX = 14, STATE_W = 25, WHOLE_W_MIN = 36, WAITERS_W = 14 };

/* Asleep in the object, or in a lock that is a part of it. */
static bool waits_in(const struct scene *scene, const struct world_proc *proc,
                     const struct world_obj *obj) {
    return proc->state == PROC_BLOCKED && proc->obj != 0 &&
           (proc->obj == obj->name ||
            (obj->type == OBJ_QUEUE &&
             queue_is_part(log_str(scene->log, obj->name), log_str(scene->log, proc->obj))));
}

/* "  wait: main a b +3": as many names as there is room for. */
static void put_waiters(const struct scene *scene, const struct world_obj *obj,
                        struct sheet *sheet) {
    unsigned count = 0, put = 0;
    struct buf text = {0};

    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        const struct world_proc *proc = &scene->world->procs[i];
        const char *name = log_str(scene->log, proc->name);
        if (!waits_in(scene, proc, obj)) {
            continue;
        }
        count++;
        if (put + 1 == count &&
            sheet_columns(sheet) + columns(buf_str(&text)) + columns(name) + WAITERS_W <
                sheet->width) {
            buf_putf(&text, " %s", name);
            put++;
        }
    }
    if (count > 0) {
        sheet_put(sheet, STYLE_BLOCKED, "  " GLYPH_WAITS " wait:");
        sheet_put(sheet, STYLE_BLOCKED, buf_str(&text));
    }
    if (count > put) {
        sheet_printf(sheet, STYLE_BLOCKED, put > 0 ? " +%u" : " %u", count - put);
    }
    buf_done(&text);
}

static void obj_line(const struct scene *scene, const struct cast_obj *known, struct sheet *sheet) {
    const struct world_obj *obj = world_obj(scene->world, known->id);
    struct buf text = {0};

    sheet_line(sheet);
    if (obj == NULL) {
        return;
    }
    sheet_put(sheet, STYLE_OBJECT | (scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0),
              known->name);
    if (obj->gone) {
        buf_puts(&text, " gone");
    } else {
        struct buf line = {0};
        stage_kind(obj->type)->line(scene, obj, &line);
        buf_puts(&text, " ");
        int room = sheet->width - sheet_columns(sheet) - 1;
        if (stage_kind(obj->type)->tells_waiters) {
            stage_line_text(buf_str(&line), room, &text);
        } else {
            buf_puts(&text, buf_str(&line));
        }
        buf_done(&line);
    }
    sheet_put(sheet, STYLE_BYTES, buf_str(&text));
    buf_done(&text);
    if (!obj->gone && !stage_kind(obj->type)->tells_waiters) {
        put_waiters(scene, obj, sheet);
    }
}

static int name_width(const struct cast *cast) {
    int width = NAME_MIN;

    for (size_t i = 0; i < cast->actor_count; i++) {
        int own = columns(cast->actors[i].name);
        width = own > width ? own : width;
    }
    return width < NAME_MAX ? width : NAME_MAX;
}

static void put_name(const struct scene *scene, const struct cast_actor *actor, int width,
                     struct sheet *sheet) {
    const struct world_proc *proc = world_proc(scene->world, actor->id);
    int number = scene_number(scene, actor->id);
    int from = sheet_columns(sheet);
    unsigned look;

    if (proc != NULL) {
        look = state_look(scene, proc);
        look |= scene_is_new(scene, proc->since) ? ATTR_REVERSE : 0;
        look |= actor->id == scene->chosen ? ATTR_BOLD | ATTR_UNDERLINE : 0;
        bool is_free = proc_lives(proc) && proc->program != 0;
        if (number > 0) {
            sheet_printf(sheet, STYLE_KEY, "%d", number);
        } else {
            sheet_put(sheet, look, is_free ? GLYPH_FREE : " ");
        }
        sheet_printf(sheet, look, "%s %.*s", state_mark(proc),
                     (int)columns_fit(actor->name, strlen(actor->name), width), actor->name);
        sheet_put(sheet, STYLE_SELECTED | ATTR_BOLD,
                  actor->id == scene->chosen ? GLYPH_CURSOR_R : "");
        if (proc->name == scene->chosen || scene_is_new(scene, proc->since)) {
            sheet_here(sheet);
        }
    }
    sheet_pad(sheet, from + width + 4);
}

/* "3<p", "5<b>a": a descriptor and what it is an end of, with those behind it that are the same
 * descriptor (a socket is an end of two lanes). How many of the world's that are. */
static uint32_t end_text(const struct scene *scene, uint32_t at, struct buf *out) {
    const struct world *world = scene->world;
    const struct world_fd *first = &world->fds[at];
    uint32_t count = 0;

    buf_putf(out, "%d", first->fd);
    for (; at + count < world->fd_count; count++) {
        const struct world_fd *fd = &world->fds[at + count];
        if (fd->actor != first->actor || fd->fd != first->fd || fd->closed) {
            break;
        }
        buf_puts(out, fd->end == END_R ? GLYPH_LEFT : GLYPH_RIGHT);
        buf_puts(out, log_str(scene->log, fd->obj));
    }
    return count;
}

/* What it holds, in `rows` lines (the others are indented); "+3": three more, which had no room. */
static void put_ends(const struct scene *scene, strid actor, int rows, int indent,
                     struct sheet *sheet) {
    enum { MORE_W = 4 };
    const struct world *world = scene->world;
    struct buf text = {0};
    unsigned left_out = 0;
    uint32_t used;

    for (uint32_t i = 0; i < world->fd_count; i += used) {
        const struct world_fd *fd = &world->fds[i];
        used = 1;
        if (fd->actor != actor || fd->closed) {
            continue;
        }
        buf_clear(&text);
        used = end_text(scene, i, &text);
        int end = sheet_columns(sheet) + 1 + columns(buf_str(&text));
        if (end > sheet->width && rows > 1 && left_out == 0) {
            sheet_line(sheet);
            sheet_pad(sheet, indent);
            rows--;
        } else if (left_out > 0 || end > sheet->width - (rows > 1 ? 0 : MORE_W)) {
            left_out++;
            continue;
        }
        sheet_put(sheet, STYLE_NORMAL, " ");
        sheet_put(sheet, scene_is_new(scene, fd->record) ? STYLE_CHANGED | ATTR_REVERSE : STYLE_DIM,
                  buf_str(&text));
    }
    if (left_out > 0) {
        sheet_printf(sheet, STYLE_DIM, " +%u", left_out);
    }
    for (; rows > 1; rows--) {
        sheet_line(sheet);
    }
    buf_done(&text);
}

static void actor_line(const struct scene *scene, const struct cast_actor *actor, int width,
                       int rows, struct sheet *sheet) {
    const struct world_proc *proc = world_proc(scene->world, actor->id);
    struct buf text = {0};

    sheet_line(sheet);
    put_name(scene, actor, width, sheet);
    if (proc != NULL) {
        state_word(proc, &text);
        buf_puts(&text, " ");
        state_about(scene, proc, &text);
        sheet_put(sheet, state_look(scene, proc), buf_str(&text));
        sheet_pad(sheet, width + STATE_W);
        put_ends(scene, proc->name, rows, width + 4, sheet);
    } else if (rows > 1) {
        sheet_line(sheet);
    }
    buf_done(&text);
}

/* Lines that each actor gets: two where somebody ever holds more ends than one has room for. By the
 * cast alone, so that nothing moves. */
static int rows_each(const struct cast *cast, int name_w, int w, int h) {
    enum { NUMBER_W = 3 }; /* blank, digit, direction */
    int room = w - name_w - STATE_W;

    for (size_t i = 0; i < cast->actor_count && 2 * (int)cast->actor_count <= h; i++) {
        int want = 0;
        for (size_t j = 0; j < cast->link_count; j++) {
            const struct cast_link *link = &cast->links[j];
            if (link->actor == i && link->end != END_RW) {
                want += NUMBER_W + columns(cast->objs[link->obj].name);
            }
        }
        if (want > room) {
            return 2;
        }
    }
    return 1;
}

static void summary(const struct scene *scene, struct sheet *sheet) {
    unsigned ready = 0, waits = 0, ended = 0, ungated = 0;

    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        const struct world_proc *proc = &scene->world->procs[i];
        enum proc_state state = proc->state;
        ready += state == PROC_READY || state == PROC_USER;
        waits += state == PROC_BLOCKED;
        ended += state == PROC_ZOMBIE || state == PROC_GONE;
        ungated += proc_lives(proc) && proc->program != 0;
    }
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_DIM, "%u process%s: ", scene->world->proc_count,
                 scene->world->proc_count == 1 ? "" : "es");
    sheet_printf(sheet, STYLE_READY, "%u ready", ready);
    sheet_printf(sheet, STYLE_BLOCKED, "  %u wait", waits);
    sheet_printf(sheet, STYLE_ENDED, "  %u ended", ended);
    if (ungated > 0) {
        sheet_printf(sheet, STYLE_DIM, "  " GLYPH_FREE "%u not gated", ungated);
    }
}

/* The picture, or the room that it is going to need. */
static void put_whole(const struct scene *scene, const struct cast_obj *whole,
                      struct sheet *sheet) {
    const struct world_obj *obj = world_obj(scene->world, whole->id);

    if (obj != NULL) {
        stage_kind(whole->type)->whole(scene, obj, sheet);
        return;
    }
    for (int i = stage_kind(whole->type)->whole_rows(whole->length, sheet->width); i > 0; i--) {
        sheet_line(sheet);
    }
}

/* "lock L" behind the name, in exactly `width` columns: where that is too little, without what it
 * is about. */
static void put_about(const struct scene *scene, const struct cast_actor *actor, int width,
                      struct sheet *sheet) {
    const struct world_proc *proc = world_proc(scene->world, actor->id);
    int from = sheet_columns(sheet);
    struct buf text = {0};

    if (proc != NULL && width > 0) {
        state_about(scene, proc, &text);
        size_t len = text.len;
        if (columns(buf_str(&text)) >= width) {
            len = strcspn(buf_str(&text), " ");
            len = columns_fit(buf_str(&text), len, width - 1);
        }
        sheet_printf(sheet, state_look(scene, proc), "%.*s", (int)len, buf_str(&text));
    }
    sheet_pad(sheet, from + width);
    buf_done(&text);
}

/* How many stand side by side: as few as there are rows for, with room for what each is about; if
 * that is too little for words, as many names as can be (and *ret_about is 0). */
static size_t columns_across(size_t count, int name_w, int w, int rows, int *ret_about) {
    enum { ABOUT_MIN = 8 }; /* "acquire", and a blank */
    size_t most = w > name_w + 5 ? (size_t)(w - 1) / (size_t)(name_w + 4) : 1;
    size_t fewest = rows > 0 ? (count + (size_t)rows - 1) / (size_t)rows : most;
    int about = fewest > 0 ? (w - 1) / (int)fewest - (name_w + 4) : 0;

    *ret_about = about >= ABOUT_MIN ? about : 0;
    return about >= ABOUT_MIN ? fewest : most;
}

void stage_crowd(const struct scene *scene, struct stage_model *model, int h, int w) {
    const struct cast *cast = scene->cast;
    int width = name_width(cast);
    size_t across;

    const struct cast_obj *whole = stage_whole(cast);

    model->crowd_objs = sheet_new(w);
    model->crowd = sheet_new(w);
    if (whole != NULL && w >= WHOLE_W_MIN) {
        put_whole(scene, whole, model->crowd_objs);
    } else {
        for (size_t i = 0; i < cast->obj_count; i++) {
            obj_line(scene, &cast->objs[i], model->crowd_objs);
        }
    }
    summary(scene, model->crowd_objs);
    if ((int)(cast->actor_count + model->crowd_objs->count) <= h) {
        int rows = rows_each(cast, width, w, h - (int)model->crowd_objs->count);
        for (size_t i = 0; i < cast->actor_count; i++) {
            actor_line(scene, &cast->actors[i], width, rows, model->crowd);
        }
        return;
    }
    int about = 0;
    across = columns_across(cast->actor_count, width, w, h - (int)model->crowd_objs->count, &about);
    for (size_t i = 0; i < cast->actor_count; i++) {
        if (i % across == 0) {
            sheet_line(model->crowd);
        }
        put_name(scene, &cast->actors[i], width, model->crowd);
        put_about(scene, &cast->actors[i], about, model->crowd);
    }
}
