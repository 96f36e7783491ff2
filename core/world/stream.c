/* SPDX-License-Identifier: MIT */
/*
 * stream.c: what is on its way through an object: stretches of bytes (or messages) in the order in
 * which they were put, taken from the front.
 *
 * A reader may have taken more than was written so far: a write(2) larger than the pipe sleeps in
 * the middle, and its record comes when all of it is in. Its stretch then starts where the readers
 * are.
 */
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include <string.h>

/* End of [off, off + len), or -1 if that is no stretch. */
static int64_t stretch_end(int64_t off, int64_t len) {
    return off < 0 || len <= 0 || off > INT64_MAX - len ? -1 : off + len;
}

static void append(struct world_obj *obj, struct world_item item) {
    size_t head = obj->item_base == NULL ? 0 : (size_t)(obj->items - obj->item_base);
    if (head > obj->item_count && head + obj->item_count >= obj->item_cap) {
        memmove(obj->item_base, obj->items, obj->item_count * sizeof item);
        head = 0;
    }
    size_t cap = obj->item_cap;
    obj->item_base = mem_grow(obj->item_base, &cap, head + obj->item_count + 1, sizeof item);
    obj->item_cap = (uint32_t)cap;
    obj->items = obj->item_base + head;
    obj->items[obj->item_count++] = item;
}

void stream_put(struct world_obj *obj, const struct event *event, uint64_t record) {
    int64_t end = stretch_end(event->off, event->len);
    int64_t off = event->off > obj->taken ? event->off : obj->taken;
    if (end > obj->written) {
        obj->written = end;
    }
    if (end > off) {
        append(obj, (struct world_item){off, end - off, event->actor, record});
    }
}

void stream_take(struct world_obj *obj, int64_t off, int64_t len) {
    int64_t end = stretch_end(off, len);
    if (end <= obj->taken) {
        return;
    }
    obj->taken = end;
    while (obj->item_count > 0 && obj->items->off + obj->items->len <= end) {
        obj->items++;
        obj->item_count--;
    }
    if (obj->item_count > 0 && obj->items->off < end) {
        obj->items->len -= end - obj->items->off;
        obj->items->off = end;
    }
}

/* Which bytes it were nobody knows (writes that mixed, core/run/ranges.h), but how many. */
static void count_only(struct world_obj *obj, const struct event *event) {
    if (event->text != 0 || (event->has & EVENT_HAS_RET) == 0 || event->ret <= 0) {
        return;
    }
    bool puts = event->op == OP_WRITE || event->op == OP_SEND;
    if (puts && stretch_end(obj->written, event->ret) > 0) {
        obj->written += event->ret;
    } else if (event->op == OP_READ || event->op == OP_RECV) {
        stream_take(obj, obj->taken, event->ret);
    }
}

void stream_did(struct world *world, struct world_obj *obj, const struct event *event) {
    if ((event->has & EVENT_HAS_RANGE) == 0) {
        count_only(obj, event);
    } else if (event->op == OP_WRITE || event->op == OP_SEND || event->op == OP_CONNECT ||
               event->op == OP_SENDTO) {
        stream_put(obj, event, world->n);
    } else if (event->op == OP_READ || event->op == OP_RECV || event->op == OP_ACCEPT ||
               event->op == OP_RECVFROM) {
        stream_take(obj, event->off, event->len);
    }
}

void stream_drop(struct world_obj *obj) {
    obj->dropped += obj_in_flight(obj);
    stream_take(obj, obj->taken, obj_in_flight(obj));
}

void stream_pipe_left(const struct world *world, struct world_obj *obj) {
    if (world_holders(world, obj->name, END_R) == 0 &&
        world_holders(world, obj->name, END_W) == 0) {
        stream_drop(obj);
    }
}

void stream_socket_left(const struct world *world, struct world_obj *obj) {
    bool was_read = false;
    for (const struct world_fd *fd = NULL; (fd = world_obj_fds(world, obj, fd)) != NULL;) {
        bool reads = fd_end_can(fd->end, END_R);
        if (reads && !fd->closed) {
            return;
        }
        was_read = was_read || reads;
    }
    if (was_read) {
        stream_drop(obj);
    }
}

bool world_obj_is_shut(const struct world *world, const struct world_obj *obj) {
    struct json state = json_of(log_str(world->log, obj->state));
    return json_get(state, "shut").type == JSON_TRUE;
}

bool world_obj_is_unlinked(const struct world *world, const struct world_obj *obj) {
    struct json state = json_of(log_str(world->log, obj->state));
    return json_int_or(json_get(state, "unlinked"), 0) != 0;
}
