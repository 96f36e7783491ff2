/* SPDX-License-Identifier: MIT */
/* path_actor.c: values of a process: its operations as they ended, what it printed, its exit, and
 * what it is at. */
#include "mem.h"
#include "path_parts.h"
#include "waits.h"
#include <errno.h>
#include <string.h>

static const char field_names[] =
    "ret, err, data, len, off, fd, obj, line, call, count and state.KEY";

static int value_ret(const struct path *path, const struct event *event, struct buf *out) {
    if ((event->has & EVENT_HAS_RET) == 0) {
        return path_fault(path, -ENOENT, "it has no result");
    }
    buf_putf(out, "%lld", (long long)event->ret);
    return 0;
}

static int value_err(const struct path *path, const struct event *event, struct buf *out) {
    buf_puts(out, log_str(path->log, event->text));
    return 0;
}

static int value_data(const struct path *path, const struct event *event, struct buf *out) {
    if (event->data_len > 0) {
        buf_put(out, log_data(path->log, event), event->data_len);
    }
    return 0;
}

static int value_range(const struct path *path, const struct event *event, int64_t value,
                       struct buf *out) {
    if ((event->has & EVENT_HAS_RANGE) == 0) {
        return path_fault(path, -ENOENT, "it moved no bytes");
    }
    buf_putf(out, "%lld", (long long)value);
    return 0;
}

static int value_len(const struct path *path, const struct event *event, struct buf *out) {
    return value_range(path, event, event->len, out);
}

static int value_off(const struct path *path, const struct event *event, struct buf *out) {
    return value_range(path, event, event->off, out);
}

static int value_fd(const struct path *path, const struct event *event, struct buf *out) {
    if ((event->has & EVENT_HAS_FD) == 0) {
        return path_fault(path, -ENOENT, "it is on no descriptor");
    }
    buf_putf(out, "%d", event->fd);
    return 0;
}

static int value_obj(const struct path *path, const struct event *event, struct buf *out) {
    buf_puts(out, log_str(path->log, event->obj));
    return 0;
}

static int value_line(const struct path *path, const struct event *event, struct buf *out) {
    (void)path;
    buf_putf(out, "%d", event->line);
    return 0;
}

static int value_state(const struct path *path, const struct event *event, struct buf *out) {
    const struct segment *key = &path->segments[3];
    if (path->count != 4) {
        return path_fault(path, -EINVAL, "after state comes a dot and a name of what is in it");
    }
    if (!path_put_member(path, event->state, 3, out)) {
        return path_fault(path, -ENOENT, "its state has no \"%.*s\": %s", (int)key->len, key->name,
                          event->state == 0 ? "it has none" : log_str(path->log, event->state));
    }
    return 0;
}

static const struct {
    const char *name;
    int (*value)(const struct path *, const struct event *, struct buf *);
} op_fields[] = {
    {"ret", value_ret}, {"err", value_err},   {"data", value_data},
    {"len", value_len}, {"off", value_off},   {"fd", value_fd},
    {"obj", value_obj}, {"line", value_line}, {"state", value_state},
};

/* Whether a record is the end of an operation of that name. */
static bool is_end_of(const struct path *path, const struct event *event, strid actor) {
    if (event->kind != EVENT_OP_EXIT || event->actor != actor) {
        return false;
    }
    return segment_is(path, 1, op_name((enum op_kind)event->op)) ||
           (event->op == OP_NONE && event->name != 0 && event->name == segment_id(path, 1));
}

/* The n-th (0: last) end of the operation in segment 1; how many there are in *ret_count. */
static uint64_t find_end(const struct path *path, strid actor, uint32_t *ret_count) {
    uint32_t wanted = path->segments[1].index, count = 0;
    uint64_t found = 0;
    for (uint64_t n = 1; n <= path->n; n++) {
        if (is_end_of(path, log_at(path->log, n), actor)) {
            count++;
            found = wanted == 0 || wanted == count ? n : found;
        }
    }
    *ret_count = count;
    return found;
}

/* The C call is in op.enter. */
static int put_call(const struct path *path, strid actor, uint64_t n, struct buf *out) {
    for (; n > 0; n--) {
        const struct event *event = log_at(path->log, n);
        if (event->actor == actor && event->kind == EVENT_OP_ENTER) {
            buf_puts(out, log_str(path->log, event->text));
            return path_end(path, 3);
        }
    }
    return path_fault(path, -ENOENT, "its call is not in the log");
}

static int op_value(const struct path *path, strid actor, uint64_t n, struct buf *out) {
    for (size_t i = 0; i < sizeof op_fields / sizeof *op_fields; i++) {
        if (segment_is(path, 2, op_fields[i].name)) {
            int r = op_fields[i].value(path, log_at(path->log, n), out);
            return r < 0 ? r : path_end(path, op_fields[i].value == value_state ? 4 : 3);
        }
    }
    if (segment_is(path, 2, "call")) {
        return put_call(path, actor, n, out);
    }
    return path_fault(path, path->count < 3 ? -EINVAL : -ENOENT, "of an operation there is %s",
                      field_names);
}

/* Names of the operations that an actor finished, each once. */
static void put_done(const struct path *path, strid actor, struct buf *out) {
    for (int op = 1; op < OP_COUNT; op++) {
        bool done = false;
        for (uint64_t n = 1; n <= path->n && !done; n++) {
            const struct event *event = log_at(path->log, n);
            done = event->kind == EVENT_OP_EXIT && event->actor == actor && event->op == op;
        }
        if (done) {
            buf_putf(out, "%s%s", out->len == 0 ? "" : ", ", op_name((enum op_kind)op));
        }
    }
}

static int no_end(const struct path *path, strid actor, uint32_t count) {
    const struct segment *op = &path->segments[1];
    const char *name = log_str(path->log, actor);
    if (count > 0) {
        return path_fault(path, -ENOENT, "%s finished %u of %.*s, not %u", name, count,
                          (int)op->len, op->name, op->index);
    }
    struct buf done = {0};
    put_done(path, actor, &done);
    int r = path_fault(path, -ENOENT, "%s never finished \"%.*s\"; it did: %s", name, (int)op->len,
                       op->name, done.len == 0 ? "nothing" : buf_str(&done));
    buf_done(&done);
    return r;
}

static int path_op(const struct path *path, strid actor, struct buf *out) {
    uint32_t count;
    uint64_t n = find_end(path, actor, &count);
    if (segment_is(path, 2, "count")) {
        buf_putf(out, "%u", count);
        return path_end(path, 3);
    }
    return n == 0 ? no_end(path, actor, count) : op_value(path, actor, n, out);
}

static int path_exit(const struct path *path, const struct world_proc *proc, struct buf *out) {
    char name[24];
    const char *who = log_str(path->log, proc->name);
    if (proc_lives(proc)) {
        return path_fault(path, -ENOENT, "%s has not ended: it is %s", who,
                          proc_state_name(proc->state));
    }
    if (segment_is(path, 2, "status") && !proc->killed) {
        buf_putf(out, "%d", proc->status);
    } else if (segment_is(path, 2, "status")) {
        return path_fault(path, -ENOENT, "%s has no status: %s killed it", who,
                          signal_text(proc->status, name));
    } else if (segment_is(path, 2, "signal") && proc->killed) {
        buf_puts(out, signal_text(proc->status, name));
    } else if (segment_is(path, 2, "signal")) {
        return path_fault(path, -ENOENT, "no signal killed %s: it ended with status %d", who,
                          proc->status);
    } else {
        return path_fault(path, -EINVAL, "after exit comes .status or .signal");
    }
    return path_end(path, 3);
}

static uint32_t count_fds(const struct path *path, const struct world_proc *proc) {
    uint32_t count = 0;
    for (const struct world_fd *fd = NULL; (fd = world_proc_fds(path->world, proc, fd)) != NULL;) {
        count += !fd->closed;
    }
    return count;
}

/* What a process is at, when the world is this one. */
static bool proc_field(const struct path *path, const struct world_proc *proc, struct buf *out) {
    if (segment_is(path, 1, "state")) {
        buf_puts(out, proc_state_name(proc->state));
    } else if (segment_is(path, 1, "parent")) {
        buf_puts(out, log_str(path->log, proc->parent));
    } else if (segment_is(path, 1, "pid")) {
        buf_putf(out, "%d", proc->vpid);
    } else if (segment_is(path, 1, "fds")) {
        buf_putf(out, "%u", count_fds(path, proc));
    } else if (segment_is(path, 1, "steps")) {
        buf_putf(out, "%u", proc->steps);
    } else if (segment_is(path, 1, "op")) {
        buf_puts(out, op_name(proc->op));
    } else if (segment_is(path, 1, "why")) {
        waits_why(path->world, proc->name, out);
    } else if (segment_is(path, 1, "waits_for")) {
        struct wait_set set = {0};
        waits_of(path->world, proc->name, &set);
        waits_names(path->world, &set, out);
        wait_set_done(&set);
    } else {
        return false;
    }
    return true;
}

int path_actor(const struct path *path, const struct world_proc *proc, struct buf *out) {
    if (path->count < 2) {
        return path_fault(path, -EINVAL,
                          "after a process comes .OPERATION.ret (or %s), .prints, .exit.status, "
                          ".exit.signal, .state, .parent, .fds, .steps, .op, .why or .waits_for",
                          field_names);
    }
    if (segment_is(path, 1, "prints")) {
        return path_prints_of(path, proc->name, 1, out);
    }
    if (segment_is(path, 1, "exit")) {
        return path_exit(path, proc, out);
    }
    if (proc_field(path, proc, out)) {
        return path_end(path, 2);
    }
    return path_op(path, proc->name, out);
}
