/* SPDX-License-Identifier: MIT */
/* link_log.c: see link_log.h. */
#include "link_log.h"
#include "mem.h"
#include <errno.h>
#include <string.h>

/* The fields of a record that name strings. */
static const size_t string_fields[] = {
    offsetof(struct event, actor), offsetof(struct event, obj),       offsetof(struct event, name),
    offsetof(struct event, text),  offsetof(struct event, waits_for), offsetof(struct event, state),
    offsetof(struct event, more),
};
#define STRING_FIELDS (sizeof(string_fields) / sizeof(*string_fields))

static strid *string_field(struct event *event, size_t i) {
    return (strid *)(void *)((char *)event + string_fields[i]);
}

void link_log_out_init(struct link_log_out *out, const struct log *log) {
    *out = (struct link_log_out){.log = log};
}

void link_log_out_done(struct link_log_out *out) {
    if (out) {
        mem_free(out->numbers);
        *out = (struct link_log_out){0};
    }
}

/* The number of a string on the link; sends the string if it was not sent yet. */
static uint32_t number_of(struct link_log_out *out, struct link *link, strid id) {
    if (id == 0) {
        return 0;
    }
    out->numbers = mem_grow(out->numbers, &out->cap, (size_t)id + 1, sizeof(*out->numbers));
    if (out->numbers[id] == 0) {
        const char *text = log_str(out->log, id);
        size_t len = strlen(text);
        link_begin(link, LINK_STRING);
        link_put(link, text, len < LINK_FRAME_MAX ? len : LINK_FRAME_MAX);
        link_end(link);
        out->numbers[id] = ++out->strings;
    }
    return out->numbers[id];
}

void link_log_send(struct link_log_out *out, struct link *link) {
    while (out->sent < log_count(out->log)) {
        const struct event *event = log_at(out->log, ++out->sent);
        struct event sent = *event;
        for (size_t i = 0; i < STRING_FIELDS; i++) {
            strid *field = string_field(&sent, i);
            *field = number_of(out, link, *field);
        }
        link_begin(link, LINK_RECORD);
        link_put(link, &sent, sizeof(sent));
        link_put(link, log_data(out->log, event), event->data_len);
        link_end(link);
    }
}

void link_log_in_init(struct link_log_in *in, struct log *log) {
    *in = (struct link_log_in){.log = log};
}

void link_log_in_done(struct link_log_in *in) {
    if (in) {
        mem_free(in->strings);
        *in = (struct link_log_in){0};
    }
}

static int take_string(struct link_log_in *in, const struct link_frame *frame) {
    in->strings = mem_grow(in->strings, &in->cap, (size_t)in->count + 2, sizeof(*in->strings));
    in->strings[++in->count] = log_intern_len(in->log, frame->at, link_left(frame));
    return 0;
}

static bool is_sound(const struct event *event) {
    return event->kind > EVENT_UNKNOWN && event->kind < EVENT_KIND_COUNT && event->op < OP_COUNT &&
           event->end <= END_RW && event->data_len <= EVENT_DATA_MAX &&
           (event->kind == EVENT_RUN_END ? event->type <= OUTCOME_STOPPED
                                         : event->type < OBJ_COUNT);
}

static int take_record(struct link_log_in *in, struct link_frame *frame) {
    struct event event;
    link_get(frame, &event, sizeof(event));
    if (frame->bad || !is_sound(&event) || link_left(frame) != event.data_len) {
        return -EPROTO;
    }
    for (size_t i = 0; i < STRING_FIELDS; i++) {
        strid *field = string_field(&event, i);
        if (*field > in->count) {
            return -EPROTO;
        }
        *field = *field ? in->strings[*field] : 0;
    }
    size_t len = event.data_len;
    event.data = 0;
    event.data_len = 0;
    log_append(in->log, &event, len ? frame->at : NULL, len);
    return 0;
}

int link_log_take(struct link_log_in *in, struct link_frame *frame) {
    return frame->type == LINK_STRING ? take_string(in, frame) : take_record(in, frame);
}
