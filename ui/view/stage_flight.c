/* SPDX-License-Identifier: MIT */
/* stage_flight.c: what travels in one step: every operation of it that put something into an object
 * goes from its actor along the wire to the object, every one that took something out the other
 * way, one after the other, in the time that scene->flight counts. */
#include "mem.h"
#include "queue_items.h"
#include "stage_model.h"
#include "tell.h"

enum { MESSAGE_SHOWN = 12 };

static bool travels(const struct event *event) {
    return event != NULL && event->kind == EVENT_OP_EXIT && event->data_len > 0 &&
           (stage_op_puts((enum op_kind)event->op) || stage_op_takes((enum op_kind)event->op));
}

size_t stage_flights(const struct scene *scene) {
    size_t count = 0;

    if (scene->world == NULL || scene->step == 0) {
        return 0;
    }
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        count += travels(log_at(scene->log, n)) ? 1 : 0;
    }
    return count;
}

static const struct event *flight_at(const struct scene *scene, size_t index) {
    for (uint64_t n = scene->world->step_record; n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (travels(event) && index-- == 0) {
            return event;
        }
    }
    return NULL;
}

/* The wire that an event went along, or -1. */
static long link_of(const struct cast *cast, const struct event *event) {
    int actor = cast_actor(cast, event->actor);
    int obj = cast_obj(cast, event->obj);
    enum fd_end end = stage_op_puts((enum op_kind)event->op) ? END_W : END_R;

    for (size_t i = 0; i < cast->link_count; i++) {
        const struct cast_link *link = &cast->links[i];
        if ((int)link->actor == actor && (int)link->obj == obj &&
            (link->end == end || link->end == END_RW)) {
            return (long)i;
        }
    }
    return -1;
}

void stage_flight(const struct scene *scene, struct stage_model *model) {
    size_t count = scene->flight < 1000 ? stage_flights(scene) : 0;
    struct wire_point corners[4];
    const struct event *event;
    struct buf text = {0};
    long link;
    int part;

    if (count == 0) {
        return;
    }
    part = scene->flight * (int)count;
    event = flight_at(scene, (size_t)part / 1000);
    link = event != NULL ? link_of(scene->cast, event) : -1;
    if (link < 0) {
        return;
    }
    part %= 1000;
    struct cast_link along = scene->cast->links[link];
    along.end = stage_op_puts((enum op_kind)event->op) ? END_W : END_R;
    wire_corners(&model->layout, &along, (size_t)link, corners);
    if (stage_op_takes((enum op_kind)event->op)) {
        part = 1000 - part;
    }
    model->message_at = wire_along(corners, part);
    if (scene->cast->objs[along.obj].type == OBJ_QUEUE && event->op == OP_WRITE) {
        queue_put_value(scene->log, event, &text);
    } else if (event->op == OP_LOAD || event->op == OP_STORE || event->op == OP_KILL ||
               event->op == OP_HANDLER || event->op == OP_SIGWAIT || event->op == OP_CHAN_SEND ||
               event->op == OP_CHAN_RECV) {
        buf_put(&text, log_data(scene->log, event), event->data_len); /* a number, a signal */
    } else {
        tell_bytes(log_data(scene->log, event), event->data_len, MESSAGE_SHOWN, &text);
    }
    model->message = buf_take(&text);
}
