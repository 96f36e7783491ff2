/* SPDX-License-Identifier: MIT */
/*
 * export_parts.c: names and ends as all forms say them.
 */
#include "export_parts.h"
#include "export.h"
#include "tell.h"
#include "text.h"
#include <string.h>

enum { DATA_SHOWN = 24, WIDE_FROM = 0x1100 };

const char *export_op(const struct log *log, const struct event *event) {
    return event->op != OP_NONE ? op_name((enum op_kind)event->op) : log_str(log, event->name);
}

void export_title(const struct world *world, struct buf *out) {
    const char *lesson = log_str(world->log, world->lesson);
    const char *program = log_str(world->log, world->program);
    buf_puts(out, *lesson == '\0' ? "a run" : lesson);
    if (*program != '\0') {
        buf_puts(out, ": ");
        buf_puts(out, program);
    }
}

void export_data(const struct log *log, const struct event *event, struct buf *out) {
    if (event->data_len > 0) {
        buf_putc(out, ' ');
        tell_bytes(log_data(log, event), event->data_len, DATA_SHOWN, out);
    }
}

void export_mark(const struct log *log, const struct event *event, struct buf *out) {
    const char *label = event->kind == EVENT_INTERRUPT ? "^C" : log_str(log, event->name);
    if ((event->has & EVENT_HAS_T) != 0) {
        buf_putf(out, "T=%lld%s", (long long)event->ret, *label == '\0' ? "" : " ");
    }
    buf_puts(out, label);
}

void export_end(const struct event *event, struct buf *out) {
    char name[24];
    if ((event->has & EVENT_HAS_SIGNAL) != 0) {
        buf_puts(out, signal_text((int32_t)event->ret, name));
    } else {
        buf_putf(out, "exit %lld", (long long)event->ret);
    }
}

int export_columns(const char *text) {
    int columns = 0;
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        i += text_decode(text + i, len - i, &character);
        columns += character >= WIDE_FROM && (character < 0x2000 || character >= 0x2E80) ? 2 : 1;
    }
    return columns;
}

uint32_t export_shown(uint32_t character) {
    bool ends_line = character == 0x85 || character == 0x2028 || character == 0x2029;
    bool turns = character == 0x200E || character == 0x200F || character == 0x61C ||
                 (character >= 0x202A && character <= 0x202E) ||
                 (character >= 0x2066 && character <= 0x2069);
    if (character < 0x20 || ends_line) {
        return ' ';
    }
    bool control = character >= 0x7F && character < 0xA0;
    bool none = (character & 0xFFFE) == 0xFFFE; /* the last two of each plane */
    return control || turns || none ? TEXT_REPLACEMENT : character;
}

bool export_goes_on(const struct export_watch *watch, uint64_t done, uint64_t all) {
    return watch == NULL || watch->go_on(watch->arg, done, all);
}
