/* SPDX-License-Identifier: MIT */
/*
 * hostile.h: logs whose every string (names, calls, prints, data) is one that would command whoever
 * shows it, and long ones. For tests of what makes pictures and pages of logs.
 */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "log.h"
#include <stdio.h>
#include <string.h>

static const char *const hostile_strings[] = {
    "<script>alert(1)</script>",
    "]]><x y='\"'/><!-- --> &amp; &#0; &bogus; <![CDATA[",
    "\"'></pre></span></title></style></svg><b onload=x>",
    "\x1b[2J\x1b]0;title\x07\x1b[31mred \x9b"
    "31m \b\r\n\t\x01\x7f end",
    "\xff\xfe \xc3( \xed\xa0\x80 \xf0\x9f\x92 broken \xef\xbf\xbf\xef\xbf\xbe",
    "end",
    "wrap: a0->>o0: x; end\n    participant z #59; %%{init: {}}%% \\\" `{}[]",
    "\xe2\x80\xa8line\xe2\x80\xa9"
    "\xc2\x85"
    "\xe2\x80\xae"
    "rtl \xe4\xb8\xad\xe6\x96\x87 e\xcc\x81",
};
enum { HOSTILE_STRINGS = sizeof hostile_strings / sizeof *hostile_strings };

static inline void hostile_add(struct log *log, enum event_kind kind, struct event event,
                               const char *actor, const char *data) {
    event.kind = (uint16_t)kind;
    event.actor = log_intern(log, actor);
    event.t = (int64_t)log_count(log) * 1000;
    log_append(log, &event, data, data == NULL ? 0 : strnlen(data, EVENT_DATA_MAX));
}

/* One step of an actor: a write into obj or a read from it. */
static inline void hostile_step(struct log *log, const char *actor, const char *obj,
                                const char *text, enum op_kind op, int64_t off) {
    strid name = log_intern(log, obj), said = log_intern(log, text);
    struct event event = {.obj = name,
                          .text = said,
                          .op = (uint16_t)op,
                          .fd = 3,
                          .line = 1,
                          .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
    hostile_add(log, EVENT_OP_READY, event, actor, NULL);
    hostile_add(log, EVENT_STEP, (struct event){0}, actor, NULL);
    hostile_add(log, EVENT_OP_ENTER, event, actor, NULL);
    event.text = 0;
    event.has |= EVENT_HAS_RET | EVENT_HAS_RANGE;
    event.ret = event.len = 4;
    event.off = off;
    hostile_add(log, EVENT_OP_EXIT, event, actor, text);
}

/* Everything that a string can be in a record is `text` once. */
static inline void hostile_put(struct log *log, const char *text) {
    char obj[160], child[160];
    snprintf(obj, sizeof obj, "%s o", text);
    snprintf(child, sizeof child, "%s c", text);
    strid said = log_intern(log, text);
    hostile_add(log, EVENT_RUN_START, (struct event){.name = said, .text = said, .state = said}, "",
                NULL);
    hostile_add(log, EVENT_ACTOR_START, (struct event){.pid = 9, .vpid = 1}, text, NULL);
    hostile_add(log, EVENT_ACTOR_START, (struct event){.pid = 10, .vpid = 2, .name = said}, child,
                NULL);
    struct event made = {.obj = log_intern(log, obj),
                         .name = said,
                         .state = said,
                         .type = OBJ_PIPE,
                         .has = EVENT_HAS_OBJ};
    hostile_add(log, EVENT_OBJ_NEW, made, text, NULL);
    struct event opened = {
        .obj = made.obj, .fd = 3, .end = END_RW, .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
    hostile_add(log, EVENT_FD_OPEN, opened, text, NULL);
    hostile_add(log, EVENT_FD_OPEN, opened, child, NULL);
    hostile_step(log, text, obj, text, OP_WRITE, 0);
    hostile_step(log, child, obj, text, OP_READ, 0);
    hostile_add(log, EVENT_PRINT, (struct event){.text = said}, text, NULL);
    hostile_add(log, EVENT_SAY, (struct event){.text = said}, text, NULL);
    hostile_add(log, EVENT_ASK, (struct event){.text = said}, text, NULL);
    hostile_add(log, EVENT_ANSWER, (struct event){.text = said}, text, NULL);
    hostile_add(log, EVENT_MARK, (struct event){.name = said, .has = EVENT_HAS_T}, text, NULL);
    struct event fails = {
        .obj = made.obj, .text = said, .name = said, .fd = 3, .has = EVENT_HAS_OBJ};
    hostile_add(log, EVENT_STEP, (struct event){0}, text, NULL);
    hostile_add(log, EVENT_OP_ENTER, fails, text, NULL);
    hostile_add(log, EVENT_OP_EXIT, fails, text, NULL);
    struct event waits = {.obj = made.obj,
                          .text = said,
                          .waits_for = said,
                          .op = OP_READ,
                          .fd = 3,
                          .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
    hostile_add(log, EVENT_STEP, (struct event){0}, child, NULL);
    hostile_add(log, EVENT_OP_ENTER, waits, child, NULL);
    hostile_add(log, EVENT_OP_BLOCK, waits, child, NULL);
    hostile_add(log, EVENT_DEADLOCK, (struct event){.text = said, .waits_for = said, .state = said},
                "", NULL);
    hostile_add(log, EVENT_ACTOR_EXIT, (struct event){.ret = 1}, text, NULL);
    hostile_add(log, EVENT_RUN_END,
                (struct event){.text = said, .name = said, .type = OUTCOME_DEADLOCK}, "", NULL);
}

/* The log is the caller's to log_free. */
static inline struct log *hostile_log(void) {
    struct log *log = log_new();
    for (size_t i = 0; i < HOSTILE_STRINGS; i++) {
        hostile_put(log, hostile_strings[i]);
    }
    return log;
}

/* A run of so many processes and steps: each writes, the next one reads. */
static inline struct log *hostile_long(int procs, int steps) {
    struct log *log = log_new();
    char name[32];
    for (int i = 0; i < procs; i++) {
        snprintf(name, sizeof name, "process-%d", i);
        hostile_add(log, EVENT_ACTOR_START, (struct event){.pid = i + 1, .vpid = i + 1}, name,
                    NULL);
        snprintf(name, sizeof name, "pipe#%d", i + 1);
        struct event made = {.obj = log_intern(log, name), .type = OBJ_PIPE, .has = EVENT_HAS_OBJ};
        hostile_add(log, EVENT_OBJ_NEW, made, "process-0", NULL);
        for (int j = 0; j < procs && i < 8; j++) {
            snprintf(name, sizeof name, "process-%d", j);
            hostile_add(
                log, EVENT_FD_OPEN,
                (struct event){.obj = made.obj, .fd = 3 + i, .end = END_RW, .has = made.has}, name,
                NULL);
        }
    }
    for (int k = 0; k < steps; k++) {
        snprintf(name, sizeof name, "process-%d", k % procs);
        hostile_step(log, name, "pipe#1", "write(3, \"line\", 4)", k % 2 == 0 ? OP_WRITE : OP_READ,
                     (int64_t)(k / 2) * 4);
    }
    return log;
}

#endif
