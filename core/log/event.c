/* SPDX-License-Identifier: MIT */
/*
 * event.c: the names of the lists of event.h. Each table is made from its list, so a new kind,
 * operation or object is one row there and nothing here.
 */
#include "event.h"
#include <stddef.h>
#include <string.h>

static const char *const kind_names[EVENT_KIND_COUNT] = {[EVENT_UNKNOWN] = "",
#define X(id, name) [id] = (name),
                                                         EVENT_KINDS(X)
#undef X
};

static const struct {
    const char *name, *manual;
} ops[OP_COUNT] = {[OP_NONE] = {"", ""},
#define X(id, name, manual) [id] = {name, manual},
                   EVENT_OPS(X)
#undef X
};

static const char *const type_names[OBJ_COUNT] = {[OBJ_NONE] = "",
#define X(id, name) [id] = (name),
                                                  EVENT_OBJS(X)
#undef X
};

static const char *const outcome_names[] = {
    [OUTCOME_NONE] = "",       [OUTCOME_OK] = "ok",       [OUTCOME_DEADLOCK] = "deadlock",
    [OUTCOME_ERROR] = "error", [OUTCOME_LIMIT] = "limit", [OUTCOME_STOPPED] = "stopped",
};
#define OUTCOME_COUNT (sizeof outcome_names / sizeof *outcome_names)

/* A number from a damaged log may be anything: asked for as unsigned, checked, never trusted. */
static const char *name_at(const char *const *names, size_t count, size_t i) {
    return i < count ? names[i] : "";
}

static size_t index_of(const char *const *names, size_t count, const char *name) {
    for (size_t i = 1; name && i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return 0;
}

const char *event_kind_name(enum event_kind kind) {
    return name_at(kind_names, EVENT_KIND_COUNT, (size_t)kind);
}

const char *op_name(enum op_kind op) {
    return (size_t)op < OP_COUNT ? ops[op].name : "";
}

const char *op_manual(enum op_kind op) {
    return (size_t)op < OP_COUNT ? ops[op].manual : "";
}

const char *obj_type_name(enum obj_type type) {
    return name_at(type_names, OBJ_COUNT, (size_t)type);
}

const char *run_outcome_name(enum run_outcome outcome) {
    return name_at(outcome_names, OUTCOME_COUNT, (size_t)outcome);
}

enum event_kind event_kind_by_name(const char *name) {
    return (enum event_kind)index_of(kind_names, EVENT_KIND_COUNT, name);
}

enum op_kind op_by_name(const char *name) {
    for (size_t i = 1; name && i < OP_COUNT; i++) {
        if (strcmp(ops[i].name, name) == 0) {
            return (enum op_kind)i;
        }
    }
    return OP_NONE;
}

enum obj_type obj_type_by_name(const char *name) {
    return (enum obj_type)index_of(type_names, OBJ_COUNT, name);
}

enum run_outcome run_outcome_by_name(const char *name) {
    return (enum run_outcome)index_of(outcome_names, OUTCOME_COUNT, name);
}
