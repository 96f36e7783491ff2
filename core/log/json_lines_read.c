/* SPDX-License-Identifier: MIT */
/*
 * json_lines_read.c: text as records: a reader of our own, because a run of a million records must
 * open at once. One pass a line: the members are walked once, checked and remembered as stretches
 * of the text; then the record is made of them by the table of record_fields.h. Members that no
 * row of the table asks for are kept as they stood (struct event, `more`).
 */
#include "json_lines.h"
#include "json_value.h"
#include "mem.h"
#include "record_fields.h"
#include <errno.h>
#include <inttypes.h>
#include <string.h>

struct member {
    struct json key, value;
    bool known;
};

struct reader {
    struct log *log;
    const char *file;
    struct diag *diag;
    int line; /* from 1 */
    const char *start, *end;
    struct member *members;
    size_t count, cap;
    struct buf scratch;
    struct event event;
    bool has_vpid;
    int64_t format;
    struct buf data; /* of the record */
};

/* A line that is damaged at a byte of it; member: the name of the field, or NULL. */
static int fault(struct reader *reader, const char *at, const char *what, const char *member) {
    struct buf text = {0};
    buf_putf(&text, "byte %td: ", at - reader->start + 1);
    if (member) {
        buf_putf(&text, "\"%s\": ", member);
    }
    buf_putf(&text, "%s; ", what);
    uint64_t kept = log_count(reader->log);
    if (kept > 0) {
        buf_putf(&text, "the %" PRIu64 " %s kept", kept,
                 kept == 1 ? "record before it is" : "records before it are");
    } else {
        buf_puts(&text, "this is no saved run");
    }
    int code = diag_set(reader->diag, -EBADMSG, reader->file, reader->line, "%s", text.data);
    buf_done(&text);
    return code;
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) {
        at++;
    }
    return at;
}

/* ---- one value into its field: false if it is not of the right form ---- */

static strid intern_said(struct reader *reader, struct json string) {
    if (!string.escaped) {
        return log_intern_len(reader->log, string.at, string.len);
    }
    buf_clear(&reader->scratch);
    json_put_said(string, &reader->scratch);
    return log_intern_len(reader->log, buf_str(&reader->scratch), reader->scratch.len);
}

static const char *said(struct reader *reader, struct json string) {
    buf_clear(&reader->scratch);
    json_put_said(string, &reader->scratch);
    return buf_str(&reader->scratch);
}

/* The JSON text of a value; a string's with its quotes. */
static strid intern_text(struct reader *reader, struct json value) {
    size_t quote = value.type == JSON_STRING;
    return log_intern_len(reader->log, value.at - quote, value.len + 2 * quote);
}

static bool take_text(struct reader *reader, struct json value, strid *ret_id) {
    if (value.type == JSON_STRING) {
        *ret_id = intern_said(reader, value);
    }
    return value.type == JSON_STRING;
}

static bool take_int32(struct json value, int32_t *ret_number) {
    int64_t number;
    if (!json_int(value, &number) || number < INT32_MIN || number > INT32_MAX) {
        return false;
    }
    *ret_number = (int32_t)number;
    return true;
}

static bool take_names(struct reader *reader, struct json value, strid *ret_id) {
    if (value.type != JSON_ARRAY) {
        return false;
    }
    buf_clear(&reader->scratch);
    struct json_walk walk = json_walk(value);
    struct json key, name;
    while (json_next(&walk, &key, &name)) {
        if (name.type != JSON_STRING || memchr(name.at, ' ', name.len)) {
            return false;
        }
        if (reader->scratch.len > 0) {
            buf_putc(&reader->scratch, ' ');
        }
        json_put_said(name, &reader->scratch);
    }
    *ret_id = log_intern_len(reader->log, buf_str(&reader->scratch), reader->scratch.len);
    return true;
}

/* A name that we may have a number for; the name itself is kept where `keep` says so. */
static bool take_name(struct reader *reader, const struct field *field, struct json value) {
    struct event *event = &reader->event;
    if (value.type != JSON_STRING) {
        return false;
    }
    const char *name = said(reader, value);
    if (field->form == FORM_OP) {
        event->op = (uint16_t)op_by_name(name);
        if (event->op == OP_NONE) {
            event->name = intern_said(reader, value);
        }
    } else if (field->form == FORM_TYPE) {
        event->type = (uint16_t)obj_type_by_name(name);
        event->name = intern_said(reader, value);
    } else {
        event->type = (uint16_t)run_outcome_by_name(name);
        if (event->type == OUTCOME_NONE) {
            event->name = intern_said(reader, value);
        }
    }
    return true;
}

static bool take_value(struct reader *reader, const struct field *field, struct member *member) {
    struct event *event = &reader->event;
    struct json value = member->value;
    void *place = (char *)event + field->place;
    bool is_bool = value.type == JSON_TRUE || value.type == JSON_FALSE;
    switch (field->form) {
    case FORM_TEXT:
        return take_text(reader, value, place);
    case FORM_JSON:
        *(strid *)place = intern_text(reader, value);
        return true;
    case FORM_NAMES:
        return take_names(reader, value, place);
    case FORM_INT32:
        return take_int32(value, place);
    case FORM_INT64:
    case FORM_ALWAYS:
        return json_int(value, place);
    case FORM_OP:
    case FORM_TYPE:
    case FORM_OUTCOME:
        return take_name(reader, field, value);
    case FORM_END:
        event->end =
            value.type == JSON_STRING ? (uint8_t)record_end_by_name(said(reader, value)) : 0;
        member->known = event->end != END_NONE;
        return true;
    case FORM_TRUTH:
        event->has = (uint8_t)(value.type == JSON_TRUE ? event->has | EVENT_TRUTH : event->has);
        return is_bool;
    case FORM_DATA:
        buf_clear(&reader->data);
        return json_put_bytes_said(value, &reader->data) && reader->data.len <= EVENT_DATA_MAX;
    case FORM_FORMAT:
        return json_int(value, &reader->format);
    }
    return false;
}

/* ---- one line ---- */

static int remember_members(struct reader *reader, struct json_walk *walk) {
    struct member member = {0};
    reader->count = 0;
    if (json_enter_object(walk)) {
        while (json_next(walk, &member.key, &member.value)) {
            reader->members =
                mem_grow(reader->members, &reader->cap, reader->count + 1, sizeof member);
            reader->members[reader->count++] = member;
        }
    }
    if (!walk->fault) {
        walk->at = skip_blanks(walk->at, walk->end);
        walk->fault = walk->at < walk->end ? "something stands behind the record" : NULL;
    }
    return walk->fault ? fault(reader, walk->at, walk->fault, NULL) : 0;
}

static bool key_is(const struct member *member, const char *name) {
    size_t len = strlen(name);
    return member->key.len == len && memcmp(member->key.at, name, len) == 0;
}

/* The kind rules what the other fields mean, wherever in the line it stands. */
static bool take_kind(struct reader *reader) {
    for (size_t i = 0; i < reader->count; i++) {
        struct member *member = &reader->members[i];
        if (key_is(member, "kind") && member->value.type == JSON_STRING) {
            reader->event.kind = (uint16_t)event_kind_by_name(said(reader, member->value));
            if (reader->event.kind == EVENT_UNKNOWN) {
                reader->event.name = intern_said(reader, member->value);
            }
            member->known = true;
            return true;
        }
    }
    return false;
}

/* Fields of every kind. *ret_is_one: it is one of them; false: but not of the right form. */
static bool take_common(struct reader *reader, const struct member *member, bool *ret_is_one) {
    struct event *event = &reader->event;
    int64_t n = 0;
    *ret_is_one = true;
    if (key_is(member, "n")) {
        return json_int(member->value, &n) && n == (int64_t)log_count(reader->log) + 1;
    }
    if (key_is(member, "t")) {
        return json_int(member->value, &event->t);
    }
    if (key_is(member, "actor")) {
        return take_text(reader, member->value, &event->actor);
    }
    if (key_is(member, "pid")) {
        return take_int32(member->value, &event->pid);
    }
    if (key_is(member, "vpid")) {
        reader->has_vpid = true;
        return take_int32(member->value, &event->vpid);
    }
    *ret_is_one = false;
    return true;
}

/* The row of the table for a member, or NULL. Lines that we wrote have their fields in the order of
 * the table: the search starts behind the last one found. */
static const struct field *field_of(const struct field *fields, const struct field **last,
                                    const struct member *member) {
    for (const struct field *field = *last; field->name; field++) {
        if (key_is(member, field->name)) {
            *last = field + 1;
            return field;
        }
    }
    for (const struct field *field = fields; field < *last; field++) {
        if (key_is(member, field->name)) {
            return field;
        }
    }
    return NULL;
}

static int take_members(struct reader *reader) {
    const struct field *fields = record_fields(reader->event.kind);
    const struct field *last = fields;
    for (size_t i = 0; i < reader->count; i++) {
        struct member *member = &reader->members[i];
        if (member->known) {
            continue;
        }
        bool right = take_common(reader, member, &member->known);
        const struct field *field = member->known ? NULL : field_of(fields, &last, member);
        if (field) {
            member->known = true;
            if (member->value.type != JSON_NULL) {
                right = take_value(reader, field, member);
                reader->event.has |= field->has;
            }
        }
        if (!right) {
            buf_clear(&reader->scratch);
            buf_put(&reader->scratch, member->key.at, member->key.len);
            return fault(reader, member->value.at, "not what belongs there", reader->scratch.data);
        }
    }
    return 0;
}

static bool same_key(const struct member *one, const struct member *other) {
    return one->key.len == other->key.len && memcmp(one->key.at, other->key.at, one->key.len) == 0;
}

/* A field with a value that we do not know, and then once more: of a name that stands twice the
 * last one counts, and kept beside it this one would be the last when it is read again. */
static bool is_overtaken(const struct reader *reader, const struct member *member) {
    const struct field *fields = record_fields(reader->event.kind);
    const struct field *last = fields;
    if (!field_of(fields, &last, member)) {
        return false;
    }
    for (const struct member *later = member + 1; later < reader->members + reader->count;
         later++) {
        if (same_key(member, later)) {
            return true;
        }
    }
    return false;
}

/* What no row asked for, as it stood. */
static void keep_more(struct reader *reader) {
    buf_clear(&reader->scratch);
    for (size_t i = 0; i < reader->count; i++) {
        const struct member *member = &reader->members[i];
        if (!member->known && !is_overtaken(reader, member)) {
            const struct json *value = &member->value;
            const char *end = value->at + value->len + (value->type == JSON_STRING ? 1 : 0);
            if (reader->scratch.len > 0) {
                buf_putc(&reader->scratch, ',');
            }
            buf_put(&reader->scratch, member->key.at - 1, (size_t)(end - member->key.at) + 1);
        }
    }
    reader->event.more =
        log_intern_len(reader->log, buf_str(&reader->scratch), reader->scratch.len);
}

static int read_line(struct reader *reader) {
    struct json_walk walk = {.at = reader->start, .end = reader->end};
    reader->event = (struct event){0};
    reader->has_vpid = false;
    buf_clear(&reader->data);
    int code = remember_members(reader, &walk);
    if (code < 0) {
        return code;
    }
    if (!take_kind(reader)) {
        return fault(reader, reader->start, "the record has no \"kind\"", NULL);
    }
    code = take_members(reader);
    if (code < 0) {
        return code;
    }
    if (reader->format > JSON_LINES_FORMAT) {
        return diag_set(reader->diag, -ENOTSUP, reader->file, reader->line,
                        "the run is saved in format %" PRId64
                        ", and this version reads format %d: take a newer ipc-tutor",
                        reader->format, JSON_LINES_FORMAT);
    }
    if (!reader->has_vpid) {
        reader->event.vpid = reader->event.pid;
    }
    keep_more(reader);
    log_append(reader->log, &reader->event, reader->data.data, reader->data.len);
    return 0;
}

/* Every so many lines: often enough for a key, too seldom to be felt. */
#define WATCH_LINES 2048

static int ask_watch(const struct reader *reader, const struct json_lines_watch *watch,
                     const char *text, size_t len) {
    if (!watch || reader->line % WATCH_LINES != 0 ||
        watch->go_on(watch->arg, (size_t)(reader->start - text), len)) {
        return 0;
    }
    return diag_set(reader->diag, -ECANCELED, reader->file, reader->line,
                    "stopped here; the %" PRIu64 " records before it are kept",
                    log_count(reader->log));
}

int json_lines_read(struct log *log, const char *file, const char *text, size_t len,
                    struct diag *diag) {
    return json_lines_read_watched(log, file, text, len, NULL, diag);
}

int json_lines_read_watched(struct log *log, const char *file, const char *text, size_t len,
                            const struct json_lines_watch *watch, struct diag *diag) {
    struct reader reader = {.log = log, .file = file, .diag = diag, .start = text};
    const char *end = text + len;
    int code = 0;
    for (const char *next; reader.start < end && code == 0; reader.start = next) {
        const char *newline = memchr(reader.start, '\n', (size_t)(end - reader.start));
        reader.end = newline ? newline : end;
        next = newline ? newline + 1 : end;
        reader.line++;
        code = ask_watch(&reader, watch, text, len);
        if (code == 0 && skip_blanks(reader.start, reader.end) < reader.end) {
            code = read_line(&reader);
        }
    }
    if (code == 0 && log_count(log) == 0) {
        code = diag_set(diag, -EPROTO, file, 0, "there is no record in it: this is no saved run");
    } else if (code == -EBADMSG && log_count(log) == 0) {
        code = -EPROTO;
    }
    mem_free(reader.members);
    buf_done(&reader.scratch);
    buf_done(&reader.data);
    return code;
}
