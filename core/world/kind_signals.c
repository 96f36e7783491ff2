/* SPDX-License-Identifier: MIT */
/*
 * kind_signals.c: what a process does with signals, and which are pending. What it does is in the
 * state that its own last operation gave; what is pending is counted here: a set, one bit a signal,
 * in `written`, as in the kernel. A signal that was sent is pending until its handler begins or
 * sigwaitinfo(2) takes it.
 */
#include "json_value.h"
#include "kinds.h"
#include "mem.h"
#include <string.h>

enum { SIGNALS = 63 };

/* The number of a signal by its name; 0: there is none of that name. */
static int32_t number_of(const void *text, size_t len) {
    char room[24];
    for (int32_t number = 1; number < SIGNALS && len > 0; number++) {
        const char *name = signal_text(number, room);
        if (strlen(name) == len && memcmp(name, text, len) == 0) {
            return number;
        }
    }
    return 0;
}

/* That of the signal that an operation carries. */
static int32_t carried(const struct log *log, const struct event *event) {
    return number_of(log_data(log, event), event->data_len);
}

static strid state_of(const struct world_obj *obj) {
    return obj->state != 0 ? obj->state : obj->attrs;
}

static char *list_of(const struct log *log, strid state, const char *key) {
    char *list = json_strdup(json_get(json_of(log_str(log, state)), key));
    return list == NULL ? mem_strdup("") : list;
}

bool kind_signals_lists(const struct log *log, strid state, const char *key, const char *name) {
    char *list = list_of(log, state, key);
    const char *at = strstr(list, name);
    bool found = at != NULL && (at[strlen(name)] == ' ' || at[strlen(name)] == '\0');
    mem_free(list);
    return found;
}

void kind_signals_sent(const struct world *world, struct world_obj *obj, int64_t signal) {
    char name[24];
    if (signal <= 0 || signal >= SIGNALS) {
        return;
    }
    const char *text = signal_text((int32_t)signal, name);
    if (kind_signals_lists(world->log, state_of(obj), "handled", text) ||
        kind_signals_lists(world->log, state_of(obj), "blocked", text)) {
        obj->written |= (int64_t)1 << signal;
    }
}

void kind_signals_ready(struct world_obj *obj, const char *call) {
    const char *open = strchr(call, '('), *end = open == NULL ? NULL : strchr(open, ')');
    int32_t number = end == NULL ? 0 : number_of(open + 1, (size_t)(end - open - 1));
    obj->written |= number == 0 ? 0 : (int64_t)1 << number;
}

static void did(struct world *world, struct world_obj *obj, const struct event *event) {
    int32_t number = event->text == 0 ? carried(world->log, event) : 0;
    int64_t bit = (int64_t)1 << number;
    if (number == 0) {
        return;
    }
    if (event->op != OP_KILL) {
        obj->written &= ~bit;
    } else {
        kind_signals_sent(world, obj, number);
    }
}

static void put_pending(const struct world_obj *obj, struct buf *out) {
    char name[24];
    const char *between = "";
    for (int32_t number = 1; number < SIGNALS; number++) {
        if (((uint64_t)obj->written >> number & 1) != 0) {
            buf_putf(out, "%s%s", between, signal_text(number, name));
            between = " ";
        }
    }
}

static const char *const fields[] = {"handled", "ignored", "blocked", "pending", NULL};

static bool field(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out) {
    if (strcmp(name, "pending") == 0) {
        put_pending(obj, out);
        return true;
    }
    for (size_t i = 0; fields[i] != NULL; i++) {
        if (strcmp(fields[i], name) == 0) {
            char *list = list_of(world->log, state_of(obj), name);
            buf_puts(out, list);
            mem_free(list);
            return true;
        }
    }
    return false;
}

static void describe(const struct world *world, const struct world_obj *obj, struct buf *out) {
    const char *between = "";
    const struct world_proc *of = world_proc(world, obj->maker);
    if (of != NULL && !proc_lives(of)) {
        buf_putf(out, "gone with %s", log_str(world->log, of->name));
        return;
    }
    for (size_t i = 0; fields[i] != NULL; i++) {
        struct buf list = {0};
        field(world, obj, fields[i], &list);
        if (list.len > 0) {
            buf_putf(out, "%s%s: %s", between, fields[i], buf_str(&list));
            between = "; ";
        }
        buf_done(&list);
    }
    buf_puts(out, *between == '\0' ? "all as by default" : "");
}

static void unused_who(const struct world *world, const struct world_proc *proc,
                       struct wait_set *set) {
    (void)world;
    (void)proc;
    set->unknown = true;
}

static void unused_why(const struct world *world, const struct world_proc *proc,
                       const struct wait_set *set, struct buf *out) {
    (void)set;
    wait_tell_call(world, proc, out);
    buf_putc(out, '.');
}

static void unused_need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    (void)world;
    (void)proc;
    buf_puts(out, "a signal");
}

const struct world_kind kind_signals = {
    .type = OBJ_SIGNALS,
    .wait = {.who = unused_who, .why = unused_why, .need = unused_need},
    .did = did,
    .describe = describe,
    .field = field,
    .fields = fields,
};
