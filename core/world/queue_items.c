/* SPDX-License-Identifier: MIT */
/* queue_items.c: see queue_items.h. */
#include "queue_items.h"
#include "json_value.h"
#include "tell.h"
#include <string.h>

enum { VALUE_SHOWN = 24 };

bool queue_put_value(const struct log *log, const struct event *event, struct buf *out) {
    if (event == NULL || event->data_len <= QUEUE_ITEM_HEAD) {
        return false;
    }
    const unsigned char *letter = (const unsigned char *)log_data(log, event) + QUEUE_ITEM_HEAD;
    size_t len = event->data_len - QUEUE_ITEM_HEAD - 1u;
    if (*letter == 'i') {
        buf_put(out, letter + 1, len);
    } else {
        tell_bytes(letter + 1, len, VALUE_SHOWN, out);
    }
    return true;
}

void queue_put_items(const struct world *world, const struct world_obj *obj, uint32_t most,
                     const char *between, struct buf *out) {
    for (uint32_t i = 0; i < obj->item_count && i < most; i++) {
        buf_puts(out, i == 0 ? "" : between);
        if (!queue_put_value(world->log, log_at(world->log, obj->items[i].record), out)) {
            buf_putc(out, '?');
        }
    }
}

int64_t queue_maxsize(const struct world *world, const struct world_obj *obj) {
    return json_int_or(json_get(json_of(log_str(world->log, obj->attrs)), "maxsize"), 0);
}

int64_t queue_tasks(const struct world *world, const struct world_obj *obj) {
    struct json attrs = json_of(log_str(world->log, obj->attrs));
    return json_get(attrs, "joinable").type == JSON_TRUE ? obj->capacity : -1;
}

static const char *const part_names[] = {"rlock", "wlock", "lock", "cond"};

const struct world_obj *queue_part(const struct world *world, const struct world_obj *obj,
                                   const char *part) {
    struct buf name = {0};
    buf_putf(&name, "%.40s-%s", log_str(world->log, obj->name), part);
    strid id = log_find(world->log, buf_str(&name));
    buf_done(&name);
    return id == 0 ? NULL : world_obj(world, id);
}

bool queue_is_part(const char *queue, const char *name) {
    size_t len = strlen(queue);
    if (strncmp(queue, name, len) != 0 || name[len] != '-') {
        return false;
    }
    for (size_t i = 0; i < sizeof part_names / sizeof *part_names; i++) {
        if (strcmp(name + len + 1, part_names[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool queue_advise_join(const struct world *world, const struct world_obj *condition,
                       struct buf *out) {
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *queue = &world->objs[i];
        if (queue->type == OBJ_QUEUE && queue_part(world, queue, "cond") == condition) {
            const char *name = log_str(world->log, queue->name);
            buf_putf(out,
                     " %lld of what was put into %s %s not done: call task_done once for each "
                     "item.",
                     (long long)queue->capacity, name, queue->capacity == 1 ? "is" : "are");
            return true;
        }
    }
    return false;
}
