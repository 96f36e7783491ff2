/* SPDX-License-Identifier: MIT */
/* path_run.c: values of the whole run: outcome, steps, schedule, prints, deadlock. */
#include "mem.h"
#include "path_parts.h"
#include "waits.h"
#include <errno.h>
#include <string.h>

int path_outcome(const struct path *path, struct buf *out) {
    if (path->world->outcome == OUTCOME_NONE) {
        return path_fault(path, -ENOENT, "the run has no outcome yet: it did not end");
    }
    buf_puts(out, run_outcome_name(path->world->outcome));
    return path_end(path, 1);
}

int path_steps(const struct path *path, struct buf *out) {
    buf_putf(out, "%llu", (unsigned long long)path->world->steps);
    return path_end(path, 1);
}

/* Before the end there is none in the log: as it was so far, in its shortest form. */
int path_schedule(const struct path *path, struct buf *out) {
    uint64_t steps = path->world->steps, times = 0;
    for (uint64_t k = 1; k <= steps; k++) {
        strid actor = log_at(path->log, timeline_step_begin(path->timeline, k))->actor;
        bool again = k < steps &&
                     log_at(path->log, timeline_step_begin(path->timeline, k + 1))->actor == actor;
        times++;
        if (!again) {
            buf_putf(out, "%s%s", out->len == 0 ? "" : " ", log_str(path->log, actor));
            if (times > 1) {
                buf_putf(out, "*%llu", (unsigned long long)times);
            }
            times = 0;
        }
    }
    return path_end(path, 1);
}

int path_prints_of(const struct path *path, strid actor, size_t at, struct buf *out) {
    uint32_t wanted = path->segments[at].index, count = 0;
    for (uint64_t n = 1; n <= path->n; n++) {
        const struct event *event = log_at(path->log, n);
        if (event->kind != EVENT_PRINT || (actor != 0 && event->actor != actor)) {
            continue;
        }
        count++;
        if (wanted == 0 || wanted == count) {
            buf_puts(out, wanted == 0 && count > 1 ? "\n" : "");
            buf_puts(out, log_str(path->log, event->text));
        }
    }
    if (wanted > count) {
        return path_fault(path, -ENOENT, "%s printed %u line%s, not %u",
                          actor == 0 ? "the run" : log_str(path->log, actor), count,
                          count == 1 ? "" : "s", wanted);
    }
    return path_end(path, at + 1);
}

int path_prints(const struct path *path, struct buf *out) {
    return path_prints_of(path, 0, 0, out);
}

/* The last deadlock that was found up to here. */
static const struct event *last_deadlock(const struct path *path) {
    for (uint64_t n = path->n; n > 0; n--) {
        const struct event *event = log_at(path->log, n);
        if (event->kind == EVENT_DEADLOCK) {
            return event;
        }
    }
    return NULL;
}

static int link_value(const struct path *path, const struct deadlock_link *link, struct buf *out) {
    if (segment_is(path, 3, "waits_for")) {
        buf_puts(out, log_str(path->log, link->waits_for));
    } else if (segment_is(path, 3, "op")) {
        buf_puts(out, op_name(link->op));
    } else if (segment_is(path, 3, "obj")) {
        buf_puts(out, log_str(path->log, link->obj));
    } else if (segment_is(path, 3, "fd") && link->fd >= 0) {
        buf_putf(out, "%d", link->fd);
    } else if (segment_is(path, 3, "through") && link->through >= 0) {
        buf_putf(out, "%d", link->through);
    } else {
        return path_fault(path, -ENOENT,
                          "of one in a circle there is waits_for, op, and where they apply obj, fd "
                          "and through");
    }
    return path_end(path, 4);
}

static int circle_value(const struct path *path, const struct event *event, struct buf *out) {
    struct deadlock_link *circle = NULL;
    size_t count = circle_read(path->log, log_str(path->log, event->state), &circle);
    struct buf names = {0};
    const struct deadlock_link *found = NULL;
    for (size_t i = 0; i < count; i++) {
        buf_putf(&names, "%s%s", i == 0 ? "" : " ", log_str(path->log, circle[i].actor));
        if (circle[i].actor == segment_id(path, 2)) {
            found = &circle[i];
        }
    }
    int r = 0;
    if (path->count == 2) {
        buf_puts(out, buf_str(&names));
    } else if (found == NULL) {
        r = path_fault(path, -ENOENT, "\"%.*s\" is not in the circle: %s is",
                       (int)path->segments[2].len, path->segments[2].name, buf_str(&names));
    } else {
        r = link_value(path, found, out);
    }
    buf_done(&names);
    mem_free(circle);
    return r;
}

int path_deadlock(const struct path *path, struct buf *out) {
    const struct event *event = last_deadlock(path);
    if (event == NULL) {
        return path_fault(path, -ENOENT, "there was no deadlock%s%s",
                          path->world->outcome == OUTCOME_NONE ? "" : ": the run ended ",
                          run_outcome_name(path->world->outcome));
    }
    if (segment_is(path, 1, "circle")) {
        return circle_value(path, event, out);
    }
    if (segment_is(path, 1, "actors")) {
        buf_puts(out, log_str(path->log, event->waits_for));
    } else if (segment_is(path, 1, "why")) {
        buf_puts(out, log_str(path->log, event->text));
    } else {
        return path_fault(path, -ENOENT, "of a deadlock there is actors, why and circle");
    }
    return path_end(path, 2);
}
