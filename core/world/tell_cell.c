/* SPDX-License-Identifier: MIT */
/*
 * tell_cell.c: how a load from shared memory or a store into it ended, and whether it lost an
 * update.
 */
#include "json_value.h"
#include "shared_cells.h"
#include "tell_ends.h"
#include "tell_parts.h"

/* "counter" or "a[3]": an Array's record names the cell. */
static void put_cell(const struct log *log, const struct event *event, struct json state,
                     struct buf *out) {
    int64_t cell;
    tell_str(out, log, event->obj);
    if (json_int(json_get(state, "cell"), &cell)) {
        buf_putf(out, "[%lld]", (long long)cell);
    }
    buf_putc(out, '.');
}

/* Whether a store overwrites what another process stored since this one last loaded from the
 * cell: then that update is lost. Looks back as far as is worth it. */
static void put_lost(const struct log *log, uint64_t n, struct buf *out) {
    enum { LOOK_BACK = 4096 };
    const struct event *store = log_at(log, n), *other = NULL;
    uint32_t cell = cells_of_record(log, store);
    uint64_t least = n > LOOK_BACK ? n - LOOK_BACK : 1;
    for (uint64_t at = n - 1; at >= least; at--) {
        const struct event *event = log_at(log, at);
        if (event->kind != EVENT_OP_EXIT || event->obj != store->obj ||
            (event->op != OP_LOAD && event->op != OP_STORE) ||
            cells_of_record(log, event) != cell) {
            continue;
        }
        if (event->actor != store->actor) {
            other = other == NULL && event->op == OP_STORE ? event : other;
            continue;
        }
        if (event->op == OP_LOAD && other != NULL) {
            buf_puts(out, " Since it read ");
            tell_text(out, (const char *)log_data(log, event), event->data_len, false);
            buf_puts(out, ", ");
            tell_str(out, log, other->actor);
            buf_puts(out, " wrote ");
            tell_text(out, (const char *)log_data(log, other), other->data_len, false);
            buf_puts(out, ": a lost update.");
        }
        return;
    }
}

bool tell_cell(const struct log *log, uint64_t n, struct buf *out) {
    const struct event *event = log_at(log, n);
    bool load = event->op == OP_LOAD;
    tell_str(out, log, event->actor);
    buf_puts(out, load ? " reads " : " writes ");
    tell_text(out, (const char *)log_data(log, event), event->data_len, false);
    buf_puts(out, load ? " from " : " into ");
    put_cell(log, event, json_of(log_str(log, event->state)), out);
    if (!load) {
        put_lost(log, n, out);
    }
    return true;
}
