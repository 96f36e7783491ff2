/* SPDX-License-Identifier: MIT */
/* stage_kinds.c: the table of kinds, and how an object looks that has no row in it: its name and
 * its state, as the log has them. */
#include "stage_kinds.h"

enum { ROWS_MORE = 6 };

static void any_line(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    buf_puts(out, log_str(scene->log, obj->state != 0 ? obj->state : obj->attrs));
}

static void any_inside(const struct scene *scene, const struct world_obj *obj,
                       struct sheet *sheet) {
    struct buf text = {0};

    any_line(scene, obj, &text);
    sheet_text(sheet, STYLE_BYTES, 0, buf_str(&text));
    buf_done(&text);
}

static const struct stage_kind stage_any = {
    .type = OBJ_NONE,
    .rows = 2,
    .inside = any_inside,
    .line = any_line,
};

static const struct stage_kind *const kinds[] = {
    &stage_pipe,  &stage_value,    &stage_array,   &stage_lock,       &stage_rlock,
    &stage_fifo,  &stage_listener, &stage_tcp,     &stage_socketpair, &stage_semaphore,
    &stage_event, &stage_udp,      &stage_mqueue,  &stage_condition,  &stage_barrier,
    &stage_queue, &stage_signals,  &stage_channel,
};

const struct stage_kind *stage_kind(enum obj_type type) {
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i]->type == type) {
            return kinds[i];
        }
    }
    return &stage_any;
}

int stage_kind_rows(const struct cast_obj *obj) {
    const struct stage_kind *kind = stage_kind(obj->type);
    int64_t more = kind->cells_per_row > 0 ? obj->length / kind->cells_per_row : 0;

    return kind->rows + (int)(more < ROWS_MORE ? more : ROWS_MORE);
}

const struct cast_obj *stage_whole(const struct cast *cast) {
    const struct cast_obj *only = cast != NULL && cast->obj_count == 1 ? &cast->objs[0] : NULL;

    return only != NULL && only->length > 0 && stage_kind(only->type)->whole != NULL ? only : NULL;
}

bool stage_op_puts(enum op_kind op) {
    return op == OP_WRITE || op == OP_SEND || op == OP_SENDTO || op == OP_STORE ||
           op == OP_MQ_SEND || op == OP_KILL || op == OP_CHAN_SEND;
}

bool stage_op_takes(enum op_kind op) {
    return op == OP_READ || op == OP_RECV || op == OP_RECVFROM || op == OP_LOAD ||
           op == OP_MQ_RECEIVE || op == OP_HANDLER || op == OP_SIGWAIT || op == OP_CHAN_RECV;
}
