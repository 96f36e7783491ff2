/* SPDX-License-Identifier: MIT */
/* stage_channel.c: a channel on stage: the slots of its buffer, the value to be received next
 * first; who waits to send, with the value in its hands; who waits to receive; and if it is closed.
 */
#include "channel_parts.h"
#include "columns.h"
#include "glyphs.h"
#include "stage_kinds.h"

enum { SLOTS_SHOWN = 8, LABEL_W = 6 };

static bool unbuffered(const struct world_obj *obj) {
    return obj->capacity <= 0;
}

/* "│1│2│ │": all slots, the empty ones too. */
static void slots_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    int64_t shown = obj->capacity < SLOTS_SHOWN ? obj->capacity : SLOTS_SHOWN;

    for (int64_t i = 0; i < shown; i++) {
        buf_puts(out, "│");
        if (i < (int64_t)obj->item_count) {
            channel_put_item(scene->world, &obj->items[i], out);
        } else {
            buf_puts(out, "  ");
        }
    }
    buf_puts(out, shown < obj->capacity ? "│" GLYPH_MORE : "│");
}

static void count_text(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    bool closed = channel_closed(scene->world, obj);

    if (unbuffered(obj)) {
        buf_puts(out, closed ? "closed" : "no buffer");
    } else {
        buf_putf(out, "%u of %lld%s", obj->item_count, (long long)obj->capacity,
                 closed ? ", closed" : "");
    }
}

/* Those who send and those who receive never wait at the same time. Names and values where they
 * fit, else names, else how many. */
static void waiters_line(const struct scene *scene, const struct world_obj *obj,
                         struct sheet *sheet) {
    struct buf names = {0};
    uint32_t count = channel_put_waiters(scene->world, obj, OP_CHAN_SEND, true, &names);
    bool sends = count > 0;

    if (!sends) {
        count = channel_put_waiters(scene->world, obj, OP_CHAN_RECV, false, &names);
    } else if (LABEL_W + columns(buf_str(&names)) > sheet->width) {
        buf_clear(&names);
        channel_put_waiters(scene->world, obj, OP_CHAN_SEND, false, &names);
    }
    sheet_line(sheet);
    if (count == 0) {
        sheet_put(sheet, STYLE_DIM, "nobody waits");
    } else if (LABEL_W + columns(buf_str(&names)) <= sheet->width) {
        sheet_put(sheet, STYLE_DIM, sends ? "send: " : "recv: ");
        sheet_put(sheet, STYLE_BLOCKED, buf_str(&names));
    } else {
        sheet_printf(sheet, STYLE_BLOCKED, "%u %s", count, sends ? "send" : "receive");
    }
    buf_done(&names);
}

static void channel_inside(const struct scene *scene, const struct world_obj *obj,
                           struct sheet *sheet) {
    struct buf text = {0};
    bool closed = channel_closed(scene->world, obj);

    if (!unbuffered(obj)) {
        slots_text(scene, obj, &text);
        sheet_line(sheet);
        sheet_put(sheet, STYLE_BYTES, buf_str(&text));
        buf_clear(&text);
    }
    count_text(scene, obj, &text);
    sheet_line(sheet);
    sheet_put(sheet,
              (closed ? STYLE_CHANGED : STYLE_OBJECT) |
                  (scene_is_new(scene, obj->touched) ? ATTR_REVERSE : 0),
              buf_str(&text));
    waiters_line(scene, obj, sheet);
    if (unbuffered(obj)) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, "hand to hand");
    }
    buf_done(&text);
}

static void channel_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    if (!unbuffered(obj)) {
        slots_text(scene, obj, out);
        buf_putc(out, ' ');
    }
    count_text(scene, obj, out);
}

static enum fd_end bond(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word) {
    enum fd_end end = END_NONE;

    if (proc->state == PROC_BLOCKED && proc->obj == obj->name) {
        *ret_word = proc->op == OP_CHAN_SEND ? "send" : "recv";
        return proc->op == OP_CHAN_SEND ? END_W : END_R;
    }
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->obj == obj->name && event->actor == proc->name) {
            bool takes = event->op == OP_CHAN_RECV;
            *ret_word = takes ? "recv" : event->op == OP_CHAN_SEND ? "send" : "close";
            end = takes ? END_R : END_W;
        }
    }
    return end;
}

const struct stage_kind stage_channel = {
    .rows = 3,
    .inside = channel_inside,
    .line = channel_line,
    .bond = bond,
};
