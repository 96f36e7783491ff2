/* SPDX-License-Identifier: MIT */
/* channel_parts.c: see channel_parts.h. */
#include "channel_parts.h"
#include "holders.h"
#include "json_value.h"
#include "tell_parts.h"
#include <string.h>

bool channel_closed(const struct world *world, const struct world_obj *obj) {
    struct json state = json_of(log_str(world->log, obj->state));
    return json_get(state, "closed").type == JSON_TRUE;
}

void channel_put_item(const struct world *world, const struct world_item *item, struct buf *out) {
    const struct event *event = log_at(world->log, item->record);
    if (event == NULL || event->data_len == 0) {
        buf_putc(out, '?');
    } else {
        tell_text(out, (const char *)log_data(world->log, event), event->data_len, false);
    }
}

/* Of "chan_send(ch, 3)" what stands after the comma. */
void channel_put_held(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *call = log_str(world->log, proc->call), *comma = strstr(call, ", ");
    size_t len = comma == NULL ? 0 : strlen(comma + 2);
    if (proc->op == OP_CHAN_SEND && len > 1) {
        tell_text(out, comma + 2, len - 1, false);
    }
}

uint32_t channel_put_waiters(const struct world *world, const struct world_obj *obj,
                             enum op_kind op, bool held, struct buf *out) {
    uint64_t after = 0;
    uint32_t count = 0;
    for (uint32_t at; (at = waiter_after(world, obj, after)) != UINT32_MAX;) {
        const struct world_proc *proc = &world->procs[at];
        after = proc->since;
        if (proc->op != op) {
            continue;
        }
        buf_puts(out, count++ == 0 ? "" : held ? ", " : " ");
        buf_puts(out, log_str(world->log, proc->name));
        if (held) {
            buf_putc(out, ' ');
            channel_put_held(world, proc, out);
        }
    }
    return count;
}
