/* SPDX-License-Identifier: MIT */
/*
 * json_write.c: JSON, piece by piece. Numbers are formatted here, not by printf(3): the log of a
 * long run has millions of them.
 */
#include "json_write.h"
#include "json_value.h"
#include "text.h"
#include <math.h>
#include <string.h>

void json_put_open(struct buf *out, char bracket) {
    buf_putc(out, bracket);
}

void json_put_close(struct buf *out, char bracket) {
    buf_putc(out, bracket);
}

void json_put_comma(struct buf *out) {
    /* A string ends in a quote and a number in a digit: these bytes are never theirs. */
    if (out->len > 0 && !strchr("{[,:\n", out->data[out->len - 1])) {
        buf_putc(out, ',');
    }
}

void json_put_key(struct buf *out, const char *name) {
    json_put_comma(out);
    buf_putc(out, '"');
    buf_puts(out, name);
    buf_put(out, "\":", 2);
}

void json_put_int(struct buf *out, int64_t number) {
    char digits[24];
    char *at = digits + sizeof digits;
    /* The magnitude as unsigned: INT64_MIN has no positive twin. */
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) {
        *--at = '-';
    }
    buf_put(out, at, (size_t)(digits + sizeof digits - at));
}

void json_put_bool(struct buf *out, bool truth) {
    buf_puts(out, truth ? "true" : "false");
}

void json_put_null(struct buf *out) {
    buf_put(out, "null", 4);
}

void json_put_double(struct buf *out, double number) {
    if (!isfinite(number)) {
        json_put_null(out);
    } else if (number == floor(number) && fabs(number) < 1e15) {
        json_put_int(out, (int64_t)number);
    } else {
        buf_putf(out, "%.17g", number);
    }
}

static void put_escape(struct buf *out, unsigned char byte) {
    static const char plain[] = "\b\t\n\f\r\"\\";
    static const char letter[] = "btnfr\"\\";
    static const char hex[] = "0123456789abcdef";
    const char *place = byte ? strchr(plain, byte) : NULL;
    buf_putc(out, '\\');
    if (place) {
        buf_putc(out, letter[place - plain]);
    } else {
        char unit[5] = {'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
        buf_put(out, unit, sizeof unit);
    }
}

/* How many of the bytes stand for themselves in a JSON string. */
static size_t plain_run(const char *text, size_t len) {
    size_t n = 0;
    while (n < len && (unsigned char)text[n] >= 0x20 && (unsigned char)text[n] < 0x7F &&
           text[n] != '"' && text[n] != '\\') {
        n++;
    }
    return n;
}

void json_put_text(struct buf *out, const char *text) {
    if (text) {
        json_put_text_len(out, text, strlen(text));
    } else {
        json_put_null(out);
    }
}

void json_put_text_len(struct buf *out, const char *text, size_t len) {
    buf_putc(out, '"');
    while (len > 0) {
        size_t n = plain_run(text, len);
        buf_put(out, text, n);
        text += n;
        len -= n;
        if (len == 0) {
            break;
        }
        n = 1;
        if ((unsigned char)*text < 0x80) {
            put_escape(out, (unsigned char)*text);
        } else if ((n = text_char_len(text, len)) > 0) {
            buf_put(out, text, n);
        } else {
            n = 1;
            text_put_char(out, TEXT_REPLACEMENT);
        }
        text += n;
        len -= n;
    }
    buf_putc(out, '"');
}

void json_put_bytes(struct buf *out, const void *bytes, size_t len) {
    const char *text = bytes;
    buf_putc(out, '"');
    for (size_t at = 0; at < len;) {
        size_t n = plain_run(text + at, len - at);
        buf_put(out, text + at, n);
        at += n;
        if (at < len) {
            put_escape(out, (unsigned char)text[at++]);
        }
    }
    buf_putc(out, '"');
}

void json_put_json(struct buf *out, const char *text) {
    if (json_parse_deep(text, strlen(text), JSON_DEPTH_MAX / 2).type == JSON_NONE) {
        json_put_text(out, text);
        return;
    }
    size_t from = out->len;
    buf_puts(out, text);
    /* A line break can only stand between values here, where a blank says the same. */
    for (char *at = out->data + from; *at; at++) {
        if (*at == '\n' || *at == '\r') {
            *at = ' ';
        }
    }
}
