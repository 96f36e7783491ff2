/* SPDX-License-Identifier: MIT */
/*
 * op_call.c: quoting bytes, naming errors.
 */
#include "op_call.h"
#include "text.h"
#include <stdio.h>
#include <string.h>

static const struct {
    char byte;
    const char *escape;
} escapes[] = {{'\n', "\\n"},  {'\t', "\\t"}, {'\r', "\\r"},
               {'\\', "\\\\"}, {'"', "\\\""}, {0, "\\0"}};

static const char *escape_of(char byte) {
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].byte == byte) {
            return escapes[i].escape;
        }
    }
    return NULL;
}

/* The character at text as it is shown, into piece (at least 8 bytes); how many bytes it takes. */
static size_t show(char piece[8], const char *text, size_t len) {
    const char *escape = escape_of(*text);
    size_t size = text_char_len(text, len);
    if (escape) {
        snprintf(piece, 8, "%s", escape);
        return 1;
    }
    if (size == 0 || (unsigned char)*text < ' ' || *text == 0x7f) {
        snprintf(piece, 8, "\\%03o", (unsigned)(unsigned char)*text);
        return 1;
    }
    memcpy(piece, text, size);
    piece[size] = 0;
    return size;
}

char *op_quote(char *out, size_t cap, const void *bytes, size_t len) {
    static const char rest[] = "\"...";
    const char *text = bytes;
    size_t used = 0, at = 0;
    out[used++] = '"';
    while (at < len && at < OP_QUOTE_SHOWN) {
        char piece[8];
        size_t taken = show(piece, text + at, len - at);
        size_t size = strlen(piece);
        if (at + taken > OP_QUOTE_SHOWN || used + size + sizeof rest > cap) {
            break;
        }
        snprintf(out + used, cap - used, "%s", piece);
        used += size;
        at += taken;
    }
    snprintf(out + used, cap - used, "%s", at < len ? rest : "\"");
    return out;
}

const char *op_error_name(int err) {
    const char *name = strerrorname_np(err);
    return name ? name : "an error without a name";
}

const char *op_error_text(int err) {
    const char *text = strerrordesc_np(err);
    return text ? text : "Unknown error";
}
