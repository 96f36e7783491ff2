/* SPDX-License-Identifier: MIT */
/*
 * record_fields.c: the table of design.md section 5, as data.
 */
#include "record_fields.h"
#include <string.h>

#define AT(field) (uint16_t) offsetof(struct event, field)

/* Fields that more than one kind has. */
#define OBJ                                                                                        \
    { "obj", FORM_TEXT, AT(obj), EVENT_HAS_OBJ, false }
#define FD                                                                                         \
    { "fd", FORM_INT32, AT(fd), EVENT_HAS_FD, false }
#define LINE                                                                                       \
    { "line", FORM_INT32, AT(line), 0, false }
#define OP                                                                                         \
    { "op", FORM_OP, 0, 0, false }
#define TEXT(as)                                                                                   \
    { as, FORM_TEXT, AT(text), 0, false }
#define WHERE OP, OBJ, FD, LINE
#define END_OF_LIST                                                                                \
    { 0 }

static const struct field table[EVENT_KIND_COUNT][12] = {
    [EVENT_RUN_START] = {{"format", FORM_FORMAT, 0, 0, false},
                         {"lesson", FORM_TEXT, AT(name), 0, false},
                         TEXT("program"),
                         {"params", FORM_JSON, AT(state), 0, false},
                         {"schedule", FORM_TEXT, AT(waits_for), 0, true},
                         END_OF_LIST},
    [EVENT_ACTOR_START] = {{"parent", FORM_TEXT, AT(name), 0, true}, LINE, END_OF_LIST},
    [EVENT_ACTOR_EXIT] = {{"status", FORM_INT64, AT(ret), EVENT_HAS_RET, false},
                          {"signal", FORM_INT64, AT(ret), EVENT_HAS_SIGNAL, false},
                          LINE,
                          END_OF_LIST},
    [EVENT_OBJ_NEW] = {OBJ,
                       {"type", FORM_TYPE, 0, 0, false},
                       LINE,
                       {"attrs", FORM_JSON, AT(state), 0, false},
                       END_OF_LIST},
    [EVENT_OBJ_GONE] = {OBJ, LINE, END_OF_LIST},
    [EVENT_FD_OPEN] = {FD, OBJ, {"end", FORM_END, 0, 0, false}, LINE, END_OF_LIST},
    [EVENT_FD_CLOSE] = {FD, OBJ, {"end", FORM_END, 0, 0, false}, LINE, END_OF_LIST},
    [EVENT_STEP] = {LINE, END_OF_LIST},
    [EVENT_OP_READY] = {WHERE, TEXT("call"), END_OF_LIST},
    [EVENT_OP_ENTER] = {WHERE, TEXT("call"), END_OF_LIST},
    [EVENT_OP_BLOCK] = {WHERE,
                        {"waits_for", FORM_NAMES, AT(waits_for), 0, false},
                        TEXT("why"),
                        END_OF_LIST},
    [EVENT_OP_EXIT] = {WHERE,
                       {"ret", FORM_INT64, AT(ret), EVENT_HAS_RET, true},
                       {"err", FORM_TEXT, AT(text), 0, true},
                       {"off", FORM_INT64, AT(off), EVENT_HAS_RANGE, false},
                       {"len", FORM_INT64, AT(len), EVENT_HAS_RANGE, false},
                       {"data", FORM_DATA, 0, 0, false},
                       {"state", FORM_JSON, AT(state), 0, false},
                       END_OF_LIST},
    [EVENT_MARK] = {{"T", FORM_INT64, AT(ret), EVENT_HAS_T, true},
                    {"label", FORM_TEXT, AT(name), 0, false},
                    LINE,
                    END_OF_LIST},
    [EVENT_SAY] = {TEXT("text"), LINE, END_OF_LIST},
    [EVENT_PRINT] = {TEXT("text"), LINE, END_OF_LIST},
    [EVENT_ASK] = {TEXT("text"), LINE, END_OF_LIST},
    [EVENT_ANSWER] = {TEXT("text"), LINE, END_OF_LIST},
    [EVENT_DEADLOCK] = {{"actors", FORM_NAMES, AT(waits_for), 0, false},
                        {"circle", FORM_JSON, AT(state), 0, false},
                        TEXT("why"),
                        END_OF_LIST},
    [EVENT_RUN_END] = {{"outcome", FORM_OUTCOME, 0, 0, false},
                       {"expected", FORM_TEXT, AT(text), 0, true},
                       {"as_expected", FORM_TRUTH, 0, 0, false},
                       {"steps", FORM_ALWAYS, AT(ret), 0, false},
                       {"schedule", FORM_TEXT, AT(waits_for), 0, false},
                       {"left_behind", FORM_ALWAYS, AT(len), 0, false},
                       END_OF_LIST},
    [EVENT_OBJ_FILL] = {OBJ,
                        {"bytes", FORM_ALWAYS, AT(len), 0, false},
                        {"change", FORM_ALWAYS, AT(ret), 0, false},
                        END_OF_LIST},
    [EVENT_INTERRUPT] = {{"signal", FORM_INT64, AT(ret), EVENT_HAS_SIGNAL, false},
                         {"to", FORM_NAMES, AT(waits_for), 0, false},
                         {"word", FORM_TEXT, AT(name), 0, false},
                         END_OF_LIST},
};

const struct field *record_fields(enum event_kind kind) {
    return table[(size_t)kind < EVENT_KIND_COUNT ? kind : EVENT_UNKNOWN];
}

static const char *const ends[] = {[END_NONE] = "", [END_R] = "r", [END_W] = "w", [END_RW] = "rw"};

const char *record_end_name(enum fd_end end) {
    return (size_t)end <= END_RW ? ends[end] : "";
}

enum fd_end record_end_by_name(const char *name) {
    for (size_t i = END_R; i <= END_RW; i++) {
        if (strcmp(ends[i], name) == 0) {
            return (enum fd_end)i;
        }
    }
    return END_NONE;
}
