/* SPDX-License-Identifier: MIT */
/*
 * diag.c: filling in and writing out a fault. The first fault is the one that people need: what
 * comes after it is mostly its consequence.
 */
#include "diag.h"
#include "mem.h"
#include <string.h>

void diag_init(struct diag *diag) {
    *diag = (struct diag){0};
}

void diag_done(struct diag *diag) {
    if (diag) {
        mem_free(diag->file);
        mem_free(diag->text);
        mem_free(diag->source);
        diag_init(diag);
    }
}

int diag_set(struct diag *diag, int code, const char *file, int line, const char *format, ...) {
    if (!diag || diag->text) {
        return code;
    }
    struct buf text = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    diag->file = file ? mem_strdup(file) : NULL;
    diag->line = line;
    diag->text = buf_take(&text);
    return code;
}

void diag_quote(struct diag *diag, const char *text, size_t len) {
    if (!diag || diag->line <= 0 || diag->source) {
        return;
    }
    const char *end = text + len;
    for (int line = 1; line < diag->line; line++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        if (!newline) {
            return;
        }
        text = newline + 1;
    }
    const char *newline = memchr(text, '\n', (size_t)(end - text));
    diag->source = mem_strndup(text, (size_t)((newline ? newline : end) - text));
}

void diag_write(const struct diag *diag, struct buf *out) {
    if (!diag->text) {
        return;
    }
    if (diag->file) {
        buf_putf(out, "%s:", diag->file);
        if (diag->line > 0) {
            buf_putf(out, "%d:", diag->line);
        }
        buf_putc(out, ' ');
    }
    buf_putf(out, "%s\n", diag->text);
    if (diag->source) {
        buf_putf(out, "  %s\n", diag->source);
    }
}
