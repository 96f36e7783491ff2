/* SPDX-License-Identifier: MIT */
/*
 * trace_events.c: a run in the trace event format, JSON object form ("Trace Event Format", the
 * Chromium project), which Perfetto and chrome://tracing open. Times are microseconds there; a step
 * of a run is a thousand of them wide, so that the order shows and no zoom is needed; the run's own
 * clock is in the args.
 */
#include "export.h"
#include "export_parts.h"
#include "json_write.h"
#include <string.h>

enum { STEP_US = 1000, GAP_US = 60, EARLY_US = 400, LATE_US = 600, PART = 256, ASK_EVERY = 1024 };

struct trace {
    struct timeline *timeline;
    const struct log *log;
    const struct world *end;
    struct buf *out;
    struct buf text;
    const struct export_watch *watch;
    uint64_t asked, all; /* all: the steps of the lanes, those of the flows, the records */
    bool stopped;
};

/* Asked before each slice, flow and moment; passed on seldom: there are millions. */
static bool goes_on(struct trace *trace, uint64_t done) {
    trace->stopped = trace->stopped || (++trace->asked % ASK_EVERY == 0 &&
                                        !export_goes_on(trace->watch, done, trace->all));
    return !trace->stopped;
}

static void open_event(struct trace *trace, const char *phase, int64_t pid, uint64_t ts,
                       const char *name) {
    json_put_comma(trace->out);
    json_put_open(trace->out, '{');
    json_put_key(trace->out, "name"), json_put_text(trace->out, name);
    json_put_key(trace->out, "ph"), json_put_text(trace->out, phase);
    json_put_key(trace->out, "pid"), json_put_int(trace->out, pid);
    json_put_key(trace->out, "tid"), json_put_int(trace->out, pid);
    json_put_key(trace->out, "ts"), json_put_int(trace->out, (int64_t)ts);
}

static void close_event(struct trace *trace) {
    json_put_close(trace->out, '}');
}

/* The number of a lane: pids of a caged run may be those of others, so it counts from 1. */
static int64_t lane_id(size_t lane) {
    return (int64_t)lane + 1;
}

static void put_lane_name(struct trace *trace, size_t lane) {
    const struct timeline_lane *is = timeline_lane(trace->timeline, lane);
    const struct world_proc *proc = world_proc(trace->end, is->actor);
    const char *const kinds[] = {"process_name", "thread_name"};
    for (size_t i = 0; i < 2; i++) {
        open_event(trace, "M", lane_id(lane), 0, kinds[i]);
        json_put_key(trace->out, "args"), json_put_open(trace->out, '{');
        json_put_key(trace->out, "name"), json_put_text(trace->out, log_str(trace->log, is->actor));
        json_put_close(trace->out, '}');
        close_event(trace);
    }
    open_event(trace, "M", lane_id(lane), 0, "process_labels");
    json_put_key(trace->out, "args"), json_put_open(trace->out, '{');
    buf_clear(&trace->text);
    buf_putf(&trace->text, "pid %d", proc == NULL ? 0 : (int)proc->pid);
    json_put_key(trace->out, "labels"), json_put_text(trace->out, buf_str(&trace->text));
    json_put_close(trace->out, '}');
    close_event(trace);
}

static void put_args(struct trace *trace, const struct timeline_stretch *stretch) {
    const struct event *enter = log_at(trace->log, stretch->record);
    const struct event *done = stretch->done == 0 ? NULL : log_at(trace->log, stretch->done);
    struct buf *out = trace->out;
    json_put_key(out, "args"), json_put_open(out, '{');
    if (enter != NULL) {
        json_put_key(out, "call"), json_put_text(out, log_str(trace->log, enter->text));
        json_put_key(out, "record"), json_put_int(out, (int64_t)stretch->record);
        json_put_key(out, "line"), json_put_int(out, enter->line);
        json_put_key(out, "t_ns"), json_put_int(out, enter->t);
        if (enter->obj != 0) {
            json_put_key(out, "obj"), json_put_text(out, log_str(trace->log, enter->obj));
        }
    }
    if (done != NULL && done->kind == EVENT_OP_EXIT) {
        if ((done->has & EVENT_HAS_RET) != 0) {
            json_put_key(out, "ret"), json_put_int(out, done->ret);
        }
        if (done->text != 0) {
            json_put_key(out, "err"), json_put_text(out, log_str(trace->log, done->text));
        }
        if (done->data_len > 0) {
            buf_clear(&trace->text);
            export_data(trace->log, done, &trace->text);
            json_put_key(out, "data"), json_put_text(out, buf_str(&trace->text) + 1);
        }
    }
    json_put_close(out, '}');
}

static void put_stretch(struct trace *trace, size_t lane, const struct timeline_stretch *stretch) {
    const struct event *enter = log_at(trace->log, stretch->record);
    bool blocked = stretch->kind == STRETCH_BLOCKED;
    if (stretch->kind == STRETCH_READY || enter == NULL) {
        return;
    }
    buf_clear(&trace->text);
    buf_putf(&trace->text, "%s%s", blocked ? "waits: " : "", export_op(trace->log, enter));
    open_event(trace, "X", lane_id(lane), stretch->from * STEP_US, buf_str(&trace->text));
    json_put_key(trace->out, "cat"), json_put_text(trace->out, blocked ? "blocked" : "op");
    json_put_key(trace->out, "dur"),
        json_put_int(trace->out, (int64_t)(stretch->to - stretch->from + 1) * STEP_US - GAP_US);
    put_args(trace, stretch);
    close_event(trace);
}

static void put_lane(struct trace *trace, size_t lane) {
    struct timeline_stretch part[PART];
    uint64_t from = 0, steps = timeline_steps(trace->timeline);
    size_t lanes = timeline_lane_count(trace->timeline);
    while (from <= steps) {
        size_t count = timeline_stretches(trace->timeline, lane, from, steps, part, PART);
        for (size_t i = 0; i < count && goes_on(trace, (lane * steps + part[i].from) / lanes);
             i++) {
            if (part[i].from >= from) { /* else it was put already */
                put_stretch(trace, lane, &part[i]);
            }
        }
        if (count < PART || trace->stopped) {
            return;
        }
        from = part[count - 1].from + 1;
    }
}

/* A flow binds to the slice that encloses its moment: it leaves before the middle of a step and
 * arrives behind it. */
static void put_flow_end(struct trace *trace, const char *phase, strid actor, uint64_t step,
                         int64_t id, strid obj) {
    long lane = timeline_lane_of(trace->timeline, actor);
    if (lane < 0) {
        return;
    }
    json_put_comma(trace->out);
    json_put_open(trace->out, '{');
    json_put_key(trace->out, "name"), json_put_text(trace->out, log_str(trace->log, obj));
    json_put_key(trace->out, "cat"), json_put_text(trace->out, "message");
    json_put_key(trace->out, "ph"), json_put_text(trace->out, phase);
    json_put_key(trace->out, "id"), json_put_int(trace->out, id);
    json_put_key(trace->out, "pid"), json_put_int(trace->out, lane_id((size_t)lane));
    json_put_key(trace->out, "tid"), json_put_int(trace->out, lane_id((size_t)lane));
    json_put_key(trace->out, "ts"),
        json_put_int(trace->out, (int64_t)step * STEP_US + (*phase == 'f' ? LATE_US : EARLY_US));
    if (*phase == 'f') {
        json_put_key(trace->out, "bp"), json_put_text(trace->out, "e");
    }
    json_put_close(trace->out, '}');
}

static void put_flows(struct trace *trace) {
    struct timeline_arrow part[PART];
    int64_t id = 0;
    uint64_t steps = timeline_steps(trace->timeline);
    for (uint64_t k = 1; k <= steps && goes_on(trace, steps + k); k++) {
        size_t count = timeline_arrows(trace->timeline, k, k, part, PART);
        for (size_t i = 0; i < count; i++) {
            uint64_t from =
                part[i].from_step < part[i].to_step ? part[i].from_step : part[i].to_step;
            id++;
            put_flow_end(trace, "s", part[i].writer, from, id, part[i].obj);
            put_flow_end(trace, "f", part[i].reader, part[i].to_step, id, part[i].obj);
        }
    }
}

/* What has no length: marks, deadlocks and Ctrl-C go through all lanes ("g"), what is said or
 * printed is its process' alone ("t"). */
static const char *moment_scope(const struct event *event) {
    bool all = event->kind == EVENT_MARK || event->kind == EVENT_DEADLOCK ||
               event->kind == EVENT_INTERRUPT;
    bool own = event->kind == EVENT_PRINT || event->kind == EVENT_SAY || event->kind == EVENT_ASK;
    return all ? "g" : own ? "t" : NULL;
}

static void put_moment(struct trace *trace, uint64_t n) {
    const struct event *event = log_at(trace->log, n);
    const char *scope = moment_scope(event);
    long lane = timeline_lane_of(trace->timeline, event->actor);
    if (scope == NULL || (lane < 0 && *scope == 't')) {
        return;
    }
    buf_clear(&trace->text);
    if (event->kind == EVENT_MARK || event->kind == EVENT_INTERRUPT) {
        export_mark(trace->log, event, &trace->text);
    } else {
        const char *what = event_kind_name((enum event_kind)event->kind);
        buf_putf(&trace->text, "%s: %s", what, log_str(trace->log, event->text));
    }
    uint64_t ts = timeline_step_of(trace->timeline, n) * STEP_US + STEP_US - GAP_US / 2;
    open_event(trace, "i", lane_id(lane < 0 ? 0 : (size_t)lane), ts, buf_str(&trace->text));
    json_put_key(trace->out, "s"), json_put_text(trace->out, scope);
    close_event(trace);
}

void export_trace(struct timeline *timeline, struct buf *out) {
    export_trace_watched(timeline, NULL, out);
}

bool export_trace_watched(struct timeline *timeline, const struct export_watch *watch,
                          struct buf *out) {
    struct trace trace = {.timeline = timeline,
                          .log = timeline_log(timeline),
                          .end = timeline_head(timeline),
                          .out = out,
                          .watch = watch,
                          .all = 2 * timeline_steps(timeline) + timeline_count(timeline)};
    buf_clear(&trace.text);
    json_put_open(out, '{');
    json_put_key(out, "displayTimeUnit"), json_put_text(out, "ms");
    json_put_key(out, "otherData"), json_put_open(out, '{');
    export_title(trace.end, &trace.text);
    json_put_key(out, "run"), json_put_text(out, buf_str(&trace.text));
    json_put_key(out, "unit"), json_put_text(out, "1 ms is one step");
    json_put_close(out, '}');
    json_put_key(out, "traceEvents"), json_put_open(out, '[');
    for (size_t lane = 0; lane < timeline_lane_count(timeline); lane++) {
        put_lane_name(&trace, lane);
        put_lane(&trace, lane);
    }
    put_flows(&trace);
    uint64_t steps = timeline_steps(timeline);
    for (uint64_t n = 1; n <= timeline_count(timeline) && goes_on(&trace, 2 * steps + n); n++) {
        put_moment(&trace, n);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
    buf_putc(out, '\n');
    buf_done(&trace.text);
    return !trace.stopped;
}
