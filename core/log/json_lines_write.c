/* SPDX-License-Identifier: MIT */
/*
 * json_lines_write.c: records as text. Goes by the table of record_fields.h.
 */
#include "json_lines.h"
#include "json_value.h"
#include "json_write.h"
#include "record_fields.h"
#include <string.h>

#define WRITE_AT_ONCE ((size_t)64 * 1024)

struct line {
    struct buf *out;
    const struct log *log;
    const struct event *event;
};

static const void *value_of(const struct line *line, const struct field *field) {
    return (const char *)line->event + field->place;
}

static strid string_of(const struct line *line, const struct field *field) {
    return *(const strid *)value_of(line, field);
}

/* What is there to write, or 0 where there is nothing: then the field is left out, or null. */
static bool is_there(const struct line *line, const struct field *field) {
    const struct event *event = line->event;
    switch (field->form) {
    case FORM_TEXT:
    case FORM_JSON:
    case FORM_NAMES:
        return string_of(line, field) != 0;
    case FORM_INT32:
        return field->has ? event->has & field->has : *(const int32_t *)value_of(line, field) != 0;
    case FORM_INT64:
        return event->has & field->has;
    case FORM_OP:
        return event->op != OP_NONE || event->name != 0;
    case FORM_TYPE:
    case FORM_OUTCOME:
        return event->type != 0 || event->name != 0;
    case FORM_END:
        return event->end != END_NONE;
    case FORM_DATA:
        return event->data_len > 0;
    case FORM_ALWAYS:
    case FORM_TRUTH:
    case FORM_FORMAT:
        return true;
    }
    return false;
}

/* The name of a number of ours, or the name as it stood in a log that knows more than we do. */
static void put_name(const struct line *line, const char *ours) {
    json_put_text(line->out, *ours ? ours : log_str(line->log, line->event->name));
}

static void put_names(struct buf *out, const char *names) {
    json_put_open(out, '[');
    while (*names) {
        size_t len = strcspn(names, " ");
        json_put_comma(out);
        json_put_text_len(out, names, len);
        names += len;
        names += *names == ' ';
    }
    json_put_close(out, ']');
}

static void put_value(const struct line *line, const struct field *field) {
    struct buf *out = line->out;
    const struct event *event = line->event;
    switch (field->form) {
    case FORM_TEXT:
        json_put_text(out, log_str(line->log, string_of(line, field)));
        return;
    case FORM_JSON:
        json_put_json(out, log_str(line->log, string_of(line, field)));
        return;
    case FORM_NAMES:
        put_names(out, log_str(line->log, string_of(line, field)));
        return;
    case FORM_INT32:
        json_put_int(out, *(const int32_t *)value_of(line, field));
        return;
    case FORM_INT64:
    case FORM_ALWAYS:
        json_put_int(out, *(const int64_t *)value_of(line, field));
        return;
    case FORM_OP:
        put_name(line, op_name(event->op));
        return;
    case FORM_TYPE:
        put_name(line, obj_type_name(event->type));
        return;
    case FORM_OUTCOME:
        put_name(line, run_outcome_name(event->type));
        return;
    case FORM_END:
        json_put_text(out, record_end_name(event->end));
        return;
    case FORM_TRUTH:
        json_put_bool(out, event->has & EVENT_TRUTH);
        return;
    case FORM_DATA:
        json_put_bytes(out, log_data(line->log, event), event->data_len);
        return;
    case FORM_FORMAT:
        json_put_int(out, JSON_LINES_FORMAT);
        return;
    }
}

static void put_common(const struct line *line, uint64_t n) {
    struct buf *out = line->out;
    const struct event *event = line->event;
    const char *kind = event_kind_name(event->kind);
    json_put_key(out, "n");
    json_put_int(out, (int64_t)n);
    json_put_key(out, "t");
    json_put_int(out, event->t);
    json_put_key(out, "kind");
    put_name(line, kind);
    if (event->actor != 0) {
        json_put_key(out, "actor");
        json_put_text(out, log_str(line->log, event->actor));
    }
    if (event->pid != 0) {
        json_put_key(out, "pid");
        json_put_int(out, event->pid);
    }
    if (event->vpid != event->pid) {
        json_put_key(out, "vpid");
        json_put_int(out, event->vpid);
    }
}

/* Fields of a newer version, as they stood; checked, for a damaged one would damage the line. A log
 * that was read says among them which version wrote it; else it was this one. */
static void put_more(const struct line *line) {
    const char *more = log_str(line->log, line->event->more);
    struct buf text = {0};
    buf_putf(&text, "{%s}", more);
    struct json object = json_of(text.data);
    if (*more && object.type == JSON_OBJECT) {
        json_put_comma(line->out);
        buf_puts(line->out, more);
    }
    if (line->event->kind == EVENT_RUN_START && json_get(object, "version").type == JSON_NONE) {
        json_put_key(line->out, "version");
        json_put_text(line->out, IPC_TUTOR_VERSION);
    }
    buf_done(&text);
}

void json_lines_put(struct buf *out, const struct log *log, uint64_t n) {
    const struct line line = {out, log, log_at(log, n)};
    if (!line.event) {
        return;
    }
    json_put_open(out, '{');
    put_common(&line, n);
    for (const struct field *field = record_fields(line.event->kind); field->name; field++) {
        bool there = is_there(&line, field);
        if (there || field->null) {
            json_put_key(out, field->name);
            if (there) {
                put_value(&line, field);
            } else {
                json_put_null(out);
            }
        }
    }
    if (line.event->more != 0 || line.event->kind == EVENT_RUN_START) {
        put_more(&line);
    }
    json_put_close(out, '}');
    buf_putc(out, '\n');
}

int json_lines_write(const struct log *log, uint64_t first, uint64_t last,
                     int (*put)(void *arg, const char *bytes, size_t len), void *arg) {
    struct buf out = {0};
    int code = 0;
    for (uint64_t n = first; n <= last && code >= 0; n++) {
        json_lines_put(&out, log, n);
        if (out.len >= WRITE_AT_ONCE) {
            code = put(arg, out.data, out.len);
            buf_clear(&out);
        }
    }
    if (code >= 0 && out.len > 0) {
        code = put(arg, out.data, out.len);
    }
    buf_done(&out);
    return code < 0 ? code : 0;
}
