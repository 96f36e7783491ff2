/* SPDX-License-Identifier: MIT */
/*
 * text.c: UTF-8 by the table of RFC 3629, section 4, and plain questions about strings.
 */
#include "text.h"
#include "mem.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What may follow a first byte: from RFC 3629. The second byte has bounds of its own, which is what
 * keeps out overlong forms (C0, E0 80), surrogates (ED A0) and what is beyond U+10FFFF (F4 90). */
static const struct lead {
    unsigned char from, to, len, second_from, second_to, bits;
} leads[] = {
    {0x00, 0x7F, 1, 0, 0, 0x7F},       {0xC2, 0xDF, 2, 0x80, 0xBF, 0x1F},
    {0xE0, 0xE0, 3, 0xA0, 0xBF, 0x0F}, {0xE1, 0xEC, 3, 0x80, 0xBF, 0x0F},
    {0xED, 0xED, 3, 0x80, 0x9F, 0x0F}, {0xEE, 0xEF, 3, 0x80, 0xBF, 0x0F},
    {0xF0, 0xF0, 4, 0x90, 0xBF, 0x07}, {0xF1, 0xF3, 4, 0x80, 0xBF, 0x07},
    {0xF4, 0xF4, 4, 0x80, 0x8F, 0x07},
};

static const struct lead *lead_of(unsigned char byte) {
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (byte >= leads[i].from && byte <= leads[i].to) {
            return &leads[i];
        }
    }
    return NULL;
}

size_t text_char_len(const char *text, size_t len) {
    const unsigned char *byte = (const unsigned char *)text;
    const struct lead *lead = lead_of(byte[0]);
    if (!lead || lead->len > len) {
        return 0;
    }
    if (lead->len > 1 && (byte[1] < lead->second_from || byte[1] > lead->second_to)) {
        return 0;
    }
    for (size_t i = 2; i < lead->len; i++) {
        if ((byte[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return lead->len;
}

size_t text_decode(const char *text, size_t len, uint32_t *ret_char) {
    size_t n = text_char_len(text, len);
    if (n == 0) {
        *ret_char = TEXT_REPLACEMENT;
        return 1;
    }
    const unsigned char *byte = (const unsigned char *)text;
    uint32_t character = byte[0] & lead_of(byte[0])->bits;
    for (size_t i = 1; i < n; i++) {
        character = character << 6 | (byte[i] & 0x3FU);
    }
    *ret_char = character;
    return n;
}

bool text_is_utf8(const char *text, size_t len) {
    for (size_t at = 0; at < len;) {
        size_t n = text_char_len(text + at, len - at);
        if (n == 0) {
            return false;
        }
        at += n;
    }
    return true;
}

void text_put_char(struct buf *buf, uint32_t character) {
    char bytes[4];
    size_t len = 0;
    if (character < 0x80) {
        bytes[len++] = (char)character;
    } else if (character < 0x800) {
        bytes[len++] = (char)(0xC0 | character >> 6);
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        bytes[len++] = (char)(0xE0 | character >> 12);
        bytes[len++] = (char)(0x80 | (character >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    } else {
        bytes[len++] = (char)(0xF0 | (character >> 18 & 0x07));
        bytes[len++] = (char)(0x80 | (character >> 12 & 0x3F));
        bytes[len++] = (char)(0x80 | (character >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (character & 0x3F));
    }
    buf_put(buf, bytes, len);
}

void text_put_valid(struct buf *buf, const char *text, size_t len) {
    for (size_t at = 0; at < len;) {
        size_t n = text_char_len(text + at, len - at);
        if (n == 0) {
            text_put_char(buf, TEXT_REPLACEMENT);
            at++;
        } else {
            buf_put(buf, text + at, n);
            at += n;
        }
    }
}

void text_put_word(struct buf *buf, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "%+,-./:=@_";
    if (*word && word[strspn(word, plain)] == '\0') {
        buf_puts(buf, word);
        return;
    }
    buf_putc(buf, '\'');
    for (; *word; word++) {
        if (*word == '\'') {
            buf_puts(buf, "'\\''");
        } else {
            buf_putc(buf, *word);
        }
    }
    buf_putc(buf, '\'');
}

bool text_starts(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

bool text_ends(const char *text, const char *end) {
    size_t len = strlen(text);
    size_t end_len = strlen(end);
    return len >= end_len && memcmp(text + len - end_len, end, end_len) == 0;
}

bool text_to_int(const char *text, int64_t *ret_value) {
    /* strtoll would pass over blanks and take a plus: neither is a number as we write them. */
    const char *digits = text[0] == '-' ? text + 1 : text;
    if (digits[0] < '0' || digits[0] > '9') {
        return false;
    }
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*end != '\0' || errno == ERANGE) {
        return false;
    }
    *ret_value = value;
    return true;
}

/* Eight bytes a round: a multiplication by an odd number loses nothing and moves what differs up;
 * the shift brings it down again. */
static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 32;
}

uint64_t text_hash(const void *bytes, size_t len) {
    const unsigned char *byte = bytes;
    uint64_t hash = mix(0, len);
    uint64_t word;
    for (; len >= sizeof word; len -= sizeof word, byte += sizeof word) {
        memcpy(&word, byte, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, byte, len);
    return mix(mix(hash, word), 0);
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

unsigned text_distance(const char *a, const char *b) {
    size_t width = strlen(b) + 1;
    /* Three rows of the table of optimal string alignment: two back, the last one, this one. */
    unsigned *rows = mem_new(3 * width * sizeof *rows);
    unsigned *two_back = rows;
    unsigned *last = rows + width;
    unsigned *now = rows + 2 * width;
    for (size_t j = 0; j < width; j++) {
        last[j] = (unsigned)j;
    }
    for (size_t i = 0; a[i]; i++) {
        now[0] = (unsigned)i + 1;
        for (size_t j = 0; b[j]; j++) {
            now[j + 1] = least(last[j] + (a[i] != b[j]), least(last[j + 1], now[j]) + 1);
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) {
                now[j + 1] = least(now[j + 1], two_back[j - 1] + 1);
            }
        }
        unsigned *spare = two_back;
        two_back = last;
        last = now;
        now = spare;
    }
    unsigned distance = last[width - 1];
    mem_free(rows);
    return distance;
}
